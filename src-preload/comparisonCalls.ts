/** The calls that compare two ways of choosing songs, on the person's own lists. */
import { z } from 'zod';

import { ExperimentId } from './experimentCalls.ts';
import { Stage } from './wire.ts';

/** A way of choosing songs: by one stage, or by whichever the person's tastes have earned ("staged"). */
export const Configuration = z.strictObject({ stage: z.enum(['staged', ...Stage.options]) });
export type Configuration = z.output<typeof Configuration>;

/** One of the two, and the stages that did choose for it: another than asked for where that one had too little to go by. */
export const ComparedSide = Configuration.extend({
  chosenBy: z.array(z.object({ stage: Stage, lists: z.int() })),
});
export type ComparedSide = z.output<typeof ComparedSide>;

/** A comparison as it stands, or as it ended. */
export const Comparison = z.object({
  experimentId: ExperimentId,
  /** "done" where it was decided when it ended. */
  state: z.enum(['running', 'done', 'stopped']),
  a: ComparedSide,
  b: ComparedSide,
  seed: z.int(),
  /** Lists shown, and those of them in which both sides had chosen the same. */
  lists: z.int(),
  sameLists: z.int(),
  /** Questions – a mood on a day, however many lists it took – that went to `a`, to `b`, and to neither. */
  wins: z.int(),
  losses: z.int(),
  ties: z.int(),
  /** Share of `a` in wins and losses. */
  share: z.number(),
  /** How many times more likely this is where one is better than where neither is. */
  evidence: z.number(),
  /** Whether that is enough to stop: by chance at most once in twenty comparisons, however often one looks. The question asked last decides nothing until the next is asked. */
  isDecided: z.boolean(),
  /** What it means, in words. */
  meaning: z.string(),
  /** What stands in the way of learning anything. */
  notices: z.array(z.string()),
  startedAt: z.int(),
  endedAt: z.int().nullable(),
});
export type Comparison = z.output<typeof Comparison>;

export const comparisonCalls = {
  /** From now on lists are mixed of both, until it is stopped. One comparison runs at a time. */
  'comparison.start': {
    input: z.object({
      a: Configuration,
      b: Configuration,
      seed: z.int().min(0).max(2_000_000_000).default(1),
    }),
    output: Comparison,
  },
  /** The one that runs, or else the last; null where there was none. */
  'comparison.status': { input: z.object({}), output: Comparison.nullable() },
  /** Ends it and keeps what came of it as an experiment. Nothing else changes. */
  'comparison.stop': { input: z.object({}), output: Comparison },
} as const;
