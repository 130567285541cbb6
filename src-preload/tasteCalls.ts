/** The calls about what the person likes: their tastes, the models that learn them, what must never come. */
import { z } from 'zod';

import { FeedbackId, Stage, TrackId, Verdict } from './wire.ts';

export const BanId = z.int().positive().brand('BanId');
export type BanId = z.output<typeof BanId>;

/** A taste by its name: the genre cluster in lower case with hyphens, and -a or -b for a half of it. */
const TasteKey = z.string().min(1).max(200);

export const TasteModelKind = z.enum(['logistic', 'boosted', 'neural']);
export type TasteModelKind = z.output<typeof TasteModelKind>;

/** How well a model foretold the newest verdicts before it had seen them. AUC is null where they were all of one kind. */
export const TasteMetrics = z.object({
  auc: z.number().nullable(),
  logLoss: z.number(),
  brier: z.number(),
  held: z.int(),
});
export type TasteMetrics = z.output<typeof TasteMetrics>;

/** One trained version of a taste's model. */
export const TasteVersion = z.object({
  version: z.int(),
  kind: TasteModelKind,
  state: z.enum(['promoted', 'rejected', 'rolled-back']),
  /** Whether it judges songs now. */
  isInUse: z.boolean(),
  reason: z.string(),
  samples: z.int(),
  metrics: TasteMetrics,
  trainedAt: z.int(),
  /** What is wrong with the model as it is kept; null where nothing is. */
  notice: z.string().nullable(),
});
export type TasteVersion = z.output<typeof TasteVersion>;

/** What the person likes within one genre cluster, or one half of it. */
export const TasteProfile = z.object({
  key: TasteKey,
  label: z.string(),
  likes: z.int(),
  dislikes: z.int(),
  skips: z.int(),
  confidence: z.number(),
  isStrong: z.boolean(),
  /** Mean distance (1 − cosine) of liked songs from their middle. */
  spread: z.number(),
  /** Genres of the liked songs, the most frequent first. */
  genres: z.array(z.object({ name: z.string(), songs: z.int() })),
  /** The stage that chooses its songs now. */
  stage: Stage,
  /** Why a kind of model cannot be trained yet; null where it can. */
  locked: z.object({
    logistic: z.string().nullable(),
    boosted: z.string().nullable(),
    neural: z.string().nullable(),
  }),
  /** The newest first. */
  versions: z.array(TasteVersion),
});
export type TasteProfile = z.output<typeof TasteProfile>;

/** All tastes, and where the person stands on the way through the stages. */
export const TasteOverview = z.object({
  tastes: z.array(TasteProfile),
  stage: Stage,
  /** Sum of the confidences, and songs shown: what the choice of the stage goes by. */
  confidence: z.number(),
  seen: z.int(),
  /** The next stage and what it takes; null at the last. */
  next: z.object({ stage: Stage, confidence: z.number(), seen: z.int() }).nullable(),
});
export type TasteOverview = z.output<typeof TasteOverview>;

/** What came of training one kind of model for one taste. */
export const TasteTraining = z.object({
  key: TasteKey,
  label: z.string(),
  kind: TasteModelKind,
  state: z.enum(['promoted', 'rejected', 'locked', 'unchanged']),
  reason: z.string(),
  version: z.int().nullable(),
  samples: z.int(),
  metrics: TasteMetrics.nullable(),
});
export type TasteTraining = z.output<typeof TasteTraining>;

/** An artist or genre that is never recommended. */
export const Ban = z.object({
  id: BanId,
  kind: z.enum(['artist', 'genre']),
  name: z.string(),
  createdAt: z.int(),
});
export type Ban = z.output<typeof Ban>;

/** A verdict by id, or by artist and title as they stand in some list. */
export const BulkVerdict = z.object({
  trackId: TrackId.nullable().default(null),
  artist: z.string().max(1000).default(''),
  title: z.string().max(1000).default(''),
  verdict: Verdict,
});
export type BulkVerdict = z.output<typeof BulkVerdict>;

export const tasteCalls = {
  'taste.list': { input: z.object({}), output: TasteOverview },
  /** Trains the models of one taste, or of all that have changed, now. */
  'taste.train': {
    input: z.object({ taste: TasteKey.nullable().default(null) }),
    output: z.array(TasteTraining),
  },
  /** Takes back the newest model of a taste that is in use, of one kind or of any: the one before it is used again. */
  'taste.rollback': {
    input: z.object({ taste: TasteKey, kind: TasteModelKind.nullable().default(null) }),
    output: TasteProfile,
  },
  /** Brings the model back that was taken back last, unless a newer one has come into use since. */
  'taste.restore': {
    input: z.object({ taste: TasteKey, kind: TasteModelKind.nullable().default(null) }),
    output: TasteProfile,
  },
  /** Records many verdicts at once. Those that cannot be are named by their place. */
  'feedback.recordMany': {
    input: z.object({ verdicts: z.array(BulkVerdict).min(1).max(1000) }),
    output: z.object({
      recorded: z.array(z.object({ place: z.int(), id: FeedbackId, trackId: TrackId })),
      rejected: z.array(z.object({ place: z.int(), reason: z.string() })),
    }),
  },
  /** Takes the newest verdict back that stands. */
  'feedback.undoLast': {
    input: z.object({}),
    output: z.object({ id: FeedbackId, trackId: TrackId, verdict: Verdict }),
  },
  'ban.list': { input: z.object({}), output: z.array(Ban) },
  'ban.add': {
    input: z.object({ kind: z.enum(['artist', 'genre']), name: z.string().trim().min(1).max(1000) }),
    output: Ban,
  },
  /** Bans the main artist of a song. */
  'ban.addArtistOf': { input: z.object({ trackId: TrackId }), output: Ban },
  'ban.remove': { input: z.object({ id: BanId }), output: z.null() },
} as const;
