/** The calls that try recommenders out: simulated listeners, and verdicts that somebody gave once. */
import { z } from 'zod';

import { JobId } from './wire.ts';

export const ExperimentId = z.int().positive().brand('ExperimentId');
export type ExperimentId = z.output<typeof ExperimentId>;

export const Algorithm = z.enum([
  'staged',
  'cold',
  'fallback',
  'ranking',
  'single-centroid',
  'logistic',
  'boosted',
  'neural',
  'random',
  'popular',
]);
export type Algorithm = z.output<typeof Algorithm>;

export const Experiment = z.object({
  id: ExperimentId,
  kind: z.enum(['simulation', 'replay', 'interleaving']),
  /** Everything that decides the outcome, the seed among it. */
  params: z.record(z.string(), z.unknown()),
  /** The commit of the code, where it is known; its version otherwise. */
  code: z.string(),
  state: z.enum(['running', 'done', 'stopped']),
  metrics: z.record(z.string(), z.number()),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
});
export type Experiment = z.output<typeof Experiment>;

export const experimentCalls = {
  /** Lets contenders recommend to simulated listeners, as a job. The same request goes on with what was cut off. */
  'experiment.simulate': {
    input: z.object({
      users: z.int().min(1).max(100_000).default(50),
      rounds: z.int().min(1).max(1000).default(40),
      listLength: z.int().min(1).max(100).default(10),
      seed: z.int().min(0).max(2_000_000_000).default(1),
      preset: z.enum(['varied', 's2']).default('varied'),
      /** The first is compared with each of the others. */
      algorithms: z
        .array(Algorithm)
        .min(1)
        .max(20)
        .default(['staged', 'single-centroid', 'ranking', 'popular', 'random']),
      /** Processes that work side by side. */
      processes: z.int().min(1).max(64).default(2),
    }),
    output: z.object({ jobId: JobId, experimentId: ExperimentId }),
  },
  /** Learns from a file of verdicts with features, fold by fold, and foretells the rest. */
  'experiment.replay': {
    input: z.object({
      path: z.string().min(1).max(32_768),
      folds: z.int().min(2).max(50).default(5),
      seed: z.int().min(0).max(2_000_000_000).default(1),
    }),
    output: z.object({ experimentId: ExperimentId, report: z.unknown() }),
  },
  'experiment.list': {
    input: z.object({ limit: z.int().min(1).max(1000).default(50) }),
    output: z.array(Experiment),
  },
  'experiment.get': {
    input: z.object({ id: ExperimentId }),
    output: z.object({ experiment: Experiment, report: z.unknown() }),
  },
  /** Writes an experiment into a folder in the layout that `mlflow ui` reads, with its plots. */
  'experiment.export': {
    input: z.object({ id: ExperimentId, folder: z.string().min(1).max(32_768) }),
    output: z.object({ folder: z.string(), files: z.int() }),
  },
} as const;
