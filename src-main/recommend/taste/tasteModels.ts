import { type BoostedModel, openBoosted, readBoosted } from '../../learning/boosting/boostedModel.ts';
import { trainBoosted } from '../../learning/boosting/trainBoosted.ts';
import { type Examples, examplesOf, pickExamples } from '../../learning/examples.ts';
import {
  fitLogistic,
  logisticMargins,
  type LogisticModel,
  readLogistic,
} from '../../learning/logisticRegression.ts';
import type { Point } from '../../../src-preload/wire.ts';
import { areaUnderCurve, brierScore, logLoss, sigmoid } from '../../learning/metrics.ts';
import { type CatalogueView, FEATURES } from '../catalogueView.ts';
import { createRandom } from '../random.ts';
import type { TasteModel } from '../stages/model.ts';
import { freshness, type Taste, TASTES, type TasteVerdict } from './tastes.ts';

/** What a model of a taste sees of a song, in order; the last is how far the song is from the mood that it is for. */
export const MODEL_FEATURES = [
  ...FEATURES,
  'mood valence',
  'mood arousal',
  'popularity',
  'distance from the mood',
] as const;

const SIZE = MODEL_FEATURES.length;

export type ModelKind = 'logistic' | 'boosted';

/** A trained model of one taste. Plain JSON. */
export type KeptModel =
  | { readonly kind: 'logistic'; readonly model: LogisticModel }
  | { readonly kind: 'boosted'; readonly model: BoostedModel };

/** How well a model foretells verdicts that it was not trained on. */
export type ModelMetrics = {
  readonly auc: number;
  readonly logLoss: number;
  readonly brier: number;
  /** Verdicts that it was measured on. */
  readonly held: number;
};

export type Training =
  | { readonly state: 'locked'; readonly reason: string }
  | {
      readonly state: 'trained';
      readonly kept: KeptModel;
      readonly metrics: ModelMetrics;
      /** The same measure of what is in use now, on the same verdicts; null where there is nothing. */
      readonly current: ModelMetrics | null;
      /** Whether it foretells the newest verdicts better than what is in use. */
      readonly isBetter: boolean;
      readonly samples: number;
    };

/** From how many verdicts on a taste has a model, and how many of them must be likes and how many not. */
export const MODEL_LIMITS = {
  logistic: { samples: 40, each: 8 },
  boosted: { samples: 60, each: 12 },
  /** The share of the newest verdicts that a new model is measured on. */
  heldShare: 0.25,
} as const satisfies Record<ModelKind | 'heldShare', unknown>;

/** Verdicts on either side of a cut at least. */
const MIN_SIDE = 10;

/** Small trees: a taste has tens or hundreds of verdicts, not thousands. */
const TREES = { leaves: 8, depth: 4, leafRows: 5, rounds: 120, folds: 4, patience: 15 } as const;

/** What a new model is set against. */
export type TrainingOptions = {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly seed: number;
  /** The model in use, and the time of the newest verdict that it was trained on; null where there is none. */
  readonly current: { readonly kept: KeptModel; readonly until: number } | null;
  /** How another new model did on the same verdicts; absent where there is none. */
  readonly rival?: ModelMetrics | null;
};

/**
 * Trains a model of one taste: on the older verdicts to measure it on the
 * newest, which the model in use has not seen either, then on all. Pure: the
 * seed decides every draw. Locked with a reason where the verdicts are too few
 * or too much of one kind.
 */
export function trainTasteModel(
  catalogue: CatalogueView,
  taste: Taste,
  kind: ModelKind,
  { now, seed, current, rival }: TrainingOptions,
): Training {
  const locked = lockOf(taste, kind);
  if (locked) return { state: 'locked', reason: locked };
  const ordered = [...taste.verdicts].sort((a, b) => a.at - b.at || a.row - b.row);
  const examples = tasteExamples(catalogue, ordered, now);
  const cut = cutOf(ordered, current?.until ?? null);
  const places = [...ordered.keys()];
  const older = pickExamples(examples, places.slice(0, cut));
  const newest = pickExamples(examples, places.slice(cut));
  const metrics = measure(fit(older, kind, seed), newest);
  const inUse = current ? measure(current.kept, newest) : null;
  // Without a model in use the new one must beat the best guess that knows no song: the share of likes so far.
  const likes = older.y.reduce((sum, label) => sum + label, 0) / older.rows;
  const guess = logLoss(new Float64Array(newest.rows).fill(likes), newest.y);
  const bar = Math.min(inUse?.logLoss ?? guess, rival?.logLoss ?? Infinity);
  return {
    state: 'trained',
    kept: fit(examples, kind, seed),
    metrics,
    current: inUse,
    isBetter: metrics.logLoss < bar,
    samples: examples.rows,
  };
}

