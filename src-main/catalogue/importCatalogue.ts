import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import type { ImportSummary } from '../../src-preload/contract.ts';
import { type ImportLog, openImportLog } from '../storage/library/imports.ts';
import { removeDemoTracks } from '../storage/tracksDemo.ts';
import { openCatalogueFile } from './files/openCatalogueFile.ts';
import { refusal } from './files/refusal.ts';
import { importFailure } from './importFailure.ts';
import { createImportTally } from './importTally.ts';
import { readerFor } from './readers/readerFor.ts';
import { openTrackStore } from './trackStore.ts';

export type ImportOptions = {
  /** The import that this file is a part of; by itself it is one of its own. */
  readonly log?: ImportLog;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Stops the import between two transactions. */
  readonly signal?: AbortSignal;
  /** Told in bytes of the file as it lies on the disk. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
};

/**
 * Reads a catalogue file into the tracks, a short transaction at a time, so
 * that whatever ends it leaves whole rows. An import that was cut off is simply
 * repeated: a file that is imported again changes only what is new in it.
 *
 * Where two files know different values of a track, the one imported last
 * counts; within a file the first row does, and further rows add genres and
 * what was unknown. A real catalogue replaces the demo.
 *
 * Throws `not-a-catalogue`, with nothing changed, for a file that no reader
 * recognises, that is damaged or has no row; `cancelled` and `disk-full` with
 * what had gone in kept.
 */
export async function importCatalogue(
  db: Database,
  filePath: string,
  { log, now, signal = new AbortController().signal, onProgress = () => {} }: ImportOptions,
): Promise<ImportSummary> {
  const startMs = performance.now();
  const tally = createImportTally();
  let keptRows = 0;
  try {
    const file = await openCatalogueFile(filePath, signal);
    const { name, sizeBytes } = file;
    const reader = readerFor(file);
    const { format } = reader;
    const origin = { name, format, isDemo: false, isSynthetic: false };
    const ownLog = log ?? openImportLog(db, { jobId: null, title: name }, now());
    const store = openTrackStore(db, origin, ownLog, now, tally);

    for await (const readings of reader.read(file)) {
      for (let next = 0; next < readings.length; await setImmediate()) {
        signal.throwIfAborted();
        next = store.put(readings, next);
        keptRows = tally.rows();
      }
      onProgress({ done: file.bytesRead(), total: sizeBytes });
    }
    if (tally.rows() === 0) throw refusal(name, `has the columns of a ${reader.name} but no rows`);
    if (tally.tracks() > 0) removeDemoTracks(db, now());
    onProgress({ done: sizeBytes, total: sizeBytes });
    return { file: name, format, ...tally.counts(), ms: Math.round(performance.now() - startMs) };
  } catch (error) {
    const place = { fileName: basename(filePath), keptRows, isStopped: signal.aborted };
    throw importFailure(error, db, place);
  }
}
