import { describe, expect, test } from 'vitest';

import { openSmallSearch } from './openSmallSearch.ts';

/** What a query is understood to ask for, without a model. */
async function asked(text: string): Promise<string[]> {
  const { find, search } = openSmallSearch();
  const { conditions } = await find(text);
  await search.close();
  return [...new Set(conditions.map((condition) => condition.text))];
}

describe('a word that stands in no list', () => {
  test.each([
    ['ferocious songs', ['high energy']],
    ['elated, speeding music', ['a happy mood', 'fast']],
    ['no screeching songs', ['not loud']],
    ['songs with plentiful energy', ['high energy']],
    ['songs with negligible acousticness', ['low acousticness']],
    ['songs with immense amounts of energy', ['high energy']],
  ])('is understood by what was learned of it: %s', async (text, meant) => {
    expect(await asked(text)).toEqual(meant);
  });

  test.each([
    ['chorus-free songs', ['not sung']],
    ['choirless songs', ['not sung']],
    ['unexuberant songs', ['not a happy mood']],
    ['ferocious-sounding songs', ['high energy']],
    ['wildish songs', ['high energy']],
  ])('is understood by what it is made of: %s', async (text, meant) => {
    expect(await asked(text)).toEqual(meant);
  });

  test.each(['songs about a table', 'monday songs', 'songs by zq17'])(
    'means nothing for sound where nothing says so: %s',
    async (text) => {
      expect(await asked(text)).toEqual([]);
    },
  );

  test('adds nothing to a word of the list that it is joined to by a hyphen', async () => {
    expect(await asked('happy-themed songs')).toEqual(['a happy mood']);
  });
});

describe('a word of the list', () => {
  test.each([
    ['up-beat songs', ['upbeat']],
    ['barely any vocals', ['not sung']],
    ['songs with hardly a singer', ['not sung']],
    ['songs with a high level of energy', ['high energy']],
  ])('is known however it is put: %s', async (text, meant) => {
    expect(await asked(text)).toEqual(meant);
  });
});
