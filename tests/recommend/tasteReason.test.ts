import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';

import { FEATURES } from '../../src-main/recommend/catalogueView.ts';
import { explain } from '../../src-main/recommend/explain/explain.ts';
import { createModelStage } from '../../src-main/recommend/stages/model.ts';
import { explainTasteModel } from '../../src-main/recommend/taste/explainTasteModel.ts';
import { type KeptModel, MODEL_KINDS, openTasteModel } from '../../src-main/recommend/taste/keptModel.ts';
import { MODEL_FEATURES } from '../../src-main/recommend/taste/modelInputs.ts';
import { trainTasteModel } from '../../src-main/recommend/taste/tasteModels.ts';
import { tastesOf, type TasteVerdict } from '../../src-main/recommend/taste/tastes.ts';
import { likeness, TASTE_SIZE, tasteSpaceOf } from '../../src-main/recommend/taste/tasteSpace.ts';
import { TASTE_REASONS } from '../../src-main/recommend/explain/tasteReason.ts';
import { syntheticView } from './syntheticView.ts';

const ENERGY = FEATURES.indexOf('energy');
const clusterNames = ['Jazz', 'Metal', 'Latin'];

/** A list of somebody with three tastes, with its reasons, and all that they were made of. */
const explained = fc
  .record({ seed: fc.nat(500), kind: fc.constantFrom(...MODEL_KINDS) })
  .map(({ seed, kind }) => {
    const catalogue = syntheticView({ size: 600, seed, clusters: 3 });
    const verdicts = Array.from({ length: 420 }, (_, row): TasteVerdict => {
      const isLively = catalogue.features[row * FEATURES.length + ENERGY]! > 0.4;
      return { row, verdict: isLively ? 'like' : row % 3 === 0 ? 'skip' : 'dislike', at: row };
    });
    const tastes = tastesOf(catalogue, verdicts, 0);
    const models = new Map<string, KeptModel>();
    for (const taste of tastes.all) {
      const training = trainTasteModel(catalogue, taste, kind, { now: 0, seed: 1, current: null });
      if (training.state === 'trained') models.set(taste.key, training.kept);
    }
    const target = { valence: 0.1, arousal: 0.2 };
    const judges = new Map([...models].map(([key, kept]) => [key, openTasteModel(kept)]));
    const ranked = createModelStage(tastes, judges)(catalogue, {
      target,
      limit: 20,
      exclude: new Set(),
      allowBackground: false,
      onePerArtist: false,
      seed,
    });
    const nameOf = (row: number) => `row ${row}`;
    const taste = { tastes, models, nameOf };
    const reasons = explain({
      catalogue,
      ranked,
      felt: target,
      target,
      intent: 'match',
      clusterNames,
      seed,
      taste,
    });
    return { catalogue, ranked, tastes, models, target, verdicts, reasons };
  });

property.prop([explained], { numRuns: 20 })(
  'nothing is said of a taste that the verdicts and the model do not bear out, and nothing twice',
  ({ catalogue, ranked, tastes, models, target, verdicts, reasons }) => {
    const texts = reasons.map((all) => all.find(({ kind }) => kind === 'taste')?.text);
    const said = texts.filter((text) => text !== undefined);
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said).size).toBe(said.length);
    const space = tasteSpaceOf(catalogue);
    texts.forEach((text, place) => {
      if (text === undefined) return;
      const row = ranked.rows[place]!;
      const own = tastes.all.filter(({ cluster }) => cluster === catalogue.cluster[row]);
      const count = /^You liked (\d+) of (\d+) songs of (\w+)$/.exec(text);
      const near = /^Close in sound to row (\d+), which you liked$/.exec(text);
      if (count) {
        const counts = own.map(({ likes, dislikes, skips }) => [likes, likes + dislikes + skips]);
        expect(counts).toContainEqual([Number(count[1]), Number(count[2])]);
        expect(clusterNames[catalogue.cluster[row]!]).toBe(count[3]);
      } else if (near) {
        const other = Number(near[1]);
        expect(verdicts.find((verdict) => verdict.row === other)?.verdict).toBe('like');
        const vector = space.vectors.subarray(row * TASTE_SIZE, (row + 1) * TASTE_SIZE);
        expect(likeness(space, other, vector)).toBeGreaterThan(TASTE_REASONS.likeness);
      } else {
        expect(text).toMatch(/: your verdicts on \w+ speak for it$/);
        const parts = own.flatMap((taste) => {
          const model = models.get(taste.key);
          return model ? [...explainTasteModel(model, catalogue, row, target, taste)] : [];
        });
        expect(Math.max(...parts)).toBeGreaterThanOrEqual(TASTE_REASONS.contribution);
      }
    });
    const words = said.find((text) => text.startsWith('High in energy'));
    if (words !== undefined) {
      const row = ranked.rows[texts.indexOf(words)]!;
      expect(catalogue.features[row * FEATURES.length + ENERGY]).toBeGreaterThan(0.5);
      expect(MODEL_FEATURES[ENERGY]).toBe('energy');
    }
  },
);
