import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createEngineClient } from '../../src-main/processes/engineClient.ts';
import { openNodePort } from '../../src-main/processes/nodePort.ts';
import { findEnginePid } from '../support/findEnginePid.ts';
import { sharedData } from '../support/sharedData.ts';
import type { BenchRow } from './benchRow.ts';

const STARTS = 5;
const root = join(import.meta.dirname, '../..');
const engine = join(root, 'out/main/engine.js');

/** What one start of the engine process took, and what it held afterwards. */
type Start = { readonly readyMs: number; readonly listMs: number; readonly rssMiB: number | null };

/** From nothing to a first list of songs, on the demo catalogue and on the 114k one; medians of several starts. */
export async function benchStart(): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const fresh = await start(profile);
    const demo = await medianStart(profile);
    const rows: BenchRow[] = [
      {
        name: 'start fresh profile',
        value: fresh.listMs,
        unit: 'ms',
        note: 'one start, seeds the demo catalogue, to the first list',
      },
      ...rowsOf('demo', demo),
    ];
    if (!sharedData) return rows;

    await importLarge(profile, join(sharedData, 'catalogue/spotify-tracks-114k.csv.gz'));
    return [...rows, ...rowsOf('114k', await medianStart(profile))];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

function rowsOf(catalogue: string, { readyMs, listMs, rssMiB }: Start): BenchRow[] {
  const note = `${catalogue} catalogue, median of ${STARTS} starts`;
  return [
    { name: `start ${catalogue} ready`, value: readyMs, unit: 'ms', note },
    { name: `start ${catalogue} first list`, value: listMs, unit: 'ms', note },
    ...(rssMiB === null
      ? []
      : [
          {
            name: `memory ${catalogue}`,
            value: rssMiB,
            unit: 'MiB',
            note: 'engine process, resident, after the first list',
          },
        ]),
  ];
}

async function medianStart(profile: string): Promise<Start> {
  const starts: Start[] = [];
  for (let i = 0; i < STARTS; i++) starts.push(await start(profile));
  const median = (of: (start: Start) => number) =>
    starts.map(of).sort((a, b) => a - b)[Math.floor(STARTS / 2)]!;
  return {
    readyMs: median(({ readyMs }) => readyMs),
    listMs: median(({ listMs }) => listMs),
    rssMiB: starts[0]!.rssMiB === null ? null : median(({ rssMiB }) => rssMiB ?? 0),
  };
}

async function start(profile: string): Promise<Start> {
  const startedAt = performance.now();
  const since = () => Math.round(performance.now() - startedAt);
  const client = openEngine(profile);
  const ready = Promise.withResolvers<number>();
  client.listen(({ name, value }) => {
    if (name === 'engine.change' && value.state === 'running') ready.resolve(since());
  });
  await client.call('recommend.list', { text: 'I just had a great day at work!' });
  const listMs = since();
  const outcome = { readyMs: await ready.promise, listMs, rssMiB: residentMiB() };
  await client.close();
  return outcome;
}

async function importLarge(profile: string, path: string): Promise<void> {
  const client = openEngine(profile);
  const ended = Promise.withResolvers<void>();
  client.listen(({ name, value }) => {
    if (name === 'job.change' && value.job.state !== 'running') ended.resolve();
  });
  await client.call('catalogue.import', { paths: [path] });
  await ended.promise;
  await client.close();
}

function openEngine(profile: string) {
  const args = [
    '--profile',
    profile,
    '--models',
    join(root, 'models'),
    '--resources',
    join(root, 'resources'),
  ];
  return createEngineClient(() => openNodePort(engine, args));
}

/** Memory of the engine process below this one; null where the platform does not say. */
function residentMiB(): number | null {
  const pid = findEnginePid(process.pid);
  if (process.platform !== 'linux' || pid === null) return null;
  const kiB = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kiB === undefined ? null : Math.round(Number(kiB) / 1024);
}
