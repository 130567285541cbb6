import { beforeEach, describe, expect, test } from 'vitest';

import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { readText, tracksIn } from './readText.ts';
import { sampleTables } from './sampleTables.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

const inOrder = (lines: readonly string[]) => `${lines.join('\n')}\n`;

describe('the Spotify tracks table', () => {
  const { header, rows } = sampleTables.spotifyTracks;
  const withField = (column: string, value: string) => {
    const fields = rows[0]!.split(',');
    fields[header.split(',').indexOf(column)] = value;
    return readText(directory, inOrder([header, fields.join(',')]));
  };

  test('says what the file says', async () => {
    const [first, second] = tracksIn(await readText(directory, inOrder([header, ...rows])));
    expect(first).toEqual({
      title: 'Comedy',
      artists: ['Gen Hoshino'],
      album: 'Comedy',
      spotifyId: '5SuOikwiRyPMVoIQDJUgSV',
      isrc: null,
      mbid: null,
      genres: ['acoustic'],
      year: null,
      durationMs: 230666,
      isExplicit: false,
      popularity: 73,
      danceability: 0.676,
      energy: 0.461,
      valence: 0.715,
      tempo: 87.917,
      loudness: -6.746,
      acousticness: 0.0322,
      instrumentalness: 1.01e-6,
      liveness: 0.358,
      speechiness: 0.143,
      musicalKey: 1,
      mode: 0,
      timeSignature: 4,
    });
    expect(second).toMatchObject({
      artists: ['Ingrid Michaelson', 'ZAYN'],
      album: 'To "Begin", Again',
      isExplicit: true,
      musicalKey: null,
      genres: ['acoustic'],
    });
  });

  test('0 stands for unknown where it can be no value', async () => {
    expect(tracksIn(await withField('duration_ms', '0'))[0]!.durationMs).toBeNull();
    expect(tracksIn(await withField('time_signature', '0'))[0]!.timeSignature).toBeNull();
    expect(tracksIn(await withField('tempo', '0'))[0]!.tempo).toBeNull();
    expect(tracksIn(await withField('valence', '0'))[0]!.valence).toBe(0);
  });

  test('where no beat was found, what is derived from it is unknown too', async () => {
    const silent = rows[0]!.replace('0.676', '0').replace('0.715,87.917', '0,0').replace('0.143', '0');
    const [track] = tracksIn(await readText(directory, inOrder([header, silent])));
    expect(track).toMatchObject({
      tempo: null,
      danceability: null,
      valence: null,
      speechiness: null,
      energy: 0.461,
    });
  });

  test.each([
    ['valence', 'NaN', 'valence is no number: "NaN"'],
    ['energy', 'inf', 'energy is no number: "inf"'],
    ['energy', '0x1f', 'energy is no number: "0x1f"'],
    ['tempo', '1e999', 'tempo is no number: "1e999"'],
    ['danceability', '1.01', 'danceability is 1.01, outside 0 to 1'],
    ['duration_ms', '-5', 'duration_ms is -5, outside 0 to 86400000'],
    ['duration_ms', '1.5', 'duration_ms is no whole number: "1.5"'],
    ['loudness', '99', 'loudness is 99, outside -70 to 10'],
    ['popularity', '101', 'popularity is 101, outside 0 to 100'],
    ['key', '12', 'key is 12, outside -1 to 11'],
    ['explicit', 'maybe', 'explicit is neither true nor false: "maybe"'],
  ])('%s of %s is rejected in so many words', async (column, value, reason) => {
    expect(await withField(column, value)).toEqual([{ line: 2, reason }]);
  });

  test.each(['', 'NA'])('a number that is "%s" is unknown', async (value) => {
    expect(tracksIn(await withField('energy', value))[0]!.energy).toBeNull();
    expect(tracksIn(await withField('explicit', value))[0]!.isExplicit).toBeNull();
  });

  test('an id that Spotify could not have given is not taken for one', async () => {
    expect(tracksIn(await withField('track_id', 'abc'))[0]!.spotifyId).toBeNull();
  });

  test('columns may stand in another order, beside others, and optional ones may be missing', async () => {
    const text =
      'energy,row,track_name,artists,track_id,valence,danceability,tempo\n0.5,1,A,B,,0.4,0.3,100\n';
    expect(tracksIn(await readText(directory, text))[0]).toMatchObject({
      title: 'A',
      artists: ['B'],
      energy: 0.5,
      valence: 0.4,
      loudness: null,
      genres: [],
    });
  });
});
