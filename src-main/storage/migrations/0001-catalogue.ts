import type { Migration } from '../migrate.ts';

/** Tracks with everything that a catalogue says of them. Unknown is NULL, never 0. */
export const catalogue: Migration = {
  version: 1,
  up: `
    CREATE TABLE sources (
      id          INTEGER PRIMARY KEY,
      name        TEXT    NOT NULL,
      format      TEXT    NOT NULL,
      is_demo     INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
      imported_at INTEGER NOT NULL,
      UNIQUE (name, format)
    ) STRICT;

    CREATE TABLE artists (
      id   INTEGER PRIMARY KEY,
      name TEXT    NOT NULL,
      -- The name as compared: case, accents and punctuation folded.
      key  TEXT    NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE genres (
      id   INTEGER PRIMARY KEY,
      name TEXT    NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE tracks (
      id               INTEGER PRIMARY KEY,
      -- What makes two rows the same track: 'spotify:<id>' or 'name:<artist>|<title>'.
      identity         TEXT    NOT NULL UNIQUE,
      -- The source whose values were taken last.
      source_id        INTEGER NOT NULL REFERENCES sources (id),
      title            TEXT    NOT NULL,
      -- A hash of main artist and title without its version: equal for the remaster and the live take of one song.
      song             INTEGER NOT NULL,
      album            TEXT,
      year             INTEGER,
      duration_ms      INTEGER,
      is_explicit      INTEGER CHECK (is_explicit IN (0, 1)),
      popularity       REAL,
      spotify_id       TEXT,
      danceability     REAL,
      energy           REAL,
      valence          REAL,
      tempo            REAL,
      loudness         REAL,
      acousticness     REAL,
      instrumentalness REAL,
      liveness         REAL,
      speechiness      REAL,
      musical_key      INTEGER,
      mode             INTEGER,
      time_signature   INTEGER,
      created_at       INTEGER NOT NULL,
      updated_at       INTEGER NOT NULL,
      -- Set when a track left the catalogue but the log still speaks of it.
      removed_at       INTEGER
    ) STRICT;
    CREATE INDEX tracks_by_source ON tracks (source_id) WHERE removed_at IS NULL;
    CREATE INDEX tracks_removed ON tracks (removed_at) WHERE removed_at IS NOT NULL;

    CREATE TABLE track_artists (
      track_id  INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
      position  INTEGER NOT NULL,
      artist_id INTEGER NOT NULL REFERENCES artists (id),
      PRIMARY KEY (track_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX track_artists_by_artist ON track_artists (artist_id);

    CREATE TABLE track_genres (
      track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      genre_id INTEGER NOT NULL REFERENCES genres (id),
      PRIMARY KEY (track_id, position),
      UNIQUE (track_id, genre_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX track_genres_by_genre ON track_genres (genre_id);
  `,
};
