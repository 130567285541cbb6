import { expect, test } from 'vitest';

import {
  addCorrection,
  addEntry,
  addVisibility,
  listEntries,
  readEntry,
} from '../../src-main/storage/person/journal.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';
import { queriesOf } from '../support/queriesOf.ts';

const entry = (createdAt: number, text = 'fine') => ({
  text,
  heard: { valence: 0.2, arousal: -0.1 },
  raw: { valence: 0.1, arousal: 0 },
  modelId: 'm',
  correction: null,
  createdAt,
});

test('an entry stands where the model heard it', () => {
  const db = emptyDatabase();
  const id = addEntry(db, entry(5));
  expect(readEntry(db, id)).toEqual({
    id,
    text: 'fine',
    valence: 0.2,
    arousal: -0.1,
    heardValence: 0.2,
    heardArousal: -0.1,
    isCorrected: false,
    isRemoved: false,
    modelId: 'm',
    createdAt: 5,
  });
});

test('the newest correction counts, and what was heard is kept', () => {
  const db = emptyDatabase();
  const id = addEntry(db, { ...entry(1), correction: { valence: -0.5, arousal: 0.5 } });
  addCorrection(db, id, { valence: -0.9, arousal: 0.9 }, 2);
  expect(readEntry(db, id)).toMatchObject({
    valence: -0.9,
    arousal: 0.9,
    heardValence: 0.2,
    heardArousal: -0.1,
    isCorrected: true,
  });
});

test('a removed entry leaves the list and comes back when it is restored', () => {
  const db = emptyDatabase();
  const id = addEntry(db, entry(1));
  addVisibility(db, id, 'remove', 2);
  expect(listEntries(db, 0, 10, 10)).toEqual([]);
  addVisibility(db, id, 'restore', 3);
  expect(listEntries(db, 0, 10, 10).map((row) => row.id)).toEqual([id]);
});

test('entries are listed newest first, from the first moment up to but without the last', () => {
  const db = emptyDatabase();
  for (const at of [1, 2, 3, 4]) addEntry(db, entry(at, `at ${at}`));
  expect(listEntries(db, 2, 4, 10).map(({ text }) => text)).toEqual(['at 3', 'at 2']);
  expect(listEntries(db, 0, 10, 1).map(({ text }) => text)).toEqual(['at 4']);
});

test('the list of a day finds its entries by time, in their order, and sorts nothing', () => {
  const db = emptyDatabase();
  const [sql] = queriesOf(db, (spied) => listEntries(spied, 1, 2, 10));
  const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(1, 2, 10);
  const steps = plan.map(({ detail }) => detail);
  expect(steps[0]).toMatch(/^SEARCH e USING INDEX journal_entries_by_time/);
  expect(
    steps.filter(
      (step) => step.startsWith('SCAN') || (step.includes('ORDER BY') && !step.includes('LAST TERM')),
    ),
  ).toEqual([]);
});
