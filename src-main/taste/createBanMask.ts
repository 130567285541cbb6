import type { Database } from 'better-sqlite3';

import type { Ban } from '../../src-preload/contract.ts';
import { foldName } from '../catalogue/names/foldName.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { foldGenre } from '../recommend/genreClusters.ts';
import { rowOf } from '../recommend/rowOf.ts';
import { lastOf } from '../recommend/steps.ts';
import { listBans, tracksOfArtist } from '../storage/person/bans.ts';
import { readGenreIds, tracksOfGenre } from '../storage/catalogue/genreMoves.ts';

/** Which songs are banned, by artist or genre. */
export type BanMask = {
  /** 1 for each row of the catalogue that must not come; null where nothing is banned. */
  of(catalogue: CatalogueView): Uint8Array | null;
  /** Works the mask out in steps of a few milliseconds, where it is not there. */
  inSteps(catalogue: CatalogueView): Generator<void, Uint8Array | null>;
  /** Says that the bans changed. */
  invalidate(): void;
};

/** The name of what is banned as it is compared. */
export function banKey(kind: Ban['kind'], name: string): string {
  return kind === 'artist' ? foldName(name) : foldGenre(name);
}

/** Looked up between two turns: a few milliseconds. */
const TRACKS_AT_ONCE = 10_000;

/** Keeps the mask of one catalogue until it or the bans change. */
export function createBanMask(db: Database): BanMask {
  let held: { readonly of: CatalogueView; readonly mask: Uint8Array | null } | null = null;

  let changes = 0;

  function* maskOf(catalogue: CatalogueView): Generator<void, Uint8Array | null> {
    const bans = listBans(db);
    if (bans.length === 0) return null;
    const mask = new Uint8Array(catalogue.size);
    for (const { kind, key } of bans) {
      for (const ids of kind === 'artist' ? [tracksOfArtist(db, key)] : tracksOfGenreKey(key)) {
        for (const id of ids) {
          const row = rowOf(catalogue, id);
          if (row >= 0) mask[row] = 1;
        }
        yield;
      }
    }
    return mask;
  }

  function* tracksOfGenreKey(key: string): Generator<number[], void> {
    for (const id of readGenreIds(db, (name) => foldGenre(name) === key)) {
      yield* tracksOfGenre(db, id, TRACKS_AT_ONCE);
    }
  }

  function* inSteps(catalogue: CatalogueView): Generator<void, Uint8Array | null> {
    if (held?.of === catalogue) return held.mask;
    const before = changes;
    const mask = yield* maskOf(catalogue);
    // Bans that changed on the way make it one of the past.
    if (before === changes) held = { of: catalogue, mask };
    return mask;
  }

  return {
    of: (catalogue) => lastOf(inSteps(catalogue)),
    inSteps,
    invalidate() {
      held = null;
      changes++;
    },
  };
}
