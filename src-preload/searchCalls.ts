/** The calls that find songs: one box, songs like a song, the vector index, the text that stands for a song. */
import { z } from 'zod';

import { JobId, Track, TrackId } from './wire.ts';

/** Which sentence stands for a song: all of its features, or title, artist, year and genre. */
export const TextForm = z.enum(['full', 'short']);
export type TextForm = z.output<typeof TextForm>;

export const SearchMode = z.enum(['fused', 'semantic', 'keyword', 'tfidf']);
export type SearchMode = z.output<typeof SearchMode>;

/** Why a song was found: "title matches", "sounds like: high energy, low acousticness". */
export const SearchReason = z.object({
  kind: z.enum([
    'title',
    'artist',
    'album',
    'genre',
    'words',
    'meaning',
    'sound',
    'mood',
    'condition',
    'similar',
  ]),
  text: z.string(),
});
export type SearchReason = z.output<typeof SearchReason>;

export const SearchResult = Track.extend({
  isSynthetic: z.boolean(),
  /** The sentence that the song was found by, in the form that was asked for. */
  text: z.string(),
  /** Cosine distance to the query; null where meaning had no part. */
  distance: z.number().nullable(),
  score: z.number(),
  reasons: z.array(SearchReason),
});
export type SearchResult = z.output<typeof SearchResult>;

/** A condition that was read out of the query, as a chip: `bpm > 150`, `genre: jazz`, `energy: high`. */
export const SearchCondition = z.object({
  text: z.string(),
  /** Whether it must hold, or only counts for. */
  isStrict: z.boolean(),
  /** Where it stands in the query, in UTF-16 units. */
  from: z.int(),
  until: z.int(),
});
export type SearchCondition = z.output<typeof SearchCondition>;

export const IndexStatus = z.object({
  form: TextForm,
  model: z.string().nullable(),
  tracks: z.int(),
  indexed: z.int(),
  /** How neighbours are found: an index on disk, all vectors compared, or not at all yet. */
  kind: z.enum(['usearch', 'exact', 'none']),
  bytes: z.number(),
  /** What the person should know, such as that the index was damaged and is being built again. */
  notice: z.string().nullable(),
});
export type IndexStatus = z.output<typeof IndexStatus>;

/** Numbers to labels by edges, labels to sentences by templates. */
export const TextTemplate = z.object({
  /** For each feature its edges, ascending, and one label more than edges. */
  features: z.record(
    z.string(),
    z.object({ edges: z.array(z.number()).max(20), labels: z.array(z.string().max(100)).min(1).max(21) }),
  ),
  full: z.string().max(4000),
  short: z.string().max(4000),
});
export type TextTemplate = z.output<typeof TextTemplate>;

export const searchCalls = {
  'search.query': {
    input: z.object({
      text: z.string().max(2000),
      limit: z.int().min(1).max(500).default(10),
      form: TextForm.default('full'),
      mode: SearchMode.default('fused'),
    }),
    output: z.object({
      results: z.array(SearchResult),
      conditions: z.array(SearchCondition),
      /** What the person should know of this answer, such as that the index is still being built. */
      notice: z.string().nullable(),
      ms: z.number(),
    }),
  },
  /** Songs like a song: by sound (scaled features), by features weighted as the recommender does, or by text. */
  'search.similar': {
    input: z.object({
      trackId: TrackId,
      by: z.enum(['sound', 'weighted', 'text']).default('sound'),
      limit: z.int().min(1).max(500).default(10),
    }),
    output: z.object({ results: z.array(SearchResult), notice: z.string().nullable(), ms: z.number() }),
  },
  'index.status': { input: z.object({}), output: z.array(IndexStatus) },
  /** Brings the index up to the catalogue, the model and the template; null when it already is. */
  'index.build': {
    input: z.object({ fromScratch: z.boolean().default(false) }),
    output: z.object({ jobId: JobId.nullable() }),
  },
  'template.get': {
    input: z.object({}),
    output: z.object({ template: TextTemplate, isDefault: z.boolean() }),
  },
  /** Keeps a template (null: the default one); songs whose sentence changes are embedded again in the background. */
  'template.set': {
    input: z.object({ template: TextTemplate.nullable() }),
    output: z.object({ jobId: JobId.nullable() }),
  },
  /** What a template makes of some songs; three of the catalogue when none are named. */
  'template.preview': {
    input: z.object({ template: TextTemplate, trackIds: z.array(TrackId).max(20).default([]) }),
    output: z.array(
      z.object({ id: TrackId, title: z.string(), artist: z.string(), full: z.string(), short: z.string() }),
    ),
  },
} as const;
