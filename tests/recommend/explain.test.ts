import { describe, expect, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';

import { FEATURES, NO_CLUSTER } from '../../src-main/recommend/catalogueView.ts';
import { explain, type Explanation } from '../../src-main/recommend/explain/explain.ts';
import { REMARKS } from '../../src-main/recommend/explain/featureRemark.ts';
import { moveTarget } from '../../src-main/recommend/intent.ts';
import { coldStart } from '../../src-main/recommend/stages/coldStart.ts';
import { Reason } from '../../src-preload/wire.ts';
import rules from '../../resources/genre-clusters.json' with { type: 'json' };
import { syntheticView } from './syntheticView.ts';

const clusterNames = rules.clusters.map(({ name }) => name);
const coordinate = fc.double({ min: -1, max: 1, noNaN: true });

/** A cold-start list of a random catalogue with its explanation. */
const explained = fc
  .record({
    size: fc.integer({ min: 1, max: 200 }),
    seed: fc.nat(10_000),
    felt: fc.record({ valence: coordinate, arousal: coordinate }),
    intent: fc.constantFrom('match' as const, 'lift' as const, 'calm' as const, 'energise' as const),
  })
  .map(({ size, seed, felt, intent }) => {
    const catalogue = syntheticView({ size, seed });
    const target = moveTarget(felt, intent);
    const ranked = coldStart(catalogue, {
      target,
      limit: 12,
      exclude: new Set(),
      allowBackground: false,
      onePerArtist: true,
      seed,
    });
    const explanation: Explanation = { catalogue, ranked, felt, target, intent, clusterNames, seed };
    return { ...explanation, reasons: explain(explanation) };
  });

property.prop([explained])('each song has two or three reasons that differ', ({ ranked, reasons }) => {
  expect(reasons).toHaveLength(ranked.rows.length);
  for (const list of reasons) {
    expect(list.length).toBeGreaterThanOrEqual(2);
    expect(list.length).toBeLessThanOrEqual(3);
    expect(new Set(list.map(({ text }) => text)).size).toBe(list.length);
    for (const reason of list) {
      expect(Reason.safeParse(reason).success).toBe(true);
      expect(reason.text).toMatch(/^\p{Lu}.*[^.\s]$/u);
      expect(reason.text).not.toMatch(/NaN|undefined|null/);
    }
  }
});

property.prop([explained])('the same list is explained in the same words', ({ reasons, ...explanation }) => {
  expect(explain(explanation)).toEqual(reasons);
});

property.prop([explained])(
  'what is said of the popularity is the number and its place in the catalogue',
  (list) => {
    const known = list.catalogue.popularity.filter((value) => !Number.isNaN(value));
    list.reasons.forEach((reasons, i) => {
      const popularity = list.catalogue.popularity[list.ranked.rows[i]!]!;
      const text = reasons.find(({ kind }) => kind === 'popularity')?.text;
      if (text === undefined) return;
      expect(text).toContain(`popularity ${popularity}`);
      const above = known.filter((value) => value > popularity).length / known.length;
      const below = known.filter((value) => value < popularity).length / known.length;
      if (/^(Well|One of the better|Many)/.test(text)) expect(above).toBeLessThan(0.1);
      else {
        expect(below).toBeLessThanOrEqual(0.25);
        expect(popularity).toBeLessThanOrEqual(30);
      }
    });
  },
);

property.prop([explained])(
  '"as you asked" is said only where the song takes the step that was asked for',
  (list) => {
    list.reasons.forEach((reasons, i) => {
      const row = list.ranked.rows[i]!;
      const dv = list.catalogue.valence[row]! - list.felt.valence;
      const da = list.catalogue.arousal[row]! - list.felt.arousal;
      for (const { kind, text } of reasons) {
        if (kind !== 'intent') continue;
        const step = { lift: dv, calm: -da, energise: da, match: NaN }[list.intent];
        expect(step).toBeGreaterThanOrEqual(0.1);
        if (/much/i.test(text)) expect(step).toBeGreaterThanOrEqual(0.5);
        expect(text).toMatch(
          { lift: /brighter/, calm: /calmer/, energise: /livelier/, match: /^$/ }[list.intent],
        );
      }
    });
  },
);

property.prop([explained])('words for mood and nearness agree with the point of the song', (list) => {
  list.reasons.forEach((reasons, i) => {
    const row = list.ranked.rows[i]!;
    const [valence, arousal] = [list.catalogue.valence[row]!, list.catalogue.arousal[row]!];
    const distance = Math.hypot(valence - list.target.valence, arousal - list.target.arousal);
    const mood = reasons.find(({ kind }) => kind === 'mood' || kind === 'intent')!.text;
    if (Number.isNaN(valence + arousal)) {
      expect(mood).toBe('Its mood is not known');
      return;
    }
    if (/^(Bright|Warm|Sunny|Cheerful)/.test(mood)) expect(valence).toBeGreaterThan(0.2);
    if (/^(Dark|Melancholy|Sad|Sombre|On the dark|Wistful|Tense)/.test(mood))
      expect(valence).toBeLessThan(-0.2);
    if (/\b(calm|quiet|hushed|gentle|still)\b/i.test(mood)) expect(arousal).toBeLessThan(-0.2);
    if (/\b(lively|intense|driving|energy|energetic|restless)\b/i.test(mood))
      expect(arousal).toBeGreaterThan(0.2);
    if (/right where|just as you|just where|a match|the mood you asked/.test(mood)) {
      expect(distance).toBeLessThanOrEqual(0.12);
    }
    if (/close to|near (how|where)|not far/.test(mood)) expect(distance).toBeLessThanOrEqual(0.3);
    if (/brighter than you/.test(mood)) expect(valence).toBeGreaterThan(list.felt.valence);
    if (/darker than you/.test(mood)) expect(valence).toBeLessThan(list.felt.valence);
    if (/livelier than you/.test(mood)) expect(arousal).toBeGreaterThan(list.felt.arousal);
    if (/calmer than you/.test(mood)) expect(arousal).toBeLessThan(list.felt.arousal);
  });
});

property.prop([explained])(
  'a shelf that is named is the song’s, and variety the first of its shelf',
  (list) => {
    const heard = new Set<number>();
    list.reasons.forEach((reasons, i) => {
      const cluster = list.catalogue.cluster[list.ranked.rows[i]!]!;
      for (const { kind, text } of reasons) {
        if (kind === 'genre') expect(text).toContain(clusterNames[cluster]!);
        if (kind === 'variety' && cluster !== NO_CLUSTER) {
          expect(text).toContain(clusterNames[cluster]!);
          expect(heard.has(cluster)).toBe(false);
          expect(i).toBeGreaterThan(0);
        }
      }
      heard.add(cluster);
    });
  },
);

property.prop([explained])('what is said of the sound is beyond its bound', (list) => {
  list.reasons.forEach((reasons, i) => {
    const start = list.ranked.rows[i]! * FEATURES.length;
    for (const { kind, text } of reasons) {
      if (kind !== 'feature') continue;
      const bpm = Math.round(list.catalogue.features[start + FEATURES.indexOf('tempo')]!);
      if (/bpm/.test(text)) expect(text).toContain(`${bpm} bpm`);
      if (/^At/.test(text)) continue;
      const remark = REMARKS.find(({ say }) => say(bpm) === text)!;
      const value = list.catalogue.features[start + FEATURES.indexOf(remark.feature)]!;
      if (remark.to > remark.from) expect(value).toBeGreaterThanOrEqual(Math.fround(remark.from));
      else expect(value).toBeLessThanOrEqual(Math.fround(remark.from));
    }
  });
});

describe('one list, read by a person', () => {
  const catalogue = syntheticView({
    size: 3,
    overrides: {
      artist: Int32Array.of(0, 1, 2),
      song: Int32Array.of(0, 1, 2),
      cluster: Uint8Array.of(0, 7, NO_CLUSTER),
      isBackground: new Uint8Array(3),
      popularity: Float32Array.of(83, 50, NaN),
      valence: Float32Array.of(0.6, 0.5, NaN),
      arousal: Float32Array.of(-0.4, -0.5, NaN),
      features: new Float32Array(27).fill(NaN).with(9 + FEATURES.indexOf('tempo'), 168),
    },
  });
  const felt = { valence: 0.55, arousal: -0.45 };
  const ranked = coldStart(catalogue, {
    target: felt,
    limit: 3,
    exclude: new Set(),
    allowBackground: false,
    onePerArtist: true,
    seed: 1,
  });
  const of = (intent: 'match' | 'lift', from = felt) =>
    explain({ catalogue, ranked, felt: from, target: felt, intent, clusterNames, seed: 1 });

  test('a song that is the feeling says so, a fast one gives its tempo, another shelf its name', () => {
    const reasons = of('match');
    expect([...ranked.rows]).toEqual([0, 1, 2]);
    expect(reasons[0]![0]!.text).toMatch(/^(Bright and calm|Warm and gentle|Sunny and quiet), /);
    expect(reasons[1]!.map(({ text }) => text)).toContain('Fast: 168 bpm');
    expect(reasons[1]!.some(({ kind, text }) => kind === 'variety' && text.includes('Indie'))).toBe(true);
  });

  test('a song of which nothing is known says that and nothing else', () => {
    expect(of('match')[2]).toEqual([
      { kind: 'mood', text: 'Its mood is not known' },
      { kind: 'variety', text: 'Little is known of it; it widens the choice' },
    ]);
  });

  test('a lift names the step from where the person is', () => {
    expect(of('lift', { valence: 0.2, arousal: -0.4 })[0]![0]).toMatchObject({ kind: 'intent' });
    expect(of('lift', { valence: 0.2, arousal: -0.4 })[0]![0]!.text).toMatch(/step brighter than you feel/i);
    expect(of('lift', { valence: 0.9, arousal: -0.4 })[0]![0]!.kind).toBe('mood');
  });
});
