import type { Database } from 'better-sqlite3';

import type { CatalogueRow } from '../catalogueRow.ts';

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

/**
 * A function from a row to the id of the track that it is: the one that has its
 * strongest known id; otherwise one of the same main artist and title whose
 * duration is within three seconds or unknown, and whose ids do not say that it
 * is another. Of several: one that is in the catalogue, then the one whose
 * duration is closest, then the oldest. Null when there is none.
 */
export function prepareTrackMatch(db: Database): (row: CatalogueRow) => number | null {
  const byFirstIdentity = db.prepare<[string], number>('SELECT id FROM tracks WHERE identity = ?').pluck();
  const byIdentity = db
    .prepare<[string], number>('SELECT track_id FROM track_identities WHERE identity = ? LIMIT 1')
    .pluck();
  const columns = `tracks.id, spotify_id AS spotifyId, isrc, mbid, duration_ms AS durationMs,
    removed_at IS NOT NULL AS isRemoved`;
  const byName = db.prepare<[number, string], Namesake>(
    `SELECT ${columns} FROM tracks WHERE name_key = ? AND name_key <> 0
     UNION ALL
     SELECT ${columns} FROM track_identities AS named CROSS JOIN tracks ON tracks.id = named.track_id
     WHERE named.identity = ?
     LIMIT ${MAX_NAMESAKES}`,
  );

  return (row) => {
    for (const id of row.ids) {
      const found = byFirstIdentity.get(id) ?? byIdentity.get(id);
      if (found !== undefined) return found;
    }
    if (row.nameKey === 0) return null;
    let best: Namesake | null = null;
    for (const namesake of byName.all(row.nameKey, nameIdentity(row.nameKey))) {
      if (!mayBe(namesake, row)) continue;
      if (best === null || rank(namesake, row) < rank(best, row)) best = namesake;
    }
    return best?.id ?? null;
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
