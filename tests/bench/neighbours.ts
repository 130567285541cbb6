import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type * as Hnswlib from 'hnswlib-node';

import { GRAPH_FROM } from '../../src-main/engine/indexKeeper.ts';
import { derivedFolder } from '../../src-main/vectors/files/formRecord.ts';
import { openForm, type OpenForm } from '../../src-main/vectors/openForm.ts';
import { drawVectors, indexVectorRows, writeVectorRows } from '../support/vectorForm.ts';
import type { BenchRow } from './benchRow.ts';

const DIMENSIONS = 256;
const K = 10;

/** How many vectors, how many questions, and whether the peer is built too: at a million that takes it half an hour. */
const SIZES = [
  { count: 10_000, questions: 200, hasPeer: true },
  { count: 100_000, questions: 100, hasPeer: true },
  { count: 1_000_000, questions: 30, hasPeer: false },
];

type Times = { readonly times: readonly number[]; readonly found: readonly (readonly number[])[] };

/**
 * Recall and time of the ten nearest of drawn vectors, each way to find them
 * beside the others: all compared by USearch with eight bits, its graph,
 * typed arrays, and hnswlib-node. What the first three find is compared as it
 * is stored. Recall is against comparing everything so.
 */
export async function benchNeighbours(sizes = SIZES): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of sizes) rows.push(...(await benchSize(size)));
  return rows;
}

async function benchSize({ count, questions, hasPeer }: (typeof SIZES)[number]): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const vectorOf = drawVectors(count, DIMENSIONS);
    const asked = drawQuestions(questions, count, vectorOf);
    const folder = derivedFolder(profile);
    const shape = { count, dimensions: DIMENSIONS, vectorOf, graphFrom: 0 };
    const rowsFile = writeVectorRows(profile, shape);
    const startMs = performance.now();
    const record = await indexVectorRows(profile, rowsFile, shape);
    const graphSeconds = (performance.now() - startMs) / 1000;

    const plain = await openForm(folder, { ...record, graph: null });
    const all = Int32Array.from({ length: count }, (_, row) => row);
    const truth = await ask(asked, async (query) =>
      (await plain.rows.compare(query, K, all)).map(({ id }) => id),
    );
    const exact = await ask(asked, (query) => idsOf(plain, query));
    process.env.WAVES_NO_USEARCH = '1';
    const arrays = await ask(asked, (query) => idsOf(plain, query));
    delete process.env.WAVES_NO_USEARCH;
    plain.close();

    const form = await openForm(folder, record);
    const graph = await ask(asked, (query) => idsOf(form, query));
    form.close();
    const peer = hasPeer ? await askPeer(count, vectorOf, asked) : 'left out: it builds for half an hour';

    const name = count.toLocaleString('en');
    const used = count < GRAPH_FROM ? 'exact' : 'graph';
    const note = (way: string) => (way === used ? 'what the app does at this size' : '');
    return [
      ...rowsOf(`exact, ${name}`, exact, truth, note('exact') || 'USearch compares all, eight bits'),
      ...rowsOf(`graph, ${name}`, graph, truth, note('graph') || 'USearch'),
      ...rowsOf(`typed arrays, ${name}`, arrays, truth, 'where USearch cannot be loaded'),
      ...(typeof peer === 'string'
        ? [{ name: `hnswlib-node, ${name}`, value: NaN, unit: '', note: peer }]
        : rowsOf(`hnswlib-node, ${name}`, peer, truth, 'ef 64')),
      { name: `graph build, ${name}`, value: graphSeconds, unit: 's', note: 'all cores' },
      ...(typeof peer === 'string'
        ? []
        : [{ name: `hnswlib-node build, ${name}`, value: peer.builtMs / 1000, unit: 's', note: 'one core' }]),
    ];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Half of them lie near a song; the other half, as what people type, far from all: between three. */
function drawQuestions(
  questions: number,
  count: number,
  vectorOf: (row: number) => Float32Array,
): Float32Array[] {
  return Array.from({ length: questions }, (_, at) => {
    const near = vectorOf((at * 7919) % count);
    const parts =
      at % 2 === 0 ? [near] : [near, vectorOf((at * 104_729) % count), vectorOf((at * 1299) % count)];
    const noise = drawVectors(1, DIMENSIONS, 10_000 + at)(0);
    const mixed = near.map((_x, d) => parts.reduce((sum, part) => sum + part[d]!, 0) + 0.3 * noise[d]!);
    const length = Math.hypot(...mixed);
    return mixed.map((x) => x / length);
  });
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

function recall(found: Times, exact: Times): number {
  const shares = found.found.map((ids, at) => ids.filter((id) => exact.found[at]!.includes(id)).length / K);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function rowsOf(name: string, way: Times, truth: Times, note: string): BenchRow[] {
  const quantile = (share: number) => way.times[Math.floor(share * (way.times.length - 1))]!;
  return [
    { name: `${name} recall@${K}`, value: recall(way, truth), unit: '', note },
    { name: `${name} p50`, value: quantile(0.5), unit: 'ms' },
    { name: `${name} p95`, value: quantile(0.95), unit: 'ms' },
  ];
}
