/** The shapes that calls and events share, each a schema with its type. */
import { z } from 'zod';

export const TrackId = z.int().positive().brand('TrackId');
export type TrackId = z.output<typeof TrackId>;
export const EntryId = z.int().positive().brand('EntryId');
export type EntryId = z.output<typeof EntryId>;
export const ImpressionId = z.int().positive().brand('ImpressionId');
export type ImpressionId = z.output<typeof ImpressionId>;
export const FeedbackId = z.int().positive().brand('FeedbackId');
export type FeedbackId = z.output<typeof FeedbackId>;
export const JobId = z.int().positive().brand('JobId');
export type JobId = z.output<typeof JobId>;

/** Epoch milliseconds in UTC. */
const Time = z.int().nonnegative();

/** The longest text that is taken, in UTF-16 units; the emotion model itself reads less and says so. */
export const MAX_TEXT_LENGTH = 2_000_000;
export const Text = z.string().max(MAX_TEXT_LENGTH);

/** A place in the valence–arousal plane, both axes in [−1, 1]. */
export const Point = z.object({ valence: z.number().min(-1).max(1), arousal: z.number().min(-1).max(1) });
export type Point = z.output<typeof Point>;

export const ModelUse = z.object({
  id: z.string(),
  kind: z.enum(['model', 'lexicon']),
  /** What the person should know about this answer, such as that the model file is damaged. */
  notice: z.string().nullable(),
});
export type ModelUse = z.output<typeof ModelUse>;

/** What was heard in a text. `mood` names the region of the plane. */
export const Emotion = Point.extend({ mood: z.string(), model: ModelUse });
export type Emotion = z.output<typeof Emotion>;

/** What was heard in a text, with all that the model says of it. */
export const HeardEmotion = Emotion.extend({
  /** How likely the reading is right, 0–1; null where the model does not say. */
  confidence: z.number().min(0).max(1).nullable(),
  /** The few emotions that were heard, the most probable first; none where the model knows no names. */
  emotions: z.array(z.object({ label: z.string(), p: z.number() })),
  /** What ran the model (cpu, webgpu, …); null when the word list answered. */
  provider: z.string().nullable(),
});
export type HeardEmotion = z.output<typeof HeardEmotion>;

export const ModelTask = z.enum(['emotion', 'search']);
export type ModelTask = z.output<typeof ModelTask>;

/** A model that is there: it came with the app, or the person added it. */
export const Model = z.object({
  id: z.string(),
  origin: z.enum(['shipped', 'added']),
  /** What it can be used for. */
  tasks: z.array(ModelTask),
  reader: z.string(),
  sizeBytes: z.number(),
  licence: z.string().nullable(),
  /** Where it comes from, in words. */
  source: z.string().nullable(),
  /** Figures as its maker states them. */
  metrics: z.record(z.string(), z.unknown()),
  addedAt: Time.nullable(),
  inUseFor: z.array(ModelTask),
  /** Why it could not be opened when that was last tried. */
  problem: z.string().nullable(),
});
export type Model = z.output<typeof Model>;

/** Whether a model's files are as they were when it came. */
export const ModelVerdict = z.object({ id: z.string(), ok: z.boolean(), problem: z.string().nullable() });
export type ModelVerdict = z.output<typeof ModelVerdict>;

/** What was learned from the person's corrections, for the model that is in use. */
export const CorrectionStatus = z.object({
  /** Corrections since the last reset, of entries that are still there. */
  corrections: z.int(),
  /** From how many on they are learned from. */
  needed: z.int(),
  /** Whether readings are moved by what was learned: only when that is better on texts it has not seen. */
  isUsed: z.boolean(),
  modelId: z.string().nullable(),
  /** Mean distance between reading and correction, without and with what was learned (leave-one-out). */
  distanceBefore: z.number().nullable(),
  distanceAfter: z.number().nullable(),
  learnedAt: Time.nullable(),
});
export type CorrectionStatus = z.output<typeof CorrectionStatus>;

export const Intent = z.enum(['match', 'lift', 'calm', 'energise']);
export type Intent = z.output<typeof Intent>;

export const Stage = z.enum(['cold-start', 'fallback', 'ranking', 'logistic', 'boosted', 'neural']);
export type Stage = z.output<typeof Stage>;

export const Verdict = z.enum(['like', 'dislike', 'skip']);
export type Verdict = z.output<typeof Verdict>;

export const Reason = z.object({
  kind: z.enum(['mood', 'intent', 'popularity', 'genre', 'variety', 'feature', 'taste', 'demo']),
  text: z.string(),
});
export type Reason = z.output<typeof Reason>;

