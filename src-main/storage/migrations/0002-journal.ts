import type { Migration } from '../migrate.ts';

/** The journal, what was recommended, and what the person said of it: append-only, each with undo. */
export const journal: Migration = {
  version: 2,
  up: `
    CREATE TABLE journal_entries (
      id         INTEGER PRIMARY KEY,
      text       TEXT    NOT NULL,
      -- The calibrated point that the model heard, and the point before calibration.
      valence    REAL    NOT NULL,
      arousal    REAL    NOT NULL,
      raw_valence REAL   NOT NULL,
      raw_arousal REAL   NOT NULL,
      model_id   TEXT    NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX journal_entries_by_time ON journal_entries (created_at);

    -- What happened to an entry afterwards; the newest correction and the newest of remove/restore count.
    CREATE TABLE journal_events (
      id         INTEGER PRIMARY KEY,
      entry_id   INTEGER NOT NULL REFERENCES journal_entries (id),
      kind       TEXT    NOT NULL CHECK (kind IN ('correct', 'remove', 'restore')),
      valence    REAL,
      arousal    REAL,
      created_at INTEGER NOT NULL,
      CHECK ((kind = 'correct') = (valence IS NOT NULL AND arousal IS NOT NULL))
    ) STRICT;
    CREATE INDEX journal_events_by_entry ON journal_events (entry_id, id);

    -- One list that was shown.
    CREATE TABLE recommendation_lists (
      id             INTEGER PRIMARY KEY,
      entry_id       INTEGER REFERENCES journal_entries (id),
      valence        REAL    NOT NULL,
      arousal        REAL    NOT NULL,
      target_valence REAL    NOT NULL,
      target_arousal REAL    NOT NULL,
      intent         TEXT    NOT NULL,
      stage          TEXT    NOT NULL,
      model_id       TEXT    NOT NULL,
      created_at     INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE impressions (
      id       INTEGER PRIMARY KEY,
      list_id  INTEGER NOT NULL REFERENCES recommendation_lists (id),
      position INTEGER NOT NULL,
      track_id INTEGER NOT NULL REFERENCES tracks (id),
      score    REAL    NOT NULL,
      -- JSON array of {kind, text}, as shown.
      reasons  TEXT    NOT NULL,
      UNIQUE (list_id, position)
    ) STRICT;
    CREATE INDEX impressions_by_track ON impressions (track_id);

    CREATE TABLE feedback_events (
      id            INTEGER PRIMARY KEY,
      track_id      INTEGER NOT NULL REFERENCES tracks (id),
      verdict       TEXT    NOT NULL CHECK (verdict IN ('like', 'dislike', 'skip', 'undo')),
      -- The event that an undo takes back.
      undoes        INTEGER UNIQUE REFERENCES feedback_events (id),
      impression_id INTEGER REFERENCES impressions (id),
      created_at    INTEGER NOT NULL,
      CHECK ((verdict = 'undo') = (undoes IS NOT NULL))
    ) STRICT;
    CREATE INDEX feedback_events_by_track ON feedback_events (track_id, id);
    CREATE INDEX feedback_events_disliked ON feedback_events (track_id, id) WHERE verdict = 'dislike';

    CREATE TABLE settings (
      key        TEXT    PRIMARY KEY,
      -- JSON.
      value      TEXT    NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE jobs (
      id         INTEGER PRIMARY KEY,
      kind       TEXT    NOT NULL,
      -- JSON: what the job was asked to do, enough to start it again.
      input      TEXT    NOT NULL,
      state      TEXT    NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
      -- JSON: the job as it ended.
      outcome    TEXT,
      -- How often it was started: one that keeps taking the process down is not tried for ever.
      attempts   INTEGER NOT NULL DEFAULT 1,
      started_at INTEGER NOT NULL,
      ended_at   INTEGER
    ) STRICT;
  `,
};
