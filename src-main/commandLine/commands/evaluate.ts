import { resolve } from 'node:path';

import type { ReplayRow } from '../../simulate/replay.ts';
import { type Command, UsageError, wholeNumber } from '../command.ts';

/** Measures what is learned from verdicts that somebody gave once. */
export const evaluate: Command = {
  usage: 'evaluate replay FILE [--folds N] [--seed S]',
  summary: 'learn from a table of verdicts, fold by fold, and foretell the rest',
  flags: { folds: { type: 'string' }, seed: { type: 'string' } },
  async run({ words, flags }, context) {
    const [what, file] = words;
    if (what !== 'replay' || file === undefined) throw new UsageError('evaluate needs: replay FILE.');
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
