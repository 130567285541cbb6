import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Output, Parsed, TrackId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { Finder } from '../../../src-renderer/state/finder.svelte.ts';
import { createFarSide } from './farSide.ts';

type Answer = Output<'search.query'>;
const titled = (title: string): Answer => ({
  results: [{ id: 1, title } as unknown as Answer['results'][number]],
  conditions: [{ text: 'tempo above 150', isStrict: true, from: 5, until: 12 }],
  notice: null,
  ms: 3,
});
const EXAMPLE = { id: 7 as TrackId, title: 'Nine', artist: 'Ten' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a search begins when the words rest', async () => {
  const far = createFarSide({ 'search.query': ({ text }: Parsed<'search.query'>) => titled(text) });
  const finder = new Finder(far.client);
  for (const text of ['j', 'ja', 'jazz']) finder.type(text);
  expect(far.inputs('search.query')).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(far.inputs('search.query')).toMatchObject([{ text: 'jazz' }]);
  expect(finder.results[0]?.title).toBe('jazz');
  expect(finder.state).toBe('ready');
});

test('an answer that comes after a newer one is dropped', async () => {
  const answers = new Map<string, () => void>();
  const far = createFarSide({
    'search.query': ({ text }: Parsed<'search.query'>) =>
      new Promise<Answer>((resolve) => answers.set(text, () => resolve(titled(text)))),
  });
  const finder = new Finder(far.client);
  finder.type('slow');
  void finder.search();
  finder.type('quick');
  void finder.search();
  answers.get('quick')!();
  answers.get('slow')!();
  await vi.advanceTimersByTimeAsync(0);
  expect(finder.results[0]?.title).toBe('quick');
});

test('an emptied box is at rest again, whatever is still on its way', async () => {
  const far = createFarSide({ 'search.query': ({ text }: Parsed<'search.query'>) => titled(text) });
  const finder = new Finder(far.client);
  finder.type('jazz');
  const searching = finder.search();
  finder.type('');
  await searching;
  expect(finder.state).toBe('idle');
  expect(finder.results).toEqual([]);
});

test('a condition that is dropped leaves the words around it', async () => {
  const far = createFarSide({ 'search.query': ({ text }: Parsed<'search.query'>) => titled(text) });
  const finder = new Finder(far.client);
  finder.type('jazz bpm>150 by night');
  await finder.search();
  finder.drop(finder.conditions[0]!);
  expect(finder.text).toBe('jazz by night');
});

test('a song takes the place of the words, and words that of the song', async () => {
  const far = createFarSide({
    'search.similar': ({ by }: Parsed<'search.similar'>) => ({ ...titled(by), conditions: undefined }),
    'search.query': ({ text }: Parsed<'search.query'>) => titled(text),
  });
  const finder = new Finder(far.client);
  finder.type('jazz');
  await finder.likeThis(EXAMPLE);
  expect(finder.text).toBe('');
  expect(finder.results[0]?.title).toBe('sound');
  await finder.compareBy('text');
  expect(finder.results[0]?.title).toBe('text');
  finder.type('blues');
  expect(finder.example).toBeNull();
});

test('a search that is refused says why and can be tried again', async () => {
  const far = createFarSide({
    'search.query': () => {
      throw new AppError('engine-stopped', 'The engine stopped.');
    },
  });
  const finder = new Finder(far.client);
  finder.type('jazz');
  await finder.search();
  expect(finder.failure).toBe('The engine stopped.');
  far.answer({ 'search.query': ({ text }: Parsed<'search.query'>) => titled(text) });
  await finder.search();
  expect(finder.failure).toBeNull();
  expect(finder.results).toHaveLength(1);
});

test('what was found is looked for again when the catalogue changes, and once more when its words were read', async () => {
  const far = createFarSide({ 'search.query': ({ text }: Parsed<'search.query'>) => titled(text) });
  const finder = new Finder(far.client);
  far.announce({ name: 'catalogue.change', value: {} });
  expect(far.inputs('search.query')).toHaveLength(0);
  finder.type('jazz');
  await finder.search();
  far.announce({ name: 'catalogue.change', value: {} });
  await vi.advanceTimersByTimeAsync(3000);
  expect(far.inputs('search.query')).toHaveLength(3);
});
