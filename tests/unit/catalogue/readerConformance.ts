import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { beforeEach, describe, expect, test } from 'vitest';

import { openContainer } from '../../../src-main/catalogue/files/container.ts';
import { readers } from '../../../src-main/catalogue/readers/index.ts';
import type { Reading } from '../../../src-main/catalogue/readers/reader.ts';
import { readerFor } from '../../../src-main/catalogue/readers/readerFor.ts';
import { makeZip } from '../../support/makeZip.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { expectSound } from './expectSound.ts';
import type { ReaderSample, Song } from './readerSamples.ts';
import { rejectsIn, tracksIn } from './readText.ts';

const SONGS: readonly Song[] = [
  { title: 'Hey, Soul Sister', artist: 'Train' },
  { title: 'Ämter – 夜', artist: 'Zoë "Z" Ω' },
  { title: 'Song with\nan end of line', artist: 'A & B' },
];
const signal = new AbortController().signal;

/** All that is read of a file with this content, by whichever reader recognises it. */
async function readAll(directory: string, content: string | Buffer, name = 'file.bin') {
  const path = join(directory, name);
  writeFileSync(path, content);
  const container = await openContainer(path, signal);
  const readings: Reading[] = [];
  const formats = new Set<string>();
  try {
    for await (const part of container.parts()) {
      const reader = readerFor(part);
      formats.add(reader.format);
      for await (const some of reader.read(part)) readings.push(...some);
    }
  } finally {
    container.close();
  }
  return { readings, formats: [...formats] };
}

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** What every reader does, whatever its format. */
export function readerConformance(name: string, { format, kind, make }: ReaderSample): void {
  // A sound file holds one song, and no text.
  const textTest = kind === 'sound' ? null : test;
  const songs = kind === 'sound' ? SONGS.slice(1, 2) : SONGS;
  const one = (song: Song) => (kind === 'sound' ? [song] : [SONGS[0]!, song, SONGS[1]!]);

  describe(name, () => {
    let directory: string;
    beforeEach(() => {
      directory = temporaryDirectory();
    });

    test('is recognised by its content, by one reader', async () => {
      const path = join(directory, 'anything.dat');
      writeFileSync(path, make(songs));
      const container = await openContainer(path, signal);
      for await (const { opening } of container.parts()) {
        expect(readers.find((reader) => reader.recognises(opening))!.format).toBe(format);
      }
    });

    test('reads every song as a sound track, in order', async () => {
      const { readings, formats } = await readAll(directory, make(songs));
      expect(formats).toEqual([format]);
      expect(rejectsIn(readings)).toEqual([]);
      const tracks = tracksIn(readings);
      tracks.forEach(expectSound);
      expect(tracks.map(({ title, artists }) => ({ title, artist: artists[0] }))).toEqual(
        songs.map(({ title, artist }) => ({ title: title.replace('\n', ' '), artist })),
      );
      const lines = readings.map(({ line }) => line);
      expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
    });

    test('reads the same packed by gzip, and in a zip archive', async () => {
      const content = make(songs);
      const { readings } = await readAll(directory, content);
      expect((await readAll(directory, gzipSync(content))).readings).toEqual(readings);
      for (const isStored of [true, false]) {
        const zip = makeZip([{ name: 'folder/file.x', content, isStored }]);
        expect((await readAll(directory, zip)).readings).toEqual(readings);
      }
    });

    textTest?.each([
      ['with a byte order mark', (text: string) => `\ufeff${text}`],
      ['as UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['as UTF-16, the high byte first', (text: string) => swapped(`\ufeff${text}`)],
      ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
      ['without a last line end', (text: string) => text.trimEnd()],
    ])('reads the same %s', async (_how, change) => {
      const text = make(songs) as string;
      const titles = async (content: string | Buffer) =>
        tracksIn((await readAll(directory, content)).readings).map(({ title, artists }) => [
          title,
          ...artists,
        ]);
      expect(await titles(change(text))).toEqual(await titles(text));
    });

    textTest?.each([
      ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
      ['UTF-16 without a mark, the high byte first', swapped],
      ['Windows-1252', (text: string) => Buffer.from(text, 'latin1')],
    ])('reads names in %s', async (_how, encode) => {
      const text = make([{ title: 'Déjà Vu', artist: 'Beyoncé' }]) as string;
      expect(tracksIn((await readAll(directory, encode(text))).readings)).toMatchObject([
        { title: 'Déjà Vu', artists: ['Beyoncé'] },
      ]);
    });

    test('rejects a song without a title or an artist with its reason, and keeps the others', async () => {
      for (const [song, reason] of [
        [{ title: '', artist: 'A' }, 'the title is missing'],
        [{ title: 'B', artist: '  ' }, 'the artist is missing'],
        [{ title: 'x'.repeat(2_001), artist: 'A' }, 'the title is longer than 2000 characters'],
      ] as const) {
        const { readings } = await readAll(directory, make(one(song)));
        expect(rejectsIn(readings).map((reject) => reject.reason)).toEqual([reason]);
        expect(tracksIn(readings)).toHaveLength(one(song).length - 1);
      }
    });

    textTest?.('rejects a field of a megabyte and goes on', async () => {
      const { readings } = await readAll(directory, make(one({ title: 'x'.repeat(1_000_000), artist: 'A' })));
      expect(rejectsIn(readings).length).toBeGreaterThan(0);
      expect(tracksIn(readings).map(({ title }) => title)).toEqual([SONGS[0]!.title, SONGS[1]!.title]);
    });

    test('lets no control characters in', async () => {
      const song = { title: '\u202eevil\u0007 \u001b[31m song', artist: 'A\u0001B' };
      const track = tracksIn((await readAll(directory, make(one(song)))).readings).at(
        kind === 'sound' ? 0 : 1,
      );
      expect(track).toMatchObject({ title: 'evil [31m song', artists: ['A B'] });
    });

    textTest?.('holds no more of a long file than a piece at a time', async () => {
      const path = join(directory, 'long');
      writeFileSync(
        path,
        make(Array.from({ length: 10_000 }, (_, i) => ({ title: `Song ${i}`, artist: 'A' }))),
      );
      const container = await openContainer(path, signal);
      let most = 0;
      let total = 0;
      for await (const part of container.parts()) {
        for await (const some of readerFor(part).read(part)) {
          most = Math.max(most, some.length);
          total += some.length;
        }
      }
      expect(total).toBe(10_000);
      expect(most).toBeLessThan(5_000);
    });
  });
}
