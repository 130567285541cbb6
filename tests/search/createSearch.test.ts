import { describe, expect, test } from 'vitest';

import { addSongs, removeSongs, renameSong } from './smallCatalogue.ts';
import { openSmallSearch as openSmall } from './openSmallSearch.ts';

describe('a name', () => {
  test.each([
    ['yesterday', 'Yesterday', 'title matches'],
    ['YESTERDAY beatles', 'Yesterday', 'title has: yesterday'],
    ['beyonce', 'Halo', 'artist matches: Beyoncé'],
    ['help!', 'Help!', 'title matches'],
    ['kind of blue', 'Blue in Green', 'title has: blue'],
    ['yest', 'Yesterday', undefined],
  ])('%s is found first', async (text, title, reason) => {
    const { results } = await openSmall().find(text);
    expect(results[0]?.title).toBe(title);
    if (reason) expect(results[0]!.reasons.map((one) => one.text)).toContain(reason);
  });

  test.each(['yesterdey', 'yesteday', 'beyonse', 'carpentres'])(
    '%s is found in spite of the slip, and the answer says so',
    async (text) => {
      const { results, notice } = await openSmall().find(text);
      expect(results[0]?.title).toMatch(/Yesterday|Halo/);
      expect(notice).toMatch(/^Looked for “(yesterday|beyonce|carpenters)”/);
    },
  );

  test('is found by keyword and TF-IDF alone, too', async () => {
    const { titles } = openSmall();
    expect(await titles('miles davis', { mode: 'keyword' })).toEqual(['Blue in Green']);
    expect((await titles('the beatles', { mode: 'tfidf' })).slice(0, 2).sort()).toEqual([
      'Help!',
      'Yesterday',
    ]);
  });
});

describe('what is asked of sound', () => {
  test('is met and said', async () => {
    const { results, conditions } = await openSmall().find('upbeat workout songs with low acousticness');
    expect(results.slice(0, 2).map(({ title }) => title)).toContain('Sunny Side');
    expect(results[0]!.reasons.find(({ kind }) => kind === 'sound')?.text).toMatch(
      /^sounds like: .*low acousticness/,
    );
    expect(conditions.map(({ text, isStrict }) => [text, isStrict])).toEqual([
      ['upbeat', false],
      ['for a workout', false],
      ['low acousticness', false],
    ]);
  });

  test.each([
    ['quiet slow jazz', 'Blue in Green'],
    ['fast and loud', 'Thunder Run'],
    ['calm but not sad', 'Yesterday Once More'],
    ['music without vocals', 'Blue in Green'],
    ['vocal-free', 'Blue in Green'],
    ['songs from the 50s', 'Blue in Green'],
    ['happy music that makes me dance', 'Sunny Side'],
    ['no pop and no sad songs, danceable', 'Sunny Side'],
  ])('%s', async (text, title) => {
    expect((await openSmall().titles(text))[0]).toBe(title);
  });
});

describe('a chip', () => {
  test.each([
    ['bpm>150', ['Thunder Run']],
    ['year:1960-1969', ['Help!', 'Yesterday']],
    ['genre:pop', ['Halo', 'Yesterday Once More']],
    ['-genre:pop year>2000', ['Sunny Side']],
    ['artist:"The Beatles" energy<0.5', ['Yesterday']],
    ['explicit:no', ['Sunny Side']],
    ['duration>5:00', ['Blue in Green']],
    ['album:"kind of blue"', ['Blue in Green']],
    ['yesterday artist:carpenters', ['Yesterday Once More']],
    ['energy:high -artist:"steel gym" loudness<-6', ['Help!']],
    ['genre:unheardof', []],
  ])('%s holds for every song, also for those found by name', async (text, expected) => {
    expect((await openSmall().titles(text)).sort()).toEqual(expected);
  });
});

describe('the rows of the table', () => {
  test.each([
    ['', null],
    ['   ', null],
    ['yesterday', ['Yesterday', 'Yesterday Once More']],
    ['beatles bpm<96', ['Help!']],
    ['songs from the 90s', []],
    ['from the 90s', ['Thunder Run']],
    ['not loud', ['Yesterday', 'Yesterday Once More', 'Blue in Green', 'Help!']],
    ['zzzzz', []],
  ])('%j', async (text, expected) => {
    const { search, db } = openSmall();
    const { rows, view } = await search.matchRows(text);
    const titles =
      rows &&
      Array.from(rows, (row) =>
        db.prepare('SELECT title FROM tracks WHERE id = ?').pluck().get(view.ids[row]),
      );
    expect(titles?.sort() ?? null).toEqual(expected?.toSorted() ?? null);
  });
});

describe('a catalogue that changes', () => {
  test('is followed: songs that come are found, those that leave or are renamed are not by what they were', async () => {
    const { db, ids, refresh, titles } = openSmall();
    expect(await titles('halo', { mode: 'keyword' })).toEqual(['Halo']);
    renameSong(db, ids[3]!, 'Corona');
    removeSongs(db, [ids[0]!]);
    addSongs(db, [{ title: 'Solar Flare', artist: 'Beyoncé' }]);
    refresh();
    expect(await titles('halo', { mode: 'keyword' })).toEqual([]);
    expect((await titles('beyonce', { mode: 'keyword' })).sort()).toEqual(['Corona', 'Solar Flare']);
    expect(await titles('yesterday')).not.toContain('Yesterday');
    expect((await titles('solar flare'))[0]).toBe('Solar Flare');
  });
});

describe('songs like a song', () => {
  test('are near in sound, say in what, and never hold the song itself', async () => {
    const { search, ids } = openSmall();
    const { results } = await search.similar({ trackId: ids[0] as never, by: 'sound', limit: 3 });
    expect(results[0]!.title).toBe('Yesterday Once More');
    expect(results[0]!.reasons[0]!.text).toMatch(/^similar: /);
    expect(results.map(({ id }) => id)).not.toContain(ids[0]);
    const distances = results.map(({ distance }) => distance!);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });

  test('a song of which nothing is known says so, one that is not there is refused', async () => {
    const { search, ids } = openSmall();
    const unknown = await search.similar({ trackId: ids.at(-1) as never, by: 'weighted', limit: 3 });
    expect(unknown).toMatchObject({ results: [], notice: expect.stringContaining('Nothing is known') });
    await expect(search.similar({ trackId: 999 as never, by: 'sound', limit: 3 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
