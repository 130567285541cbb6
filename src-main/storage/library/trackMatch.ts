import type { Database } from 'better-sqlite3';

import type { CatalogueRow } from '../catalogue/catalogueRow.ts';

/** Two durations that differ by no more are of one recording: files round, and cut silence. */
const SAME_DURATION_MS = 3_000;

/** Tracks of one main artist and title that are looked at; more of them are a file that repeats itself. */
const MAX_NAMESAKES = 64;

type Namesake = {
  readonly id: number;
  readonly spotifyId: string | null;
  readonly isrc: string | null;
  readonly mbid: string | null;
  readonly durationMs: number | null;
  readonly isRemoved: 0 | 1;
};

/** How a name stands among the further identities of a track. */
export function nameIdentity(nameKey: number): string {
  return `name:${nameKey}`;
}

export type TrackMatch = {
  /** The id of the track that a row is; null when there is none. */
  find(row: CatalogueRow): number | null;
  /** To be called when a further identity of a track is stored: while there is none, none is looked for. */
  noteIdentity(): void;
};

/**
 * Finds the track that a row is: the one that has its
 * strongest known id; otherwise one of the same main artist and title whose
 * duration is within three seconds or unknown, and whose ids do not say that it
 * is another. Of several: one that is in the catalogue, then the one whose
 * duration is closest, then the oldest.
 */
export function prepareTrackMatch(db: Database): TrackMatch {
  const byFirstIdentity = db.prepare<[string], number>('SELECT id FROM tracks WHERE identity = ?').pluck();
  const byIdentity = db
    .prepare<[string], number>('SELECT track_id FROM track_identities WHERE identity = ? LIMIT 1')
    .pluck();
  const columns = `tracks.id, spotify_id AS spotifyId, isrc, mbid, duration_ms AS durationMs,
    removed_at IS NOT NULL AS isRemoved`;
  const byFirstName = db.prepare<[number], Namesake>(
    `SELECT ${columns} FROM tracks WHERE name_key = ? AND name_key <> 0 LIMIT ${MAX_NAMESAKES}`,
  );
  const byName = db.prepare<[string], Namesake>(
    `SELECT ${columns} FROM track_identities AS named CROSS JOIN tracks ON tracks.id = named.track_id
     WHERE named.identity = ? LIMIT ${MAX_NAMESAKES}`,
  );
  const hasFurther = db.prepare('SELECT 1 FROM track_identities LIMIT 1').pluck();
  let isFurther = hasFurther.get() !== undefined;

  function byIds(ids: readonly string[]): number | null {
    for (const id of ids) {
      const found = byFirstIdentity.get(id) ?? (isFurther ? byIdentity.get(id) : undefined);
      if (found !== undefined) return found;
    }
    return null;
  }

  return {
    noteIdentity() {
      isFurther = true;
    },
    find(row) {
      const found = byIds(row.ids);
      if (found !== null || row.nameKey === 0) return found;
      let best: Namesake | null = null;
      const look = (namesake: Namesake) => {
        if (!mayBe(namesake, row)) return;
        if (best === null || rank(namesake, row) < rank(best, row)) best = namesake;
      };
      byFirstName.all(row.nameKey).forEach(look);
      if (isFurther) byName.all(nameIdentity(row.nameKey)).forEach(look);
      return (best as Namesake | null)?.id ?? null;
    },
  };
}

function mayBe(namesake: Namesake, row: CatalogueRow): boolean {
  const agree = (one: string | null, other: string | null) => !one || !other || one === other;
  return (
    agree(namesake.spotifyId, row.spotifyId) &&
    agree(namesake.isrc, row.isrc) &&
    agree(namesake.mbid, row.mbid) &&
    difference(namesake, row) <= SAME_DURATION_MS
  );
}

/** Lower is better. */
function rank(namesake: Namesake, row: CatalogueRow): number {
  return namesake.isRemoved * 1e15 + difference(namesake, row) * 1e10 + namesake.id;
}

/** In milliseconds; as large as is allowed where one duration is unknown, so that a known one is preferred. */
function difference(namesake: Namesake, row: CatalogueRow): number {
  if (namesake.durationMs === null || row.durationMs === null) return SAME_DURATION_MS;
  return Math.abs(namesake.durationMs - row.durationMs);
}
