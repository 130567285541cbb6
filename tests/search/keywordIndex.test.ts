import { openSync, writeSync, closeSync, writeFileSync, readFileSync, statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { expect, test } from 'vitest';

import { keywordFile } from '../../src-main/storage/keywords/keywordDatabase.ts';
import { tfidfFile } from '../../src-main/search/tfidf/tfidfFile.ts';
import { openTestSearch } from './openTestSearch.ts';
import { addSongs } from './smallCatalogue.ts';

const keyword = { mode: 'keyword' } as const;

test('songs with one name come by how well they are known, whatever the order they came in', async () => {
  const { db, find } = openTestSearch();
  addSongs(
    db,
    [10, 95, 50, 70].map((popularity) => ({ title: 'Echo', artist: `Band ${popularity}`, popularity })),
  );
  const { results } = await find('echo', keyword);
  expect(results.map(({ popularity }) => popularity)).toEqual([95, 70, 50, 10]);
  expect((await find('echo band 70', keyword)).results[0]!.artist).toBe('Band 70');
});

test('an index file that is no database, cut short, or overwritten in the middle is built again', async () => {
  const harms: ((path: string) => void)[] = [
    (path) => writeFileSync(path, 'no database at all'),
    (path) => writeFileSync(path, readFileSync(path).subarray(0, 5000)),
    (path) => {
      const size = statSync(path).size;
      const file = openSync(path, 'r+');
      writeSync(file, Buffer.alloc(size - 4096, 0xab), 0, size - 4096, 4096);
      closeSync(file);
    },
  ];
  for (const harm of harms) {
    const first = openTestSearch();
    addSongs(first.db, [{ title: 'Phoenix', artist: 'Ash' }]);
    expect(await first.titles('phoenix', keyword)).toEqual(['Phoenix']);
    await first.search.close();
    harm(keywordFile(first.profile));
    writeFileSync(tfidfFile(first.profile), readFileSync(tfidfFile(first.profile)).fill(7, 40));

    const again = openTestSearch(first.db, first.profile);
    // A file whose damage shows only when it is read answers from the next query on.
    await again.titles('phoenix', keyword);
    again.refresh();
    expect(again.defects).toEqual([]);
    expect(await again.titles('phoenix', keyword)).toEqual(['Phoenix']);
    expect(await again.titles('phoenix ash', { mode: 'tfidf' })).toEqual(['Phoenix']);
    await again.search.close();
  }
});

test('reading the catalogue leaves others their turn', async () => {
  const { db, search } = openTestSearch();
  db.transaction(() => {
    addSongs(
      db,
      Array.from({ length: 8000 }, (_, i) => ({
        title: `Song ${i} of ${i % 97} rivers`,
        artist: `Artist ${i % 500}`,
        genres: ['pop'],
        popularity: i % 100,
      })),
    );
  })();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await search.wake();
  delay.disable();
  // The aim is 15 ms; a busy machine of a test must not decide.
  expect(delay.percentile(50) / 1e6).toBeLessThan(30);
  expect(
    (await search.query({ text: 'song 77', limit: 3, form: 'full', mode: 'keyword' })).results,
  ).toHaveLength(3);
});
