import type { Database } from 'better-sqlite3';

import type { JobId, TextForm } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { Ear } from '../emotion/openEar.ts';
import type { JobWork } from '../jobs/createJobs.ts';
import type { ModelEntry } from '../modelRegistry/modelEntry.ts';
import { newestRevision } from '../storage/tracks/textTracks.ts';
import { countTracks } from '../storage/tracks/tracks.ts';
import type { BuildInput, BuildOutcome, BuildProgress } from '../vectors/build/buildForm.ts';
import { createVectorIndex, FORMS, type HeldVectorIndex } from '../vectors/createVectorIndex.ts';
import { templateHash } from '../vectors/files/templateHash.ts';
import { createLocalWorker, type Worker } from './tasks/localWorker.ts';
import { createQueryEmbedder, fingerprintOf } from './queryEmbedder.ts';
import type { TextTemplates } from './textTemplates.ts';

/** Keeps the vector index up to the catalogue, the template and the model. */
export type IndexKeeper = {
  readonly vectors: HeldVectorIndex;
  /** The job that builds. */
  readonly work: JobWork<object>;
  /** Starts building, or returns what builds already; null when nothing has changed. Throws `model-unusable` where no model makes vectors. */
  start(): Promise<JobId | null>;
  /** Forgets what is indexed. Throws `busy` while it is being built. */
  forget(): Promise<void>;
  /** Says that something may have changed: building starts soon, by itself. */
  nudge(): void;
  close(): Promise<void>;
};

/**
 * Below, all vectors are compared: USearch does it in some 4 ms, as long as a
 * graph takes to find as many of the true neighbours. See the bench `index`.
 */
export const GRAPH_FROM = 250_000;
/** A worker that is killed under its work is started again; one that takes itself down each time is not, for ever. */
const MAX_ATTEMPTS = 3;
/** Several changes in a row are followed once. */
const NUDGE_MS = 300;

export function createIndexKeeper(options: {
  readonly db: Database;
  readonly profile: string;
  readonly ear: Ear;
  readonly templates: TextTemplates;
  readonly worker: Worker;
  /** Whether the worker is this very process, so that its steps have to be short. */
  readonly isShared: boolean;
  /** Whether `nudge` starts anything. */
  readonly isFollowing: boolean;
  readonly startJob: () => JobId;
  readonly onChange: () => void;
  readonly report: (error: unknown) => void;
}): IndexKeeper {
  const { db, profile, ear, templates, worker, onChange, report } = options;
  const embedder = createQueryEmbedder(ear);
  const vectors = createVectorIndex({ db, profile, embed: embedder.embed, noticeOf, report });
  let running: JobId | null = null;
  let isBuilding = false;
  let isNudged = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function noticeOf(): string | null {
    return isBuilding ? 'It is being brought up to date.' : null;
  }

  /** The model that makes vectors, opened once so that it is known to work. */
  function modelAtWork(): Promise<ModelEntry> {
    return ear.models.with('search', ({ entry }) => Promise.resolve(entry));
  }

  async function isCurrent(form: TextForm, entry: ModelEntry): Promise<boolean> {
    const open = await vectors.current(form);
    return (
      open !== null &&
      open.notice === null &&
      open.record.fingerprint === fingerprintOf(entry) &&
      open.record.template === templateHash(templates.current(), form) &&
      open.record.revision === newestRevision(db) &&
      open.rows.live === countTracks(db)
    );
  }

  async function isStale(entry: ModelEntry): Promise<boolean> {
    for (const form of FORMS) if (!(await isCurrent(form, entry))) return true;
    return false;
  }

  async function build(
    form: TextForm,
    entry: ModelEntry,
    context: { signal: AbortSignal; onProgress: (progress: BuildProgress) => void },
  ): Promise<BuildOutcome> {
    const input: BuildInput = {
      profile,
      form,
      template: templates.current(),
      model: { id: entry.id, folder: entry.folder, fingerprint: fingerprintOf(entry) },
      graphFrom: GRAPH_FROM,
      isShared: options.isShared,
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await worker.run('vectors.build', input, context);
      } catch (error) {
        const code = error instanceof AppError && !context.signal.aborted ? error.code : null;
        if (code === 'unsupported') {
          return createLocalWorker().run('vectors.build', { ...input, isShared: true }, context);
        }
        // Killed, or out of memory: what it had written is kept, and the next one goes on from there.
        if (code !== 'engine-stopped' || isClosed || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  const work: JobWork<object> = {
    unit: 'tracks',
    titleOf: () => 'Indexing songs by meaning',
    async run(_input, { signal, report: tell }) {
      isBuilding = true;
      onChange();
      try {
        const entry = await modelAtWork();
        let before = 0;
        for (const [at, form] of FORMS.entries()) {
          if (await isCurrent(form, entry)) continue;
          let last = 0;
          const onProgress = ({ done, total }: BuildProgress) => {
            last = total;
            tell({ done: before + done, total: before + total * (FORMS.length - at) });
          };
          await build(form, entry, { signal, onProgress });
          before += last;
          await vectors.reload(form);
          onChange();
        }
        await embedder.close();
      } finally {
        isBuilding = false;
        running = null;
        onChange();
        if (isNudged) nudge();
      }
    },
  };

  async function start(): Promise<JobId | null> {
    const entry = await modelAtWork();
    if (running !== null || isBuilding) {
      isNudged = true;
      return running;
    }
    if (!(await isStale(entry))) return null;
    return (running ??= options.startJob());
  }

  function nudge(): void {
    if (!options.isFollowing || isClosed) return;
    isNudged = isBuilding;
    if (isBuilding) return;
    clearTimeout(timer);
    timer = setTimeout(() => void follow(), NUDGE_MS).unref();
  }

  async function follow(): Promise<void> {
    try {
      const able = (await ear.models.list()).some(({ tasks }) => tasks.includes('search'));
      if (able && !isClosed) await start();
    } catch (error) {
      if (!(error instanceof AppError)) report(error);
    }
  }

  return {
    vectors,
    work,
    start,
    nudge,
    async forget() {
      if (isBuilding)
        throw new AppError('busy', 'The index is being built. Wait until that has ended, or cancel it.');
      await vectors.forget();
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await vectors.close();
      await embedder.close();
    },
  };
}
