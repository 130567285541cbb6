import type { Migration } from '../migrate.ts';

/** A model that was taken back can be brought back: what was done to it is a history, and nothing of it is removed. */
export const tasteModelEvents: Migration = {
  version: 9,
  up: `
    -- The newest event of a model says whether it may be used; a promoted model without one may.
    CREATE TABLE taste_model_events (
      id         INTEGER PRIMARY KEY,
      model_id   INTEGER NOT NULL REFERENCES taste_models (id),
      event      TEXT    NOT NULL CHECK (event IN ('rolled-back', 'restored')),
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX taste_model_events_by_model ON taste_model_events (model_id, id);

    INSERT INTO taste_model_events (model_id, event, created_at)
      SELECT model_id, 'rolled-back', created_at FROM taste_rollbacks ORDER BY created_at, model_id DESC;
    DROP TABLE taste_rollbacks;
  `,
};
