import type { Database } from 'better-sqlite3';

import type { CatalogueSort } from '../../src-preload/contract.ts';
import { type CatalogueView, type Feature, FEATURES } from '../recommend/catalogueView.ts';
import {
  readArtistSlices,
  readColumnSlices,
  readMainGenreSlices,
  type TableColumn,
} from '../storage/tableColumns.ts';
import { readGenres } from '../storage/tracks.ts';
import { createPacer } from './createPacer.ts';
import { orderByNumbers } from './orderByNumbers.ts';
import { orderByTexts } from './orderByTexts.ts';
import type { RowOrder } from './rowOrder.ts';
import { sortText } from './sortText.ts';

/** Rows read between two turns of the event loop: a few milliseconds. */
const SLICE_SIZE = 2_000;

/** The orders of one state of the catalogue, each made when it is first asked for and kept from then on. */
export type Orders = { by(sort: CatalogueSort): Promise<RowOrder> };

/** Orders of the rows of `view`; what it does not hold is read from the database in slices. */
export function createOrders(db: Database, view: CatalogueView): Orders {
  const held = new Map<CatalogueSort, Promise<RowOrder>>();
  return {
    by(sort) {
      const known = held.get(sort);
      if (known) return known;
      const made = makeOrder(db, view, sort);
      held.set(sort, made);
      made.catch(() => held.delete(sort));
      return made;
    },
  };
}

async function makeOrder(db: Database, view: CatalogueView, sort: CatalogueSort): Promise<RowOrder> {
  switch (sort) {
    case 'added':
      return { rows: Int32Array.from({ length: view.size }, (_, row) => row), known: view.size };
    case 'title':
    case 'album':
      return orderByTexts(await readTexts(db, view, sort));
    case 'year':
    case 'duration':
      return orderByNumbers(await readNumbers(db, view, sort));
    case 'artist':
      return orderByNumbers(await rankArtists(db, view));
    case 'genre':
      return orderByNumbers(await rankGenres(db, view));
    case 'popularity':
      return orderByNumbers(view.popularity);
    default:
      return orderByNumbers(await readFeature(view, sort));
  }
}

async function readFeature(view: CatalogueView, feature: Feature): Promise<Float32Array> {
  const column = FEATURES.indexOf(feature);
  const values = new Float32Array(view.size);
  const pacer = createPacer();
  for (let row = 0; row < view.size; row++) {
    values[row] = view.features[row * FEATURES.length + column]!;
    if (row % 32_768 === 0 && pacer.isDue()) await pacer.rest();
  }
  return values;
}

async function readTexts(db: Database, view: CatalogueView, column: TableColumn): Promise<string[]> {
  const texts = new Array<string>(view.size).fill('');
  await fillByRow(view, readColumnSlices(db, column, SLICE_SIZE), (row, value) => {
    texts[row] = value === null ? '' : sortText(String(value));
  });
  return texts;
}

async function readNumbers(db: Database, view: CatalogueView, column: TableColumn): Promise<Float32Array> {
  const values = new Float32Array(view.size).fill(NaN);
  await fillByRow(view, readColumnSlices(db, column, SLICE_SIZE), (row, value) => {
    values[row] = typeof value === 'number' ? value : NaN;
  });
  return values;
}

async function rankArtists(db: Database, view: CatalogueView): Promise<Float32Array> {
  const pacer = createPacer();
  const names = new Map<number, string>();
  for (const slice of readArtistSlices(db, SLICE_SIZE)) {
    for (const [id, name] of slice) names.set(id, sortText(name));
    if (pacer.isDue()) await pacer.rest();
  }
  const ranks = await rankNames(names);
  const values = new Float32Array(view.size);
  for (let row = 0; row < view.size; row++) {
    values[row] = ranks.get(view.artist[row]!) ?? NaN;
    if (row % 8_192 === 0 && pacer.isDue()) await pacer.rest();
  }
  return values;
}

async function rankGenres(db: Database, view: CatalogueView): Promise<Float32Array> {
  const ranks = await rankNames(new Map([...readGenres(db)].map(([id, name]) => [id, sortText(name)])));
  const values = new Float32Array(view.size).fill(NaN);
  await fillByRow(view, readMainGenreSlices(db, SLICE_SIZE), (row, genre) => {
    values[row] = ranks.get(genre) ?? NaN;
  });
  return values;
}

/** The place of each name among all, by id; equal names have the same place. */
async function rankNames(names: ReadonlyMap<number, string>): Promise<Map<number, number>> {
  const ids = [...names.keys()];
  const texts = [...names.values()];
  const { rows } = await orderByTexts(texts);
  const ranks = new Map<number, number>();
  let rank = 0;
  for (let at = 0; at < rows.length; at++) {
    if (at > 0 && texts[rows[at]!] !== texts[rows[at - 1]!]) rank++;
    ranks.set(ids[rows[at]!]!, rank);
  }
  return ranks;
}

/** Hands each value to its row. Both run by ascending track id; tracks that are no row of the view are passed over. */
async function fillByRow<Value>(
  { ids, size }: CatalogueView,
  slices: Iterable<readonly (readonly [id: number, value: Value])[]>,
  take: (row: number, value: Value) => void,
): Promise<void> {
  const pacer = createPacer();
  let row = 0;
  for (const slice of slices) {
    for (const [id, value] of slice) {
      while (row < size && ids[row]! < id) row++;
      if (ids[row] === id) take(row, value);
    }
    if (pacer.isDue()) await pacer.rest();
  }
}
