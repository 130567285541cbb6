import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readResource } from '../../src-main/engine/readResource.ts';
import type { AudioWords } from '../../src-main/search/understanding/audioWords.ts';
import { foldPhrase } from '../../src-main/search/understanding/createLexicon.ts';
import { generateQueries, heldOutWays } from './generateQueries.ts';
import { handWritten } from './want.ts';

const seeds = readResource(
  join(import.meta.dirname, '../../models/training/audio_words'),
  'seeds.json',
) as Readonly<Record<'concepts' | 'levels', Readonly<Record<string, readonly string[]>>>>;
const words = readResource(join(import.meta.dirname, '../../resources'), 'audio-words.json') as AudioWords;

test('no way of saying things that the evaluation holds out stands in the word list, or in what was learned from', () => {
  const listed = new Set(
    [
      ...words.concepts.flatMap((concept) => concept.words),
      ...words.occasions.flatMap((occasion) => occasion.words),
      ...Object.values(words.features).flat(),
      ...Object.values(words.levelWords).flat(),
      ...Object.values(words.genreWords).flat(),
      ...words.negators,
      ...words.intensifiers,
      ...Object.values(seeds.concepts).flat(),
      ...Object.values(seeds.levels).flat(),
    ].map(foldPhrase),
  );
  expect(heldOutWays().length).toBeGreaterThan(80);
  expect(heldOutWays().filter((way) => listed.has(foldPhrase(way)))).toEqual([]);
});

test('generated queries are many, differ, keep to their half, and are the same every time', () => {
  const development = generateQueries('development', 200, 1, () => true);
  const heldOut = generateQueries('heldOut', 200, 2, () => true);
  expect(new Set([...development, ...heldOut].map(({ text }) => text)).size).toBe(400);
  expect(generateQueries('heldOut', 200, 2, () => true)).toEqual(heldOut);
  const ways = heldOutWays();
  for (const { text } of heldOut)
    expect(
      ways.some((way) => text.includes(way)),
      text,
    ).toBe(true);
});

test('there are at least 60 hand-written queries, half of them held out', () => {
  const { development, heldOut } = handWritten();
  expect(development.length + heldOut.length).toBeGreaterThanOrEqual(60);
  expect(Math.abs(development.length - heldOut.length)).toBeLessThanOrEqual(1);
});
