import type { Database } from 'better-sqlite3';

import type { Ban } from '../../src-preload/contract.ts';
import { foldName } from '../catalogue/names/foldName.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { foldGenre } from '../recommend/genreClusters.ts';
import { rowOf } from '../recommend/rowOf.ts';
import { listBans, tracksOfArtist } from '../storage/person/bans.ts';
import { readGenreIds, tracksOfGenres } from '../storage/catalogue/genreMoves.ts';

/** Which songs are banned, by artist or genre. */
export type BanMask = {
  /** 1 for each row of the catalogue that must not come; null where nothing is banned. */
  of(catalogue: CatalogueView): Uint8Array | null;
  /** Says that the bans changed. */
  invalidate(): void;
};

/** The name of what is banned as it is compared. */
export function banKey(kind: Ban['kind'], name: string): string {
  return kind === 'artist' ? foldName(name) : foldGenre(name);
}

/** Keeps the mask of one catalogue until it or the bans change. */
export function createBanMask(db: Database): BanMask {
  let held: { readonly of: CatalogueView; readonly mask: Uint8Array | null } | null = null;

  function maskOf(catalogue: CatalogueView): Uint8Array | null {
    const bans = listBans(db);
    if (bans.length === 0) return null;
    const mask = new Uint8Array(catalogue.size);
    for (const { kind, key } of bans) {
      const tracks =
        kind === 'artist'
          ? tracksOfArtist(db, key)
          : tracksOfGenres(
              db,
              readGenreIds(db, (name) => foldGenre(name) === key),
            );
      for (const id of tracks) {
        const row = rowOf(catalogue, id);
        if (row >= 0) mask[row] = 1;
      }
    }
    return mask;
  }

  return {
    of(catalogue) {
      if (held?.of !== catalogue) held = { of: catalogue, mask: maskOf(catalogue) };
      return held.mask;
    },
    invalidate() {
      held = null;
    },
  };
}
