import type {
  Comparison,
  ExperimentId,
  TasteOverview,
  TasteProfile,
  TasteVersion,
} from '../../../src-preload/contract.ts';

/** A version of a taste's model: taken, and not in use, unless told otherwise. */
export function tasteVersion(version: number, parts: Partial<TasteVersion> = {}): TasteVersion {
  return {
    version,
    kind: 'logistic',
    state: 'promoted',
    isInUse: false,
    reason: 'better than guessing',
    samples: 84,
    metrics: { auc: 0.8, logLoss: 0.5, brier: 0.2, held: 20 },
    trainedAt: version,
    notice: null,
    ...parts,
  };
}

/** A taste without models. */
export function taste(parts: Partial<TasteProfile> = {}): TasteProfile {
  return {
    key: 'jazz-and-blues',
    label: 'Jazz and blues',
    likes: 9,
    dislikes: 2,
    skips: 1,
    confidence: 1.8,
    isStrong: true,
    spread: 0.3,
    genres: [{ name: 'jazz', songs: 9 }],
    stage: 'ranking',
    locked: {
      logistic: '12 verdicts of 40 that a model needs',
      boosted: '12 verdicts of 60 that a model needs',
      neural: '12 verdicts of 100 that a model needs',
    },
    versions: [],
    ...parts,
  };
}

/** What is known of somebody who has judged nothing. */
export function tasteOverview(parts: Partial<TasteOverview> = {}): TasteOverview {
  return {
    tastes: [],
    stage: 'cold-start',
    confidence: 0,
    seen: 0,
    next: { stage: 'fallback', confidence: 1, seen: 40 },
    ...parts,
  };
}

/** A comparison that has just begun. */
export function comparison(parts: Partial<Comparison> = {}): Comparison {
  return {
    experimentId: 7 as ExperimentId,
    state: 'running',
    a: { stage: 'boosted', chosenBy: [] },
    b: { stage: 'ranking', chosenBy: [] },
    seed: 1,
    lists: 0,
    sameLists: 0,
    wins: 0,
    losses: 0,
    ties: 0,
    share: 0.5,
    evidence: 1,
    isDecided: false,
    meaning: 'No list was shown yet: ask for songs as ever.',
    notices: [],
    startedAt: 1,
    endedAt: null,
    ...parts,
  };
}
