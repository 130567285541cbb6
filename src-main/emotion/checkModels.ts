import { AppError } from '../../src-preload/errors.ts';
import type { ModelRegistry } from '../modelRegistry/createModelRegistry.ts';
import { TASKS } from '../modelRegistry/modelEntry.ts';
import type { ModelCheck, ModelProvider } from './ear.ts';
import type { TextModel } from './textModel.ts';

/**
 * Opens what is at work once more with all providers tried afresh, reads every
 * file, and says how each model is. Whole files may not work together, or may
 * have been mended after they were read: why a model could not be opened counts
 * too. That nothing hears emotions is a fault of its own.
 */
export async function checkModels(models: ModelRegistry<TextModel>): Promise<ModelCheck[]> {
  const emotion = await outcomeOf(() => models.with('emotion', async () => {}));
  // A change of models under way opens them anyway.
  await outcomeOf(() => models.renew());
  const listed = new Map((await models.list()).map((model) => [model.id, model]));
  const checks = (await models.verify()).map((verdict) => {
    const problem = verdict.problem ?? listed.get(verdict.id)?.problem ?? null;
    return { id: verdict.id, ok: problem === null, problem };
  });
  if (emotion === null || checks.some(({ ok }) => !ok)) return checks;
  return [...checks, { id: 'emotion', ok: false, problem: emotion }];
}

/** The execution providers that were tried for each model at work, each model once; none for one that cannot be opened. */
export async function providersAtWork(models: ModelRegistry<TextModel>): Promise<ModelProvider[]> {
  const found = new Map<string, ModelProvider[]>();
  for (const task of TASKS) {
    await outcomeOf(() =>
      models.with(task, async ({ model, entry }) => {
        found.set(
          entry.id,
          model
            .provider()
            .trials.map(({ provider, ok, reason }) => ({ model: entry.id, provider, ok, reason })),
        );
      }),
    );
  }
  return [...found.values()].flat();
}

/** Null when it went well, otherwise why not. A defect is thrown on. */
async function outcomeOf(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.message;
  }
}
