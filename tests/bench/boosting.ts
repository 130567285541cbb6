import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openBoosted } from '../../src-main/learning/boosting/boostedModel.ts';
import { trainBoosted } from '../../src-main/learning/boosting/trainBoosted.ts';
import type { Examples } from '../../src-main/learning/examples.ts';
import { areaUnderCurve, sigmoid } from '../../src-main/learning/metrics.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import { syntheticExamples } from '../learning/syntheticExamples.ts';
import type { BenchRow } from './benchRow.ts';

const TASKS = [
  { rows: 300, features: 9 },
  { rows: 1_000, features: 9 },
  { rows: 1_000, features: 20 },
  { rows: 20_000, features: 9 },
  { rows: 20_000, features: 20 },
  { rows: 100_000, features: 20 },
];
const TESTS = 20_000;
const REPEATS = 3;

/** Curves, steps, products and noise: nothing that one kind of model is made for. */
function chance(x: Float64Array): number {
  const steps = (x[2]! > 0.5 ? 2 : 0) * (x[3]! - 0.5) * 2;
  return sigmoid(3 * Math.sin(3 * x[0]!) * x[1]! + steps - 2 * x[4]! ** 2 + 1.5 * x[5]! * x[6]! - 1);
}

/** Our trees on generated tasks: time to train, time a row to score, AUC on rows not seen; beside scikit-learn's where that is there. */
export function benchBoosting(): BenchRow[] {
  const drawn = TASKS.map(({ rows, features }) => ({
    rows,
    features,
    train: syntheticExamples(rows, features, rows + features, chance),
    held: syntheticExamples(TESTS, features, rows - features, chance),
  }));
  const others = trainElsewhere(drawn);
  return drawn.flatMap(({ rows, features, train, held }, at) => {
    const task = `${rows} × ${features}`;
    let model = trainBoosted(train, {}, createRandom(1));
    const trainMs = fastest(() => (model = trainBoosted(train, {}, createRandom(1))));
    const scorer = openBoosted(model);
    const scoreMs = fastest(() => scorer.margins(held.x));
    const auc = areaUnderCurve(scorer.margins(held.x), held.y);
    const other = others[at];
    return [
      { name: `train ${task}`, value: round(trainMs, 10), unit: 'ms', note: `${model.roots.length} trees` },
      { name: `score ${task}`, value: round((scoreMs * 1000) / TESTS, 100), unit: 'µs/row' },
      {
        name: `AUC ${task}`,
        value: round(auc, 10_000),
        unit: '',
        note: other
          ? `scikit-learn ${other.auc.toFixed(4)} in ${Math.round(other.ms)} ms of processor time`
          : 'scikit-learn is not there',
      },
    ];
  });
}

type Task = {
  readonly rows: number;
  readonly features: number;
  readonly train: Examples;
  readonly held: Examples;
};

/** The same tasks by scikit-learn; nothing where Python does not have it. */
function trainElsewhere(tasks: readonly Task[]): { readonly auc: number; readonly ms: number }[] {
  const folder = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const files = tasks.map(({ rows, features, train, held }, at) => {
      const path = join(folder, `${at}.bin`);
      const parts = [train.x, Float64Array.from(train.y), held.x, Float64Array.from(held.y)];
      writeFileSync(path, Buffer.concat(parts.map((part) => new Uint8Array(part.buffer))));
      return { path, rows, features, tests: held.rows };
    });
    for (const python of ['python3', '/usr/bin/python3']) {
      const script = join(import.meta.dirname, 'boosting.py');
      const { status, stdout } = spawnSync(python, [script, JSON.stringify(files)], { encoding: 'utf8' });
      if (status === 0) {
        return stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as { auc: number; ms: number });
      }
    }
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fastest(run: () => unknown): number {
  let best = Infinity;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const startMs = performance.now();
    run();
    best = Math.min(best, performance.now() - startMs);
  }
  return best;
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
