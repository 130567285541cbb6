import { join } from 'node:path';

import type { TrackId } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { FormRecord } from './files/formRecord.ts';
import { isGraphWhole, makeGraph } from './files/graphFile.ts';
import { loadUsearch, type UsearchIndex } from './loadUsearch.ts';
import { type OpenRows, openRows, type Scored } from './openRows.ts';
import { headOf } from './files/vectorFile.ts';
import type { AllowedTracks } from './vectorIndex.ts';
import { rowBytes } from './files/vectorRow.ts';

/** Found tracks, the nearest first, each with its cosine. */
export type Found = readonly Scored[];

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

/** Candidates that are compared exactly, at least: eight bits a component misplace a few. */
const CANDIDATES = 64;
/** Candidates beyond those that are asked for: eight bits put few of the nearest further back. */
const SPARE = 32;
/** Neighbours that the graph is asked for: words that somebody types lie far from all songs, where a graph has few ways. */
const ASKED_OF_GRAPH = 768;
const MOST_CANDIDATES = 4096;
/** Up to as many allowed songs are read from the disk and compared at once. */
const COMPARED_AT_ONCE = 1000;

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
  // The short form is asked for now and then: its vectors wait until it is.
  const rows = await openRows(path, dimensions, graph === null && record.form === 'full');
  const graphRows = record.graph?.rows ?? 0;
  if (graph && rows.rows < graphRows) {
    rows.close();
    throw new AppError('internal', 'The vectors of the songs were cut off.');
  }
  const tail = Int32Array.from(
    { length: Math.max(0, rows.rows - graphRows) },
    (_, at) => graphRows + at,
  ).filter((row) => rows.trackOf(row) !== 0);

  /** Rows that are probably nearest, of all: by the graph with those that came after it, or by comparing all. */
  async function candidates(query: Float32Array, count: number): Promise<Int32Array> {
    if (!graph) return rows.candidates(query, count, null);
    const asked = Math.min(Math.max(count, ASKED_OF_GRAPH), graph.size());
    // It orders them by eight bits, as comparing all does: no more of them have to be compared as they are stored.
    const found = Int32Array.from(graph.search(query, asked, 1).keys.subarray(0, count), Number);
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
      const least = Math.max(CANDIDATES, k + SPARE);
      if (!allowed) return rows.compare(query, k, await candidates(query, least));
      if (allowed.size > COMPARED_AT_ONCE) {
        const wide = Math.ceil(least * 1.5 * (rows.live / allowed.size));
        if (wide <= MOST_CANDIDATES) {
          const fitting = (await candidates(query, wide)).filter((row) =>
            allowed.has(rows.trackOf(row) as TrackId),
          );
          if (fitting.length >= least / 2 + tail.length) return rows.compare(query, k, fitting);
        }
      }
      const among = rowsOf(allowed, rows);
      if (among.length <= COMPARED_AT_ONCE) return rows.compare(query, k, among);
      return rows.compare(query, k, await rows.candidates(query, least, among));
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
  let isSorted = true;
  allowed.forEach((id) => {
    const row = rows.rowOf(id);
    if (row < 0 || count === found.length) return;
    if (count > 0 && row < found[count - 1]!) isSorted = false;
    found[count++] = row;
  });
  // In the order of the file: memory and disk are read from front to back. Mostly that is the order of ids.
  const own = found.subarray(0, count);
  return isSorted ? own : own.sort();
}
