import { z } from 'zod';

import { comparisonCalls } from './comparisonCalls.ts';
import { experimentCalls } from './experimentCalls.ts';
import { ColumnMapping, libraryCalls } from './libraryCalls.ts';
import { searchCalls } from './searchCalls.ts';
import { tasteCalls } from './tasteCalls.ts';
import {
  CatalogueStatus,
  CorrectionStatus,
  DoctorReport,
  Document,
  Entry,
  EntryId,
  ExportFormat,
  FeedbackId,
  HeardEmotion,
  ImpressionId,
  Intent,
  Job,
  JobId,
  Model,
  ModelTask,
  ModelVerdict,
  Point,
  RecommendationList,
  Settings,
  Stage,
  Text,
  Track,
  TrackId,
  Verdict,
} from './wire.ts';

/** What the engine answers, whichever door the call came through. */
export const engineCalls = {
  ...libraryCalls,
  ...searchCalls,
  ...tasteCalls,
  ...experimentCalls,
  ...comparisonCalls,
  /** Places a text in the plane. Keeps nothing. */
  'emotion.infer': {
    input: z.object({ text: Text }),
    output: HeardEmotion.extend({ ms: z.number() }),
  },
  /** Places many texts, in order; `ms` is each one's share of the time. Keeps nothing. */
  'emotion.inferMany': {
    input: z.object({ texts: z.array(Text).min(1).max(256) }),
    output: z.array(HeardEmotion.extend({ ms: z.number() })),
  },
  /** The meaning of texts as vectors of length 1, by the model that is in use for search. */
  'text.embed': {
    input: z.object({ texts: z.array(Text).min(1).max(256) }),
    output: z.object({
      model: z.string(),
      size: z.int(),
      vectors: z.array(z.array(z.number())),
      provider: z.string(),
      notice: z.string().nullable(),
      ms: z.number(),
    }),
  },
  'models.list': { input: z.object({}), output: z.array(Model) },
  /** Puts a model in use, for one task or for all that it can do. When it cannot be opened, the one before stays. */
  'models.use': {
    input: z.object({ id: z.string().min(1).max(200), task: ModelTask.nullable().default(null) }),
    output: Model,
  },
  /** Takes the last choice back, for one task or for all that it was made for; where none was made, goes to the model before the app's newest. */
  'models.rollback': {
    input: z.object({ task: ModelTask.nullable().default(null) }),
    output: z.array(Model),
  },
  /** Reads all files of a model, or of all models, and compares their sums. */
  'models.verify': {
    input: z.object({ id: z.string().min(1).max(200).nullable().default(null) }),
    output: z.array(ModelVerdict),
  },
  /** Copies a model folder into the profile; it is not in use by that. */
  'models.add': { input: z.object({ folder: z.string().min(1).max(32_768) }), output: Model },
  'correction.status': { input: z.object({}), output: CorrectionStatus },
  /** Forgets what was learned from corrections; the corrections themselves stay in the journal. */
  'correction.reset': { input: z.object({}), output: CorrectionStatus },
  /**
   * Songs for a feeling, given as a text, a point, or both (then the point is
   * the person's correction of what the text says). Records what was shown.
   */
  'recommend.list': {
    input: z.object({
      text: Text.default(''),
      point: Point.nullable().default(null),
      intent: Intent.default('match'),
      /** More than the catalogue holds is fine: the list ends where the songs end. */
      limit: z.int().min(1).max(1_000_000_000).default(10),
      entryId: EntryId.nullable().default(null),
      /** Songs already on screen, which must not come again. */
      exclude: z.array(TrackId).max(10_000).default([]),
      /** Forces a stage; null takes the one that the person's tastes have earned. The reply says which it was. */
      stage: Stage.nullable().default(null),
      /** Lets songs come that were heard in the last days. */
      allowHeard: z.boolean().default(false),
    }),
    output: RecommendationList,
  },
  'track.get': { input: z.object({ id: TrackId }), output: Track },
  'feedback.record': {
    input: z.object({
      trackId: TrackId,
      verdict: Verdict,
      impressionId: ImpressionId.nullable().default(null),
    }),
    output: z.object({ id: FeedbackId }),
  },
  /** Takes a verdict back; the log keeps both. */
  'feedback.undo': { input: z.object({ id: FeedbackId }), output: z.null() },
  'journal.add': {
    input: z.object({ text: Text, point: Point.nullable().default(null) }),
    output: Entry,
  },
  /** Entries made in [from, until), newest first. */
  'journal.list': {
    input: z.object({
      from: z.int().nonnegative().default(0),
      until: z.int().nonnegative().nullable().default(null),
      limit: z.int().min(1).max(1000).default(100),
    }),
    output: z.array(Entry),
  },
  'journal.correct': { input: z.object({ id: EntryId, point: Point }), output: Entry },
  'journal.remove': { input: z.object({ id: EntryId }), output: z.null() },
  'journal.restore': { input: z.object({ id: EntryId }), output: Entry },
  'catalogue.status': { input: z.object({}), output: CatalogueStatus },
  /** Starts a job that reads the files one after the other. */
  'catalogue.import': {
    input: z.object({
      paths: z.array(z.string().min(1).max(32_768)).min(1).max(1000),
      /** How the columns of tables that no reader knows are to be read, by path; remembered for their header. */
      mappings: z.record(z.string().max(32_768), ColumnMapping).default({}),
      /** Counts what an import would do and changes nothing. */
      dryRun: z.boolean().default(false),
    }),
    output: z.object({ jobId: JobId }),
  },
  'job.list': { input: z.object({}), output: z.array(Job) },
  'job.get': { input: z.object({ id: JobId }), output: Job },
  'job.cancel': { input: z.object({ id: JobId }), output: z.null() },
  'playlist.render': {
    input: z.object({
      trackIds: z.array(TrackId).min(1).max(10_000),
      format: ExportFormat,
      title: z.string().trim().min(1).max(200),
    }),
    output: Document,
  },
  'settings.get': { input: z.object({}), output: Settings },
  'settings.set': { input: Settings.partial(), output: Settings },
  'engine.doctor': { input: z.object({}), output: DoctorReport },
} as const;
