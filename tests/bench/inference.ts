import { join } from 'node:path';

import { openTestEar } from '../support/openTestEar.ts';
import type { BenchRow } from './benchRow.ts';

const CALLS = 2000;
const WARM_UP = 100;
const BATCHES = 20;
const BATCH = 256;
const OPENINGS = 5;

const modelsDir = join(import.meta.dirname, '../../models');
const WORDS =
  'today i was walking home from work and thought about how much i love this small city and the people who make my life much better and calmer than before';

/** Times from a 30-word text to its place in the plane, alone and in batches, of a 1 MB text, and of opening the model. */
export async function benchInference(): Promise<BenchRow[]> {
  const opening: number[] = [];
  for (let i = 0; i < OPENINGS; i += 1) {
    const start = performance.now();
    const ear = await openTestEar(modelsDir);
    await ear.wake();
    await ear.close();
    opening.push(performance.now() - start);
  }

  const ear = await openTestEar(modelsDir);
  const { model } = await ear.read(WORDS);
  const note = `${model.id}, 30 words, ${CALLS} texts`;
  const alone: number[] = [];
  for (let call = 0; call < WARM_UP + CALLS; call += 1) {
    const text = textOf(call);
    const start = performance.now();
    await ear.read(text);
    if (call >= WARM_UP) alone.push(performance.now() - start);
  }

  const texts = Array.from({ length: BATCH }, (_, i) => textOf(i));
  const batchStart = performance.now();
  for (let batch = 0; batch < BATCHES; batch += 1) await ear.readMany(texts);
  const perSecond = (BATCHES * BATCH * 1000) / (performance.now() - batchStart);

  const long = `${WORDS}. `.repeat(Math.ceil(1e6 / WORDS.length));
  const longTimes: number[] = [];
  for (let call = 0; call < 20; call += 1) {
    const start = performance.now();
    await ear.read(long);
    longTimes.push(performance.now() - start);
  }
  await ear.close();
  return [
    { name: 'inference median', value: quantile(alone, 0.5), unit: 'ms', note },
    { name: 'inference p95', value: quantile(alone, 0.95), unit: 'ms', note },
    { name: 'inference in batches', value: perSecond, unit: 'texts/s', note: `${BATCH} texts a call` },
    { name: 'inference 1 MB', value: quantile(longTimes, 0.5), unit: 'ms', note: 'median, one text' },
    { name: 'open the model', value: quantile(opening, 0.5), unit: 'ms', note: `median of ${OPENINGS}` },
  ];
}

/** The same words but one, so that no two texts are the same. */
function textOf(call: number): string {
  const words = WORDS.split(' ');
  words[call % words.length] = `word${call}`;
  return words.join(' ');
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))]!;
}
