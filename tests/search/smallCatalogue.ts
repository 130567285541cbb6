import type { Database } from 'better-sqlite3';

import { foldName } from '../../src-main/catalogue/names/foldName.ts';
import { songHash, songKeyOf } from '../../src-main/catalogue/names/songKey.ts';

/** A song of a test's own catalogue; what is left out is unknown. */
export type SmallSong = {
  readonly title: string;
  readonly artist?: string;
  readonly album?: string;
  readonly genres?: readonly string[];
  readonly year?: number;
  readonly durationMs?: number;
  readonly explicit?: boolean;
  readonly popularity?: number;
} & Partial<Record<'energy' | 'valence' | 'tempo' | 'loudness' | 'acousticness' | 'danceability', number>> &
  Partial<Record<'instrumentalness' | 'liveness' | 'speechiness', number>>;

/** Puts songs into the tables, at the next revision, and returns their ids in this order. */
export function addSongs(db: Database, songs: readonly SmallSong[]): number[] {
  db.prepare(
    `INSERT INTO sources (name, format, imported_at) VALUES ('test', 'test', 0) ON CONFLICT DO NOTHING`,
  ).run();
  const revision = nextRevision(db);
  const add = db.prepare(
    `INSERT INTO tracks (identity, source_id, title, song, album, year, duration_ms, is_explicit, popularity,
       energy, valence, tempo, loudness, acousticness, danceability, instrumentalness, liveness, speechiness,
       created_at, updated_at, revision)
     VALUES (?, (SELECT id FROM sources WHERE name = 'test'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)`,
  );
  return songs.map((song, at) => {
    const artist = song.artist ?? 'Nobody';
    const { lastInsertRowid } = add.run(
      `name:test|${revision}|${at}`,
      song.title,
      songHash(songKeyOf({ artists: [artist], title: song.title })),
      song.album,
      song.year,
      song.durationMs,
      song.explicit === undefined ? null : Number(song.explicit),
      song.popularity,
      song.energy,
      song.valence,
      song.tempo,
      song.loudness,
      song.acousticness,
      song.danceability,
      song.instrumentalness,
      song.liveness,
      song.speechiness,
      revision,
    );
    const id = Number(lastInsertRowid);
    link(db, id, 'artist', foldName(artist), artist, 0);
    (song.genres ?? []).forEach((genre, position) => link(db, id, 'genre', null, genre, position));
    return id;
  });
}

/** Takes songs out of the catalogue, as the app does. */
export function removeSongs(db: Database, ids: readonly number[]): void {
  const revision = nextRevision(db);
  const remove = db.prepare('UPDATE tracks SET removed_at = 1, revision = ? WHERE id = ?');
  for (const id of ids) remove.run(revision, id);
}

/** Gives a song another title. */
export function renameSong(db: Database, id: number, title: string): void {
  db.prepare('UPDATE tracks SET title = ?, revision = ? WHERE id = ?').run(title, nextRevision(db), id);
}

function nextRevision(db: Database): number {
  return db.prepare<[], number>('SELECT coalesce(max(revision), 0) + 1 FROM tracks').pluck().get()!;
}

function link(
  db: Database,
  trackId: number,
  kind: 'artist' | 'genre',
  key: string | null,
  name: string,
  position: number,
): void {
  if (kind === 'artist')
    db.prepare('INSERT INTO artists (name, key) VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, key);
  else db.prepare('INSERT INTO genres (name) VALUES (?) ON CONFLICT DO NOTHING').run(name);
  const id = db
    .prepare<[string], number>(`SELECT id FROM ${kind}s WHERE ${kind === 'artist' ? 'key' : 'name'} = ?`)
    .pluck()
    .get(key ?? name);
  db.prepare(`INSERT INTO track_${kind}s (track_id, position, ${kind}_id) VALUES (?, ?, ?)`).run(
    trackId,
    position,
    id,
  );
}