/** Where the newest verdicts begin: those that the model in use was not trained on, or the newest share of all; some always remain on both sides. */
function cutOf(ordered: readonly TasteVerdict[], until: number | null): number {
  const share = Math.round(ordered.length * (1 - MODEL_LIMITS.heldShare));
  if (until === null) return share;
  const unseen = ordered.findIndex(({ at }) => at > until);
  const cut = unseen < 0 ? share : unseen;
  return Math.min(ordered.length - MIN_SIDE, Math.max(MIN_SIDE, cut));
}

/** A kept model in the form that judges songs for a mood: the probability, 0–1, that each row is liked. */
export function openTasteModel(kept: KeptModel): TasteModel {
  const probabilities = opened(kept);
  return (catalogue, target, rows) => {
    const values = new Float64Array(rows.length * SIZE);
    rows.forEach((row, at) => fillValues(values, at * SIZE, catalogue, row, target));
    return probabilities(values);
  };
}

/** A kept model, or null when it is not one that this version can use. */
export function readKeptModel(stored: unknown): KeptModel | null {
  const { kind, model } = (stored ?? {}) as { kind?: unknown; model?: unknown };
  if (kind === 'logistic') {
    const own = readLogistic(model);
    return own?.coefficients.length === SIZE ? { kind, model: own } : null;
  }
  if (kind !== 'boosted') return null;
  const own = readBoosted(model);
  return own?.features === SIZE ? { kind, model: own } : null;
}

/** Verdicts as labelled examples: a like is 1, the rest 0; all fade by age, and a skip weighs less. */
export function tasteExamples(
  catalogue: CatalogueView,
  verdicts: readonly TasteVerdict[],
  now: number,
): Examples {
  const values = new Float64Array(verdicts.length * SIZE);
  verdicts.forEach(({ row, target }, at) => fillValues(values, at * SIZE, catalogue, row, target));
  return examplesOf(
    values,
    Uint8Array.from(verdicts, ({ verdict }) => (verdict === 'like' ? 1 : 0)),
    SIZE,
    Float64Array.from(
      verdicts,
      ({ verdict, at }) => freshness(at, now) * (verdict === 'skip' ? TASTES.skipWeight : 1),
    ),
  );
}

/** Why a kind of model cannot be trained for a taste yet; null where it can. */
export function lockOf({ verdicts, likes }: Taste, kind: ModelKind): string | null {
  const { samples, each } = MODEL_LIMITS[kind];
  if (verdicts.length < samples) return `${verdicts.length} verdicts of ${samples} that a model needs`;
  if (likes < each) return `${likes} likes of ${each} that a model needs`;
  const against = verdicts.length - likes;
  return against < each ? `${against} dislikes and skips of ${each} that a model needs` : null;
}

function fit(examples: Examples, kind: ModelKind, seed: number): KeptModel {
  if (kind === 'logistic') return { kind, model: fitLogistic(examples, { isBalanced: false, penalty: 6 }) };
  return { kind, model: trainBoosted(examples, TREES, createRandom(seed)) };
}

function opened(kept: KeptModel): (x: Float64Array) => Float64Array {
  if (kept.kind === 'boosted') return openBoosted(kept.model).probabilities;
  return (x) => logisticMargins(kept.model, x).map(sigmoid);
}

function measure(kept: KeptModel, held: Examples): ModelMetrics {
  const found = opened(kept)(held.x);
  return {
    auc: areaUnderCurve(found, held.y),
    logLoss: logLoss(found, held.y),
    brier: brierScore(found, held.y),
    held: held.rows,
  };
}

/** Writes what a model sees of a song from `at` on. */
export function fillValues(
  values: Float64Array,
  at: number,
  { features, valence, arousal, popularity }: CatalogueView,
  row: number,
  target: Point | undefined,
): void {
  for (let f = 0; f < FEATURES.length; f++) values[at + f] = features[row * FEATURES.length + f]!;
  const [v, a] = [valence[row]!, arousal[row]!];
  values[at + FEATURES.length] = v;
  values[at + FEATURES.length + 1] = a;
  values[at + FEATURES.length + 2] = popularity[row]!;
  values[at + FEATURES.length + 3] = target ? Math.hypot(v - target.valence, a - target.arousal) : NaN;
}
