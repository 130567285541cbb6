import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import type { CatalogueView } from '../../../src-main/recommend/catalogueView.ts';
import { drawOf, mixLists } from '../../../src-main/recommend/compare/mixLists.ts';
import { createRandom } from '../../../src-main/recommend/random.ts';
import type { Ranked } from '../../../src-main/recommend/stage.ts';
import { syntheticView } from '../syntheticView.ts';

const drawn = syntheticView({ size: 60, artists: 25 });
/** The versions of a song are by one artist, as they are in a catalogue. */
const view = { ...drawn, artist: Int32Array.from(drawn.song, (song) => drawn.artist[song]!) };

/** A list as a stage may give it: drawn at random, no song twice and, where asked, no artist. */
function listOf(catalogue: CatalogueView, length: number, onePerArtist: boolean, seed: number): Ranked {
  const random = createRandom(seed);
  const order = Array.from({ length: catalogue.size }, (_, row) => ({ row, at: random() }));
  const songs = new Set<number>();
  const artists = new Set<number>();
  const rows: number[] = [];
  for (const { row } of order.sort((a, b) => a.at - b.at)) {
    if (rows.length === length) break;
    if (songs.has(catalogue.song[row]!) || (onePerArtist && artists.has(catalogue.artist[row]!))) continue;
    songs.add(catalogue.song[row]!);
    artists.add(catalogue.artist[row]!);
    rows.push(row);
  }
  return { rows: Int32Array.from(rows), scores: Float32Array.from(rows, (row) => row / 100), parts: {} };
}

propertyTest.prop([fc.nat(20), fc.nat(20), fc.nat(25), fc.boolean(), fc.nat(), fc.nat()])(
  'whatever two lists are mixed: no version and no artist twice, as long as either, and evenly',
  (lengthA, lengthB, limit, onePerArtist, seed, draw) => {
    const lists = {
      a: listOf(view, lengthA, onePerArtist, seed),
      b: listOf(view, lengthB, onePerArtist, seed + 1),
    };
    const { ranked, teams } = mixLists(view, lists, { limit, onePerArtist, draw });
    const rows = [...ranked.rows];
    expect(new Set(rows.map((row) => view.song[row])).size).toBe(rows.length);
    if (onePerArtist) expect(new Set(rows.map((row) => view.artist[row])).size).toBe(rows.length);
    const longest = Math.max(lists.a.rows.length, lists.b.rows.length);
    expect(rows.length).toBeLessThanOrEqual(limit);
    expect(rows.length).toBeGreaterThanOrEqual(Math.min(limit, longest));
    expect(teams.length).toBe(rows.length);
    rows.forEach((row, at) => expect(lists[teams[at]!].rows).toContain(row));
    rows.forEach((row, at) => expect(ranked.scores[at]).toBeCloseTo(row / 100));
    if (Math.min(lists.a.rows.length, lists.b.rows.length) >= limit) {
      const ofA = teams.filter((team) => team === 'a').length;
      expect(Math.abs(2 * ofA - teams.length)).toBeLessThanOrEqual(1);
    }
  },
);

test('the same lists in the same order are known as the same, and another order is not', () => {
  const a = listOf(view, 6, true, 1);
  const other = { ...a, rows: a.rows.toReversed() };
  const rules = { limit: 6, onePerArtist: true, draw: 3 };
  expect(mixLists(view, { a, b: a }, rules).isSame).toBe(true);
  expect([...mixLists(view, { a, b: a }, rules).ranked.rows]).toEqual([...a.rows]);
  expect(mixLists(view, { a, b: other }, rules).isSame).toBe(false);
});

test('songs without an artist, and the first song of all, do not stand in each other’s way', () => {
  const bare = { ...view, artist: view.artist.map((_, row) => (row === 1 ? -1 : row)) };
  bare.song = Int32Array.from(view.song, (_, row) => row);
  const one = (row: number): Ranked => ({ rows: Int32Array.of(row), scores: Float32Array.of(1), parts: {} });
  const mixed = mixLists(bare, { a: one(0), b: one(1) }, { limit: 2, onePerArtist: true, draw: 1 });
  expect([...mixed.ranked.rows].sort()).toEqual([0, 1]);
});

test('the same question is drawn alike, and questions that are close are not', () => {
  expect(drawOf([1, 2, 3])).toBe(drawOf([1, 2, 3]));
  const list = listOf(view, 10, true, 1);
  const other = listOf(view, 10, true, 2);
  const firsts = Array.from({ length: 1000 }, (_, day) => {
    const draw = drawOf([1, 20_000 + day, 250_000, -100_000]);
    return mixLists(view, { a: list, b: other }, { limit: 10, onePerArtist: true, draw }).teams[0]!;
  });
  expect(Math.abs(firsts.filter((team) => team === 'a').length - 500)).toBeLessThan(60);
  const repeats = firsts.filter((team, day) => team === firsts[day + 1]).length;
  expect(Math.abs(repeats - 500)).toBeLessThan(60);
});
