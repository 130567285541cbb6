import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import {
  applyCorrection,
  type CorrectionExample,
  fitCorrection,
  MIN_CORRECTIONS,
  type PlanePoint,
  readCorrection,
} from '../../src-main/learning/fitCorrection.ts';
import { momentFeatures } from '../../src-main/learning/momentFeatures.ts';
import { createRandom } from '../../src-main/recommend/random.ts';

const SIZE = 32;

/** What a person does with `count` texts of which the model hears something; `correct` says where they leave the point. */
function history(
  seed: number,
  count: number,
  correct: (heard: PlanePoint, embedding: Float32Array, random: () => number) => PlanePoint,
): CorrectionExample[] {
  const random = createRandom(seed);
  const spread = (width: number) => (random() - 0.5) * 2 * width;
  return Array.from({ length: count }, () => {
    const raw = Float32Array.from({ length: SIZE }, () => spread(1));
    const length = Math.hypot(...raw);
    const embedding = raw.map((value) => value / length);
    const heard = { valence: spread(0.5), arousal: spread(0.5) };
    return { embedding, heard, corrected: correct(heard, embedding, random), moment: [] };
  });
}

/** Someone who is calmer than they sound, and means half as much as they write. */
const calmer = ({ valence, arousal }: PlanePoint, _embedding: Float32Array, random: () => number) => ({
  valence: 0.5 * valence + (random() - 0.5) * 0.1,
  arousal: arousal - 0.3 + (random() - 0.5) * 0.1,
});

const distance = (a: PlanePoint, b: PlanePoint) => Math.hypot(a.valence - b.valence, a.arousal - b.arousal);

describe('learning from corrections', () => {
  test.prop([fc.nat()])('finds what a person means, and places new texts nearer to it', (seed) => {
    const fit = fitCorrection(history(seed, 40, calmer))!;
    expect(fit.isBetter).toBe(true);
    expect(fit.distanceAfter).toBeLessThan(fit.distanceBefore / 2);
    const fresh = history(seed + 1, 40, calmer);
    const before = fresh.reduce((sum, { heard, corrected }) => sum + distance(heard, corrected), 0);
    const after = fresh.reduce(
      (sum, one) => sum + distance(applyCorrection(fit.correction, one), one.corrected),
      0,
    );
    expect(after).toBeLessThan(before / 2);
  });

  test('finds a word that means something else to this person', () => {
    const direction = Float32Array.from({ length: SIZE }, (_, at) => (at < 4 ? 0.5 : 0));
    const correct = ({ valence, arousal }: PlanePoint, embedding: Float32Array) => {
      const nearness = embedding.reduce((sum, value, at) => sum + value * direction[at]!, 0);
      return { valence: valence + nearness, arousal };
    };
    const fit = fitCorrection(history(3, 120, correct))!;
    expect(fit.isBetter).toBe(true);
    expect(fit.distanceAfter).toBeLessThan(fit.distanceBefore / 3);
  });

  test('seldom mistakes chance for meaning', () => {
    const wander = ({ valence, arousal }: PlanePoint, _embedding: Float32Array, random: () => number) => ({
      valence: valence + (random() - 0.5) * 0.6,
      arousal: arousal + (random() - 0.5) * 0.6,
    });
    const mistaken = Array.from(
      { length: 200 },
      (_, seed) => fitCorrection(history(seed, 25, wander))!.isBetter,
    );
    expect(mistaken.filter(Boolean).length).toBeLessThan(20);
  });

  test('does not begin before there are enough corrections, however many texts were left alone', () => {
    const few = history(1, MIN_CORRECTIONS - 1, calmer);
    const left = history(2, 50, (heard) => heard);
    expect(fitCorrection(few)).toBeNull();
    expect(fitCorrection([...few, ...left])).toBeNull();
    expect(fitCorrection(history(1, MIN_CORRECTIONS, calmer))).not.toBeNull();
    expect(fitCorrection([])).toBeNull();
  });

  test('takes texts that were left alone as right: the change is smaller where they are', () => {
    const corrected = history(1, 20, calmer);
    const left = history(2, 60, (heard) => heard);
    const alone = fitCorrection(corrected)!.correction;
    const both = fitCorrection([...corrected, ...left])!.correction;
    const { embedding, heard } = left[0]!;
    const text = { embedding, heard, moment: [] };
    expect(distance(applyCorrection(both, text), heard)).toBeLessThan(
      distance(applyCorrection(alone, text), heard),
    );
  });

  test('of someone who has changed their mind follows what they do now', () => {
    const before = history(1, 200, (heard) => ({ valence: heard.valence + 0.4, arousal: heard.arousal }));
    const now = history(2, 300, (heard) => ({ valence: heard.valence - 0.2, arousal: heard.arousal }));
    const { correction } = fitCorrection([...before, ...now])!;
    const [text] = now;
    expect(applyCorrection(correction, text!).valence).toBeCloseTo(text!.heard.valence - 0.2, 1);
  });

  test('may depend on the moment', () => {
    const random = createRandom(9);
    const examples = history(4, 80, (heard) => heard).map((example) => {
      const hour = Math.floor(random() * 24);
      const isNight = hour >= 21 || hour < 3;
      const { valence, arousal } = example.heard;
      const corrected = { valence, arousal: isNight ? arousal - 0.4 : arousal };
      return { ...example, corrected, moment: momentFeatures(hour, 3, null) };
    });
    const { correction, isBetter } = fitCorrection(examples)!;
    expect(isBetter).toBe(true);
    const { embedding, heard } = examples[0]!;
    const at = (hour: number) =>
      applyCorrection(correction, { embedding, heard, moment: momentFeatures(hour, 3, null) }).arousal;
    expect(at(23.5)).toBeLessThan(at(12) - 0.15);
  });
});

describe('a correction', () => {
  const { correction } = fitCorrection(history(1, 30, calmer))!;

  test('survives being written and read', () => {
    const stored = readCorrection(JSON.parse(JSON.stringify(correction)));
    const [text] = history(5, 1, calmer);
    expect(applyCorrection(stored!, text!)).toEqual(applyCorrection(correction, text!));
  });

  test.each([
    ['nothing', null],
    ['a later format', { ...correction, format: 2 }],
    ['too few numbers', { ...correction, coefficients: correction.coefficients.slice(1) }],
    ['a number that is none', { ...correction, intercept: [null, 0] }],
  ])('cannot be read from %s', (_what, value) => {
    expect(readCorrection(value)).toBeNull();
  });

  test.prop([fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })])(
    'keeps every point inside the plane',
    (valence, arousal) => {
      const strong = { ...correction, intercept: [5, -5] };
      const [text] = history(5, 1, calmer);
      const point = applyCorrection(strong, { ...text!, heard: { valence, arousal } });
      expect(point).toEqual({ valence: 1, arousal: -1 });
    },
  );

  test('of another model is refused', () => {
    const text = { embedding: new Float32Array(SIZE + 1), heard: { valence: 0, arousal: 0 }, moment: [] };
    expect(() => applyCorrection(correction, text)).toThrow(RangeError);
  });
});

describe('the moment', () => {
  test('is continuous over midnight and over the week', () => {
    const gap = (a: number[], b: number[]) => Math.hypot(...a.map((value, at) => value - b[at]!));
    expect(gap(momentFeatures(23.99, 0, null), momentFeatures(0, 0, null))).toBeLessThan(0.01);
    expect(gap(momentFeatures(12, 6, null), momentFeatures(12, 0, null))).toBeCloseTo(
      gap(momentFeatures(12, 2, null), momentFeatures(12, 3, null)),
    );
  });
});
