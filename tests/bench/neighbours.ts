import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type * as Hnswlib from 'hnswlib-node';

import { derivedFolder } from '../../src-main/vectors/formRecord.ts';
import { openForm, type OpenForm } from '../../src-main/vectors/openForm.ts';
import { drawVectors, writeVectorForm } from '../support/vectorForm.ts';
import type { BenchRow } from './benchRow.ts';

const DIMENSIONS = 256;
const K = 10;

/** How many vectors, how many questions, and whether the peer is built too: at a million that takes it half an hour. */
const SIZES = [
  { count: 10_000, questions: 200, hasPeer: true },
  { count: 100_000, questions: 200, hasPeer: true },
  { count: 1_000_000, questions: 50, hasPeer: false },
];

type Times = { readonly times: readonly number[]; readonly found: readonly (readonly number[])[] };

/** Recall and time of the ten nearest of drawn vectors: through the graph with what it finds compared exactly, by comparing all, and by hnswlib-node. */
export async function benchNeighbours(sizes = SIZES): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of sizes) rows.push(...(await benchSize(size)));
  return rows;
}

async function benchSize({ count, questions, hasPeer }: (typeof SIZES)[number]): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const vectorOf = drawVectors(count, DIMENSIONS);
    // Questions lie near songs, but are none.
    const near = drawVectors(count, DIMENSIONS, 1);
    const asked = Array.from({ length: questions }, (_, at) => blurred(near((at * 7919) % count), at));
    const shape = { count, dimensions: DIMENSIONS, vectorOf };

    const exactForm = await openForm(
      derivedFolder(profile),
      await writeVectorForm(profile, { ...shape, graphFrom: Infinity }),
    );
    const exact = await ask(asked, (query) => idsOf(exactForm, query));
    exactForm.close();
    rmSync(derivedFolder(profile), { recursive: true });

    const buildMs = performance.now();
    const record = await writeVectorForm(profile, { ...shape, graphFrom: 0 });
    const builtMs = performance.now() - buildMs;
    const form = await openForm(derivedFolder(profile), record);
    const graph = await ask(asked, (query) => idsOf(form, query));
    form.close();

    const name = count.toLocaleString('en');
    const note = `${name} × ${DIMENSIONS} drawn in clusters, ${questions} questions`;
    const peer = hasPeer ? await askPeer(count, vectorOf, asked) : 'left out: it builds for half an hour';
    return [
      {
        name: `recall@10, ${name}`,
        value: recall(graph, exact),
        unit: '',
        note: `graph against exact; ${note}`,
      },
      ...timesOf(`graph, ${name}`, graph, 'USearch, then compared exactly'),
      ...timesOf(`exact, ${name}`, exact, 'all vectors compared'),
      {
        name: `graph build, ${name}`,
        value: builtMs / 1000,
        unit: 's',
        note: 'drawing the vectors included',
      },
      ...(typeof peer === 'string'
        ? [{ name: `hnswlib-node, ${name}`, value: NaN, unit: '', note: peer }]
        : [
            { name: `hnswlib recall@10, ${name}`, value: recall(peer, exact), unit: '' },
            ...timesOf(`hnswlib, ${name}`, peer, 'hnswlib-node'),
            { name: `hnswlib build, ${name}`, value: peer.builtMs / 1000, unit: 's', note: 'one thread' },
          ]),
    ];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

async function idsOf(form: OpenForm, query: Float32Array): Promise<number[]> {
  return (await form.nearest(query, K, null)).map(({ id }) => id);
}

async function ask(
  asked: readonly Float32Array[],
  find: (query: Float32Array) => Promise<number[]> | number[],
): Promise<Times> {
  await find(asked[0]!);
  const times: number[] = [];
  const found: number[][] = [];
  for (const query of asked) {
    const startMs = performance.now();
    found.push(await find(query));
    times.push(performance.now() - startMs);
  }
  return { times: times.sort((a, b) => a - b), found };
}

/** The peer has to be compiled by hand (`npm rebuild hnswlib-node --ignore-scripts=false`); says so where it is not. */
async function askPeer(
  count: number,
  vectorOf: (row: number) => Float32Array,
  asked: readonly Float32Array[],
): Promise<(Times & { builtMs: number }) | string> {
  let hnswlib: typeof Hnswlib;
  try {
    hnswlib = createRequire(import.meta.url)('hnswlib-node') as typeof Hnswlib;
  } catch {
    return 'not built';
  }
  const index = new hnswlib.HierarchicalNSW('cosine', DIMENSIONS);
  index.initIndex(count, 16, 96);
  const startMs = performance.now();
  for (let row = 0; row < count; row++) index.addPoint([...vectorOf(row)], row + 1);
  const builtMs = performance.now() - startMs;
  index.setEf(64);
  const questions = new Map(asked.map((query) => [query, [...query]]));
  return { ...(await ask(asked, (query) => index.searchKnn(questions.get(query)!, K).neighbors)), builtMs };
}

function blurred(vector: Float32Array, seed: number): Float32Array {
  const noise = drawVectors(1, vector.length, 10_000 + seed)(0);
  const moved = vector.map((x, at) => x + 0.3 * noise[at]!);
  const length = Math.hypot(...moved);
  return moved.map((x) => x / length);
}

function recall(found: Times, exact: Times): number {
  const shares = found.found.map((ids, at) => ids.filter((id) => exact.found[at]!.includes(id)).length / K);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function timesOf(name: string, { times }: Times, note: string): BenchRow[] {
  const quantile = (share: number) => times[Math.floor(share * (times.length - 1))]!;
  return [
    { name: `${name} p50`, value: quantile(0.5), unit: 'ms', note },
    { name: `${name} p95`, value: quantile(0.95), unit: 'ms' },
  ];
}
