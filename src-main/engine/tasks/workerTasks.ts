import { trainAlone } from '../../taste/trainAlone.ts';
import { type SimulateInput, simulateUnit } from '../../simulate/simulateUnit.ts';
import { buildForm } from '../../vectors/build/buildForm.ts';
import { readTrackKnowledge } from '../trackKnowledge.ts';

/** Everything that the worker process does: work that would keep the engine from answering. */
export const workerTasks = {
  'vectors.build': buildForm,
  'simulate.unit': (
    input: SimulateInput & { readonly resourcesDir: string },
    context: { readonly signal: AbortSignal; report(progress: null): void },
  ) => simulateUnit(input, readTrackKnowledge(input.resourcesDir), context),
  'taste.train': trainAlone,
} as const;

export type WorkerTasks = typeof workerTasks;
