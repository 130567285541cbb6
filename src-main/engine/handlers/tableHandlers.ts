import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Handlers, TrackId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { createCatalogueTable } from '../../catalogueTable/createCatalogueTable.ts';
import { editOfChanges } from '../../catalogueTable/editOfChanges.ts';
import { listClusters } from '../../catalogueTable/listClusters.ts';
import { foldGenre } from '../../recommend/genreClusters.ts';
import { readGenreIds, tracksOfGenre, writeGenreMove } from '../../storage/catalogue/genreMoves.ts';
import { isInCatalogue, readTableRows } from '../../storage/tracks/tableRows.ts';
import {
  knownArtistKeys,
  removeTracks,
  restoreTracks,
  writeTrackEdit,
} from '../../storage/catalogue/trackEdits.ts';
import type { EngineParts } from '../engineParts.ts';

type TableMethod =
  | 'catalogue.rows'
  | 'catalogue.ids'
  | 'track.row'
  | 'track.edit'
  | 'track.remove'
  | 'track.restore'
  | 'clusters.list'
  | 'clusters.move';

/** Tracks that are changed in one transaction: a few milliseconds. */
const BATCH = 500;
const TRACKS_AT_ONCE = 10_000;

/** The catalogue as a table that can be looked through and changed. */
export function tableHandlers(parts: EngineParts): Handlers<TableMethod> {
  const { db, catalogue, knowledge, now, announce } = parts;
  const { genres } = knowledge;
  const table = createCatalogueTable({
    db,
    catalogue,
    clusters: genres.names,
    matchRows: (text) => parts.search.matchRows(text),
  });

  function onChange(ids: readonly number[]): void {
    catalogue.refresh(ids);
    announce({ name: 'catalogue.change', value: {} });
  }

  /** Changes tracks batch by batch, so that others have their turn, and says so once. */
  async function inBatches(ids: readonly TrackId[], change: (batch: TrackId[]) => number): Promise<number> {
    let changed = 0;
    try {
      for (let from = 0; from < ids.length; from += BATCH) {
        if (from > 0) await nextTurn();
        changed += change(ids.slice(from, from + BATCH));
      }
    } finally {
      if (changed > 0) onChange(ids);
    }
    return changed;
  }

  function assertThere(id: TrackId): void {
    if (!isInCatalogue(db, id))
      throw new AppError('not-found', 'This song is not in the catalogue any more.');
  }

  return {
    'catalogue.rows': (request) => table.rows(request),
    'catalogue.ids': (request) => table.ids(request),

    async 'track.row'({ id }) {
      assertThere(id);
      return (await table.rowsOf([id]))[0]!;
    },
    async 'track.edit'({ id, changes }) {
      assertThere(id);
      const before = readTableRows(db, [id])[0]!;
      const edit = editOfChanges(before, changes, (keys) => knownArtistKeys(db, keys));
      if (Object.keys(edit).length > 0) {
        writeTrackEdit(db, id, edit, now());
        onChange([id]);
      }
      return (await table.rowsOf([id]))[0]!;
    },
    'track.remove': async ({ ids }) => ({
      removed: await inBatches(ids, (batch) => removeTracks(db, batch, now())),
    }),
    'track.restore': async ({ ids }) => ({
      restored: await inBatches(ids, (batch) => restoreTracks(db, batch)),
    }),

    'clusters.list': async () => listClusters(db, await catalogue.current(), genres),
    async 'clusters.move'({ genre, cluster }) {
      if (cluster !== null && !genres.names.includes(cluster))
        throw new AppError('bad-request', `There is no cluster “${cluster}”.`);
      const folded = foldGenre(genre);
      genres.move(genre, cluster);
      writeGenreMove(db, folded, cluster, now());
      const moved: number[] = [];
      for (const id of readGenreIds(db, (name) => foldGenre(name) === folded)) {
        for (const tracks of tracksOfGenre(db, id, TRACKS_AT_ONCE)) {
          moved.push(...tracks);
          await nextTurn();
        }
      }
      onChange(moved);
      return listClusters(db, await catalogue.current(), genres);
    },
  };
}
