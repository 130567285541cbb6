import { describe, expect, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';

import type { CatalogueView } from '../../src-main/recommend/catalogueView.ts';
import type { Stage, StageRequest } from '../../src-main/recommend/stage.ts';
import { syntheticView } from './syntheticView.ts';

const usual: StageRequest = {
  target: { valence: 0.2, arousal: -0.1 },
  limit: 10,
  exclude: new Set(),
  allowBackground: false,
  onePerArtist: true,
  seed: 1,
};

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const anyRequest = fc.record({
  target: fc.record({ valence: coordinate, arousal: coordinate }),
  limit: fc.nat(40),
  exclude: fc.array(fc.nat(400)).map((ids): ReadonlySet<number> => new Set(ids)),
  allowBackground: fc.boolean(),
  onePerArtist: fc.boolean(),
  seed: fc.integer(),
});
const anyView = fc
  .record({ size: fc.nat(120), seed: fc.nat(1000), artists: fc.integer({ min: 1, max: 60 }) })
  .map(syntheticView);

/** Rows that may come at all, one a song and, where asked, one an artist: an upper bound of any list's length. */
function possible(view: CatalogueView, { exclude, allowBackground }: StageRequest): number[] {
  const gone = new Set(
    [...view.ids.keys()].filter((row) => exclude.has(view.ids[row]!)).map((row) => view.song[row]),
  );
  return [...view.ids.keys()].filter(
    (row) => !gone.has(view.song[row]) && (allowBackground || view.isBackground[row] === 0),
  );
}

/**
 * What every stage promises, as tests; `createStage` gives a fresh stage each
 * time. One that knows the person need not put first what everybody knows.
 */
export function stageConformance(
  name: string,
  createStage: () => Stage,
  { knowsPerson = false }: { readonly knowsPerson?: boolean } = {},
): void {
  describe(`${name} keeps the promises of a stage`, () => {
    property.prop([anyView, anyRequest])(
      'lists hold only songs that may come, none twice',
      (view, request) => {
        const { rows } = createStage()(view, request);
        const list = [...rows];
        const allowed = new Set(possible(view, request));

        expect(list.length).toBeLessThanOrEqual(request.limit);
        expect(list.every((row) => allowed.has(row))).toBe(true);
        expect(new Set(list.map((row) => view.song[row])).size).toBe(list.length);
        if (request.onePerArtist) expect(new Set(list.map((row) => view.artist[row])).size).toBe(list.length);
      },
    );

    property.prop([anyView, anyRequest])(
      'a list that ends early has nothing left to add',
      (view, request) => {
        const { rows } = createStage()(view, request);
        if (rows.length === request.limit) return;
        const songs = new Set(Array.from(rows, (row) => view.song[row]));
        const artists = new Set(Array.from(rows, (row) => view.artist[row]));
        const left = possible(view, request).filter(
          (row) => !songs.has(view.song[row]!) && !(request.onePerArtist && artists.has(view.artist[row]!)),
        );
        expect(left).toEqual([]);
      },
    );

    property.prop([anyView, anyRequest])(
      'scores fall along the list, stay in [0, 1] and are made of their parts',
      (view, request) => {
        const { rows, scores, parts } = createStage()(view, request);
        expect(scores).toHaveLength(rows.length);
        for (const part of Object.values(parts)) expect(part).toHaveLength(rows.length);
        scores.forEach((score, i) => {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          if (i > 0) expect(score).toBeLessThanOrEqual(scores[i - 1]!);
          const sum = Object.values(parts).reduce((total, part) => total + part[i]!, 0);
          if (Object.keys(parts).length > 0) expect(Math.log(score)).toBeCloseTo(sum, 4);
        });
      },
    );

    property.prop([anyView, anyRequest])(
      'the same request gives the same list and changes nothing',
      (view, request) => {
        const [viewBefore, requestBefore] = [structuredClone(view), structuredClone(request)];
        const stage = createStage();
        const first = stage(view, request);
        expect(stage(view, request)).toEqual(first);
        expect(createStage()(view, request)).toEqual(first);
        expect(view).toEqual(viewBefore);
        expect(request).toEqual(requestBefore);
      },
    );

    test('a catalogue that grows and shrinks between calls is ranked as it is', () => {
      const [small, large] = [syntheticView({ size: 20 }), syntheticView({ size: 2000 })];
      const stage = createStage();
      stage(small, usual);
      const grown = stage(large, usual);
      const shrunk = stage(small, usual);
      expect(grown).toEqual(createStage()(large, usual));
      expect(shrunk).toEqual(createStage()(small, usual));
    });

    test.skipIf(knowsPerson)('a song exactly there that everybody knows comes first', () => {
      for (const target of [usual.target, { valence: -0.9, arousal: 0.8 }, { valence: 1, arousal: -1 }]) {
        for (const planted of [0, 250, 499]) {
          const view = syntheticView({ size: 500 });
          for (const row of view.ids.keys()) {
            const isNear =
              Math.hypot(view.valence[row]! - target.valence, view.arousal[row]! - target.arousal) < 0.7;
            if (isNear) view.valence[row] = NaN;
            view.song[row] = row;
          }
          view.valence[planted] = target.valence;
          view.arousal[planted] = target.arousal;
          view.popularity[planted] = 100;
          view.isBackground[planted] = 0;
          for (let seed = 0; seed < 20; seed++) {
            expect(createStage()(view, { ...usual, target, seed }).rows[0]).toBe(planted);
          }
        }
      }
    });

    test('an empty catalogue gives an empty list', () => {
      expect(createStage()(syntheticView({ size: 0 }), usual).rows).toHaveLength(0);
    });

    test('a catalogue of one track gives that track, unless it is left out', () => {
      const view = syntheticView({ size: 1, overrides: { isBackground: Uint8Array.of(0) } });
      expect([...createStage()(view, usual).rows]).toEqual([0]);
      expect(createStage()(view, { ...usual, exclude: new Set([view.ids[0]!]) }).rows).toHaveLength(0);
    });

    test('a limit of 0 gives nothing, and a limit of a billion what there is', () => {
      const view = syntheticView({ size: 300 });
      const request = { ...usual, onePerArtist: false, allowBackground: true };
      expect(createStage()(view, { ...request, limit: 0 }).rows).toHaveLength(0);
      expect(createStage()(view, { ...request, limit: 1e9 }).rows).toHaveLength(new Set(view.song).size);
    });

    test('leaving everything out gives nothing, and unknown ids leave out nothing', () => {
      const view = syntheticView({ size: 60 });
      expect(createStage()(view, { ...usual, exclude: new Set(view.ids) }).rows).toHaveLength(0);
      const strangers = new Set([-1, 0, 1e12, NaN, view.ids[0]! + 1]);
      expect(createStage()(view, { ...usual, exclude: strangers })).toEqual(createStage()(view, usual));
    });

    test('a catalogue of which nothing is known still gives a list', () => {
      const unknown = () => new Float32Array(50).fill(NaN);
      const view = syntheticView({
        size: 50,
        overrides: { valence: unknown(), arousal: unknown(), popularity: unknown() },
      });
      const { rows, scores } = createStage()(view, usual);
      expect(rows).toHaveLength(10);
      expect(scores.some(Number.isNaN)).toBe(false);
    });

    test.each([
      ['a target that is no number', { target: { valence: NaN, arousal: 0 } }, /target\.valence/],
      ['a target outside the plane', { target: { valence: 0, arousal: 1.5 } }, /target\.arousal/],
      ['a negative limit', { limit: -1 }, /limit/],
      ['a limit that is no number', { limit: NaN }, /limit/],
    ])('%s is refused by name', (_, wrong, message) => {
      const call = () => createStage()(syntheticView({ size: 5 }), { ...usual, ...wrong });
      expect(call).toThrow(RangeError);
      expect(call).toThrow(message);
    });
  });
}
