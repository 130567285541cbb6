import type { Migration } from '../migrate.ts';

/** Genres that the person put into another cluster than the default one. */
export const clusters: Migration = {
  version: 5,
  up: `
    CREATE TABLE genre_moves (
      genre    TEXT    PRIMARY KEY,
      cluster  TEXT    NOT NULL,
      moved_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
