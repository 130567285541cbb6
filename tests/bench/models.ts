import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openTextModel } from '../../src-main/emotion/openTextModel.ts';
import type { TextModel } from '../../src-main/emotion/textModel.ts';
import { findModels } from '../../src-main/modelRegistry/findModels.ts';
import type { ModelEntry } from '../../src-main/modelRegistry/modelEntry.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';
import type { BenchRow } from './benchRow.ts';

const ALONE = 1000;
const WARM_UP = 50;
const TOGETHER = 1000;
const REPEATS = 3;

const modelsDir = join(import.meta.dirname, '../../models');
const WORDS =
  'today i was walking home from work and thought about how much i love this small city and the people who make my life much better and calmer than before'.split(
    ' ',
  );

/** Of every model in the registry: opening it, one text of 30 words from the string to the reading, and a thousand of them in one call. */
export async function benchModels(): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  const db = emptyDatabase();
  try {
    const rows: BenchRow[] = [];
    for (const entry of (await findModels(modelsDir, profile)).entries) {
      const open = () => openTextModel(entry, { db, modelsDir, now: Date.now, afresh: false });
      // Providers are tried and remembered.
      await (await open()).close();
      const start = performance.now();
      const model = await open();
      const openedMs = performance.now() - start;
      rows.push(...(await rowsOf(entry, model, openedMs)));
      await model.close();
    }
    return rows;
  } finally {
    db.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function rowsOf(entry: ModelEntry, model: TextModel, openedMs: number): Promise<BenchRow[]> {
  const { id, tasks, sizeBytes } = entry;
  const read = async (texts: string[]): Promise<unknown> =>
    tasks.includes('emotion') ? model.hear(texts) : model.embed(texts);
  let next = 0;
  const alone: number[] = [];
  for (let call = 0; call < WARM_UP + ALONE; call++) {
    const start = performance.now();
    await read([textOf(next++)]);
    if (call >= WARM_UP) alone.push(performance.now() - start);
  }
  const together: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const texts = Array.from({ length: TOGETHER }, () => textOf(next++));
    const start = performance.now();
    await read(texts);
    together.push(performance.now() - start);
  }
  const note = `30 words, ${ALONE} texts, on ${model.provider().name}`;
  return [
    { name: `${id} size`, value: sizeBytes / 1e6, unit: 'MB', note: `for ${tasks.join(' and ')}` },
    { name: `${id} open`, value: openedMs, unit: 'ms', note: 'providers remembered' },
    { name: `${id} p50`, value: quantile(alone, 0.5), unit: 'ms', note },
    { name: `${id} p95`, value: quantile(alone, 0.95), unit: 'ms', note },
    {
      name: `${id} 1,000 texts`,
      value: quantile(together, 0.5),
      unit: 'ms',
      note: `one call, median of ${REPEATS}`,
    },
  ];
}

/** The same words but one, so that no text is known already. */
function textOf(at: number): string {
  return WORDS.with(at % WORDS.length, `word${at}`).join(' ');
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))]!;
}
