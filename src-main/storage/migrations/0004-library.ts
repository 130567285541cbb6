import type { Migration } from '../migrate.ts';

/** What tells tracks apart beyond Spotify, where their values come from, and what lets derived stores follow the catalogue. */
export const library: Migration = {
  version: 4,
  up: `
    ALTER TABLE sources ADD COLUMN is_synthetic INTEGER NOT NULL DEFAULT 0 CHECK (is_synthetic IN (0, 1));

    ALTER TABLE tracks ADD COLUMN isrc TEXT;
    -- The id of the recording in MusicBrainz.
    ALTER TABLE tracks ADD COLUMN mbid TEXT;
    -- A hash of main artist and title as compared: how a track is found that comes without an id. 0 where it must not be
    -- found by its name; NULL until it is computed.
    ALTER TABLE tracks ADD COLUMN name_key INTEGER;
    CREATE INDEX tracks_by_name ON tracks (name_key) WHERE name_key <> 0;
    CREATE INDEX tracks_without_name ON tracks (id) WHERE name_key IS NULL;

    -- Grows with every change of a track, also of its artists and genres and when it is removed: what follows the
    -- catalogue (words, vectors) remembers how far it has read. All changes of one transaction have the same number.
    ALTER TABLE tracks ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
    CREATE INDEX tracks_by_revision ON tracks (revision);
    CREATE TABLE catalogue_revision (
      id    INTEGER PRIMARY KEY CHECK (id = 1),
      value INTEGER NOT NULL
    ) STRICT;
    INSERT INTO catalogue_revision (id, value) VALUES (1, 1);

    -- Tracks that were deleted. The id may belong to another track by now.
    CREATE TABLE deleted_tracks (
      track_id INTEGER PRIMARY KEY,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX deleted_tracks_by_revision ON deleted_tracks (revision);
    CREATE TRIGGER tracks_deleted AFTER DELETE ON tracks BEGIN
      INSERT OR REPLACE INTO deleted_tracks (track_id, revision)
      VALUES (old.id, (SELECT value FROM catalogue_revision));
    END;

    -- Further ids and names of a track; the one under which it came first is tracks.identity.
    CREATE TABLE track_identities (
      identity TEXT    NOT NULL,
      track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
      PRIMARY KEY (identity, track_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX track_identities_by_track ON track_identities (track_id);

    -- What each source states of a track, from the second source on; a track of one source is its own record of it.
    CREATE TABLE track_origins (
      track_id    INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
      source_id   INTEGER NOT NULL REFERENCES sources (id),
      imported_at INTEGER NOT NULL,
      -- JSON: the values that the source states, by name.
      stated      TEXT    NOT NULL,
      PRIMARY KEY (track_id, source_id)
    ) STRICT, WITHOUT ROWID;

    -- Imports with what is needed to take the last one back.
    CREATE TABLE imports (
      id         INTEGER PRIMARY KEY,
      -- The job that it belongs to: one that was cut off goes on in the same import.
      job_id     INTEGER UNIQUE,
      title      TEXT    NOT NULL,
      started_at INTEGER NOT NULL,
      added      INTEGER NOT NULL DEFAULT 0,
      updated    INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE import_changes (
      import_id INTEGER NOT NULL REFERENCES imports (id),
      track_id  INTEGER NOT NULL,
      -- JSON: the track as it stood; NULL when the import added it.
      before    TEXT,
      PRIMARY KEY (import_id, track_id)
    ) STRICT, WITHOUT ROWID;

    -- How the columns of tables that no reader knows are read, by the columns that they have.
    CREATE TABLE column_mappings (
      header  TEXT    PRIMARY KEY,
      -- JSON: the column of each field.
      mapping TEXT    NOT NULL,
      used_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
