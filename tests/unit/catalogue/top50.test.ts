import { beforeEach, describe, expect, test } from 'vitest';

import { FEATURES } from '../../../src-main/recommend/catalogueView.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { readText, tracksIn } from './readText.ts';
import { sampleTables } from './sampleTables.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

const inOrder = (lines: readonly string[]) => `${lines.join('\n')}\n`;

describe('the Top 50 list', () => {
  const { top50, top50Short } = sampleTables;

  test('says what the file says, in our units', async () => {
    const [track] = tracksIn(await readText(directory, inOrder([top50.header, ...top50.rows])));
    expect(track).toEqual({
      title: 'Hey, Soul Sister',
      artists: ['Train'],
      album: null,
      spotifyId: null,
      isrc: null,
      mbid: null,
      genres: ['neo mellow'],
      year: 2010,
      durationMs: 217_000,
      isExplicit: null,
      popularity: 83,
      danceability: 0.67,
      energy: 0.89,
      valence: 0.8,
      tempo: 97,
      loudness: -4,
      acousticness: 0.19,
      instrumentalness: null,
      liveness: 0.08,
      speechiness: 0.04,
      musicalKey: null,
      mode: null,
      timeSignature: null,
    });
  });

  test('is the same under short headers, and with semicolons', async () => {
    const long = await readText(directory, inOrder([top50.header, ...top50.rows]));
    expect(await readText(directory, inOrder([top50Short.header, ...top50.rows]))).toEqual(long);
    const semicolons = [top50Short.header, top50.rows[1]!].map((line) => line.replaceAll(',', ';'));
    expect(tracksIn(await readText(directory, inOrder(semicolons)))).toEqual(tracksIn(long).slice(1));
  });

  test('a song that the list could not look up has no features rather than zeros', async () => {
    const text = inOrder([top50.header, 'Million Years Ago,Adele,british soul,2016,0,0,0,-60,0,0,227,0,0,0']);
    const [track] = tracksIn(await readText(directory, text));
    expect(track).toMatchObject({ year: 2016, durationMs: 227_000, popularity: null });
    expect(FEATURES.map((feature) => track![feature])).toEqual(FEATURES.map(() => null));
  });
});
