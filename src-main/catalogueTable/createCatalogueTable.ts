import type { Database } from 'better-sqlite3';

import type { CatalogueRow, Parsed, SearchCondition, TrackId } from '../../src-preload/contract.ts';
import { type CatalogueView, NO_CLUSTER } from '../recommend/catalogueView.ts';
import { rowOf } from '../recommend/rowOf.ts';
import type { MatchRows } from '../search/matchRows.ts';
import { readSourceSlices } from '../storage/tracks/tableColumns.ts';
import { readTableRows } from '../storage/tracks/tableRows.ts';
import { createOrders, type Orders, ordersAsBefore, ordersWithout } from './createOrders.ts';
import { intersect, maskOfCluster, maskOfIds, maskOfRows } from './maskRows.ts';
import { filterOrder, type RowOrder, sliceOrder } from './rowOrder.ts';

/** The id of what belongs to no genre cluster. */
export const UNPLACED = 'unplaced';

/** How many filtered lists are kept: scrolling asks for the same one again and again. */
const MOST_LISTS = 6;
const SLICE_SIZE = 5_000;
/** The words of the catalogue are read a moment after it changes, so that what was found by words is not kept for long. */
const FOUND_KEEPS_MS = 1_500;

type Slice = Omit<Parsed<'catalogue.rows'>, 'offset' | 'limit' | 'descending'>;

/** A part of the catalogue in an order, with what its query was read as. */
type List = RowOrder & {
  readonly view: CatalogueView;
  readonly conditions: SearchCondition[];
  readonly notice: string | null;
};

/** A window of a part of the catalogue, as ids. */
type Window = { readonly total: number; readonly ids: TrackId[] } & Pick<List, 'conditions' | 'notice'>;

export type CatalogueTable = {
  ids(request: Parsed<'catalogue.ids'>): Promise<Window>;
  rows(request: Parsed<'catalogue.rows'>): Promise<Omit<Window, 'ids'> & { readonly rows: CatalogueRow[] }>;
  /** Tracks as the table shows them; those that are not there are left out. */
  rowsOf(ids: readonly number[]): Promise<CatalogueRow[]>;
};

/** What the table stands on. */
export type TableSources = {
  readonly db: Database;
  readonly catalogue: {
    current(): Promise<CatalogueView>;
    /** The view that a view was made of, and the tracks in which they differ, ascending. */
    originOf(view: CatalogueView): { readonly view: CatalogueView; readonly ids: readonly number[] } | null;
  };
  /** Names of the genre clusters, by index. */
  readonly clusters: readonly string[];
  readonly matchRows: MatchRows;
};

/**
 * The catalogue as a table: sorted and filtered lists of row numbers in memory,
 * of which only the rows that are looked at are read from the database.
 */
export function createCatalogueTable({ db, catalogue, clusters, matchRows }: TableSources): CatalogueTable {
  let orders: Orders | null = null;
  /** The orders before the last removal, for when it is taken back. */
  let before: { readonly removed: string; readonly orders: Orders } | null = null;
  const lists = new Map<
    string,
    { readonly view: CatalogueView; readonly list: Promise<List>; readonly until: number }
  >();

  function ordersOf(view: CatalogueView): Orders {
    if (orders?.view === view) return orders;
    const made = follow(view);
    lists.clear();
    orders = made;
    return made;
  }

  /** Sorting a million titles takes seconds, and taking songs out of the order a moment. */
  function follow(view: CatalogueView): Orders {
    const origin = catalogue.originOf(view);
    const older = before;
    before = null;
    if (!orders || origin?.view !== orders.view) return createOrders(db, view);
    const key = String(origin.ids);
    if (orders.view.size - view.size === origin.ids.length) {
      before = { removed: key, orders };
      return ordersWithout(db, orders, view);
    }
    if (older?.removed === key && older.orders.view.size === view.size)
      return ordersAsBefore(db, older.orders, view);
    return createOrders(db, view);
  }

  async function makeList(slice: Slice): Promise<List> {
    const match = slice.query.trim() === '' ? null : await matchRows(slice.query);
    const view = match?.view ?? (await catalogue.current());
    const order = await ordersOf(view).by(slice.sort);
    const masks: Uint8Array[] = [];
    if (match?.rows) masks.push(maskOfRows(view, match.rows));
    if (slice.source !== null)
      masks.push(await maskOfIds(view, readSourceSlices(db, slice.source, SLICE_SIZE)));
    if (slice.cluster !== null) masks.push(maskOfCluster(view, clusterIndex(slice.cluster)));
    const [first, ...others] = masks;
    return {
      ...(first ? filterOrder(order, intersect([first, ...others])) : order),
      view,
      conditions: [...(match?.conditions ?? [])],
      notice: match?.notice ?? null,
    };
  }

  async function listOf({ query, source, cluster, sort }: Slice): Promise<List> {
    const view = await catalogue.current();
    ordersOf(view);
    const key = JSON.stringify([query, source, cluster, sort]);
    const held = lists.get(key);
    lists.delete(key);
    const now = performance.now();
    const isGood = held?.view === view && now < held.until;
    const until = query === '' ? Infinity : now + FOUND_KEEPS_MS;
    const entry = isGood ? held : { view, until, list: makeList({ query, source, cluster, sort }) };
    lists.set(key, entry);
    for (const oldest of [...lists.keys()].slice(0, Math.max(0, lists.size - MOST_LISTS)))
      lists.delete(oldest);
    entry.list.catch(() => lists.delete(key));
    return entry.list;
  }

  function clusterIndex(cluster: string): number {
    const index = clusters.indexOf(cluster);
    return index < 0 ? NO_CLUSTER : index;
  }

  function clusterOf(view: CatalogueView, id: number): string | null {
    const row = rowOf(view, id);
    return (row < 0 ? undefined : clusters[view.cluster[row]!]) ?? null;
  }

  async function window(request: Parsed<'catalogue.ids'>): Promise<Window> {
    const { offset, limit, descending, ...slice } = request;
    const list = await listOf(slice);
    const rows = sliceOrder(list, descending, offset, limit);
    const { conditions, notice } = list;
    const ids = Array.from(rows, (row) => list.view.ids[row]! as TrackId);
    return { total: list.rows.length, ids, conditions, notice };
  }

  async function rowsOf(ids: readonly number[]): Promise<CatalogueRow[]> {
    const view = await catalogue.current();
    return readTableRows(db, ids).map((row) => ({ ...row, cluster: clusterOf(view, row.id) }));
  }

  return {
    ids: window,
    rowsOf,
    async rows(request) {
      const { ids, ...rest } = await window(request);
      return { ...rest, rows: await rowsOf(ids) };
    },
  };
}
