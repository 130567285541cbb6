import type { Database } from 'better-sqlite3';

export type UnnamedTrack = { readonly id: number; readonly title: string; readonly artist: string };

/** Some of the tracks of which it is not known yet by what name they are found. */
export function readUnnamedTracks(db: Database, limit: number): UnnamedTrack[] {
  return db
    .prepare<[number], UnnamedTrack>(
      `SELECT tracks.id, title,
         coalesce((SELECT artists.name FROM track_artists JOIN artists ON artists.id = artist_id
                   WHERE track_id = tracks.id AND position = 0), '') AS artist
       FROM tracks INDEXED BY tracks_without_name WHERE name_key IS NULL LIMIT ?`,
    )
    .all(limit);
}

export function writeNameKeys(
  db: Database,
  named: readonly { readonly id: number; readonly nameKey: number }[],
): void {
  const write = db.prepare('UPDATE tracks SET name_key = ? WHERE id = ?');
  db.transaction(() => {
    for (const { id, nameKey } of named) write.run(nameKey, id);
  }).immediate();
}
