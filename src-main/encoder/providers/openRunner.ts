import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { createRunner, type Runner } from './createRunner.ts';
import { openSession } from './openSession.ts';
import { type GraphPlan, planGraph } from '../layout/planGraph.ts';
import { readAdapters } from '../layout/readAdapters.ts';
import type { ProviderName } from './providerCandidates.ts';
import type { EncoderLayout } from '../layout/readLayout.ts';

/** The graph of a layout, opened on one provider and found to fit. Throws `model-unusable`. */
export async function openRunner(
  layout: EncoderLayout,
  provider: ProviderName,
  padId: number,
): Promise<{ plan: GraphPlan; runner: Runner }> {
  const file = join(layout.folder, layout.modelFile);
  const session = await openSession(file, provider, availableParallelism());
  try {
    const plan = planGraph(session, layout);
    const fixed = plan.adapters ? await readAdapters(layout.folder, plan.adapters) : [];
    return { plan, runner: createRunner(session, plan, padId, fixed) };
  } catch (error) {
    await session.release();
    throw error;
  }
}
