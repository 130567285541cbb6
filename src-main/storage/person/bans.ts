import type { Database } from 'better-sqlite3';

import type { Ban, BanId, TrackId } from '../../../src-preload/contract.ts';

/** A ban with the name as it is compared. */
export type KeyedBan = Ban & { readonly key: string };

/** What is never recommended, the oldest first. */
export function listBans(db: Database): KeyedBan[] {
  return db
    .prepare<[], KeyedBan>('SELECT id, kind, name, key, created_at AS createdAt FROM bans ORDER BY id')
    .all();
}

/** Bans an artist or genre, or finds the ban that is there already. */
export function addBan(
  db: Database,
  { kind, name, key }: Omit<KeyedBan, 'id' | 'createdAt'>,
  now: number,
): Ban {
  db.prepare('INSERT INTO bans (kind, name, key, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
    kind,
    name,
    key,
    now,
  );
  return db
    .prepare<[string, string], Ban>(
      'SELECT id, kind, name, created_at AS createdAt FROM bans WHERE kind = ? AND key = ?',
    )
    .get(kind, key)!;
}

/** False when there is no such ban. */
export function removeBan(db: Database, id: BanId): boolean {
  return db.prepare('DELETE FROM bans WHERE id = ?').run(id).changes === 1;
}

/** The name of a song's main artist; null where there is none. */
export function mainArtistOf(db: Database, trackId: TrackId): string | null {
  return (
    db
      .prepare<[TrackId], string>(
        `SELECT name FROM track_artists JOIN artists ON artists.id = artist_id
         WHERE track_id = ? ORDER BY position LIMIT 1`,
      )
      .pluck()
      .get(trackId) ?? null
  );
}

/** Ids of the tracks in the catalogue by an artist of this key, as main artist or guest. */
export function tracksOfArtist(db: Database, key: string): number[] {
  return db
    .prepare<[string], number>(
      `SELECT track_id FROM artists CROSS JOIN track_artists ON artist_id = artists.id
       WHERE artists.key = ? ORDER BY track_id`,
    )
    .pluck()
    .all(key);
}
