import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { foldName } from '../../../src-main/catalogue/names/foldName.ts';
import { identityOf, NO_IDS } from '../../../src-main/catalogue/names/identity.ts';
import { songHash, songKeyOf } from '../../../src-main/catalogue/names/songKey.ts';

const named = (artist: string, title: string) => identityOf({ ...NO_IDS, artists: [artist], title });
const song = (title: string, artist = 'A') => songKeyOf({ artists: [artist], title });

describe('a name as it is compared', () => {
  test.each([
    ['Beyoncé', 'BEYONCE'],
    ['Sigur Rós', 'sigur ros'],
    ['Łona', 'Lona'],
    ['Mø', 'MO'],
    ['R.E.M.', 'REM'],
    ["Don't Stop", 'Dont stop!'],
    ['Simon & Garfunkel', 'Simon and Garfunkel'],
    ['AC/DC', 'ac dc'],
    ['ﬁre', 'fire'],
    ['ガンダム', 'ｶﾞﾝﾀﾞﾑ'],
    ['방탄소년단'.normalize('NFD'), '방탄소년단'],
  ])('%s is %s', (a, b) => expect(foldName(a)).toBe(foldName(b)));

  test.each([
    ['が', 'か'],
    ['कि', 'की'],
    ['鄧麗君', '鄧小平'],
    ['Кино', 'Кана'],
    ['!!!', '???'],
    ['÷', '×'],
    ['Mr. Brightside', 'Mrs. Brightside'],
  ])('%s is not %s', (a, b) => expect(foldName(a)).not.toBe(foldName(b)));

  test.prop([fc.string({ unit: 'binary' })])(
    'comparing twice changes nothing, and nothing is left empty',
    (name) => {
      expect(foldName(foldName(name))).toBe(foldName(name));
      if (name.trim() !== '') expect(foldName(name)).not.toBe('');
    },
  );
});

describe('the identity of a track', () => {
  test('is its Spotify id where there is one', () => {
    expect(identityOf({ ...NO_IDS, spotifyId: '5SuOikwiRyPMVoIQDJUgSV', artists: ['A'], title: 'B' })).toBe(
      'spotify:5SuOikwiRyPMVoIQDJUgSV',
    );
  });

  test('is otherwise the main artist and the title, without guests', () => {
    expect(named('B.o.B', 'Airplanes (feat. Hayley Williams)')).toBe('name:bob|airplanes');
    expect(named('Eminem feat. Rihanna', 'Love The Way You Lie ft. Rihanna')).toBe(
      'name:eminem|love the way you lie',
    );
    expect(named('A', 'Song [Featuring B] - Live')).toBe('name:a|song live');
  });

  test('tells versions apart', () => {
    expect(named('Queen', 'Innuendo - 2011 Remaster')).not.toBe(named('Queen', 'Innuendo'));
  });

  test('leaves words alone that only look like a guest', () => {
    expect(named('A', 'Feats of Strength')).toBe('name:a|feats of strength');
    expect(named('A', '6 ft Under')).toBe('name:a|6 ft under');
    expect(named('A', 'Featuring')).toBe('name:a|featuring');
  });
});

describe('the song behind a track', () => {
  test.each([
    'Heroes - 2017 Remaster',
    'Heroes (Live at Wembley)',
    'Heroes (Live) - Remastered 2011',
    'Heroes [Radio Edit]',
    'Heroes - Single Version',
    'Heroes (feat. Someone) - Acoustic',
    'Heroes - From "A Film"',
    'Heroes – Sped Up',
  ])('%s is Heroes', (title) => expect(song(title)).toBe(song('Heroes')));

  test.each([
    'Live and Let Die',
    'Live',
    '(Live)',
    '- Live',
    'Heroes - A Love Story',
    'Heroes (Part 2)',
    'Alive',
  ])('%s keeps its name', (title) => expect(song(title)).toBe(`a|${foldName(title)}`));

  test('belongs to its artist', () => {
    expect(song('Heroes', 'A')).not.toBe(song('Heroes', 'B'));
  });

  test('hashes to a whole number of 32 bits that differs between the keys of a large catalogue', () => {
    const hashes = Array.from({ length: 20_000 }, (_, i) => songHash(`artist ${i % 700}|song ${i}`));
    expect(hashes.every((hash) => hash === (hash | 0))).toBe(true);
    expect(new Set(hashes).size).toBeGreaterThan(19_990);
  });
});

test('a title made to be slow is read in milliseconds', () => {
  const start = performance.now();
  for (const part of [' feat. x', ' - ', ' (x', 'x (live)', '(', ' ']) {
    const title = `a${part.repeat(2_000 / part.length)}`;
    song(title);
    named('A', title);
  }
  expect(performance.now() - start).toBeLessThan(1_000);
});
