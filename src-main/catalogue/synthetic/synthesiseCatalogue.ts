import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import type { ImportSummary } from '../../../src-preload/contract.ts';
import type { CatalogueRow, TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import type { ImportLog } from '../../storage/library/imports.ts';
import { removeDemoTracks } from '../../storage/catalogue/tracksDemo.ts';
import { importFailure } from '../import/importFailure.ts';
import { createImportTally } from '../import/importTally.ts';
import type { Reading } from '../readers/reader.ts';
import { openTrackStore } from '../import/trackStore.ts';
import { toCatalogueRow } from '../import/toCatalogueRow.ts';
import { syntheticTracks } from './syntheticTracks.ts';

/** Tracks that are made at once. */
const BATCH = 400;

export type SynthesisOptions = {
  readonly log: ImportLog;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Told in tracks. */
  readonly onProgress: (progress: { done: number; total: number }) => void;
};

/**
 * Puts the synthetic catalogue of this size and seed into the tables, marked as
 * such, a short transaction at a time. Idempotent: what of it is there already
 * stays. No song of another catalogue is ever taken for one of its songs.
 */
export async function synthesiseCatalogue(
  db: Database,
  count: number,
  seed: number,
  { log, now, signal, onProgress }: SynthesisOptions,
): Promise<ImportSummary> {
  const startMs = performance.now();
  const tally = createImportTally();
  const name = `Synthetic catalogue, seed ${seed}`;
  const origin = { name, format: 'synthetic', isDemo: false, isSynthetic: true };
  const toRow = (track: TrackRow, line: number): CatalogueRow => {
    const identity = `synthetic:${seed}:${line}`;
    return { ...toCatalogueRow(track), identity, ids: [identity], nameKey: 0 };
  };
  try {
    const store = openTrackStore(db, origin, log, now, tally, toRow);
    let line = 0;
    let readings: Reading[] = [];
    for (const track of syntheticTracks(count, seed)) {
      readings.push({ line: ++line, track });
      if (readings.length < BATCH && line < count) continue;
      for (let next = 0; next < readings.length; await setImmediate()) {
        signal.throwIfAborted();
        next = store.put(readings, next);
      }
      readings = [];
      onProgress({ done: line, total: count });
    }
    removeDemoTracks(db, now());
    return {
      file: name,
      format: 'synthetic',
      ...tally.counts(),
      ms: Math.round(performance.now() - startMs),
    };
  } catch (error) {
    throw importFailure(error, db, { fileName: name, keptRows: tally.rows(), isStopped: signal.aborted });
  }
}
