import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { refusal } from './refusal.ts';

/**
 * Tables pack to between a third and a thirtieth of their size, and gzip's own
 * limit is about a thousandth: beyond this, and beyond a size at which it
 * matters, the file was made to fill memory or disk.
 */
const BOMB = { minBytes: 67_108_864, ratio: 200 } as const;

/**
 * Unpacks a gzip file to its end and returns its first bytes, `openingBytes` at
 * most. Throws `not-a-catalogue` when it is damaged, cut off or a bomb.
 */
export async function checkGzip(
  path: string,
  name: string,
  sizeBytes: number,
  openingBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const opening: Buffer[] = [];
  let unpackedBytes = 0;
  const isBomb = () => unpackedBytes > BOMB.minBytes && unpackedBytes > BOMB.ratio * sizeBytes;
  try {
    await pipeline(
      createReadStream(path),
      createGunzip({ chunkSize: 65_536 }),
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) {
          if (unpackedBytes < openingBytes) opening.push(chunk);
          unpackedBytes += chunk.length;
          if (isBomb()) throw refusal(name, `unpacks to more than ${BOMB.ratio} times its size`);
        }
      },
      { signal },
    );
  } catch (error) {
    if (signal.aborted || isBomb()) throw error;
    throw refusal(name, 'is packed, and damaged or cut off; fetch it again', error);
  }
  return Buffer.concat(opening).subarray(0, openingBytes);
}
