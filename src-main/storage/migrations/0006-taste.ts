import type { Migration } from '../migrate.ts';

/** What is learned of a person's tastes, version by version, and what they never want to hear. */
export const taste: Migration = {
  version: 6,
  up: `
    -- Every model that was trained, in use or not. The newest promoted one that was not taken back is in use.
    CREATE TABLE taste_models (
      id          INTEGER PRIMARY KEY,
      -- The taste that it is of: its cluster, and a or b for a half.
      taste       TEXT    NOT NULL,
      kind        TEXT    NOT NULL,
      -- JSON, exact to the last bit.
      model       TEXT    NOT NULL,
      -- A hash over the ids of the verdicts that it was trained on: the same verdicts need no other model.
      verdicts    INTEGER NOT NULL,
      samples     INTEGER NOT NULL,
      -- When the newest of them was said.
      until       INTEGER NOT NULL,
      -- Foretelling the newest verdicts, so many of them, before they were learned from. The AUC is NULL where they were
      -- all of one kind.
      held        INTEGER NOT NULL,
      auc         REAL,
      log_loss    REAL    NOT NULL,
      brier       REAL    NOT NULL,
      state       TEXT    NOT NULL CHECK (state IN ('promoted', 'rejected')),
      reason      TEXT    NOT NULL,
      trained_at  INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX taste_models_by_taste ON taste_models (taste, kind, id);

    CREATE TABLE taste_rollbacks (
      model_id   INTEGER PRIMARY KEY REFERENCES taste_models (id),
      created_at INTEGER NOT NULL
    ) STRICT;

    -- How far the log of verdicts had been read each time that models were trained from it.
    CREATE TABLE taste_trainings (
      id          INTEGER PRIMARY KEY,
      feedback_id INTEGER NOT NULL,
      trained_at  INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE bans (
      id         INTEGER PRIMARY KEY,
      kind       TEXT    NOT NULL CHECK (kind IN ('artist', 'genre')),
      -- As the person wrote it, and as it is compared.
      name       TEXT    NOT NULL,
      key        TEXT    NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (kind, key)
    ) STRICT;

    CREATE INDEX recommendation_lists_by_time ON recommendation_lists (created_at);
  `,
};
