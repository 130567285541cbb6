import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { featureCsv } from '../support/featureCsv.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { sampleTables } from '../unit/catalogue/sampleTables.ts';

const { top50 } = sampleTables;

let directory: string;
let db: Database;
beforeEach(() => {
  directory = temporaryDirectory();
  db = openDatabase(directory);
  onTestFinished(() => void db.close());
});

const now = () => 1_000;

function write(content: string | Buffer, name = 'list.csv'): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

function importFile(path: string) {
  return importCatalogue(db, path, { now });
}

/** Every table that an import may touch, as it stands. */
function contents(): unknown {
  const tables = ['tracks', 'artists', 'genres', 'track_artists', 'track_genres', 'sources'];
  return tables.map((name) => db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all());
}

function only<T>(sql: string): T {
  return db.prepare<[], T>(sql).pluck().get()!;
}

describe('an import that ends early', () => {
  const kept = () => only<number>('SELECT count(*) FROM tracks');

  test('keeps whole rows when it is stopped, says how many, and is completed by the next one', async () => {
    const path = write(featureCsv(3_000));
    const stop = new AbortController();
    const stopped = importCatalogue(db, path, { now, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toMatchObject({
      code: 'cancelled',
      message: expect.stringMatching(
        /^The import of list\.csv was stopped\. Its first [\d,]+ rows are in the catalogue/,
      ),
    });
    expect(kept()).toBeGreaterThan(0);
    expect(kept()).toBeLessThan(3_000);
    for (const link of ['track_artists', 'track_genres']) {
      expect(only(`SELECT count(*) FROM tracks WHERE id NOT IN (SELECT track_id FROM ${link})`)).toBe(0);
    }
    const before = kept();
    expect(await importFile(path)).toMatchObject({ added: 3_000 - before, unchanged: before });
  });

  test('changes nothing when it was stopped before it began', async () => {
    const before = contents();
    const signal = AbortSignal.abort();
    await expect(importCatalogue(db, write(featureCsv(10)), { now, signal })).rejects.toMatchObject({
      code: 'cancelled',
      message: 'The import of list.csv was stopped. Nothing was changed.',
    });
    expect(contents()).toEqual(before);
  });

  test('keeps whole rows when the disk is full, and says so', async () => {
    db.pragma(`max_page_count = ${(db.pragma('page_count', { simple: true }) as number) + 150}`);
    const path = write(featureCsv(5_000));
    await expect(importFile(path)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(
        /^The disk is full: list\.csv went in only in part\. Its first [\d,]+ rows/,
      ),
    });
    const before = kept();
    expect(before).toBeGreaterThan(0);
    expect(db.inTransaction).toBe(false);
    expect(db.pragma('foreign_key_check')).toEqual([]);

    db.pragma('max_page_count = 1000000');
    expect(await importFile(path)).toMatchObject({ added: 5_000 - before, unchanged: before });
  });

  test('says what is kept when the file gives out under it', async () => {
    const path = write(gzipSync(featureCsv(20_000)));
    const cut = importCatalogue(db, path, { now, onProgress: () => truncateSync(path, 200_000) });
    await expect(cut).rejects.toMatchObject({
      code: 'not-a-catalogue',
      message: expect.stringMatching(/^list\.csv could not be read to its end\. Its first [\d,]+ rows are/),
    });
    expect(kept()).toBeGreaterThan(0);
  });
});

describe('refused, with nothing changed', () => {
  test.each([
    ['a damaged packed file, however good its beginning', () => gzipSync(featureCsv(5_000)).subarray(0, -9)],
    ['a header without rows', () => `${top50.header}\n\n`],
    ['a table of something else', () => 'name,age\nA,3\n'],
    ['bytes without a meaning', () => Buffer.from(Array.from({ length: 9_999 }, (_, i) => (i * i) % 251))],
    ['nothing', () => ''],
  ])('%s', async (_, content) => {
    await importFile(write([top50.header, ...top50.rows].join('\n')));
    const before = contents();
    const refused = importFile(write(content(), 'other.csv'));
    await expect(refused).rejects.toMatchObject({
      code: 'not-a-catalogue',
      message: expect.stringMatching(/^other\.csv .* Nothing was changed\.$/),
    });
    expect(contents()).toEqual(before);
  });
});

/** The database on a machine so slow that every statement takes `ms`. */
function slowed(ms: number): Database {
  const slow = <T extends object>(
    target: T,
    names: readonly string[],
    wrap: (result: unknown) => unknown,
  ): T =>
    new Proxy(target, {
      get(_, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        if (!names.includes(String(name))) return value.bind(target) as unknown;
        return (...args: unknown[]) => wrap(value.apply(target, args));
      },
    });
  const wait = (result: unknown) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
    return result;
  };
  return slow(db, ['prepare'], (statement) => slow(statement as object, ['run'], wait));
}

test('however slow the machine, others get their turn every few hundred rows', async () => {
  let most = 0;
  let before = 0;
  let isDone = false;
  const importing = importCatalogue(slowed(0.05), write(featureCsv(2_000)), { now }).finally(
    () => (isDone = true),
  );
  const turn = () => {
    if (isDone) return;
    const rows = only<number>('SELECT count(*) FROM tracks');
    most = Math.max(most, rows - before);
    before = rows;
    setImmediate(turn);
  };
  turn();
  await importing;
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(200);
});
