import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import { readUnnamedTracks, writeNameKeys } from '../../storage/library/nameKeys.ts';
import { nameKeyOf, nameOf } from '../names/identity.ts';

const SLICE_SIZE = 500;

/** Computes by what name tracks are found that have come before that was kept, a few at a time. */
export async function fillNameKeys(db: Database): Promise<void> {
  for (;;) {
    const tracks = readUnnamedTracks(db, SLICE_SIZE);
    if (tracks.length === 0) return;
    writeNameKeys(
      db,
      tracks.map(({ id, title, artist }) => ({
        id,
        nameKey: nameKeyOf(nameOf({ title, artists: [artist] })),
      })),
    );
    await setImmediate();
  }
}
