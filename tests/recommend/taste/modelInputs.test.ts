import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import type { Examples } from '../../../src-main/learning/examples.ts';
import {
  MODEL_FEATURES,
  NETWORK_INPUTS,
  networkExamples,
  tasteExamples,
} from '../../../src-main/recommend/taste/modelInputs.ts';
import { tastesOf, type TasteVerdict } from '../../../src-main/recommend/taste/tastes.ts';
import { likeness, tasteSpaceOf } from '../../../src-main/recommend/taste/tasteSpace.ts';
import { syntheticView } from '../syntheticView.ts';

const view = syntheticView({ size: 200, overrides: { cluster: new Uint8Array(200) } });
const NOW = 1e9;
const LIKED = NETWORK_INPUTS.indexOf('likeness to what was liked');
const AGAINST = NETWORK_INPUTS.indexOf('likeness to what was not');

const anyMood = fc.record({
  valence: fc.double({ min: -1, max: 1, noNaN: true }),
  arousal: fc.double({ min: -1, max: 1, noNaN: true }),
});
const someVerdicts = fc.uniqueArray(
  fc
    .record({
      row: fc.nat(view.size - 1),
      verdict: fc.constantFrom('like' as const, 'dislike' as const, 'skip' as const),
      at: fc.nat(NOW),
      target: fc.option(anyMood, { nil: null }),
    })
    .map(({ target, ...rest }): TasteVerdict => (target ? { ...rest, target } : rest)),
  { selector: ({ row }) => row, minLength: 2, maxLength: 40 },
);

const rowOf = ({ x, features }: Examples, at: number) => [...x.slice(at * features, (at + 1) * features)];
const turned = (verdict: TasteVerdict): TasteVerdict => ({
  ...verdict,
  verdict: verdict.verdict === 'like' ? 'dislike' : 'like',
});

property.prop([someVerdicts, fc.nat(), fc.nat()])(
  'what a network is told of a song changes with no verdict on it or after it, nor with one that is held back',
  (verdicts, anyPlace, anyCut) => {
    const place = anyPlace % verdicts.length;
    const cut = anyCut % (verdicts.length + 1);
    const before = networkExamples(view, verdicts, NOW, cut);
    const after = networkExamples(
      view,
      verdicts.map((verdict, at) => (at === place ? turned(verdict) : verdict)),
      NOW,
      cut,
    );
    verdicts.forEach((_, at) => {
      if (at <= place || place >= cut) expect(rowOf(after, at)).toEqual(rowOf(before, at));
    });
    expect(after.y[place]).toBe(1 - before.y[place]!);
  },
);

property.prop([someVerdicts])(
  'it is told all that other models are told, and by the same labels',
  (verdicts) => {
    const network = networkExamples(view, verdicts, NOW, verdicts.length);
    const others = tasteExamples(view, verdicts, NOW);
    verdicts.forEach((_, at) =>
      expect(rowOf(network, at).slice(0, MODEL_FEATURES.length)).toEqual(rowOf(others, at)),
    );
    expect([network.y, network.weights]).toEqual([others.y, others.weights]);
  },
);

test('the last song is likened to the taste that all verdicts before it make', () => {
  const verdicts = Array.from({ length: 30 }, (_, row): TasteVerdict => ({
    row,
    verdict: row % 3 === 0 ? 'like' : row % 3 === 1 ? 'dislike' : 'skip',
    at: row * 1e7,
  }));
  const examples = networkExamples(view, verdicts, NOW, verdicts.length);
  const [taste] = tastesOf(view, verdicts.slice(0, 29), NOW).all;
  const space = tasteSpaceOf(view);
  const last = rowOf(examples, 29);
  expect(last[LIKED]).toBeCloseTo(likeness(space, 29, taste!.centroid!), 6);
  expect(last[AGAINST]).toBeCloseTo(likeness(space, 29, taste!.disliked!), 6);
  // Nothing is liked yet, no mood was asked for: the mean stands in for what is not known.
  const first = rowOf(examples, 0);
  expect(first.slice(MODEL_FEATURES.length)).toEqual([NaN, NaN, NaN, NaN]);
});
