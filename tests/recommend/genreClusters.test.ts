import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

import { createGenreClusters, foldGenre } from '../../src-main/recommend/genreClusters.ts';
import rules from '../../resources/genre-clusters.json' with { type: 'json' };
import { sharedData } from '../support/sharedData.ts';

const genres = createGenreClusters(rules);
const clusterName = (genre: string) => {
  const cluster = genres.clusterOf(genre);
  return cluster === null ? null : genres.names[cluster];
};

test('there are 24 clusters with 114 member genres, each in one cluster only', () => {
  const members = rules.clusters.flatMap((cluster) => cluster.genres);
  expect(rules.clusters).toHaveLength(24);
  expect(new Set(genres.names).size).toBe(24);
  expect(members).toHaveLength(114);
  expect(new Set(members.map(foldGenre)).size).toBe(114);
});

test('no phrase belongs to two clusters', () => {
  const seen = new Map<string, string>();
  for (const { name, genres: members, phrases } of rules.clusters) {
    for (const phrase of [...members, ...phrases].map(foldGenre)) {
      expect(seen.get(phrase) ?? name, `${phrase} is in two clusters`).toBe(name);
      seen.set(phrase, name);
    }
  }
});

test('every member is placed where it is listed', () => {
  for (const { name, genres: members } of rules.clusters) {
    for (const genre of members) expect(clusterName(genre), genre).toBe(name);
  }
});

test.each([
  ['canadian pop', 'Pop'],
  ['barbadian pop', 'Pop'],
  ['dance pop', 'Pop'],
  ['art pop', 'Pop'],
  ['neo mellow', 'Pop'],
  ['detroit hip hop', 'Hip-hop and R&B'],
  ['canadian contemporary r&b', 'Hip-hop and R&B'],
  ['progressive electro house', 'House'],
  ['southern hip hop', 'Hip-hop and R&B'],
  ['latin hip hop', 'Latin'],
  ['indie poptimism', 'Indie'],
  ['permanent wave', 'Rock'],
  ['irish singer-songwriter', 'Folk and acoustic'],
  ['melodic metalcore', 'Metal'],
  ['future deathstep', 'Bass'],
  ['Drum & Bass', 'Bass'],
  ["rock 'n' roll", 'Rock'],
  ['FORRÓ', 'Brazilian'],
])('%s is placed by its words: %s', (genre, name) => {
  expect(clusterName(genre)).toBe(name);
});

test('the last words of a genre decide, however telling the first ones are', () => {
  expect(clusterName('punk blues')).toBe('Jazz and blues');
  expect(clusterName('blues punk')).toBe('Punk, emo and goth');
});

test('a genre whose words say nothing has no cluster', () => {
  for (const genre of ['', ' ', '???', 'qwertz', '音楽']) expect(genres.clusterOf(genre)).toBeNull();
});

test.each([
  'sleep',
  'White-Noise',
  'ambient',
  'dark ambient',
  'lullaby',
  'nature',
  'background',
  'study',
  'sleep music',
])('%s plays in the background', (genre) => expect(genres.isBackground(genre)).toBe(true));

test.each(['ambient pop', 'ambient techno', 'indie', 'chill', 'new age', 'noise rock', 'nature core', ''])(
  '%s is music to listen to',
  (genre) => expect(genres.isBackground(genre)).toBe(false),
);

describe.skipIf(sharedData === null)('real catalogues (skipped where the data sets are absent)', () => {
  const read = (path: string) => readFileSync(join(sharedData!, 'catalogue', path));

  test('every genre of the Top 50 list has a cluster', () => {
    const rows = parse(read('top50-2010-2019.csv').toString('latin1'), {
      relax_quotes: true,
      from_line: 2,
    }) as string[][];
    const placeless = new Set(rows.map((row) => row[2]!).filter((genre) => genres.clusterOf(genre) === null));
    expect([...placeless]).toEqual([]);
  });

  test('every genre of the 114k file has a cluster', () => {
    const lines = gunzipSync(read('spotify-tracks-114k.csv.gz')).toString().trimEnd().split('\n').slice(1);
    // The genre is the last column and never quoted.
    const named = new Set(lines.map((line) => line.slice(line.lastIndexOf(',') + 1).trim()));
    expect(named.size).toBe(114);
    expect([...named].filter((genre) => genres.clusterOf(genre) === null)).toEqual([]);
  });

  test('every sub-genre of the 32k file has a cluster', () => {
    const rows = parse(gunzipSync(read('tidytuesday-32k.csv.gz')), { columns: true }) as Record<
      string,
      string
    >[];
    const named = new Set(rows.map((row) => row.playlist_subgenre!));
    expect(named.size).toBe(24);
    expect([...named].filter((genre) => genres.clusterOf(genre) === null)).toEqual([]);
  });
});
