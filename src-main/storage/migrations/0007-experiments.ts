import type { Migration } from '../migrate.ts';

/** What was tried out and what came of it. */
export const experiments: Migration = {
  version: 7,
  up: `
    CREATE TABLE experiments (
      id         INTEGER PRIMARY KEY,
      kind       TEXT    NOT NULL CHECK (kind IN ('simulation', 'replay', 'interleaving')),
      -- JSON: everything that decides the outcome, the seed among it.
      params     TEXT    NOT NULL,
      -- The commit of the code, where it is known; its version otherwise.
      code       TEXT    NOT NULL,
      state      TEXT    NOT NULL CHECK (state IN ('running', 'done', 'stopped')),
      -- JSON: name and number, for tables; and the whole report.
      metrics    TEXT,
      report     TEXT,
      started_at INTEGER NOT NULL,
      ended_at   INTEGER
    ) STRICT;

    -- The parts that are done: what was cut off goes on from here.
    CREATE TABLE experiment_parts (
      experiment_id INTEGER NOT NULL REFERENCES experiments (id),
      key           TEXT    NOT NULL,
      -- JSON.
      result        TEXT    NOT NULL,
      PRIMARY KEY (experiment_id, key)
    ) STRICT, WITHOUT ROWID;
  `,
};
