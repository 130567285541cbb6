// Writes what ear-1 makes of each line of a file, 256 float32 a line: `node embed_lines.mjs lines.txt vectors.f32`.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { openEmbedder } from '../../../src-main/vectors/build/embedder.ts';

const BATCH = 512;
const [from, to] = process.argv.slice(2);
const lines = readFileSync(from, 'utf8').trimEnd().split('\n');
const embedder = await openEmbedder({ folder: join(import.meta.dirname, '../../ear-1') });
const file = openSync(to, 'w');
for (let at = 0; at < lines.length; at += BATCH) {
  for (const { buffer, byteOffset, byteLength } of await embedder.embed(lines.slice(at, at + BATCH))) {
    writeSync(file, new Uint8Array(buffer, byteOffset, byteLength));
  }
}
closeSync(file);
await embedder.close();
