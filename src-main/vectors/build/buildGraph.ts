import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { TextForm } from '../../../src-preload/contract.ts';
import type { BuildContext } from './buildForm.ts';
import { newFile } from '../files/derivedFiles.ts';
import type { FormRecord } from '../files/formRecord.ts';
import { isGraphWhole, makeGraph, sumOf } from '../files/graphFile.ts';
import type { KnownTexts } from './knownTexts.ts';
import { loadUsearch } from '../loadUsearch.ts';
import { scanVectorFile } from '../files/vectorFile.ts';
import { componentsAt, isWhole, scaleAt, trackIdAt } from '../files/vectorRow.ts';

/** Rows outside the graph that are compared one by one cost less than writing it anew: as many, or this share of all. */
const TAIL_ROWS = 1000;
const TAIL_SHARE = 0.02;
/** From this share of rows out of use on, the graph is built anew without them. */
const STALE_SHARE = 0.25;
/** Vectors added in one go: where other work waits, some 10 ms of it. */
const ADDED_TOGETHER = 1024;
const ADDED_SHARED = 32;

type Graph = FormRecord['graph'];

/**
 * Brings the graph over a vector file up to it, or builds it; the key of a
 * vector is the number of its row. Null where there are too few songs for one
 * or USearch cannot be loaded: then all vectors are compared.
 */
export async function buildGraph(options: {
  readonly folder: string;
  readonly form: TextForm;
  readonly rows: string;
  readonly dimensions: number;
  readonly fingerprint: string;
  readonly known: KnownTexts;
  readonly before: Graph;
  readonly from: number;
  readonly isShared: boolean;
  readonly context: BuildContext;
  /** What was done before the graph, for the progress. */
  readonly done: number;
}): Promise<Graph> {
  const { folder, rows, dimensions, known, before, isShared, context } = options;
  const usearch = loadUsearch();
  if (known.live() < options.from || typeof usearch === 'string') return null;

  const usable = before && (await isGraphWhole(join(folder, before.file), before)) ? before : null;
  const tail = known.rows() - (usable?.rows ?? 0);
  const isStale = known.rows() - known.live() > known.rows() * STALE_SHARE;
  if (usable && !isStale && tail <= Math.max(TAIL_ROWS, known.live() * TAIL_SHARE)) return usable;

  const graph = makeGraph(usearch, dimensions);
  const isExtended = usable !== null && !isStale;
  if (isExtended) graph.load(join(folder, usable.file));
  const from = isExtended ? usable.rows : 0;
  const size = isShared ? ADDED_SHARED : ADDED_TOGETHER;
  const keys = new BigUint64Array(size);
  const vectors = new Float32Array(size * dimensions);
  let filled = 0;
  let added = 0;
  const total = options.done + (isExtended ? tail : known.live());

  async function add(): Promise<void> {
    if (filled === 0) return;
    // The binding looks at the whole memory behind an array, so a part of one has to be copied.
    graph.add(keys.slice(0, filled), vectors.slice(0, filled * dimensions), isShared ? 1 : 0);
    added += filled;
    filled = 0;
    context.report({ done: options.done + added, total });
    await nextTurn();
    context.signal.throwIfAborted();
  }

  for await (const { first, count, rows: run } of scanVectorFile(join(folder, rows), dimensions, from)) {
    for (let at = 0; at < count; at++) {
      if (!known.isNewest(first + at, trackIdAt(run, at)) || !isWhole(run, at)) continue;
      const scale = scaleAt(run, at);
      if (scale === 0) continue;
      const start = componentsAt(run, at);
      for (let d = 0; d < dimensions; d++) {
        vectors[filled * dimensions + d] = run.components[start + d]! * scale;
      }
      keys[filled++] = BigInt(first + at);
      if (filled === size) await add();
    }
  }
  await add();

  const file = newFile(folder, options.form, options.fingerprint, 'graph');
  const partial = join(folder, `${file}.partial`);
  rmSync(partial, { force: true });
  graph.save(partial);
  renameSync(partial, join(folder, file));
  return { file, ...(await sumOf(join(folder, file))), rows: known.rows() };
}
