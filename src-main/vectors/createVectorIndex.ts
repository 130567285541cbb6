import type { Database } from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';
import { type IndexStatus, TextForm } from '../../src-preload/searchCalls.ts';
import type { TrackId } from '../../src-preload/wire.ts';
import { countTracks } from '../storage/tracks/tracks.ts';
import { sweepFiles } from './files/derivedFiles.ts';
import { derivedFolder, readFormRecord, removeFormRecord } from './files/formRecord.ts';
import { openForm, type OpenForm } from './openForm.ts';
import type { Neighbours, VectorIndex } from './vectorIndex.ts';

/** Both text forms. */
export const FORMS = TextForm.options;

/** The index of a profile, with what only its keeper does. */
export type HeldVectorIndex = VectorIndex & {
  /** The form as it can be searched now; null where nothing is indexed. */
  current(form: TextForm): Promise<OpenForm | null>;
  /** Opens what the last build has left, in place of what is open. */
  reload(form: TextForm): Promise<void>;
  /** Closes and removes all that is indexed. */
  forget(): Promise<void>;
  close(): Promise<void>;
};

const NOTHING: Neighbours = { ids: [], distances: new Float32Array(0) };

/** Opens each form when it is first asked for. `embed` makes a vector of a text by the model with this id and fingerprint. */
export function createVectorIndex(options: {
  readonly db: Database;
  readonly profile: string;
  readonly embed: (text: string, made: { model: string; fingerprint: string }) => Promise<Float32Array>;
  /** What the person should know of a form beyond how it was opened. */
  readonly noticeOf?: (form: TextForm) => string | null;
  readonly report: (error: unknown) => void;
}): HeldVectorIndex {
  const { db, profile, embed, report } = options;
  const folder = derivedFolder(profile);
  const opened = new Map<TextForm, Promise<OpenForm | null>>();
  const problems = new Map<TextForm, string>();
  const inUse = new Set<Promise<unknown>>();
  let isClosed = false;

  async function open(form: TextForm): Promise<OpenForm | null> {
    problems.delete(form);
    const record = readFormRecord(folder, form);
    if (!record) return null;
    try {
      return await openForm(folder, record);
    } catch (error) {
      // It is derived: what cannot be opened is as good as not there, and is made again.
      if (!(error instanceof AppError)) report(error);
      problems.set(
        form,
        error instanceof AppError
          ? `${error.message} They are made again.`
          : 'The index could not be opened; it is made again.',
      );
      return null;
    }
  }

  function current(form: TextForm): Promise<OpenForm | null> {
    if (isClosed) return Promise.resolve(null);
    let found = opened.get(form);
    if (!found) opened.set(form, (found = open(form)));
    return found;
  }

  /** A form stays open until the work has settled, whatever is loaded meanwhile. */
  async function using<T>(form: TextForm, work: (open: OpenForm | null) => Promise<T>): Promise<T> {
    const whole = current(form).then(work);
    inUse.add(whole);
    try {
      return await whole;
    } finally {
      inUse.delete(whole);
    }
  }

  async function closeAfterUse(form: OpenForm | null): Promise<void> {
    await Promise.allSettled(inUse);
    form?.close();
  }

  return {
    current,
    async reload(form) {
      const before = opened.get(form);
      const next = open(form);
      // Until the new one is open the old one answers.
      await next;
      opened.set(form, next);
      await closeAfterUse((await before) ?? null);
    },
    embed: (form, text) =>
      using(form, async (open) => {
        if (!open)
          throw new AppError('model-unusable', 'Nothing is indexed yet, so meanings cannot be compared.');
        return embed(text, open.record);
      }),
    nearest: (form, vector, k, allowed) =>
      using(form, async (open) => {
        if (!open || !(k > 0)) return NOTHING;
        const query = toUnit(vector, open.record.dimensions);
        if (!query) return NOTHING;
        const found = await open.nearest(query, k, allowed ?? null);
        return {
          ids: found.map(({ id }) => id as TrackId),
          distances: Float32Array.from(found, ({ score }) => Math.max(0, 1 - score)),
        };
      }),
    vectorOf: (id, form) =>
      using(form, async (open) => {
        const row = open?.rows.rowOf(id) ?? -1;
        return row < 0 ? null : open!.rows.vectorOf(row);
      }),
    async status() {
      const tracks = countTracks(db);
      const statuses: IndexStatus[] = [];
      for (const form of FORMS) {
        const open = await current(form);
        const notices = [open?.notice, problems.get(form), options.noticeOf?.(form)].filter(Boolean);
        statuses.push({
          form,
          model: open?.record.model ?? null,
          tracks,
          indexed: open?.rows.live ?? 0,
          kind: open?.kind ?? 'none',
          bytes: open?.bytes ?? 0,
          notice: notices.join(' ') || null,
        });
      }
      return statuses;
    },
    async forget() {
      for (const form of FORMS) {
        const before = opened.get(form);
        opened.set(form, Promise.resolve(null));
        await closeAfterUse((await before) ?? null);
        removeFormRecord(folder, form);
        sweepFiles(folder, form, []);
      }
    },
    async close() {
      isClosed = true;
      const forms = await Promise.all(opened.values());
      opened.clear();
      for (const form of forms) await closeAfterUse(form);
    },
  };
}

/** Brought to length 1; null for zeros. Throws a RangeError for another length or a number that is none. */
function toUnit(vector: Float32Array, dimensions: number): Float32Array | null {
  if (vector.length !== dimensions) {
    throw new RangeError(`vector must have ${dimensions} numbers, not ${vector.length}`);
  }
  const squares = vector.reduce((sum, x) => sum + x * x, 0);
  if (!Number.isFinite(squares)) throw new RangeError('vector holds a number that is none');
  return squares > 0 ? vector.map((x) => x / Math.sqrt(squares)) : null;
}
