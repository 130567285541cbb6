import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { BOMB_FAULT, isBomb } from './bomb.ts';
import { refusal } from './refusal.ts';

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
  try {
    await pipeline(
      createReadStream(path),
      createGunzip({ chunkSize: 65_536 }),
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) {
          if (unpackedBytes < openingBytes) opening.push(chunk);
          unpackedBytes += chunk.length;
          if (isBomb(sizeBytes, unpackedBytes)) throw refusal(name, BOMB_FAULT);
        }
      },
      { signal },
    );
  } catch (error) {
    if (signal.aborted || isBomb(sizeBytes, unpackedBytes)) throw error;
    throw refusal(name, 'is packed, and damaged or cut off; fetch it again', error);
  }
  return Buffer.concat(opening).subarray(0, openingBytes);
}
