import type { Point } from '../../src-preload/wire.ts';
import type { CatalogueView } from './catalogueView.ts';

/** What a stage is asked for. */
export type StageRequest = {
  /** Where in the plane to look, both axes in [−1, 1]. */
  readonly target: Point;
  /** A whole number from 0; the list ends earlier where the songs end. */
  readonly limit: number;
  /** Track ids that must not come; ids of no track do no harm. */
  readonly exclude: ReadonlySet<number>;
  /** 1 for each row that must not come, whatever else is said; all may where it is absent. */
  readonly barred?: Uint8Array;
  readonly allowBackground: boolean;
  readonly onePerArtist: boolean;
  /** How many songs of each cluster were shown of late: others come before them while little is known of the person. */
  readonly shown?: ReadonlyMap<number, number>;
  /** Another seed gives another list for the same mood; the same seed the same one. */
  readonly seed: number;
};

/** What a score is made of. The parts of a song add up to the logarithm of its score. */
type ScorePart = 'mood' | 'popularity' | 'chance' | 'variety' | 'taste';

/** A list of songs, best first: rows of the catalogue, their scores in [0, 1], and each score's parts where the stage has them. */
export type Ranked = {
  readonly rows: Int32Array;
  readonly scores: Float32Array;
  readonly parts: Readonly<Partial<Record<ScorePart, Float32Array>>>;
};

/**
 * A way of choosing songs. Pure: the same catalogue and request give the same
 * list, and neither is changed. No track and no song (`CatalogueView.song`)
 * comes twice. Throws a RangeError for a target outside the plane or a limit
 * that is no whole number. `tests/recommend/stageConformance.ts` says it in tests.
 */
export type Stage = (catalogue: CatalogueView, request: StageRequest) => Ranked;

/** Throws a RangeError that names what is wrong with a request, whatever the stage. */
export function checkRequest({ target, limit }: StageRequest): void {
  for (const axis of ['valence', 'arousal'] as const) {
    const value = target[axis];
    if (!(value >= -1 && value <= 1)) throw new RangeError(`target.${axis} must be in [-1, 1], got ${value}`);
  }
  if (!(limit >= 0 && Number.isInteger(limit))) {
    throw new RangeError(`limit must be a whole number from 0, got ${limit}`);
  }
}
