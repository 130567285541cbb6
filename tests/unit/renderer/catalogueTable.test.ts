import { expect, test, vi } from 'vitest';

import type { CatalogueRow, Parsed, TrackId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { CatalogueTable } from '../../../src-renderer/state/catalogueTable.svelte.ts';
import { Selection } from '../../../src-renderer/state/selection.svelte.ts';
import { createFarSide } from './farSide.ts';

const found = { conditions: [], notice: null };
const rowOf = (id: number) => ({ id, title: `song ${id}` }) as unknown as CatalogueRow;

/** An engine whose table has these many rows; row 0 is song 1. Descending turns it round. */
function createEngine(total: number) {
  const state = { total };
  const idAt = (index: number, isDescending: boolean) => (isDescending ? state.total - index : index + 1);
  const far = createFarSide({
    'catalogue.rows': ({ offset = 0, limit = 100, descending = false }: Parsed<'catalogue.rows'>) => ({
      ...found,
      total: state.total,
      rows: Array.from({ length: Math.max(0, Math.min(limit, state.total - offset)) }, (_, i) =>
        rowOf(idAt(offset + i, descending)),
      ),
    }),
    'catalogue.ids': ({ offset = 0, limit = 100_000, descending = false }: Parsed<'catalogue.ids'>) => ({
      ...found,
      total: state.total,
      ids: Array.from(
        { length: Math.min(limit, state.total - offset) },
        (_, i) => idAt(offset + i, descending) as TrackId,
      ),
    }),
  });
  return { far, state };
}

async function openTable(total = 1000) {
  const { far, state } = createEngine(total);
  const table = new CatalogueTable(far.client);
  table.open();
  table.show(0, 20);
  await vi.waitFor(() => expect(table.row(0)).not.toBeNull());
  return { far, state, table };
}

const titleAt = (table: CatalogueTable, index: number) => table.row(index)?.title;

test('rows are read in blocks as they come into view, and each block once', async () => {
  const { far, table } = await openTable();
  expect(table.total).toBe(1000);
  expect(titleAt(table, 3)).toBe('song 4');
  expect(table.row(700)).toBeNull();
  table.show(690, 710);
  await vi.waitFor(() => expect(titleAt(table, 700)).toBe('song 701'));
  table.show(0, 20);
  table.show(5, 25);
  const offsets = far.inputs('catalogue.rows').map((input) => (input as { offset: number }).offset);
  expect(new Set(offsets).size).toBe(offsets.length);
});

test('while much is scrolled past, no more than two requests are on their way, and what is in view comes next', async () => {
  const { far, table } = await openTable(100_000);
  await vi.waitFor(() => expect(far.inputs('catalogue.rows').length).toBeGreaterThan(1));
  const waiting: (() => void)[] = [];
  far.answer({
    'catalogue.rows': ({ offset = 0 }: Parsed<'catalogue.rows'>) =>
      new Promise((resolve) => {
        const rows = Array.from({ length: 100 }, (_, i) => rowOf(offset + i + 1));
        waiting.push(() => resolve({ ...found, total: 100_000, rows }));
      }),
  });
  const before = far.inputs('catalogue.rows').length;
  for (let first = 10_000; first < 60_000; first += 500) table.show(first, first + 20);
  expect(far.inputs('catalogue.rows').length - before).toBe(2);
  waiting.forEach((arrive) => arrive());
  await vi.waitFor(() => expect(far.inputs('catalogue.rows').length - before).toBeGreaterThan(2));
  expect(far.inputs('catalogue.rows').at(before + 2)).toMatchObject({ offset: 59_500 });
});

test('an answer to an older order is dropped, and the old rows stay until the new ones are there', async () => {
  const { far, table } = await openTable();
  const answers: (() => void)[] = [];
  far.answer({
    'catalogue.rows': ({ sort }: Parsed<'catalogue.rows'>) =>
      new Promise((resolve) =>
        answers.push(() =>
          resolve({ ...found, total: 1, rows: [{ ...rowOf(9), title: sort } as CatalogueRow] }),
        ),
      ),
  });
  table.sortBy('title');
  expect(table.isStale).toBe(true);
  expect(titleAt(table, 0)).toBe('song 1');
  table.sortBy('tempo');
  answers.forEach((arrive) => arrive());
  await vi.waitFor(() => expect(table.isStale).toBe(false));
  expect(titleAt(table, 0)).toBe('tempo');
  expect(table.order).toEqual({ sort: 'tempo', descending: true });
});

test('a column that sorts already is turned round, and names begin with the first letter', async () => {
  const { table } = await openTable();
  table.sortBy('title');
  expect(table.order).toEqual({ sort: 'title', descending: false });
  table.sortBy('title');
  expect(table.order).toEqual({ sort: 'title', descending: true });
});

test('a table that nobody looks at reads nothing when the catalogue changes', async () => {
  const { far, table } = await openTable();
  table.close();
  await Promise.resolve();
  const before = far.inputs('catalogue.rows').length;
  far.announce({ name: 'catalogue.change', value: {} });
  expect(far.inputs('catalogue.rows')).toHaveLength(before);
});

test('a refusal is shown and not asked again by itself', async () => {
  const { far, table } = await openTable();
  far.answer({
    'catalogue.rows': () => {
      throw new AppError('engine-stopped', 'The engine stopped.');
    },
  });
  table.reload();
  await vi.waitFor(() => expect(table.failure).toBe('The engine stopped.'));
  const asked = far.inputs('catalogue.rows').length;
  await Promise.resolve();
  expect(far.inputs('catalogue.rows')).toHaveLength(asked);
});

test('rows are selected one by one, from here to there, and all', async () => {
  const { table } = await openTable();
  const selection = new Selection(table);
  selection.only(2);
  expect([...selection.ids]).toEqual([3]);
  selection.toggle(5);
  expect([...selection.ids]).toEqual([3, 6]);
  await selection.extendTo(7);
  expect([...selection.ids]).toEqual([3, 6, 7, 8]);
  await selection.extendTo(4);
  expect([...selection.ids].sort()).toEqual([3, 5, 6]);
  selection.toggle(2);
  expect([...selection.ids].sort()).toEqual([5, 6]);
  await selection.all();
  expect(selection.size).toBe(1000);
  selection.clear();
  expect(selection.size).toBe(0);
});

test('a range beyond the rows that are held is asked for, and a newer selection wins over it', async () => {
  const { far, table } = await openTable(100_000);
  const selection = new Selection(table);
  selection.only(0);
  await selection.extendTo(50_000);
  expect(selection.size).toBe(50_001);
  let arrive = () => {};
  far.answer({
    'catalogue.ids': () =>
      new Promise((resolve) => (arrive = () => resolve({ ...found, total: 1, ids: [77 as TrackId] }))),
  });
  const extending = selection.extendTo(90_000);
  selection.only(1);
  arrive();
  await extending;
  expect([...selection.ids]).toEqual([2]);
});
