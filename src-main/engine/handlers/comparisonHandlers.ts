import type { Comparison, Handlers } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { addExperiment, endExperiment, readExperiment } from '../../storage/experiments.ts';
import {
  type ComparisonPlan,
  newestComparison,
  readRunningComparison,
} from '../../storage/person/comparisons.ts';
import { type DescribedComparison, describeComparison } from '../../taste/describeComparison.ts';
import type { EngineParts } from '../engineParts.ts';

type ComparisonMethod = 'comparison.start' | 'comparison.status' | 'comparison.stop';

/** Two ways of choosing songs, compared on the person's own lists. */
export function comparisonHandlers({ db, code, now, announce }: EngineParts): Handlers<ComparisonMethod> {
  const changed = () => announce({ name: 'taste.change', value: {} });

  function status(): Comparison | null {
    const running = readRunningComparison(db);
    if (running) return describeComparison(db, running).comparison;
    const last = newestComparison(db);
    // What was said since it ended does not count any more.
    return last === null ? null : (readExperiment(db, last)!.report as DescribedComparison).comparison;
  }

  return {
    'comparison.start'({ a, b, seed }) {
      const running = readRunningComparison(db);
      if (running) {
        throw new AppError(
          'busy',
          `“${running.a.stage}” is being compared with “${running.b.stage}” already, and that goes on. Stop it first: waves evaluate ab stop, or in the window under “Your tastes”.`,
        );
      }
      if (a.stage === b.stage) {
        throw new AppError(
          'bad-request',
          `Both sides are “${a.stage}”: name two different stages, or “staged” for the normal choice.`,
        );
      }
      const params: ComparisonPlan = { a, b, seed };
      addExperiment(db, { kind: 'interleaving', params, code, startedAt: now() });
      changed();
      return status()!;
    },
    'comparison.status': status,
    'comparison.stop'() {
      const running = readRunningComparison(db);
      if (!running) throw new AppError('not-found', 'No comparison is running.');
      const endedAt = now();
      const report = describeComparison(db, running, endedAt);
      const { comparison } = report;
      const state = comparison.isDecided ? 'done' : 'stopped';
      endExperiment(db, running.id, { state, metrics: metricsOf(comparison), report, endedAt });
      changed();
      return comparison;
    },
  };
}

function metricsOf(comparison: Comparison): Record<string, number> {
  const { lists, sameLists, wins, losses, ties, share, evidence, isDecided } = comparison;
  return { lists, same_lists: sameLists, wins, losses, ties, share, evidence, is_decided: Number(isDecided) };
}
