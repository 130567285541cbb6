import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { beforeEach, expect, test } from 'vitest';

import { createCatalogueFile } from '../../../src-main/catalogue/files/catalogueFile.ts';
import { openContainer } from '../../../src-main/catalogue/files/container.ts';
import { readers } from '../../../src-main/catalogue/readers/index.ts';
import {
  guessJsonMapping,
  jsonStart,
  mappedJson,
} from '../../../src-main/catalogue/readers/mapped/jsonTracks.ts';
import { mappedTable } from '../../../src-main/catalogue/readers/mapped/mappedTable.ts';
import type { CatalogueReader, Reading } from '../../../src-main/catalogue/readers/reader.ts';
import { findReader } from '../../../src-main/catalogue/readers/readerFor.ts';
import { createRandom } from '../../../src-main/recommend/random.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { makeZip } from '../../support/makeZip.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { expectSound } from './expectSound.ts';
import { mutate } from './mutate.ts';
import { readerSamples } from './readerSamples.ts';

/** Inputs in all; WAVES_FUZZ=100000 is the long run. */
const TOTAL = Number(process.env.WAVES_FUZZ ?? 4_000);
const samples = Object.entries(readerSamples);
/** Of ten inputs nine are read from memory, one through a file on the disk, packed or not. */
const EACH = Math.ceil(TOTAL / (samples.length + 1));
const LONG_MS = 1_800_000;

const songs = Array.from({ length: 4 }, (_, i) => ({ title: `Song ${i}`, artist: `Artist "${i}"` }));

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

/** A file in memory, in pieces of odd sizes. */
function fileOf(content: Buffer, pieceBytes: number) {
  const source = {
    name: 'Artist - Title.bin',
    path: null,
    sizeBytes: content.length,
    async *chunks() {
      for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes);
    },
    bytesRead: () => 0,
  };
  return createCatalogueFile(source, content.subarray(0, 65_536));
}

function checkReadings(readings: readonly Reading[]): void {
  for (const reading of readings) {
    expect(Number.isInteger(reading.line) && reading.line >= 1).toBe(true);
    if ('track' in reading) expectSound(reading.track);
    else expect(reading.reason.length > 0 && reading.reason.length < 300).toBe(true);
  }
}

async function readWith(reader: CatalogueReader, content: Buffer, pieceBytes: number): Promise<Reading[]> {
  const readings: Reading[] = [];
  for await (const some of reader.read(fileOf(content, pieceBytes))) readings.push(...some);
  return readings;
}

test.each(samples)(
  '%s: whatever is changed in a file, it is refused, or each record is a sound track or a reject',
  async (name, { make }) => {
    const random = createRandom(name.length * 7_919);
    const content = Buffer.from(make(songs));
    let read = 0;
    for (let i = 0; i < EACH; i++) {
      const changed = mutate(content, random);
      if (changed.length === 0) continue;
      const file = fileOf(changed, 1 + Math.floor(random() * 3_000));
      const reader = findReader(file);
      if (!reader) continue;
      read += 1;
      checkReadings(await readWith(reader, changed, 1 + Math.floor(random() * 3_000)));
    }
    // Most inputs must get as far as a reader, or nothing is tried.
    expect(read).toBeGreaterThan(EACH / 4);
  },
  LONG_MS,
);

test(
  'files on the disk, packed, in archives, and with mapped columns: refused in words, or read',
  async () => {
    const random = createRandom(271_828);
    for (let i = 0; i < EACH; i++) {
      const [name, { make }] = samples[Math.floor(random() * samples.length)]!;
      const content = Buffer.from(make(songs));
      const how = i % 4;
      const packed = how === 0 ? gzipSync(content) : how === 1 ? makeZip([{ name, content }]) : content;
      const changed = mutate(packed, random);
      if (how === 3) {
        const { opening } = fileOf(changed, 1_000);
        const json = jsonStart(opening);
        const mapping = json
          ? guessJsonMapping(json)
          : { title: 'Track Name', artist: 'Artist Name(s)', tempo: 'Tempo' };
        if (json && !(mapping.title && mapping.artist)) continue;
        const reader = json ? mappedJson(mapping, opening) : mappedTable(mapping, opening);
        if (reader.recognises(opening)) checkReadings(await readWith(reader, changed, 777));
        continue;
      }
      const path = join(directory, `${i}.bin`);
      writeFileSync(path, changed);
      try {
        const container = await openContainer(path, new AbortController().signal);
        try {
          for await (const part of container.parts()) {
            const reader = findReader(part);
            if (!reader) continue;
            for await (const some of reader.read(part)) checkReadings(some);
          }
        } finally {
          container.close();
        }
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code).toBe('not-a-catalogue');
        expect(error.message).not.toContain('\n');
      }
      rmSync(path);
    }
  },
  LONG_MS,
);

test('all readers are among those that are fuzzed', () => {
  expect(new Set(samples.map(([, { format }]) => format))).toEqual(
    new Set(readers.map(({ format }) => format)),
  );
});
