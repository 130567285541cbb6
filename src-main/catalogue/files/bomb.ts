/**
 * Tables pack to between a third and a thirtieth of their size, and the limit
 * of deflate is about a thousandth: beyond this, and beyond a size at which it
 * matters, a file was made to fill memory or disk.
 */
const BOMB = { minBytes: 67_108_864, ratio: 200 } as const;

/** What a bomb does, as a refusal says it. */
export const BOMB_FAULT = `unpacks to more than ${BOMB.ratio} times its size`;

/** Whether something of this size that unpacks to that much is meant to do harm. */
export function isBomb(packedBytes: number, unpackedBytes: number): boolean {
  return unpackedBytes > BOMB.minBytes && unpackedBytes > BOMB.ratio * packedBytes;
}
