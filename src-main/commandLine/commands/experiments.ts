import { resolve } from 'node:path';

import type { Comparison, ExperimentId } from '../../../src-preload/contract.ts';
import type { SimulationReport } from '../../simulate/measures/report.ts';
import { type Command, type CommandContext, UsageError, wholeNumber } from '../command.ts';
import { describeComparison } from '../describeComparison.ts';
import { describeSimulation } from '../describeSimulation.ts';

/** Shows and gives away what was tried out. */
export const experiments: Command = {
  usage: 'experiments list | show ID | export ID FOLDER',
  summary: 'what was tried out; export writes the layout that `mlflow ui` reads',
  flags: {},
  async run({ words: [what = 'list', id, folder] }, context) {
    if (what === 'list') return list(context);
    const number = wholeNumber('The experiment', id);
    if (number === undefined) throw new UsageError(`experiments ${what} needs the number of an experiment.`);
    if (what === 'show') return show(context, number as ExperimentId);
    if (what !== 'export' || folder === undefined) {
      throw new UsageError('experiments takes list, show ID, or export ID FOLDER.');
    }
    const written = await context.call('experiment.export', {
      id: number as ExperimentId,
      folder: resolve(folder),
    });
    await context.write(written, `${written.files} files written to ${written.folder}.`);
    return 0;
  },
};

async function list({ call, write }: CommandContext): Promise<number> {
  const all = await call('experiment.list', {});
  const lines = all.map(
    ({ id, kind, state, code, startedAt }) =>
      `${String(id).padStart(4)}  ${new Date(startedAt).toISOString().slice(0, 16)}  ${kind.padEnd(12)} ${state.padEnd(8)} ${code.slice(0, 12)}`,
  );
  await write({ experiments: all }, lines.length > 0 ? lines.join('\n') : 'Nothing was tried out yet.');
  return 0;
}

async function show({ call, write }: CommandContext, id: ExperimentId): Promise<number> {
  const found = await call('experiment.get', { id });
  const { experiment, report } = found;
  const metrics = Object.entries(experiment.metrics).map(
    ([name, value]) => `  ${name.padEnd(32)} ${value.toFixed(4)}`,
  );
  const comparison =
    experiment.kind === 'interleaving' && report !== null
      ? [describeComparison((report as { comparison: Comparison }).comparison)]
      : [];
  const simulation = experiment.kind === 'simulation' ? (report as SimulationReport | null) : null;
  // Reports of earlier versions have other figures; what they say in short is kept beside them.
  const text =
    simulation?.format === 2
      ? describeSimulation(simulation, id)
      : [`Experiment ${id}: ${experiment.kind}, ${experiment.state}`, ...comparison, ...metrics].join('\n');
  await write(found, text);
  return 0;
}
