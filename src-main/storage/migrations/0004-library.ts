import type { Migration } from '../migrate.ts';

/** What tells tracks apart beyond Spotify, and what lets derived stores follow the catalogue. */
export const library: Migration = {
  version: 4,
  up: `
    ALTER TABLE tracks ADD COLUMN isrc TEXT;
    ALTER TABLE tracks ADD COLUMN mbid TEXT;
    -- Grows with every change of a track, also of its artists and genres and when it is removed: what follows the
    -- catalogue (words, vectors) remembers how far it has read.
    ALTER TABLE tracks ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
    CREATE INDEX tracks_by_revision ON tracks (revision);
  `,
};
