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
import { mcintireFolds } from './mcintire.ts';

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

/** A name, and one or more draws of the same task: the AUC is their mean. */
type Task = { readonly name: string; readonly parts: readonly Part[] };

type Part = { readonly train: Examples; readonly held: Examples };

/** Our trees on generated tasks and on one person's verdicts: time to train, time a row to score, AUC on rows not seen; beside those of others where they are there. */
export function benchBoosting(): BenchRow[] {
  const tasks: Task[] = [
    ...TASKS.map(({ rows, features }) => ({
      name: `${rows} × ${features}`,
      parts: [
        {
          train: syntheticExamples(rows, features, rows + features, chance),
          held: syntheticExamples(TESTS, features, rows - features, chance),
        },
      ],
    })),
    ...mcintireFolds().map(({ features, folds }) => ({ name: `McIntire × ${features}`, parts: folds })),
  ];
  const others = trainElsewhere(tasks.flatMap(({ parts }) => parts));
  let from = 0;
  return tasks.flatMap(({ name, parts }) => {
    const elsewhere = others.slice(from, (from += parts.length));
    const found = parts.map(measure);
    const trees = Math.round(meanOf(found.map((own) => own.trees)));
    const trainMs = meanOf(found.map((own) => own.trainMs));
    const auc = meanOf(found.map((own) => own.auc));
    return [
      { name: `train ${name}`, value: round(trainMs, 10), unit: 'ms', note: `${trees} trees` },
      {
        name: `score ${name}`,
        value: round(meanOf(found.map((own) => own.scoreMicros)), 100),
        unit: 'µs/row',
      },
      { name: `AUC ${name}`, value: round(auc, 10_000), unit: '', note: describeOthers(elsewhere, auc) },
    ];
  });
}

function measure({ train, held }: Part): {
  trainMs: number;
  scoreMicros: number;
  auc: number;
  trees: number;
} {
  let model = trainBoosted(train, {}, createRandom(1));
  const trainMs = fastest(() => (model = trainBoosted(train, {}, createRandom(1))));
  const scorer = openBoosted(model);
  const scoreMs = fastest(() => scorer.margins(held.x));
  return {
    trainMs,
    scoreMicros: (scoreMs * 1000) / held.rows,
    auc: areaUnderCurve(scorer.margins(held.x), held.y),
    trees: model.roots.length,
  };
}

const LIBRARIES = ['scikit-learn', 'XGBoost'] as const;

/** What each library made of a part; null where it is not there. */
type Elsewhere = Readonly<Record<(typeof LIBRARIES)[number], { auc: number; ms: number } | null>>;

function describeOthers(parts: readonly Elsewhere[], ours: number): string {
  return LIBRARIES.map((library) => {
    const found = parts.map((part) => part[library]).filter((one) => one !== null);
    if (found.length === 0) return `${library} is not there`;
    const auc = meanOf(found.map((one) => one.auc));
    const gap = `${ours >= auc ? '+' : '−'}${Math.abs(ours - auc).toFixed(4)}`;
    return `${library} ${auc.toFixed(4)} (ours ${gap}) in ${Math.round(meanOf(found.map(({ ms }) => ms)))} ms of processor time`;
  }).join('; ');
}

/** The same tasks by the libraries of others; where there is no Python with numpy nothing is there. */
function trainElsewhere(parts: readonly Part[]): Elsewhere[] {
  const folder = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const files = parts.map(({ train, held }, at) => {
      const path = join(folder, `${at}.bin`);
      const numbers = [train.x, Float64Array.from(train.y), held.x, Float64Array.from(held.y)];
      writeFileSync(path, Buffer.concat(numbers.map((own) => new Uint8Array(own.buffer))));
      return { path, rows: train.rows, features: train.features, tests: held.rows };
    });
    const script = join(import.meta.dirname, 'boosting.py');
    const runs = ['python3', '/usr/bin/python3'].map((python) => {
      const { status, stdout } = spawnSync(python, [script, JSON.stringify(files)], { encoding: 'utf8' });
      const lines = status === 0 ? stdout.trim().split('\n') : [];
      return lines.map((line) => JSON.parse(line) as Elsewhere);
    });
    // One Python may have a library that the other has not.
    return files.map((_, at) =>
      Object.fromEntries(
        LIBRARIES.map((library) => [library, runs.map((run) => run[at]?.[library]).find(Boolean) ?? null]),
      ),
    ) as Elsewhere[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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
