import { describe, expect, test } from 'vitest';

import { demoTracks } from '../../../src-main/catalogue/demoCatalogue.ts';
import { genreProfiles } from '../../../src-main/catalogue/demo/genreProfiles.ts';
import { identityOf } from '../../../src-main/catalogue/names/identity.ts';
import type { TrackRow } from '../../../src-main/storage/catalogue/catalogueRow.ts';

const tracks = demoTracks();

type Numbered = 'energy' | 'valence' | 'danceability' | 'loudness' | 'acousticness' | 'tempo' | 'popularity';

function valuesOf(name: Numbered, from: readonly TrackRow[] = tracks): number[] {
  return from.map((track) => track[name]!);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson's r. */
function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, i) => (x - mx) * (ys[i]! - my)));
  const deviation = (values: readonly number[], m: number) =>
    Math.sqrt(mean(values.map((v) => (v - m) ** 2)));
  return covariance / (deviation(xs, mx) * deviation(ys, my));
}

test('the demo is the same every time, another one for another seed, and as long as it is asked to be', () => {
  expect(demoTracks()).toEqual(tracks);
  expect(demoTracks(50, 1)).not.toEqual(demoTracks(50, 2));
  expect(tracks).toHaveLength(2_000);
  expect(demoTracks(0)).toEqual([]);
  expect(demoTracks(7)).toEqual(tracks.slice(0, 7));
});

test('no two songs are the same track', () => {
  expect(new Set(tracks.map((track) => identityOf(track))).size).toBe(tracks.length);
});

test('every genre has a fair part of it', () => {
  expect(genreProfiles.length).toBeGreaterThanOrEqual(20);
  const counts = new Map(genreProfiles.map(({ genre }) => [genre, 0]));
  for (const { genres } of tracks) counts.set(genres[0]!, counts.get(genres[0]!)! + 1);
  const even = tracks.length / genreProfiles.length;
  for (const count of counts.values()) {
    expect(count).toBeGreaterThan(even / 3);
    expect(count).toBeLessThan(even * 3);
  }
});

test('an artist keeps to one genre and has 1 to 12 songs, few of them many', () => {
  const songs = Map.groupBy(tracks, ({ artists }) => artists[0]!);
  const sizes = [...songs.values()].map(({ length }) => length);
  expect(Math.min(...sizes)).toBe(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(12);
  expect(sizes.filter((size) => size <= 3).length).toBeGreaterThan(sizes.filter((size) => size >= 10).length);
  for (const own of songs.values()) expect(new Set(own.map(({ genres }) => genres[0])).size).toBe(1);
});

describe('features', () => {
  test('are all known and in their ranges', () => {
    for (const track of tracks) {
      for (const share of [
        'energy',
        'valence',
        'danceability',
        'acousticness',
        'instrumentalness',
        'liveness',
        'speechiness',
      ] as const) {
        expect(track[share]).toBeGreaterThanOrEqual(0);
        expect(track[share]).toBeLessThanOrEqual(1);
      }
      expect(track.tempo).toBeGreaterThanOrEqual(50);
      expect(track.tempo).toBeLessThanOrEqual(210);
      expect(track.loudness).toBeGreaterThanOrEqual(-45);
      expect(track.loudness).toBeLessThanOrEqual(0);
      expect(track.durationMs).toBeGreaterThanOrEqual(60_000);
      expect(track.year).toBeGreaterThanOrEqual(1965);
      expect(track.year).toBeLessThanOrEqual(2025);
      expect(track.popularity).toBeGreaterThanOrEqual(0);
      expect(track.popularity).toBeLessThanOrEqual(100);
    }
  });

  test('go together as in music: loud with energy, acoustic without, danceable with happy', () => {
    expect(correlation(valuesOf('energy'), valuesOf('loudness'))).toBeGreaterThan(0.6);
    expect(correlation(valuesOf('energy'), valuesOf('acousticness'))).toBeLessThan(-0.5);
    expect(correlation(valuesOf('danceability'), valuesOf('valence'))).toBeGreaterThan(0.3);
  });

  test('lie around the means of their genre', () => {
    for (const profile of genreProfiles) {
      const own = tracks.filter(({ genres }) => genres[0] === profile.genre);
      expect(Math.abs(mean(valuesOf('energy', own)) - profile.energy)).toBeLessThan(0.12);
      expect(Math.abs(mean(valuesOf('tempo', own)) / profile.tempo - 1)).toBeLessThan(0.12);
      expect(Math.abs(mean(valuesOf('loudness', own)) - profile.loudness)).toBeLessThan(1.5);
    }
  });

  test('reach every quarter of energy and valence', () => {
    for (const isLively of [true, false]) {
      for (const isHappy of [true, false]) {
        const quarter = tracks.filter(
          ({ energy, valence }) => energy! > 0.5 === isLively && valence! > 0.5 === isHappy,
        );
        expect(quarter.length).toBeGreaterThan(200);
      }
    }
  });

  test('popularity has a long tail', () => {
    const sorted = valuesOf('popularity').sort((a, b) => a - b);
    const quantile = (share: number) => sorted[Math.floor(share * sorted.length)]!;
    expect(quantile(0.5)).toBeLessThan(30);
    expect(quantile(0.95)).toBeGreaterThan(60);
    expect(mean(sorted)).toBeGreaterThan(quantile(0.5));
  });
});
