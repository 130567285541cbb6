import { trainAlone } from '../../taste/trainAlone.ts';
import type { UnitResult } from '../../simulate/runUnit.ts';
import { type SimulateInput, simulateUnits } from '../../simulate/simulateUnits.ts';
import { buildForm } from '../../vectors/build/buildForm.ts';
import { readTrackKnowledge } from '../trackKnowledge.ts';

/** Everything that the worker process does: work that would keep the engine from answering. */
export const workerTasks = {
  'vectors.build': buildForm,
  'simulate.units': (
    input: SimulateInput & { readonly resourcesDir: string },
    context: { readonly signal: AbortSignal; report(result: UnitResult): void },
  ) => simulateUnits(input, readTrackKnowledge(input.resourcesDir), context),
  'taste.train': trainAlone,
} as const;

export type WorkerTasks = typeof workerTasks;
