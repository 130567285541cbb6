import { expect, test } from 'vitest';

import { artistName } from '../../../src-main/catalogue/synthetic/numberedNames.ts';
import { syntheticTracks } from '../../../src-main/catalogue/synthetic/syntheticTracks.ts';
import { expectSound } from './expectSound.ts';

test('a synthetic catalogue is the same for its seed, and a longer one begins with a shorter one', () => {
  const hundred = [...syntheticTracks(100, 7)];
  expect([...syntheticTracks(1_000, 7)].slice(0, 100)).toEqual(hundred);
  expect([...syntheticTracks(100, 8)]).not.toEqual(hundred);
});

test('its songs are sound, and no two have one artist and title', () => {
  const tracks = [...syntheticTracks(5_000, 3)];
  tracks.forEach(expectSound);
  expect(new Set(tracks.map(({ title, artists }) => `${artists[0]}|${title}`)).size).toBe(5_000);
  expect(new Set(tracks.flatMap(({ genres }) => genres)).size).toBeGreaterThan(20);
});

test('its features go together as they do in music: loud songs are energetic, acoustic ones are not', () => {
  const tracks = [...syntheticTracks(5_000, 4)];
  const correlation = (one: 'loudness' | 'acousticness') => {
    const pairs = tracks.map((track) => [track.energy!, track[one]!] as const);
    const mean = [0, 1].map((at) => pairs.reduce((sum, pair) => sum + pair[at]!, 0) / pairs.length);
    const sum = (a: 0 | 1, b: 0 | 1) =>
      pairs.reduce((total, pair) => total + (pair[a] - mean[a]!) * (pair[b] - mean[b]!), 0);
    return sum(0, 1) / Math.sqrt(sum(0, 0) * sum(1, 1));
  };
  expect(correlation('loudness')).toBeGreaterThan(0.6);
  expect(correlation('acousticness')).toBeLessThan(-0.5);
});

test('no two artists of a large catalogue have one name', () => {
  const names = new Set(Array.from({ length: 300_000 }, (_, number) => artistName(number, 12_345)));
  expect(names.size).toBe(300_000);
});
