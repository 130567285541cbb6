import type { Database } from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';
import { addChoice, listChoices, undoChoice } from '../storage/modelChoices.ts';
import { addModel, sweepPartialModels } from './addModel.ts';
import { createModelSlots, type ModelAtWork, sentenceOf } from './createModelSlots.ts';
import { candidatesFor, findModels } from './findModels.ts';
import { type ModelEntry, type ModelTask, TASKS, verifyEntry } from './modelEntry.ts';

/** A model as the person sees it in a list. */
export type ListedModel = ModelEntry & {
  readonly inUseFor: readonly ModelTask[];
  /** Why it could not be opened when that was last tried; null otherwise. */
  readonly problem: string | null;
};

export type ModelVerdict = { readonly id: string; readonly ok: boolean; readonly problem: string | null };

/** Several models side by side, and which of them does what. */
export type ModelRegistry<M> = {
  list(): Promise<ListedModel[]>;
  /** Runs work with the model that is in use for a task; it stays open until the work has settled. Throws `model-unusable` when there is none. */
  with<T>(task: ModelTask, work: (atWork: ModelAtWork<M>) => Promise<T>): Promise<T>;
  /** Puts a model in use. It is opened first: when that fails, the one before stays at work. */
  use(task: ModelTask, id: string): Promise<ModelEntry>;
  /** Goes back to the choice before the present one, or to the app's own model where there was none. */
  rollback(task: ModelTask): Promise<ModelEntry>;
  /** Reads all files of a model, or of all models, and compares their sums. */
  verify(id?: string): Promise<ModelVerdict[]>;
  /** Copies a model folder into the profile; it is not in use by that. */
  add(folder: string): Promise<ModelEntry>;
  /** Tries execution providers afresh for the models at work, and models that could not be opened; the rest goes on meanwhile. */
  renew(): Promise<void>;
  /** Waits for what is in flight and frees the models. */
  close(): Promise<void>;
};

export type RegistryOptions<M> = {
  readonly db: Database;
  readonly profile: string;
  readonly modelsDir: string;
  /** Opens a model by its reader, and tries it; `afresh` where remembered trials do not count. Its files have been verified. Throws `model-unusable`. */
  readonly open: (entry: ModelEntry, afresh: boolean) => Promise<M>;
  /** Told after another model has come into use: what the one before has made is stale. */
  readonly onSwitch?: (task: ModelTask, entry: ModelEntry) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** Opens the registry of a profile. No model is opened before it is needed. */
export async function createModelRegistry<M extends { close(): Promise<void> }>(
  options: RegistryOptions<M>,
): Promise<ModelRegistry<M>> {
  const { db, profile, modelsDir, now } = options;
  await sweepPartialModels(profile);
  const find = () => findModels(modelsDir, profile);
  const slots = createModelSlots<M>({
    open: options.open,
    candidates: async (task) => candidatesFor(db, task, await find()),
  });
  let isChanging = false;

  async function change(task: ModelTask, entry: ModelEntry, record: () => void): Promise<ModelEntry> {
    await slots.put(task, entry, record);
    options.onSwitch?.(task, entry);
    return entry;
  }

  async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    if (isChanging)
      throw new AppError('busy', 'Another change of models is under way. Try again in a moment.');
    isChanging = true;
    try {
      return await work();
    } finally {
      isChanging = false;
    }
  }

  return {
    async list() {
      const found = await find();
      const inUse = new Map<ModelTask, string | null | undefined>();
      for (const task of TASKS) {
        const atWork = await slots.idOf(task);
        const meant = candidatesFor(db, task, found).find((candidate) => 'id' in candidate);
        inUse.set(task, atWork === undefined ? meant?.id : atWork);
      }
      return found.entries.map((entry) => ({
        ...entry,
        inUseFor: TASKS.filter((task) => inUse.get(task) === entry.id),
        problem: slots.problemOf(entry.id),
      }));
    },
    with: (task, work) => slots.with(task, work),

    use: (task, id) =>
      oneAtATime(async () => {
        const { entries } = await find();
        const entry = entries.find((candidate) => candidate.id === id);
        if (!entry) throw noSuchModel(id);
        if (!entry.tasks.includes(task)) {
          const able = entry.tasks.join(' and ') || 'nothing that this version knows';
          throw new AppError('bad-request', `${id} cannot be used for ${task}; it is for ${able}.`);
        }
        const isChosen = listChoices(db, task)[0]?.modelId === id;
        return change(task, entry, () => {
          if (!isChosen) addChoice(db, task, id, now());
        });
      }),

    rollback: (task) =>
      oneAtATime(async () => {
        const [present, previous] = listChoices(db, task);
        if (!present) {
          throw new AppError(
            'bad-request',
            `No model was chosen for ${task}: the app's own is in use, and there is none before it.`,
          );
        }
        const { entries } = await find();
        const able = entries.filter(({ tasks }) => tasks.includes(task));
        const entry = able.find(({ id, origin }) =>
          previous ? id === previous.modelId : origin === 'shipped',
        );
        if (!entry) {
          const name = previous?.modelId ?? `the app's own model for ${task}`;
          throw new AppError(
            'not-found',
            `Before ${present.modelId} there was ${name}, which is not there any more.`,
          );
        }
        return change(task, entry, () => undoChoice(db, task, present.id, now()));
      }),

    async verify(id) {
      const found = await find();
      const wanted = found.entries.filter((entry) => id === undefined || entry.id === id);
      if (id !== undefined && wanted.length === 0) throw noSuchModel(id);
      const verdicts: ModelVerdict[] =
        id === undefined ? found.problems.map((problem) => ({ ...problem, ok: false })) : [];
      for (const entry of wanted) verdicts.push(await verdictOn(entry));
      return verdicts;
    },

    add: (folder) => oneAtATime(async () => addModel(folder, profile, (await find()).entries, now())),

    renew: () => oneAtATime(() => slots.renew()),
    close: () => slots.close(),
  };
}

function noSuchModel(id: string): AppError {
  return new AppError(
    'not-found',
    `There is no model ${id}. \`waves models list\` names those that are there.`,
  );
}

async function verdictOn(entry: ModelEntry): Promise<ModelVerdict> {
  const { id } = entry;
  try {
    await verifyEntry(entry);
    return { id, ok: true, problem: null };
  } catch (error) {
    return { id, ok: false, problem: sentenceOf(error) };
  }
}
