import type { Database } from 'better-sqlite3';

import type { CatalogueRow, TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import { prepareCatalogueRows } from '../../storage/catalogue/catalogueRows.ts';
import type { ImportLog } from '../../storage/library/imports.ts';
import { recordSource, type SourceOrigin } from '../../storage/catalogue/sources.ts';
import type { ImportTally } from './importTally.ts';
import type { Reading } from '../readers/reader.ts';
import { toCatalogueRow } from './toCatalogueRow.ts';

/**
 * A transaction ends after so much time, so that whoever waits for the engine
 * waits briefly; but not before so many rows, for each one writes the same
 * index pages anew.
 */
const TRANSACTION = { maxMs: 8, minRows: 50 } as const;

export type TrackStore = {
  /** Puts `readings[from…]` into the catalogue in one transaction, as many as fit its time, and returns where the next one starts. */
  put(readings: readonly Reading[], from: number): number;
};

/** Stores what is read of one source, and counts it in `tally`. The source itself is recorded with its first track. */
export function openTrackStore(
  db: Database,
  origin: SourceOrigin,
  log: ImportLog,
  now: () => number,
  tally: ImportTally,
  toRow: (track: TrackRow, line: number) => CatalogueRow = toCatalogueRow,
): TrackStore {
  const rows = prepareCatalogueRows(db, log);
  let sourceId: number | null = null;

  function store(reading: Reading): void {
    if ('reason' in reading) return tally.reject(reading.line, reading.reason);
    sourceId ??= recordSource(db, origin, now());
    const row = toRow(reading.track, reading.line);
    const stored = rows.find(row);
    if (!stored) return tally.count(rows.add(row, sourceId, now()), 'added');

    const isReplaced = stored.isInvented && stored.sourceId !== sourceId;
    const precedence = isReplaced ? 'row-alone' : tally.hasSeen(stored.id) ? 'stored' : 'row';
    const isChanged = rows.amend(stored, row, precedence, sourceId, now());
    tally.count(stored.id, isChanged ? 'updated' : 'unchanged');
  }

  const storeSome = db.transaction((readings: readonly Reading[], from: number) => {
    rows.begin();
    const endMs = performance.now() + TRANSACTION.maxMs;
    let next = from;
    do store(readings[next++]!);
    while (next < readings.length && (next < from + TRANSACTION.minRows || performance.now() < endMs));
    return next;
  });

  return { put: (readings, from) => storeSome.immediate(readings, from) };
}
