import { join } from 'node:path';

import { AppError } from '../../src-preload/errors.ts';
import type { FormRecord } from './formRecord.ts';
import { isGraphWhole, makeGraph } from './graphFile.ts';
import { loadUsearch, type UsearchIndex } from './loadUsearch.ts';
import { type OpenRows, openRows } from './openRows.ts';
import { headOf } from './vectorFile.ts';
import type { AllowedTracks } from './vectorIndex.ts';
import { rowBytes } from './vectorRow.ts';

/** Found tracks, the nearest first, each with its cosine. */
export type Found = readonly { readonly id: number; readonly score: number }[];

/** One form of the index, ready to be searched. */
export type OpenForm = {
  readonly record: FormRecord;
  readonly rows: OpenRows;
  readonly kind: 'usearch' | 'exact';
  /** Of its files. */
  readonly bytes: number;
  /** What the person should know of it. */
  readonly notice: string | null;
  /** By a vector of length 1. */
  nearest(query: Float32Array, k: number, allowed: AllowedTracks | null): Promise<Found>;
  close(): void;
};

/** Neighbours that the graph is asked for at least, before they are compared exactly: more in a larger graph. */
const ASKED_LEAST = 64;
const ASKED_OF_MANY = 256;
const MANY = 300_000;
const ASKED_MOST = 4096;
/** Up to as many allowed songs are compared one by one rather than looked for in the graph. */
const COMPARED_AT_ONCE = 4000;

/**
 * Opens what a record names: the rows are checked one by one, the graph as a
 * whole, and mapped into memory. Where the graph is damaged all vectors are
 * compared until it is built again. Throws `internal` when the vectors do not
 * fit the record.
 */
export async function openForm(folder: string, record: FormRecord): Promise<OpenForm> {
  const { dimensions, fingerprint } = record;
  const path = join(folder, record.vectors);
  const head = headOf(path);
  if (head?.dimensions !== dimensions || head.fingerprint !== fingerprint) {
    throw new AppError('internal', 'The vectors of the songs are missing or damaged.');
  }
  const { graph, problem } = await openGraph(folder, record);
  const rows = await openRows(path, dimensions, graph === null);
  const graphRows = record.graph?.rows ?? 0;
  if (graph && rows.rows < graphRows) {
    rows.close();
    throw new AppError('internal', 'The vectors of the songs were cut off.');
  }
  const tail = Int32Array.from(
    { length: Math.max(0, rows.rows - graphRows) },
    (_, at) => graphRows + at,
  ).filter((row) => rows.trackOf(row) !== 0);

  /** Rows that the graph thinks nearest, and those that came after it. */
  function candidates(index: UsearchIndex, query: Float32Array, asked: number): Int32Array {
    const { keys } = index.search(query, Math.min(asked, index.size()), 1);
    const found = Int32Array.from(keys, Number).filter((row) => rows.trackOf(row) !== 0);
    const all = new Int32Array(found.length + tail.length);
    all.set(found);
    all.set(tail, found.length);
    return all;
  }

  return {
    record,
    rows,
    kind: graph ? 'usearch' : 'exact',
    bytes: rows.rows * rowBytes(dimensions) + (record.graph?.bytes ?? 0),
    notice: problem,
    async nearest(query, k, allowed) {
      const least = rows.live > MANY ? ASKED_OF_MANY : ASKED_LEAST;
      if (!allowed) {
        if (!graph) return rows.nearest(query, k, null);
        // Rows that went out of use after the graph was built may be among those found.
        return rows.nearest(query, k, candidates(graph, query, Math.max(least, 2 * k + 16)));
      }
      if (allowed.size === 0) return [];
      if (graph && allowed.size > COMPARED_AT_ONCE) {
        const asked = Math.max(least, Math.ceil((k + 16) * 1.5 * (rows.live / allowed.size)));
        if (asked <= ASKED_MOST) {
          const fitting = candidates(graph, query, asked).filter((row) =>
            allowed.has(rows.trackOf(row) as Parameters<AllowedTracks['has']>[0]),
          );
          if (fitting.length >= k + tail.length) return rows.nearest(query, k, fitting);
        }
      }
      return rows.nearest(query, k, rowsOf(allowed, rows));
    },
    close: () => rows.close(),
  };
}

async function openGraph(
  folder: string,
  { graph, dimensions }: FormRecord,
): Promise<{ graph: UsearchIndex | null; problem: string | null }> {
  if (!graph) return { graph: null, problem: null };
  const usearch = loadUsearch();
  if (typeof usearch === 'string') return { graph: null, problem: `${usearch}; all vectors are compared.` };
  const path = join(folder, graph.file);
  if (!(await isGraphWhole(path, graph))) {
    return {
      graph: null,
      problem: 'The index was damaged; all vectors are compared until it is built again.',
    };
  }
  const index = makeGraph(usearch, dimensions);
  index.view(path);
  return { graph: index, problem: null };
}

function rowsOf(allowed: AllowedTracks, rows: OpenRows): Int32Array {
  const found = new Int32Array(allowed.size);
  let count = 0;
  for (const id of allowed.keys()) {
    const row = rows.rowOf(id);
    if (row >= 0 && count < found.length) found[count++] = row;
  }
  // In the order of the file: memory and disk are read from front to back.
  return found.subarray(0, count).sort();
}
