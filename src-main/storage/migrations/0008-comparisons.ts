import type { Migration } from '../migrate.ts';

/** Lists that were mixed of two ways of choosing songs. The comparison itself is an experiment. */
export const comparisons: Migration = {
  version: 8,
  up: `
    CREATE UNIQUE INDEX experiments_one_comparison ON experiments (kind)
    WHERE kind = 'interleaving' AND state = 'running';

    CREATE TABLE mixed_lists (
      list_id       INTEGER PRIMARY KEY REFERENCES recommendation_lists (id),
      experiment_id INTEGER NOT NULL REFERENCES experiments (id),
      -- The stages that chose for either side: another than asked for where that one had nothing to go by.
      stage_a       TEXT    NOT NULL,
      stage_b       TEXT    NOT NULL,
      -- Whether both sides had chosen the same songs in the same order.
      is_same       INTEGER NOT NULL CHECK (is_same IN (0, 1))
    ) STRICT;
    CREATE INDEX mixed_lists_by_experiment ON mixed_lists (experiment_id, list_id);

    CREATE TABLE mixed_songs (
      impression_id INTEGER PRIMARY KEY REFERENCES impressions (id),
      team          TEXT    NOT NULL CHECK (team IN ('a', 'b'))
    ) STRICT;
  `,
};
