import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fc, test } from '@fast-check/vitest';
import { beforeEach, describe, expect } from 'vitest';

import { openCatalogueFile } from '../../../src-main/catalogue/files/openCatalogueFile.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { expectSound } from './expectSound.ts';
import { readText, rejectsIn, tracksIn } from './readText.ts';
import { readerOf, type SampleTable, sampleTables } from './sampleTables.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

const inOrder = (lines: readonly string[]) => `${lines.join('\n')}\n`;

describe.each(Object.entries<SampleTable>(sampleTables))('%s', (_, sample) => {
  const { header, rows, row } = sample;

  test('reads its rows as sound tracks, in order', async () => {
    const readings = await readText(directory, inOrder([header, ...rows]));
    expect(rejectsIn(readings)).toEqual([]);
    expect(readings.map(({ line }) => line)).toEqual(rows.map((_row, index) => index + 2));
    tracksIn(readings).forEach(expectSound);
  });

  test.each([
    ['packed by gzip', (text: string) => gzipSync(text)],
    ['with a byte order mark', (text: string) => `\ufeff${text}`],
    ['as UTF-16, as spreadsheets save it', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['without a last line end', (text: string) => text.trimEnd()],
  ])('reads the same %s', async (_how, change) => {
    const text = inOrder([header, ...rows, row('Ämter – 夜', 'Zoë')]);
    expect(await readText(directory, change(text))).toEqual(await readText(directory, text));
  });

  test('reads names in Windows-1252, as old exports have them', async () => {
    const text = inOrder([header, row('Déjà Vu', 'Beyoncé')]);
    const [track] = tracksIn(await readText(directory, Buffer.from(text, 'latin1')));
    expect(track).toMatchObject({ title: 'Déjà Vu', artists: ['Beyoncé'] });
  });

  test('rejects what is no track with its line and reason, and keeps the rest', async () => {
    const text = inOrder([
      header,
      row('"Two\nlines"', 'A'),
      row('', 'A'),
      row('B', '  '),
      row('NA', 'NA'),
      'too,few',
      `${row('C', 'A')},more`,
      row(`"${'x'.repeat(70_000)}"`, 'A'),
      row('x'.repeat(2_001), 'A'),
      row('D', 'A'),
    ]);
    const width = rows[0]!.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).length;
    const readings = await readText(directory, text);
    expect(tracksIn(readings).map(({ title }) => title)).toEqual(['Two lines', 'D']);
    expect(rejectsIn(readings)).toEqual([
      { line: 4, reason: 'the title is missing' },
      { line: 5, reason: 'the artist is missing' },
      { line: 6, reason: 'the title is missing' },
      { line: 7, reason: `2 fields where the header has ${width}` },
      { line: 8, reason: `${width + 1} fields where the header has ${width}` },
      { line: 9, reason: 'a field is longer than 64 kB' },
      { line: 10, reason: 'the title is longer than 2000 characters' },
    ]);
  });

  test('a song that is called NA by an artist who is known is a song', async () => {
    expect(tracksIn(await readText(directory, inOrder([header, row('NA', 'Someone')])))).toHaveLength(1);
  });

  test('control characters and marks that turn the text around do not get in', async () => {
    const readings = await readText(
      directory,
      inOrder([header, row('\u202eevil\u0007 \u001b[31m song', 'A\u0000B')]),
    );
    expect(tracksIn(readings)[0]).toMatchObject({ title: 'evil [31m song', artists: ['A B'] });
  });

  test.prop([
    fc.array(
      fc.record({
        at: fc.nat(),
        drop: fc.nat({ max: 12 }),
        put: fc.string({
          unit: fc.constantFrom(
            '"',
            ',',
            '\n',
            '\r',
            '-',
            '.',
            'e',
            '9',
            'NaN',
            'é',
            '\0',
            '\ufeff',
            '\ud800',
          ),
          maxLength: 6,
        }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  ])('however its rows are damaged, each becomes a sound track or a reject', async (damages) => {
    const good = Array.from({ length: 6 }, (_row, i) => rows[i % rows.length]!);
    let body = inOrder(good);
    for (const { at, drop, put } of damages) {
      const from = at % body.length;
      body = body.slice(0, from) + put + body.slice(from + drop);
    }
    const readings = await readText(directory, inOrder([header]) + body);
    tracksIn(readings).forEach(expectSound);
    expect(rejectsIn(readings).every(({ reason }) => reason.length > 0 && reason.length < 200)).toBe(true);
    const lines = readings.map(({ line }) => line);
    expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
  });

  test('holds no more of a long file than a piece at a time', async () => {
    const path = join(directory, 'long.csv');
    writeFileSync(
      path,
      inOrder([header, ...Array.from({ length: 20_000 }, (_row, i) => row(`Song ${i}`, 'A'))]),
    );
    const file = await openCatalogueFile(path, new AbortController().signal);
    let most = 0;
    let total = 0;
    for await (const some of readerOf(sample).read(file)) {
      most = Math.max(most, some.length);
      total += some.length;
    }
    expect(total).toBe(20_000);
    expect(most).toBeLessThan(5_000);
  });
});
