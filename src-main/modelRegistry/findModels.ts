import type { Database } from 'better-sqlite3';

import { listChoices } from '../storage/modelChoices.ts';
import { readAddedModels } from './addedModels.ts';
import type { ModelEntry, ModelTask } from './modelEntry.ts';
import { type FoundModels, readShippedModels } from './shippedModels.ts';

/** Every model that is there: the app's own, then those that the person has added. */
export async function findModels(modelsDir: string, profile: string): Promise<FoundModels> {
  const { entries, problems } = await readShippedModels(modelsDir);
  const added = await readAddedModels(profile);
  const further = added.filter(({ id }) => !entries.some((entry) => entry.id === id));
  return { entries: [...entries, ...further], problems };
}

/** A model that may do a task, or the sentence that says why one that should come first cannot. */
export type Candidate = ModelEntry | { readonly problem: string };

/**
 * Candidates for a task in the order in which they are tried: the choices that
 * stand, the newest first, then the app's own models.
 */
export function candidatesFor(
  db: Database,
  task: ModelTask,
  { entries, problems }: FoundModels,
): Candidate[] {
  const able = new Map(entries.filter(({ tasks }) => tasks.includes(task)).map((entry) => [entry.id, entry]));
  const chosen = new Set(listChoices(db, task).map(({ modelId }) => modelId));
  const own = [...able.values()].filter(({ id, origin }) => origin === 'shipped' && !chosen.has(id));
  return [
    ...[...chosen].map(
      (id) => able.get(id) ?? { problem: `The model ${id}, which was chosen, is not there any more.` },
    ),
    ...problems.map(({ problem }) => ({ problem })),
    ...own,
  ];
}
