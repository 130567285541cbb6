import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fc, test } from '@fast-check/vitest';
import { beforeEach, describe, expect } from 'vitest';

import { openCatalogueFile } from '../../../src-main/catalogue/files/openCatalogueFile.ts';
import { readers } from '../../../src-main/catalogue/readers/index.ts';
import { FEATURES } from '../../../src-main/recommend/catalogueView.ts';
import type { TrackRow } from '../../../src-main/storage/catalogueRow.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { readFile, readText, rejectsIn, tracksIn } from './readText.ts';
import { readerOf, type SampleTable, sampleTables } from './sampleTables.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

const inOrder = (tables: readonly string[]) => `${tables.join('\n')}\n`;

/** What every track must be, whatever file it comes from. */
function expectSound(track: TrackRow): void {
  expect(track.title.trim()).not.toBe('');
  expect(track.artists.length).toBeGreaterThan(0);
  for (const text of [track.title, track.album ?? '', ...track.artists, ...track.genres]) {
    // eslint-disable-next-line no-control-regex -- none may be left
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|^\s|\s$/);
  }
  expect(track.genres).toEqual([...new Set(track.genres.map((genre) => genre.toLowerCase()))]);
  for (const feature of FEATURES) {
    const value = track[feature];
    if (value === null) continue;
    expect(Number.isFinite(value)).toBe(true);
    const [min, max] = feature === 'tempo' ? [1e-9, 400] : feature === 'loudness' ? [-70, 10] : [0, 1];
    expect(value).toBeGreaterThanOrEqual(min);
    expect(value).toBeLessThanOrEqual(max);
  }
  if (track.durationMs !== null) expect(track.durationMs).toBeGreaterThan(0);
  if (track.popularity !== null) expect(track.popularity).toBeLessThanOrEqual(100);
  if (track.spotifyId !== null) expect(track.spotifyId).toMatch(/^[0-9A-Za-z]{22}$/);
}

test('every reader has a sample here, and every sample one reader that recognises it', async () => {
  const formats = Object.values(sampleTables).map(({ format }) => format);
  expect(new Set(formats)).toEqual(new Set(readers.map(({ format }) => format)));
  for (const { header, rows, format } of Object.values(sampleTables)) {
    const path = join(directory, 'sample.csv');
    writeFileSync(path, inOrder([header, ...rows]));
    const { opening } = await openCatalogueFile(path, new AbortController().signal);
    expect(readers.filter((reader) => reader.recognises(opening)).map((reader) => reader.format)).toEqual([
      format,
    ]);
  }
});

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

