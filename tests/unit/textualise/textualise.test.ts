import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { createTextualiser, textOf } from '../../../src-main/textualise/createTextualiser.ts';
import { labelOf } from '../../../src-main/textualise/labelOf.ts';
import type { TextTrack } from '../../../src-main/textualise/textTrack.ts';
import { TextTemplate } from '../../../src-preload/searchCalls.ts';

const standard = TextTemplate.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../resources/text-template.json'), 'utf8')),
);

const unknown: TextTrack = {
  title: 'Blue',
  artist: 'Ana',
  album: null,
  year: null,
  genres: [],
  popularity: null,
  durationMs: null,
  tempo: null,
  loudness: null,
  danceability: null,
  energy: null,
  valence: null,
  acousticness: null,
  instrumentalness: null,
  liveness: null,
  speechiness: null,
};
const whole: TextTrack = {
  ...unknown,
  album: 'Colours',
  year: 1998,
  genres: ['jazz', 'soul'],
  popularity: 80,
  durationMs: 200_000,
  tempo: 128,
  loudness: -8,
  danceability: 0.6,
  energy: 0.92,
  valence: 0.1,
  acousticness: 0.05,
  instrumentalness: 0.2,
  liveness: 0.1,
  speechiness: 0.04,
};

const template = (full: string): TextTemplate => ({ ...standard, full });
const say = (pattern: string, track: TextTrack = unknown) => textOf(track, template(pattern), 'full');

describe('the standard template', () => {
  test('says every feature of a song in the full form', () => {
    expect(textOf(whole, standard, 'full')).toBe(
      'Blue by Ana, 1998, genre: jazz, soul, very popular. Sound: upbeat tempo, very high energy, medium danceability, sad mood, low acousticness, medium loud, no speech, studio recording, medium length.',
    );
  });

  test('says title, artist, year and genre in the short form', () => {
    expect(textOf(whole, standard, 'short')).toBe('Blue by Ana, 1998, genre: jazz, soul.');
  });

  test('leaves out what is unknown, down to the title alone', () => {
    expect(textOf(unknown, standard, 'full')).toBe('Blue by Ana.');
    expect(textOf({ ...unknown, artist: '' }, standard, 'full')).toBe('Blue.');
    expect(textOf({ ...unknown, energy: 0.8, liveness: 0.9 }, standard, 'full')).toBe(
      'Blue by Ana. Sound: high energy, live concert.',
    );
  });

  test.prop([
    fc.record(
      Object.fromEntries(
        Object.entries(whole).map(([key, value]) => [
          key,
          fc.constantFrom(value, (unknown as Record<string, unknown>)[key]),
        ]),
      ),
    ),
  ])('never says "null", "undefined" or "NaN", and leaves no mark behind nothing', (some) => {
    const text = textOf(some as TextTrack, standard, 'full');
    expect(text).not.toMatch(/null|undefined|NaN|\s[,.:]|[,:][,.:]|[,:]$|\s\s|[{}[\]]/);
  });
});

describe('edges', () => {
  const { tempo } = standard.features;

  test.each([
    [69.9, 'very slow'],
    [70, 'slow'],
    [119.99, 'moderate'],
    [120, 'upbeat'],
    [180, 'very fast'],
    [400, 'very fast'],
  ])('a tempo of %s is %s: an edge belongs to the label above it', (bpm, label) => {
    expect(labelOf(bpm, tempo!)).toBe(label);
  });

  test('unknown has no label', () => {
    expect(labelOf(null, tempo!)).toBeNull();
    expect(labelOf(NaN, tempo!)).toBeNull();
  });

  test('shares are compared in percent and lengths in seconds', () => {
    const textualiser = createTextualiser(standard);
    expect(textualiser.labelOf(whole, 'energy')).toBe('very high');
    expect(textualiser.labelOf(whole, 'length')).toBe('medium length');
    expect(textualiser.labelOf(whole, 'instrumentalness')).toBeNull();
  });

  test.prop([fc.double({ noNaN: true }), fc.double({ noNaN: true })])(
    'a higher number never has a lower label',
    (a, b) => {
      const rank = (value: number) => tempo!.labels.indexOf(labelOf(value, tempo!)!);
      expect(rank(Math.max(a, b))).toBeGreaterThanOrEqual(rank(Math.min(a, b)));
    },
  );
});

describe('a pattern', () => {
  test.each([
    ['{title}[ of {year}]', 'Blue'],
    ['{title} of {year}', 'Blue of'],
    ['{title}[: [{tempo} tempo][, {energy} energy]]', 'Blue'],
    ['{title}[, of [{year}]][ ok]', 'Blue ok'],
    ['\\[{title}\\] \\{x\\} \\\\', '[Blue] {x} \\'],
    ['{ title }', 'Blue'],
    ['', 'Blue'],
  ])('%j of a song with nothing but a name says %j', (pattern, text) => {
    expect(say(pattern)).toBe(text);
  });

  test('never changes what it is given: marks in a title stay', () => {
    const track = { ...unknown, title: 'Oh,  ...  [live] {1} , \\', artist: 'P.,.O' };
    expect(say('{title}, by {artist}.', track)).toBe('Oh,  ...  [live] {1} , \\, by P.,.O.');
  });

  test.each([
    ['{title', 'no slot'],
    ['title}', 'no slot'],
    ['[{title}', 'never closed'],
    ['{title}]', 'closes nothing'],
    ['{tittle}', '{tittle}'],
    ['{instrumentalness}', '{instrumentalness}'],
    ['{constructor}', '{constructor}'],
  ])('%j is refused in words', (pattern, word) => {
    expect(() => say(pattern)).toThrow(word);
  });
});

describe('a template', () => {
  test.each([
    [{ edges: [2, 1], labels: ['a', 'b', 'c'] }, 'do not ascend'],
    [{ edges: [1, 1], labels: ['a', 'b', 'c'] }, 'do not ascend'],
    [{ edges: [1], labels: ['a'] }, 'one label more'],
  ])('with %j for a feature is refused', (energy, words) => {
    expect(() => createTextualiser({ ...standard, features: { ...standard.features, energy } })).toThrow(
      words,
    );
  });

  test('with edges for something that is no feature is refused', () => {
    const features = { ...standard.features, joy: { edges: [], labels: ['a'] } };
    expect(() => createTextualiser({ ...standard, features })).toThrow('joy is no feature');
  });
});
