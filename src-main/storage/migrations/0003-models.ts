import type { Migration } from '../migrate.ts';

/** Which model does what, what runs it best on this machine, and what was learned from corrections. */
export const models: Migration = {
  version: 3,
  up: `
    -- The newest 'use' of a task that no 'rollback' has taken back is the one in use; where none stands, the app's own default.
    CREATE TABLE model_choices (
      id         INTEGER PRIMARY KEY,
      task       TEXT    NOT NULL CHECK (task IN ('emotion', 'search')),
      kind       TEXT    NOT NULL CHECK (kind IN ('use', 'rollback')),
      model_id   TEXT,
      -- The choice that a rollback takes back.
      undoes     INTEGER UNIQUE REFERENCES model_choices (id),
      created_at INTEGER NOT NULL,
      CHECK ((kind = 'use') = (model_id IS NOT NULL)),
      CHECK ((kind = 'rollback') = (undoes IS NOT NULL))
    ) STRICT;
    CREATE INDEX model_choices_by_task ON model_choices (task, id);

    -- Derived: tried again when it is missing or the machine has changed.
    CREATE TABLE provider_trials (
      model_sha256   TEXT    NOT NULL,
      -- The line that describes the machine and the runtime.
      machine        TEXT    NOT NULL,
      provider       TEXT    NOT NULL,
      -- 'begun' that never ended is a trial that took the process down.
      state          TEXT    NOT NULL CHECK (state IN ('begun', 'ok', 'failed')),
      ms             REAL,
      max_difference REAL,
      reason         TEXT    NOT NULL DEFAULT '',
      is_chosen      INTEGER NOT NULL DEFAULT 0 CHECK (is_chosen IN (0, 1)),
      tried_at       INTEGER NOT NULL,
      PRIMARY KEY (model_sha256, machine, provider)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE person_corrections (
      id              INTEGER PRIMARY KEY,
      kind            TEXT    NOT NULL CHECK (kind IN ('fit', 'reset')),
      -- The model whose embeddings and points it was fitted on.
      model_id        TEXT,
      -- JSON, as learning/fitCorrection.ts writes it.
      correction      TEXT,
      distance_before REAL,
      distance_after  REAL,
      -- Whether it was better in leave-one-out, and so is used.
      is_better       INTEGER CHECK (is_better IN (0, 1)),
      created_at      INTEGER NOT NULL,
      CHECK ((kind = 'fit') = (model_id IS NOT NULL AND correction IS NOT NULL AND is_better IS NOT NULL))
    ) STRICT;
  `,
};
