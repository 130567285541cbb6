import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import type { ColumnMapping, ImportSummary } from '../../../src-preload/contract.ts';
import { readColumnMapping, rememberColumnMapping } from '../../storage/library/columnMappings.ts';
import { type ImportLog, openImportLog } from '../../storage/library/imports.ts';
import { removeDemoTracks } from '../../storage/catalogue/tracksDemo.ts';
import type { CatalogueFile } from '../files/catalogueFile.ts';
import { type Container, openContainer } from '../files/container.ts';
import { refusal } from '../files/refusal.ts';
import { fillNameKeys } from './fillNameKeys.ts';
import { importFailure } from './importFailure.ts';
import { createImportTally } from './importTally.ts';
import type { CatalogueReader, Reading } from '../readers/reader.ts';
import { columnsOf, findReader, readerFor } from '../readers/readerFor.ts';
import { openTrackStore, type TrackStore } from './trackStore.ts';

export type ImportOptions = {
  /** The import that this file is a part of; by itself it is one of its own. */
  readonly log?: ImportLog;
  /** How the columns of the file are to be read; it is remembered for files with the same columns. */
  readonly mapping?: ColumnMapping | undefined;
  /** Whether the database is a copy that is thrown away, so that nothing is kept however it ends. */
  readonly isTrial?: boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Stops the import between two transactions. */
  readonly signal?: AbortSignal;
  /** Told in bytes of the file as it lies on the disk. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
};

/**
 * Reads a catalogue into the tracks, a short transaction at a time, so that
 * whatever ends it leaves whole rows: a file, or all that can be read in a
 * folder or a zip archive. An import that was cut off is simply repeated: a
 * file that is imported again changes only what is new in it.
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
  {
    log,
    mapping,
    isTrial = false,
    now,
    signal = new AbortController().signal,
    onProgress = () => {},
  }: ImportOptions,
): Promise<ImportSummary> {
  const startMs = performance.now();
  const tally = createImportTally();
  const stores = new Map<string, TrackStore>();
  let keptRows = 0;
  let container: Container | null = null;
  try {
    container = await openContainer(filePath, signal);
    await fillNameKeys(db);
    const { name, sizeBytes, holdsMany } = container;
    const ownLog = log ?? openImportLog(db, { jobId: null, title: `Importing ${name}` }, now());
    let readerName = '';

    for await (const part of container.parts()) {
      const reader = readerOf(part, holdsMany);
      if (!reader) continue;
      const { format } = reader;
      readerName = reader.name;
      const origin = { name, format, isDemo: false, isSynthetic: false };
      const store = stores.get(format) ?? openTrackStore(db, origin, ownLog, now, tally);
      stores.set(format, store);
      for await (const read of reader.read(part)) {
        const readings = holdsMany ? namedAfter(part, read) : read;
        for (let next = 0; next < readings.length; await setImmediate()) {
          signal.throwIfAborted();
          next = store.put(readings, next);
          keptRows = tally.rows();
        }
        onProgress({ done: container.bytesRead(), total: sizeBytes });
      }
    }
    if (stores.size === 0) throw refusal(name, 'holds no file that is a catalogue');
    if (tally.rows() === 0) throw refusal(name, `has the columns of a ${readerName} but no rows`);
    if (tally.tracks() > 0) removeDemoTracks(db, now());
    onProgress({ done: sizeBytes, total: sizeBytes });
    const format = [...stores.keys()].join('+');
    return { file: name, format, ...tally.counts(), ms: Math.round(performance.now() - startMs) };
  } catch (error) {
    const place = {
      fileName: basename(filePath),
      keptRows: isTrial ? 0 : keptRows,
      isStopped: signal.aborted,
    };
    throw importFailure(error, db, place);
  } finally {
    container?.close();
  }

  /** Of a file among others that is no catalogue: null. */
  function readerOf(part: CatalogueFile, isAmongOthers: boolean): CatalogueReader | null {
    const remembered = (columns: readonly string[]) => readColumnMapping(db, columns);
    if (isAmongOthers) return findReader(part, { remembered });
    const reader = readerFor(part, { given: mapping, remembered });
    const columns = mapping && columnsOf(part.opening);
    if (columns) rememberColumnMapping(db, columns, mapping, now());
    return reader;
  }
}

/** Readings whose reasons say which of many files they are of. */
function namedAfter({ name }: CatalogueFile, readings: readonly Reading[]): readonly Reading[] {
  return readings.map((reading) =>
    'reason' in reading ? { line: reading.line, reason: `${name}: ${reading.reason}` } : reading,
  );
}
