import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';

/** A limit that a song's number must keep, or genres of which it must carry one. Bounds belong to the range. */
export type Want =
  | { readonly feature: string; readonly min?: number; readonly max?: number }
  | { readonly genre: readonly string[] };

/** A query with what its songs must be like. */
export type JudgedQuery = { readonly text: string; readonly want: readonly Want[] };

/** The songs of a catalogue, as limits are held against them. */
export type Judge = {
  readonly ids: readonly number[];
  /** The share of limits that a song keeps; a number that is not known keeps none. */
  shareKept(id: number, want: readonly Want[]): number;
  /** How many songs keep all limits, counted up to `most`. */
  countKeeping(want: readonly Want[], most: number): number;
};

type Row = Record<string, number | null> & { id: number };

const columns = [
  'energy',
  'danceability',
  'valence',
  'tempo',
  'loudness',
  'acousticness',
  'instrumentalness',
  'liveness',
  'speechiness',
  'popularity',
  'duration_ms AS duration',
  'is_explicit AS explicit',
];

/** Reads the numbers and genres of every song straight from the tables, past everything that search is made of. */
export function createJudge(db: Database): Judge {
  const rows = db
    .prepare<[], Row>(`SELECT id, ${columns.join(', ')} FROM tracks WHERE removed_at IS NULL`)
    .all();
  const songs = new Map(rows.map((row) => [row.id, row]));
  const genres = new Map<number, Set<string>>();
  const links = db
    .prepare<[], [number, string]>(
      'SELECT track_id, name FROM track_genres JOIN genres ON genres.id = genre_id',
    )
    .raw();
  for (const [id, name] of links.iterate()) {
    const carried = genres.get(id);
    if (carried) carried.add(name);
    else genres.set(id, new Set([name]));
  }

  function keeps(id: number, want: Want): boolean {
    if ('genre' in want) return want.genre.some((name) => genres.get(id)?.has(name));
    const value = songs.get(id)?.[want.feature] ?? null;
    return value !== null && value >= (want.min ?? -Infinity) && value <= (want.max ?? Infinity);
  }

  return {
    ids: rows.map(({ id }) => id),
    shareKept: (id, want) => want.filter((one) => keeps(id, one)).length / want.length,
    countKeeping(want, most) {
      let count = 0;
      for (const { id } of rows) {
        if (want.every((one) => keeps(id, one)) && ++count >= most) break;
      }
      return count;
    },
  };
}

/** The mean over queries of the mean share of limits that the first ten songs keep; a place that stays empty keeps none. */
export async function meanKept(
  judge: Judge,
  queries: readonly JudgedQuery[],
  find: (text: string) => Promise<readonly number[]>,
): Promise<{ readonly mean: number; readonly each: readonly number[] }> {
  const each: number[] = [];
  for (const { text, want } of queries) {
    const ids = (await find(text)).slice(0, 10);
    each.push(ids.reduce((sum, id) => sum + judge.shareKept(id, want), 0) / 10);
  }
  return { mean: each.reduce((sum, value) => sum + value, 0) / each.length, each };
}

/** The hand-written queries: those of even index for development, the others held out. */
export function handWritten(): { development: JudgedQuery[]; heldOut: JudgedQuery[] } {
  const { queries } = readJson('handWritten.json') as { queries: JudgedQuery[] };
  return {
    development: queries.filter((_, index) => index % 2 === 0),
    heldOut: queries.filter((_, index) => index % 2 === 1),
  };
}

/** A file of this folder. */
export function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
}
