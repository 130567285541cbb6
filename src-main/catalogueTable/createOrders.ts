import type { Database } from 'better-sqlite3';

import type { CatalogueSort } from '../../src-preload/contract.ts';
import { type CatalogueView, type Feature, FEATURES } from '../recommend/catalogueView.ts';
import {
  readArtistSlices,
  readColumnSlices,
  readMainGenreSlices,
  type TableColumn,
} from '../storage/tracks/tableColumns.ts';
import { readGenres } from '../storage/tracks/tracks.ts';
import { createPacer } from './createPacer.ts';
import { orderByNumbers } from './orderByNumbers.ts';
import { orderByTexts } from './orderByTexts.ts';
import type { RowOrder } from './rowOrder.ts';
import { sortText } from './sortText.ts';

/** Rows read between two turns of the event loop: a few milliseconds. */
const SLICE_SIZE = 2_000;
/** Steps through numbers between two looks at the clock. */
const STEPS = 32_768;

/** The orders of one state of the catalogue, each made when it is first asked for and kept from then on. */
export type Orders = {
  readonly view: CatalogueView;
  by(sort: CatalogueSort): Promise<RowOrder>;
  /** The order when it is there already or being made. */
  held(sort: CatalogueSort): Promise<RowOrder> | undefined;
};

/**
 * Orders of the rows of `view`; what it does not hold is read from the database
 * in slices. `shortcut` may know an order without reading.
 */
export function createOrders(
  db: Database,
  view: CatalogueView,
  shortcut: (sort: CatalogueSort) => Promise<RowOrder> | undefined = () => undefined,
): Orders {
  const held = new Map<CatalogueSort, Promise<RowOrder>>();
  return {
    view,
    held: (sort) => held.get(sort),
    by(sort) {
      const known = held.get(sort);
      if (known) return known;
      const made = shortcut(sort) ?? makeOrder(db, view, sort);
      held.set(sort, made);
      made.catch(() => held.delete(sort));
      return made;
    },
  };
}

/** Orders for a view that has lost rows and changed nothing else: made of the older ones where there are any. */
export function ordersWithout(db: Database, older: Orders, view: CatalogueView): Orders {
  let mapped: Promise<Int32Array> | null = null;
  return createOrders(db, view, (sort) =>
    older.held(sort)?.then(async (order) => takeAlong(order, await (mapped ??= mapRows(older.view, view)))),
  );
}

/** Orders for a view whose rows are those of the older one. */
export function ordersAsBefore(db: Database, older: Orders, view: CatalogueView): Orders {
  return createOrders(db, view, (sort) => older.held(sort));
}

/** The row in `view` of each row of `older`, −1 for those that went. */
async function mapRows(older: CatalogueView, view: CatalogueView): Promise<Int32Array> {
  const pacer = createPacer();
  const rows = new Int32Array(older.size).fill(-1);
  for (let row = 0, old = 0; old < older.size; old++) {
    if (older.ids[old] === view.ids[row]) rows[old] = row++;
    if (old % STEPS === 0 && pacer.isDue()) await pacer.rest();
  }
  return rows;
}

async function takeAlong({ rows, known }: RowOrder, mapped: Int32Array): Promise<RowOrder> {
  const pacer = createPacer();
  const kept = new Int32Array(rows.length);
  let length = 0;
  let keptKnown = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = mapped[rows[at]!]!;
    if (row >= 0) kept[length++] = row;
    if (at < known) keptKnown = length;
    if (at % STEPS === 0 && pacer.isDue()) await pacer.rest();
  }
  return { rows: kept.slice(0, length), known: keptKnown };
}

async function makeOrder(db: Database, view: CatalogueView, sort: CatalogueSort): Promise<RowOrder> {
  switch (sort) {
    case 'added':
      return { rows: new Int32Array(view.size).map((_, row) => row), known: view.size };
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
    if (row % STEPS === 0 && pacer.isDue()) await pacer.rest();
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
  const pacer = createPacer();
  const ids = [...names.keys()];
  const texts = [...names.values()];
  const { rows } = await orderByTexts(texts);
  const ranks = new Map<number, number>();
  let rank = 0;
  for (let at = 0; at < rows.length; at++) {
    if (at > 0 && texts[rows[at]!] !== texts[rows[at - 1]!]) rank++;
    ranks.set(ids[rows[at]!]!, rank);
    if (at % 4_096 === 0 && pacer.isDue()) await pacer.rest();
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
