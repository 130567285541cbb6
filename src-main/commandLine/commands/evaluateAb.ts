import { Configuration } from '../../../src-preload/comparisonCalls.ts';
import { type CommandContext, type CommandInput, UsageError, wholeNumber } from '../command.ts';
import { describeComparison } from '../describeComparison.ts';

const STAGES = Configuration.shape.stage;

/** Compares two ways of choosing songs on the person's own lists: `evaluate ab start | status | stop`. */
export async function evaluateAb({ words, flags }: CommandInput, context: CommandContext): Promise<number> {
  const [what, ...rest] = words;
  const asked = ['a', 'b', 'seed', 'folds'].filter((flag) => flags[flag] !== undefined);
  const unfit = asked.find((flag) => flag === 'folds' || what !== 'start');
  if (rest.length > 0 || unfit !== undefined) {
    throw new UsageError(
      `evaluate ab ${what} does not take ${unfit === undefined ? rest[0] : `--${unfit}`}.`,
    );
  }
  if (what === 'start') {
    const a = sideOf('--a', flags.a);
    const b = sideOf('--b', flags.b);
    const seed = wholeNumber('--seed', flags.seed);
    const started = await context.call('comparison.start', { a, b, ...(seed === undefined ? {} : { seed }) });
    const intro = `From now on lists hold songs of “${a.stage}” and of “${b.stage}”. Judge them as ever; waves evaluate ab status says how it stands.`;
    await context.write(started, intro);
    return 0;
  }
  if (what === 'status') {
    const found = await context.call('comparison.status', {});
    const none = 'Nothing is being compared: waves evaluate ab start --a boosted --b ranking.';
    await context.write(found ?? { state: 'none' }, found ? describeComparison(found) : none);
    return 0;
  }
  if (what === 'stop') {
    const ended = await context.call('comparison.stop', {});
    await context.write(ended, `${describeComparison(ended)}\nKept as experiment ${ended.experimentId}.`);
    return 0;
  }
  throw new UsageError('evaluate ab needs start --a STAGE --b STAGE, status or stop.');
}

function sideOf(name: string, value: string | boolean | undefined): Configuration {
  const stage = STAGES.safeParse(value);
  if (!stage.success) throw new UsageError(`${name} is one of ${STAGES.options.join(', ')}.`);
  return { stage: stage.data };
}
