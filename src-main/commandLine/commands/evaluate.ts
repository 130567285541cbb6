import { resolve } from 'node:path';

import type { ReplayRow } from '../../simulate/replay.ts';
import { type Command, UsageError, wholeNumber } from '../command.ts';
import { evaluateAb } from './evaluateAb.ts';

/** Measures what is learned: from verdicts that somebody gave once, and on the person's own lists. */
export const evaluate: Command = {
  usage: 'evaluate replay FILE [--folds N] [--seed S] | ab start --a STAGE --b STAGE | ab status|stop',
  summary:
    'learn from a table of verdicts and foretell the rest; ab: mix two stages in your lists, see which you like',
  flags: {
    folds: { type: 'string' },
    seed: { type: 'string' },
    a: { type: 'string' },
    b: { type: 'string' },
  },
  async run(input, context) {
    const { words, flags } = input;
    const [what, file] = words;
    if (what === 'ab') return evaluateAb({ ...input, words: words.slice(1) }, context);
    if (what !== 'replay' || file === undefined) throw new UsageError('evaluate needs: replay FILE, or ab.');
    if (flags.a !== undefined || flags.b !== undefined)
      throw new UsageError('--a and --b belong to ab start.');
    const { experimentId, report } = await context.call('experiment.replay', {
      path: resolve(file),
      folds: wholeNumber('--folds', flags.folds),
      seed: wholeNumber('--seed', flags.seed),
    });
    const { rows, verdicts, rejected, features } = report as {
      rows: ReplayRow[];
      verdicts: number;
      rejected: number;
      features: string[];
    };
    const lines = rows.map(
      ({ learner, auc, logLoss, brier, calibrationError }) =>
        `  ${learner.padEnd(22)} AUC ${auc.mean.toFixed(3)} [${auc.low.toFixed(3)}, ${auc.high.toFixed(3)}]  log loss ${logLoss.toFixed(3)}  Brier ${brier.toFixed(3)}  calibration error ${calibrationError.toFixed(3)}`,
    );
    await context.write(
      { experimentId, ...(report as object) },
      [
        `Experiment ${experimentId}: ${verdicts} verdicts over ${features.join(', ')}${rejected > 0 ? `; ${rejected} rows without a verdict` : ''}`,
        ...lines,
      ].join('\n'),
    );
    return 0;
  },
};