/** A song as lists show it. Unknown is null, never 0. */
export const Track = z.object({
  id: TrackId,
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  year: z.int().nullable(),
  genres: z.array(z.string()),
  durationMs: z.int().nullable(),
  /** 0–100, as catalogues state it. */
  popularity: z.number().nullable(),
  isDemo: z.boolean(),
  /** Made up by the synthetic catalogue. */
  isSynthetic: z.boolean(),
});
export type Track = z.output<typeof Track>;

/** A song with its mood, the score that ranked it, and why it is here. */
export const Recommendation = Track.extend({
  impressionId: ImpressionId,
  valence: z.number(),
  arousal: z.number(),
  score: z.number(),
  reasons: z.array(Reason),
});
export type Recommendation = z.output<typeof Recommendation>;

/** A list of songs for one feeling. Times are in milliseconds. */
export const RecommendationList = z.object({
  emotion: Emotion,
  /** Where in the plane the songs were looked for, after the intent moved it. */
  target: Point,
  intent: Intent,
  stage: Stage,
  tracks: z.array(Recommendation),
  ms: z.object({ infer: z.number(), rank: z.number(), total: z.number() }),
});
export type RecommendationList = z.output<typeof RecommendationList>;

/** A journal entry as it stands now: the newest correction applied. */
export const Entry = z.object({
  id: EntryId,
  text: z.string(),
  valence: z.number(),
  arousal: z.number(),
  mood: z.string(),
  /** What the model heard, before any correction. */
  heard: Point,
  isCorrected: z.boolean(),
  modelId: z.string(),
  createdAt: Time,
});
export type Entry = z.output<typeof Entry>;

export const CatalogueSource = z.object({
  name: z.string(),
  format: z.string(),
  tracks: z.int(),
  importedAt: Time,
  isDemo: z.boolean(),
  isSynthetic: z.boolean(),
});

export const CatalogueStatus = z.object({
  tracks: z.int(),
  artists: z.int(),
  genres: z.int(),
  isDemo: z.boolean(),
  sources: z.array(CatalogueSource),
});
export type CatalogueStatus = z.output<typeof CatalogueStatus>;

export const Reject = z.object({ line: z.int(), reason: z.string() });
export type Reject = z.output<typeof Reject>;

/** What became of one imported file. `rejects` holds the first 1,000 of `rejected`. */
export const ImportSummary = z.object({
  file: z.string(),
  format: z.string(),
  rows: z.int(),
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Rows that only repeat a track of this file, such as the same song under a further genre. */
  repeated: z.int(),
  rejected: z.int(),
  rejects: z.array(Reject),
  ms: z.number(),
});
export type ImportSummary = z.output<typeof ImportSummary>;

/** Long work as it stands now. `total` is null while it cannot be known. */
export const Job = z.object({
  id: JobId,
  kind: z.enum(['import', 'undo-import', 'synthetic', 'index', 'simulation']),
  title: z.string(),
  /** Whether it only counts what would be done, and changes nothing. */
  isTrial: z.boolean(),
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
  done: z.number(),
  total: z.number().nullable(),
  /** What `done` and `total` count. */
  unit: z.enum(['bytes', 'rows', 'tracks', 'sessions']),
  /** Units a second over the last moments; null before it is known. */
  rate: z.number().nullable(),
  remainingMs: z.number().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  summaries: z.array(ImportSummary),
  startedAt: Time,
  endedAt: Time.nullable(),
});
export type Job = z.output<typeof Job>;

export const ExportFormat = z.enum(['m3u8', 'csv']);
export type ExportFormat = z.output<typeof ExportFormat>;

/** A file made for the person, to be saved where they choose. */
export const Document = z.object({ fileName: z.string(), mediaType: z.string(), content: z.string() });
export type Document = z.output<typeof Document>;

/** Preferences that travel with the profile. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  intent: Intent,
  listLength: z.int().min(1).max(50),
  onePerArtist: z.boolean(),
  /** Genres such as sleep or white noise that are left out by default. */
  allowBackgroundGenres: z.boolean(),
  /** A song that was heard does not come again for so many days; 0 lets it. */
  daysBeforeRepeat: z.int().min(0).max(3650),
  /** Models of tastes are trained again after so many verdicts. */
  retrainEvery: z.int().min(1).max(10_000),
});
export type Settings = z.output<typeof Settings>;

export const DoctorReport = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['ok', 'warning', 'failed']),
      detail: z.string(),
    }),
  ),
});
export type DoctorReport = z.output<typeof DoctorReport>;
