import { AppError } from '../../src-preload/errors.ts';
import { createHeldModels, type HeldModel } from './createHeldModels.ts';
import type { Candidate } from './findModels.ts';
import { fingerprint, type ModelEntry, type ModelTask, verifyEntry } from './modelEntry.ts';

/** A model at work: the open model, which one it is, and what the person should know of the choice. */
export type ModelAtWork<M> = {
  readonly model: M;
  readonly entry: ModelEntry;
  readonly notice: string | null;
};

/** The models that are at work, one for each task. */
export type ModelSlots<M> = {
  /** Runs work with the model of a task, opening one where none is; it stays open until the work has settled. Throws `model-unusable` when there is none. */
  with<T>(task: ModelTask, work: (atWork: ModelAtWork<M>) => Promise<T>): Promise<T>;
  /** Puts a model in the place of what is at work. It is opened, then `record` is called: when either fails, nothing has changed. */
  put(task: ModelTask, entry: ModelEntry, record: () => void): Promise<void>;
  /** The id of the model at work for a task; null when none could be opened, undefined when none was asked for. */
  idOf(task: ModelTask): Promise<string | null | undefined>;
  /** Why a model could not be opened when that was last tried. */
  problemOf(id: string): string | null;
  /** Opens what is at work once more, trying everything afresh, and puts that in its place; where nothing could be opened, the next call tries again. */
  renew(): Promise<void>;
  /** Waits for the work that runs and frees the models. */
  close(): Promise<void>;
};

type Slot<M> =
  | { readonly held: HeldModel<M>; readonly entry: ModelEntry; readonly notice: string | null }
  | { readonly failure: AppError };

export function createModelSlots<M extends { close(): Promise<void> }>(options: {
  /** In the order in which they are tried. */
  readonly candidates: (task: ModelTask) => Promise<readonly Candidate[]>;
  /** Opens a model whose files have been verified, and tries it; `afresh` where nothing that is remembered of it counts. */
  readonly open: (entry: ModelEntry, afresh: boolean) => Promise<M>;
}): ModelSlots<M> {
  const heldModels = createHeldModels<M>();
  const slots = new Map<ModelTask, Promise<Slot<M>>>();
  const problems = new Map<string, string>();
  const running = new Set<Promise<unknown>>();
  /** How often everything was opened once more: a part of the key, so that what is open is not simply shared. */
  let renewals = 0;
  let isClosed = false;

  async function hold(entry: ModelEntry, afresh = false): Promise<HeldModel<M>> {
    try {
      const held = await heldModels.hold(`${entry.id} ${fingerprint(entry)} ${renewals}`, async () => {
        await verifyEntry(entry);
        return options.open(entry, afresh);
      });
      problems.delete(entry.id);
      return held;
    } catch (error) {
      problems.set(entry.id, sentenceOf(error));
      throw error;
    }
  }

  /** Opens the first candidate that can be opened, and says why those before it could not. */
  async function fill(task: ModelTask): Promise<Slot<M>> {
    const why: string[] = [];
    for (const candidate of await options.candidates(task)) {
      if ('problem' in candidate) {
        why.push(candidate.problem);
        continue;
      }
      try {
        const held = await hold(candidate);
        const notice = why.length > 0 ? `${why.join(' ')} ${candidate.id} is used instead.` : null;
        return { held, entry: candidate, notice };
      } catch (error) {
        why.push(`The model ${candidate.id} cannot be used: ${sentenceOf(error)}`);
      }
    }
    return { failure: new AppError('model-unusable', why.join(' ') || `There is no model for ${task}.`) };
  }

  function slotOf(task: ModelTask): Promise<Slot<M>> {
    if (isClosed) throw new AppError('model-unusable', 'The models were closed.');
    let slot = slots.get(task);
    if (!slot) {
      slot = fill(task).catch((error: unknown) => ({
        failure: new AppError('model-unusable', sentenceOf(error), { cause: error }),
      }));
      slots.set(task, slot);
    }
    return slot;
  }

  async function run<T>(task: ModelTask, work: (atWork: ModelAtWork<M>) => Promise<T>): Promise<T> {
    for (;;) {
      const slot = await slotOf(task);
      if ('failure' in slot) throw slot.failure;
      const held = slot.held.share();
      // Null: another model came into use while this was waiting for its turn.
      if (!held) continue;
      try {
        return await work({ model: held.model, entry: slot.entry, notice: slot.notice });
      } finally {
        await held.release();
      }
    }
  }

  return {
    async with(task, work) {
      const whole = run(task, work);
      running.add(whole);
      try {
        return await whole;
      } finally {
        running.delete(whole);
      }
    },
    async put(task, entry, record) {
      const held = await hold(entry);
      try {
        record();
      } catch (error) {
        await held.release();
        throw error;
      }
      const before = slots.get(task);
      slots.set(task, Promise.resolve({ held, entry, notice: null }));
      await releaseSlot(before);
    },
    async renew() {
      renewals += 1;
      for (const [task, present] of [...slots]) {
        const slot = await present;
        if ('failure' in slot) {
          slots.delete(task);
          continue;
        }
        const held = await hold(slot.entry, true).catch(() => null);
        // A problem is remembered by `hold`; what worked goes on working.
        if (!held) continue;
        slots.set(task, Promise.resolve({ ...slot, held }));
        await slot.held.release();
      }
    },
    async idOf(task) {
      const slot = await slots.get(task);
      if (!slot) return undefined;
      return 'entry' in slot ? slot.entry.id : null;
    },
    problemOf: (id) => problems.get(id) ?? null,
    async close() {
      isClosed = true;
      await Promise.allSettled(running);
      const open = [...slots.values()];
      slots.clear();
      for (const slot of open) await releaseSlot(slot);
    },
  };
}

async function releaseSlot<M>(slot: Promise<Slot<M>> | undefined): Promise<void> {
  const found = await slot;
  if (found && 'held' in found) await found.held.release();
}

/** What went wrong, as a sentence for the person. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