describe('the Spotify tracks table', () => {
  const { header, rows } = sampleTables.spotifyTracks;
  const withField = (column: string, value: string) => {
    const fields = rows[0]!.split(',');
    fields[header.split(',').indexOf(column)] = value;
    return readText(directory, inOrder([header, fields.join(',')]));
  };

  test('says what the file says', async () => {
    const [first, second] = tracksIn(await readText(directory, inOrder([header, ...rows])));
    expect(first).toEqual({
      title: 'Comedy',
      artists: ['Gen Hoshino'],
      album: 'Comedy',
      spotifyId: '5SuOikwiRyPMVoIQDJUgSV',
      genres: ['acoustic'],
      year: null,
      durationMs: 230666,
      isExplicit: false,
      popularity: 73,
      danceability: 0.676,
      energy: 0.461,
      valence: 0.715,
      tempo: 87.917,
      loudness: -6.746,
      acousticness: 0.0322,
      instrumentalness: 1.01e-6,
      liveness: 0.358,
      speechiness: 0.143,
      musicalKey: 1,
      mode: 0,
      timeSignature: 4,
    });
    expect(second).toMatchObject({
      artists: ['Ingrid Michaelson', 'ZAYN'],
      album: 'To "Begin", Again',
      isExplicit: true,
      musicalKey: null,
      genres: ['acoustic'],
    });
  });

  test('0 stands for unknown where it can be no value', async () => {
    expect(tracksIn(await withField('duration_ms', '0'))[0]!.durationMs).toBeNull();
    expect(tracksIn(await withField('time_signature', '0'))[0]!.timeSignature).toBeNull();
    expect(tracksIn(await withField('tempo', '0'))[0]!.tempo).toBeNull();
    expect(tracksIn(await withField('valence', '0'))[0]!.valence).toBe(0);
  });

  test('where no beat was found, what is derived from it is unknown too', async () => {
    const silent = rows[0]!.replace('0.676', '0').replace('0.715,87.917', '0,0').replace('0.143', '0');
    const [track] = tracksIn(await readText(directory, inOrder([header, silent])));
    expect(track).toMatchObject({
      tempo: null,
      danceability: null,
      valence: null,
      speechiness: null,
      energy: 0.461,
    });
  });

  test.each([
    ['valence', 'NaN', 'valence is no number: "NaN"'],
    ['energy', 'inf', 'energy is no number: "inf"'],
    ['energy', '0x1f', 'energy is no number: "0x1f"'],
    ['tempo', '1e999', 'tempo is no number: "1e999"'],
    ['danceability', '1.01', 'danceability is 1.01, outside 0 to 1'],
    ['duration_ms', '-5', 'duration_ms is -5, outside 0 to 86400000'],
    ['duration_ms', '1.5', 'duration_ms is no whole number: "1.5"'],
    ['loudness', '99', 'loudness is 99, outside -70 to 10'],
    ['popularity', '101', 'popularity is 101, outside 0 to 100'],
    ['key', '12', 'key is 12, outside -1 to 11'],
    ['explicit', 'maybe', 'explicit is neither true nor false: "maybe"'],
  ])('%s of %s is rejected in so many words', async (column, value, reason) => {
    expect(await withField(column, value)).toEqual([{ line: 2, reason }]);
  });

  test.each(['', 'NA'])('a number that is "%s" is unknown', async (value) => {
    expect(tracksIn(await withField('energy', value))[0]!.energy).toBeNull();
    expect(tracksIn(await withField('explicit', value))[0]!.isExplicit).toBeNull();
  });

  test('an id that Spotify could not have given is not taken for one', async () => {
    expect(tracksIn(await withField('track_id', 'abc'))[0]!.spotifyId).toBeNull();
  });

  test('columns may stand in another order, beside others, and optional ones may be missing', async () => {
    const text =
      'energy,row,track_name,artists,track_id,valence,danceability,tempo\n0.5,1,A,B,,0.4,0.3,100\n';
    expect(tracksIn(await readText(directory, text))[0]).toMatchObject({
      title: 'A',
      artists: ['B'],
      energy: 0.5,
      valence: 0.4,
      loudness: null,
      genres: [],
    });
  });
});

describe('the Top 50 list', () => {
  const { top50, top50Short } = sampleTables;

  test('says what the file says, in our units', async () => {
    const [track] = tracksIn(await readText(directory, inOrder([top50.header, ...top50.rows])));
    expect(track).toEqual({
      title: 'Hey, Soul Sister',
      artists: ['Train'],
      album: null,
      spotifyId: null,
      genres: ['neo mellow'],
      year: 2010,
      durationMs: 217_000,
      isExplicit: null,
      popularity: 83,
      danceability: 0.67,
      energy: 0.89,
      valence: 0.8,
      tempo: 97,
      loudness: -4,
      acousticness: 0.19,
      instrumentalness: null,
      liveness: 0.08,
      speechiness: 0.04,
      musicalKey: null,
      mode: null,
      timeSignature: null,
    });
  });

  test('is the same under short headers, and with semicolons', async () => {
    const long = await readText(directory, inOrder([top50.header, ...top50.rows]));
    expect(await readText(directory, inOrder([top50Short.header, ...top50.rows]))).toEqual(long);
    const semicolons = [top50Short.header, top50.rows[1]!].map((line) => line.replaceAll(',', ';'));
    expect(tracksIn(await readText(directory, inOrder(semicolons)))).toEqual(tracksIn(long).slice(1));
  });

  test('a song that the list could not look up has no features rather than zeros', async () => {
    const text = inOrder([top50.header, 'Million Years Ago,Adele,british soul,2016,0,0,0,-60,0,0,227,0,0,0']);
    const [track] = tracksIn(await readText(directory, text));
    expect(track).toMatchObject({ year: 2016, durationMs: 227_000, popularity: null });
    expect(FEATURES.map((feature) => track![feature])).toEqual(FEATURES.map(() => null));
  });
});

test('a reading of a packed file is the same as of the plain one', async () => {
  const text = inOrder([sampleTables.top50.header, ...sampleTables.top50.rows]);
  const packed = join(directory, 'named-as-it-likes.txt');
  writeFileSync(packed, gzipSync(text));
  expect(await readFile(packed)).toEqual(await readText(directory, text));
});
