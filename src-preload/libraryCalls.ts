/** The calls that look after the catalogue: what comes in, what is there, what is changed by hand. */
import { z } from 'zod';

import { SearchCondition } from './searchCalls.ts';
import { JobId, Track, TrackId } from './wire.ts';

const Path = z.string().min(1).max(32_768);

/** What a column of an unknown table can be read as. */
export const TrackField = z.enum([
  'title',
  'artist',
  'album',
  'genre',
  'year',
  'duration_ms',
  'duration_s',
  'popularity',
  'spotify_id',
  'isrc',
  'mbid',
  'explicit',
  'danceability',
  'energy',
  'valence',
  'tempo',
  'loudness',
  'acousticness',
  'instrumentalness',
  'liveness',
  'speechiness',
  'key',
  'mode',
  'time_signature',
]);
export type TrackField = z.output<typeof TrackField>;

/** Which column each field is read from, by the header as it stands in the file. */
export const ColumnMapping = z.partialRecord(TrackField, z.string().max(10_000));
export type ColumnMapping = z.output<typeof ColumnMapping>;

/** What a file seems to be, before anything is imported. */
export const FileInspection = z.object({
  file: z.string(),
  /** The reader that recognises it; null for a table whose columns have to be told. */
  format: z.string().nullable(),
  formatName: z.string().nullable(),
  columns: z.array(z.string()),
  /** The first rows, as they stand. */
  sample: z.array(z.array(z.string())),
  /** What the columns probably are: remembered from the last file with this header, or guessed. */
  suggested: ColumnMapping,
  isRemembered: z.boolean(),
});
export type FileInspection = z.output<typeof FileInspection>;

export const CatalogueSort = z.enum([
  'title',
  'artist',
  'album',
  'genre',
  'year',
  'duration',
  'popularity',
  'tempo',
  'energy',
  'valence',
  'danceability',
  'acousticness',
  'instrumentalness',
  'loudness',
  'liveness',
  'speechiness',
  'added',
]);
export type CatalogueSort = z.output<typeof CatalogueSort>;

/** A part of the catalogue: words and conditions as in the search box, a source, a genre cluster. */
export const CatalogueSlice = z.object({
  query: z.string().max(1000).default(''),
  source: z.string().max(1000).nullable().default(null),
  cluster: z.string().max(200).nullable().default(null),
});

/** What the query of a slice was read as. */
const ReadQuery = z.object({
  conditions: z.array(SearchCondition),
  /** What the person should know, such as that the words of the catalogue are still being read. */
  notice: z.string().nullable(),
});

const Share = z.number().nullable();

/** A song as the table shows it, with its audio features (0–1; loudness in dB, tempo in bpm). */
export const CatalogueRow = Track.extend({
  cluster: z.string().nullable(),
  danceability: Share,
  energy: Share,
  valence: Share,
  tempo: z.number().nullable(),
  loudness: z.number().nullable(),
  acousticness: Share,
  instrumentalness: Share,
  liveness: Share,
  speechiness: Share,
  isSynthetic: z.boolean(),
});
export type CatalogueRow = z.output<typeof CatalogueRow>;

/** One value of a song as one source states it. `source` is "you" for a change by hand. */
export const TrackOrigin = z.object({
  source: z.string(),
  format: z.string(),
  importedAt: z.number(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])),
});

export type TrackOrigin = z.output<typeof TrackOrigin>;

/** What can be changed of a song by hand; null makes it unknown. */
export const TrackChanges = z
  .object({
    title: z.string().trim().min(1).max(1000),
    artist: z.string().trim().min(1).max(1000),
    album: z.string().trim().max(1000).nullable(),
    year: z.int().min(1857).max(2100).nullable(),
    genres: z.array(z.string().trim().min(1).max(200)).max(50),
  })
  .partial();

/** A genre cluster with the genres that are in it. */
export const GenreCluster = z.object({
  id: z.string(),
  label: z.string(),
  genres: z.array(z.object({ name: z.string(), tracks: z.int(), isMoved: z.boolean() })),
  tracks: z.int(),
});
export type GenreCluster = z.output<typeof GenreCluster>;

export const libraryCalls = {
  /** Looks at a file without importing it: its format, or the columns that have to be mapped. */
  'catalogue.inspect': { input: z.object({ path: Path }), output: FileInspection },
  /** What the last import was, while it can be undone. */
  'catalogue.lastImport': {
    input: z.object({}),
    output: z.object({ jobTitle: z.string(), at: z.number(), added: z.int(), updated: z.int() }).nullable(),
  },
  /** Takes the last import back, as a job. */
  'catalogue.undoImport': { input: z.object({}), output: z.object({ jobId: JobId }) },
  /** Adds a seeded synthetic catalogue, marked as such, as a job. */
  'catalogue.synthesise': {
    input: z.object({ tracks: z.int().min(1).max(5_000_000), seed: z.int().min(0).default(1) }),
    output: z.object({ jobId: JobId }),
  },
  /** A window of rows of a part of the catalogue, sorted. */
  'catalogue.rows': {
    input: z.object({
      ...CatalogueSlice.shape,
      sort: CatalogueSort.default('added'),
      descending: z.boolean().default(false),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({ total: z.int(), rows: z.array(CatalogueRow), ...ReadQuery.shape }),
  },
  /** The same window as ids alone: what is selected from here to there. */
  'catalogue.ids': {
    input: z.object({
      ...CatalogueSlice.shape,
      sort: CatalogueSort.default('added'),
      descending: z.boolean().default(false),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(100_000).default(100_000),
    }),
    output: z.object({ total: z.int(), ids: z.array(TrackId), ...ReadQuery.shape }),
  },
  /** One song as the table shows it; `not-found` when it is not in the catalogue. */
  'track.row': { input: z.object({ id: TrackId }), output: CatalogueRow },
  /** Every source's values of one song. */
  'track.origins': { input: z.object({ id: TrackId }), output: z.array(TrackOrigin) },
  'track.edit': { input: z.object({ id: TrackId, changes: TrackChanges }), output: CatalogueRow },
  /** Takes songs out of the catalogue; the log keeps what it says of them. */
  'track.remove': {
    input: z.object({ ids: z.array(TrackId).min(1).max(100_000) }),
    output: z.object({ removed: z.int() }),
  },
  /** Puts songs back that were taken out by hand. */
  'track.restore': {
    input: z.object({ ids: z.array(TrackId).min(1).max(100_000) }),
    output: z.object({ restored: z.int() }),
  },
  'clusters.list': { input: z.object({}), output: z.array(GenreCluster) },
  /** Puts a genre into another cluster; null puts it back where it belongs by default. */
  'clusters.move': {
    input: z.object({ genre: z.string().min(1).max(200), cluster: z.string().min(1).max(200).nullable() }),
    output: z.array(GenreCluster),
  },
} as const;
