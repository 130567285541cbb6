import { resolve } from 'node:path';

import { Algorithm } from '../../../src-preload/experimentCalls.ts';
import type { Input } from '../../../src-preload/contract.ts';
import type { SimulationReport } from '../../simulate/measures/report.ts';
import { type Command, UsageError, wholeNumber } from '../command.ts';
import { assertDone } from './import.ts';
import { describeSimulation } from '../describeSimulation.ts';
import { runJob } from '../runJob.ts';

/** Lets contenders recommend to simulated listeners and compares them. */
export const simulate: Command = {
  usage:
    'simulate [--users N] [--rounds N] [--seed S] [--algorithms a,b,…] [--preset varied|s2] [--processes N] [--out FOLDER]',
  summary: 'prove recommenders on simulated listeners; the same request goes on where it was cut off',
  flags: {
    users: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string' },
    algorithms: { type: 'string' },
    preset: { type: 'string' },
    processes: { type: 'string' },
    out: { type: 'string' },
  },
  async run({ flags }, context) {
    const request: Input<'experiment.simulate'> = {
      users: wholeNumber('--users', flags.users),
      rounds: wholeNumber('--rounds', flags.rounds),
      seed: wholeNumber('--seed', flags.seed),
      processes: wholeNumber('--processes', flags.processes),
      algorithms: algorithmsIn(flags.algorithms),
      preset: presetIn(flags.preset),
    };
    let experimentId: number | null = null;
    const job = await runJob(async () => {
      const started = await context.call('experiment.simulate', request);
      experimentId = started.experimentId;
      return started;
    }, context);
    assertDone(
      job!,
      'The simulation was stopped. The sessions that were over are kept: the same command goes on.',
    );
    if (typeof flags.out === 'string') {
      await context.call('experiment.export', { id: experimentId! as never, folder: resolve(flags.out) });
    }
    const { experiment, report } = await context.call('experiment.get', { id: experimentId! as never });
    await context.write(
      { experiment, report },
      describeSimulation(report as SimulationReport, experiment.id),
    );
    return 0;
  },
};

function algorithmsIn(flag: string | boolean | undefined): Algorithm[] | undefined {
  if (typeof flag !== 'string') return undefined;
  return flag.split(',').map((name) => {
    const found = Algorithm.safeParse(name.trim());
    if (!found.success) {
      throw new UsageError(`There is no algorithm "${name}"; there are ${Algorithm.options.join(', ')}.`);
    }
    return found.data;
  });
}

function presetIn(flag: string | boolean | undefined): 'varied' | 's2' | undefined {
  if (flag === undefined) return undefined;
  if (flag !== 'varied' && flag !== 's2') throw new UsageError('--preset is one of varied, s2.');
  return flag;
}
