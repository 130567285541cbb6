import { trainBoosted } from '../../learning/boosting/trainBoosted.ts';
import { type Examples, pickExamples } from '../../learning/examples.ts';
import { fitLogistic } from '../../learning/logisticRegression.ts';
import { areaUnderCurve, brierScore, logLoss } from '../../learning/metrics.ts';
import { trainNetwork } from '../../learning/network.ts';
import type { CatalogueView } from '../catalogueView.ts';
import { createRandom } from '../random.ts';
import { type KeptModel, type ModelKind, probabilitiesOf } from './keptModel.ts';
import { networkExamples, tasteExamples } from './modelInputs.ts';
import type { Taste, TasteVerdict } from './tastes.ts';

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
      /** Whether it foretells the newest verdicts better than what is in use, and than its rival. */
      readonly isBetter: boolean;
      readonly samples: number;
    };

/**
 * From how many verdicts on a taste has a model, and how many of them must be
 * likes and how many not. On the logs of simulated listeners networks foretold
 * the newest verdicts of tastes of fewer than a hundred verdicts no better than
 * trees did.
 */
export const MODEL_LIMITS = {
  logistic: { samples: 40, each: 8 },
  boosted: { samples: 60, each: 12 },
  neural: { samples: 100, each: 20 },
  /** The share of the newest verdicts that a new model is measured on. */
  heldShare: 0.25,
} as const satisfies Record<ModelKind | 'heldShare', unknown>;

/** Verdicts on either side of a cut at least. */
const MIN_SIDE = 10;

/** Small trees: a taste has tens or hundreds of verdicts, not thousands. */
const TREES = { leaves: 8, depth: 4, leafRows: 5, rounds: 120, folds: 4, patience: 15 } as const;
/** Five small networks: alone each foretold worse than logistic regression does. */
const COMMITTEE = { hidden: 16, members: 5, epochs: 200, patience: 25 } as const;
/** Their decay is this over the number of verdicts, so that few bend a network little and many let it bend. */
const COMMITTEE_DECAY = 300;

/** What a new model is set against. */
export type TrainingOptions = {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly seed: number;
  /** The model in use, and the time of the newest verdict that it was trained on; null where there is none. */
  readonly current: { readonly kept: KeptModel; readonly until: number } | null;
  /** How the best other new model did on the same verdicts; absent where there is none. */
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
  const cut = cutOf(ordered, current?.until ?? null);
  const places = [...ordered.keys()];
  const examples = examplesFor(kind, cut);
  const older = pickExamples(examples, places.slice(0, cut));
  const newestFor = (own: ModelKind) => pickExamples(examplesFor(own, cut), places.slice(cut));
  const newest = newestFor(kind);
  const metrics = measure(fit(older, kind, seed), newest);
  const inUse = current ? measure(current.kept, newestFor(current.kept.kind)) : null;
  // Without a model in use the new one must beat the best guess that knows no song: the share of likes so far.
  const likes = older.y.reduce((sum, label) => sum + label, 0) / older.rows;
  const guess = logLoss(new Float64Array(newest.rows).fill(likes), newest.y);
  const bar = Math.min(inUse?.logLoss ?? guess, rival?.logLoss ?? Infinity);
  return {
    state: 'trained',
    kept: fit(examplesFor(kind, ordered.length), kind, seed),
    metrics,
    current: inUse,
    isBetter: metrics.logLoss < bar,
    samples: examples.rows,
  };

  /** All verdicts as a kind of model sees them when those from `from` on are not yet known. */
  function examplesFor(own: ModelKind, from: number): Examples {
    return own === 'neural'
      ? networkExamples(catalogue, ordered, now, from)
      : tasteExamples(catalogue, ordered, now);
  }
}

/** Where the newest verdicts begin: those that the model in use was not trained on, or the newest share of all; some always remain on both sides. */
function cutOf(ordered: readonly TasteVerdict[], until: number | null): number {
  const share = Math.round(ordered.length * (1 - MODEL_LIMITS.heldShare));
  if (until === null) return share;
  const unseen = ordered.findIndex(({ at }) => at > until);
  const cut = unseen < 0 ? share : unseen;
  return Math.min(ordered.length - MIN_SIDE, Math.max(MIN_SIDE, cut));
}

/** Why a kind of model cannot be trained for a taste yet; null where it can. */
export function lockOf({ verdicts, likes }: Taste, kind: ModelKind): string | null {
  const { samples, each } = MODEL_LIMITS[kind];
  if (verdicts.length < samples) return missing(verdicts.length, 'verdict', 'verdicts', samples);
  if (likes < each) return missing(likes, 'like', 'likes', each);
  const against = verdicts.length - likes;
  return against < each ? missing(against, 'dislike or skip', 'dislikes and skips', each) : null;
}

function missing(count: number, one: string, many: string, needed: number): string {
  return `${count} ${count === 1 ? one : many} of ${needed} that a model needs`;
}

function fit(examples: Examples, kind: ModelKind, seed: number): KeptModel {
  switch (kind) {
    case 'logistic':
      return { kind, model: fitLogistic(examples, { isBalanced: false, penalty: 6 }) };
    case 'boosted':
      return { kind, model: trainBoosted(examples, TREES, createRandom(seed)) };
    case 'neural':
      return {
        kind,
        model: trainNetwork(
          examples,
          { ...COMMITTEE, decay: COMMITTEE_DECAY / examples.rows },
          createRandom(seed),
        ),
      };
  }
}

function measure(kept: KeptModel, held: Examples): ModelMetrics {
  const found = probabilitiesOf(kept)(held.x);
  return {
    auc: areaUnderCurve(found, held.y),
    logLoss: logLoss(found, held.y),
    brier: brierScore(found, held.y),
    held: held.rows,
  };
}
