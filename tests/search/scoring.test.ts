import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { allowedRows } from '../../src-main/search/conditions/allowedRows.ts';
import { DIMENSIONS, ofStep, toStep } from '../../src-main/search/columns/dimensions.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import { scoreRows, type ScoreTerm } from '../../src-main/search/columns/scoreRows.ts';
import type { SearchColumns } from '../../src-main/search/columns/searchColumns.ts';
import { buildSoundCells } from '../../src-main/search/columns/soundCells.ts';
import { fuse } from '../../src-main/search/fuse.ts';
import { editDistance } from '../../src-main/search/keywords/editDistance.ts';
import { buildTfidf } from '../../src-main/search/tfidf/buildTfidf.ts';
import { createTfidfSearch } from '../../src-main/search/tfidf/createTfidfSearch.ts';
import { runsOf } from '../../src-main/search/tfidf/tfidfIndex.ts';

describe('the score of a row', () => {
  const costs = fc
    .array(fc.float({ min: -4, max: 0, noNaN: true }), { minLength: 256, maxLength: 256 })
    .map((own) => Float32Array.from(own));

  test.prop(
    [
      fc.nat(9000),
      fc.nat(),
      fc.array(fc.tuple(fc.option(fc.constantFrom(...DIMENSIONS)), costs), { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat(25)),
      fc.nat(150),
    ],
    { numRuns: 60 },
  )(
    'is the sum over its columns, and the best of all are kept in order, whatever is passed over',
    async (size, seed, parts, oneIn, k) => {
      const random = createRandom(seed);
      const drawn = (steps: number) => Uint8Array.from({ length: size }, () => Math.floor(random() * steps));
      // Few steps make many equals, among which the lower row counts.
      const steps = Object.fromEntries(
        DIMENSIONS.map((dimension, at) => [dimension, drawn(at % 3 === 0 ? 256 : 3 ** (at % 5) + 1)]),
      ) as SearchColumns['steps'];
      const cells = await buildSoundCells(size, steps);
      const terms = parts.map(([dimension, own], at): ScoreTerm => {
        if (dimension !== null) return { dimension, column: steps[dimension], costs: own, favoured: null };
        const column = drawn(2 + (at % 9)).map((step) => Math.min(step, 1));
        const isKnown = at % 2 === 1;
        const rows = Int32Array.from([...column.keys()].filter((row) => column[row] === 0));
        const favoured = isKnown ? { rows: [rows], elsewhere: own[1]! } : null;
        return { dimension, column, costs: isKnown ? Float32Array.of(0, own[1]!) : own, favoured };
      });
      const allowed = oneIn === null ? null : allowedRows(drawn(oneIn + 2).map((step) => Number(step === 1)));
      const found = scoreRows(cells, terms, allowed, k);
      const expected = Array.from({ length: size }, (_, row) => ({
        row,
        score: Math.fround(terms.reduce((sum, { column, costs }) => sum + costs[column[row]!]!, 0)),
      }))
        .filter(({ row }) => allowed === null || allowed.mask[row] === 1)
        .sort((one, other) => other.score - one.score || one.row - other.row)
        .slice(0, k);
      expect([...found.rows]).toEqual(expected.map(({ row }) => row));
      expect([...found.scores].map((score) => score + 0)).toEqual(expected.map(({ score }) => score + 0));
    },
  );

  test.prop([fc.constantFrom(...DIMENSIONS), fc.nat(254)])(
    'a step holds its own least value',
    (dimension, step) => {
      expect(toStep(dimension, ofStep(dimension, step))).toBe(step);
      expect(toStep(dimension, NaN)).toBe(255);
    },
  );
});

test('reciprocal ranks add up over lists, weighed', () => {
  const fused = fuse(
    [
      { ids: [1, 2, 3], weight: 1 },
      { ids: [3, 2], weight: 2 },
      { ids: [9], weight: 0 },
    ],
    2,
  );
  expect(fused.map(({ id }) => id)).toEqual([3, 2]);
  expect(fused[0]!.score).toBeCloseTo(1 / 63 + 2 / 61);
});

describe('the distance between two spellings', () => {
  test.each([
    ['metalica', 'metallica', 1],
    ['qeuen', 'queen', 1],
    ['beatles', 'beetles', 1],
    ['abc', 'xyz', 3],
    ['', 'ab', 2],
  ])('%s and %s: %i', (a, b, distance) => {
    expect(editDistance(a, b, 5)).toBe(distance);
    expect(editDistance(a, b, 1)).toBe(Math.min(2, distance));
  });

  test.prop([fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 })])('is the same both ways', (a, b) => {
    expect(editDistance(a, b, 8)).toBe(editDistance(b, a, 8));
    expect(editDistance(a, a, 8)).toBe(0);
  });
});

describe('TF-IDF', () => {
  const word = fc.constantFrom('sun', 'moon', 'river', 'love', 'the', 'night', 'blue');
  const title = fc.array(word, { minLength: 1, maxLength: 5 });

  test.prop([fc.array(title, { minLength: 2, maxLength: 40 }), title], { numRuns: 40 })(
    'finds what a plain cosine finds',
    async (titles, query) => {
      const ids = Int32Array.from(titles, (_, at) => at + 1);
      const textsOf = (wanted: readonly number[]) =>
        wanted.map((id) => ({
          id,
          title: titles[id - 1]!.join(' '),
          artist: '',
          album: null,
          genre: null,
          popularity: null,
        }));
      const index = (await buildTfidf(ids, 1, textsOf, () => false))!;
      const { ids: found, cosines } = createTfidfSearch(index).search(query, 5, null);

      const idf = new Map(index.features.map((feature, at) => [feature, index.idf[at]!]));
      const vector = (words: readonly string[]) => [...runsOf(words)].filter((run) => idf.has(run));
      const norm = (runs: readonly string[]) => Math.hypot(...runs.map((run) => idf.get(run)!));
      const asked = vector(query);
      const plain = titles
        .map((words) => {
          const runs = vector(words);
          const product = runs
            .filter((run) => asked.includes(run))
            .reduce((sum, run) => sum + idf.get(run)! ** 2, 0);
          return product === 0 ? 0 : product / (norm(runs) * norm(asked));
        })
        .filter((cosine) => cosine > 0)
        .sort((a, b) => b - a)
        .slice(0, 5);
      expect(cosines).toHaveLength(plain.length);
      cosines.forEach((cosine, at) => expect(cosine).toBeCloseTo(plain[at]!, 4));
      expect(new Set(found).size).toBe(found.length);
    },
  );
});
