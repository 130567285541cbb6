import { expect } from 'vitest';

import { FEATURES } from '../../../src-main/recommend/catalogueView.ts';
import type { TrackRow } from '../../../src-main/storage/catalogue/catalogueRow.ts';

/** What every track must be, whatever file it comes from. */
export function expectSound(track: TrackRow): void {
  expect(track.title.trim()).not.toBe('');
  expect(track.artists.length).toBeGreaterThan(0);
  for (const text of [track.title, track.album ?? '-', ...track.artists, ...track.genres]) {
    // eslint-disable-next-line no-control-regex -- none may be left
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|^\s|\s$|^$/);
  }
  expect(track.genres).toEqual([...new Set(track.genres.map((genre) => genre.toLowerCase()))]);
  for (const feature of FEATURES) {
    const value = track[feature];
    if (value === null) continue;
    expect(Number.isFinite(value)).toBe(true);
    const [min, max] = feature === 'tempo' ? [1e-9, 400] : feature === 'loudness' ? [-70, 10] : [0, 1];
    expect(value).toBeGreaterThanOrEqual(min);
    expect(value).toBeLessThanOrEqual(max);
  }
  const { durationMs, popularity, spotifyId, isrc, mbid, year, musicalKey, mode, timeSignature } = track;
  for (const whole of [durationMs, year, musicalKey, mode, timeSignature]) {
    if (whole !== null) expect(Number.isInteger(whole)).toBe(true);
  }
  if (durationMs !== null) expect(durationMs).toBeGreaterThan(0);
  if (year !== null) expect(year).toBeGreaterThanOrEqual(1857);
  if (popularity !== null) expect(popularity).toBeLessThanOrEqual(100);
  if (spotifyId !== null) expect(spotifyId).toMatch(/^[0-9A-Za-z]{22}$/);
  if (isrc !== null) expect(isrc).toMatch(/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/);
  if (mbid !== null) expect(mbid).toMatch(/^[0-9a-f-]{36}$/);
}
