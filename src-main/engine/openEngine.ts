import { type Announcement, engineCalls, type ModelTask, type Reply } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { seedDemoCatalogue } from '../catalogue/demoCatalogue.ts';
import { createCorrectionLearner } from '../emotion/corrections/createCorrectionLearner.ts';
import { openEar } from '../emotion/openEar.ts';
import { createRouter } from '../ipc/router.ts';
import { createJobs } from '../jobs/createJobs.ts';
import { readGenreMoves } from '../storage/catalogue/genreMoves.ts';
import { lockProfile } from '../storage/lockProfile.ts';
import { openDatabase } from '../storage/openDatabase.ts';
import { asStorageFailure } from '../storage/storageFailure.ts';
import { catalogueHandlers } from './handlers/catalogueHandlers.ts';
import { comparisonHandlers } from './handlers/comparisonHandlers.ts';
import { doctorHandlers } from './handlers/doctorHandlers.ts';
import { emotionHandlers } from './handlers/emotionHandlers.ts';
import { experimentHandlers } from './handlers/experimentHandlers.ts';
import type { EngineParts } from './engineParts.ts';
import { feedbackHandlers } from './handlers/feedbackHandlers.ts';
import { createHeldCatalogue } from './heldCatalogue.ts';
import { importWork } from './tasks/importWork.ts';
import { indexHandlers } from './handlers/indexHandlers.ts';
import { createIndexKeeper } from './indexKeeper.ts';
import { journalHandlers } from './handlers/journalHandlers.ts';
import { libraryHandlers } from './handlers/libraryHandlers.ts';
import { createLocalWorker, type Worker } from './tasks/localWorker.ts';
import { modelHandlers } from './handlers/modelHandlers.ts';
import { recommendHandlers } from './handlers/recommendHandlers.ts';
import { searchHandlers } from './handlers/searchHandlers.ts';
import { simulationWork } from './tasks/simulationWork.ts';
import { syntheticWork } from './tasks/syntheticWork.ts';
import { tableHandlers } from './handlers/tableHandlers.ts';
import { openSearch } from './openSearch.ts';
import { openTastes } from './openTastes.ts';
import { tasteHandlers } from './handlers/tasteHandlers.ts';
import { openTextTemplates } from './textTemplates.ts';
import { readTrackKnowledge } from './trackKnowledge.ts';
import { undoWork } from './tasks/undoWork.ts';

export type Engine = {
  /** Answers any call of the engine's table; never rejects. */
  dispatch(method: string, input: unknown): Promise<Reply>;
  /** Lets running work reach a safe point and closes the profile. */
  close(): Promise<void>;
};

export type EngineOptions = {
  /** The profile directory; made when it is missing. */
  readonly profile: string;
  readonly modelsDir: string;
  readonly resourcesDir: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly announce: (announcement: Announcement) => void;
  /** Where defects go. Never given the text of an entry. */
  readonly report: (error: unknown) => void;
  /** Whether the engine stays: work that was cut off starts again, and the model is opened before it is needed. */
  readonly resumeJobs: boolean;
  /** Does bulk work elsewhere; where there is none it is done in this process. */
  readonly worker?: Worker;
  /** Starts another worker, for work that several share; where it is missing, the one does it all. */
  readonly openWorker?: () => Worker;
  /** The commit of the code, or its version: experiments remember it. */
  readonly code?: string;
};

/**
 * Opens a profile and everything that answers for it. Throws an `AppError`
 * when the profile cannot be held or read; a model that cannot be used is no
 * reason to throw, its answers say so.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { profile, modelsDir, resourcesDir, now, report } = options;
  const lock = lockProfile(profile);
  try {
    const db = openDatabase(profile);
    const knowledge = readTrackKnowledge(resourcesDir, readGenreMoves(db));
    seedDemoCatalogue(db, now());

    const catalogue = createHeldCatalogue(db, knowledge);
    const ear = await openEar({
      db,
      profile,
      modelsDir,
      now,
      onSwitch,
    });
    const learner = createCorrectionLearner({
      db,
      models: ear.models,
      now,
      report,
      onLearned: onModelsChange,
    });
    const templates = openTextTemplates(profile, resourcesDir);
    const worker = options.worker ?? createLocalWorker();
    const tastes = openTastes({
      db,
      catalogue,
      knowledge,
      worker,
      now,
      report,
      onChange: () => announce({ name: 'taste.change', value: {} }),
    });
    const index = createIndexKeeper({
      db,
      profile,
      ear,
      templates,
      worker,
      isShared: !options.worker,
      isFollowing: options.resumeJobs,
      startJob: () => jobs.start('index', {}),
      onChange: () => announce({ name: 'index.change', value: {} }),
      report,
    });
    const search = openSearch({
      db,
      profile,
      resourcesDir,
      catalogue,
      ear,
      vectors: index.vectors,
      templates,
      report,
      isPatient: !options.resumeJobs,
    });
    const jobs = createJobs({
      db,
      now,
      report,
      kinds: {
        import: importWork(db, now, onCatalogueChange),
        'undo-import': undoWork(db, now, onCatalogueChange),
        synthetic: syntheticWork(db, now, onCatalogueChange),
        index: index.work,
        simulation: simulationWork({
          db,
          profile,
          resourcesDir,
          now,
          openWorker: options.openWorker ?? (() => ({ ...worker, close: () => {} })),
        }),
      },
      onChange: (job) => announce({ name: 'job.change', value: { job } }),
    });

    function announce(announcement: Announcement): void {
      if (announcement.name === 'catalogue.change') {
        index.nudge();
        search.nudge();
      }
      if (options.resumeJobs && announcement.name === 'feedback.change') tastes.learner.nudge();
      options.announce(announcement);
    }

    function onModelsChange(): void {
      announce({ name: 'models.change', value: {} });
    }

    function onSwitch(task: ModelTask): void {
      // What was learned belongs to the model that it was learned with.
      if (task === 'emotion') learner.nudge();
      else index.nudge();
      onModelsChange();
    }

    function onCatalogueChange(): void {
      catalogue.invalidate();
      announce({ name: 'catalogue.change', value: {} });
    }

    const parts: EngineParts = {
      db,
      profile,
      modelsDir,
      ear,
      learner,
      catalogue,
      knowledge,
      jobs,
      index,
      vectors: index.vectors,
      search,
      tastes,
      templates,
      code: options.code ?? 'unknown',
      now,
      announce,
    };
    const router = createRouter(
      engineCalls,
      {
        ...emotionHandlers(parts),
        ...recommendHandlers(parts),
        ...journalHandlers(parts),
        ...feedbackHandlers(parts),
        ...catalogueHandlers(parts),
        ...libraryHandlers(parts),
        ...tableHandlers(parts),
        ...searchHandlers(parts),
        ...indexHandlers(parts),
        ...tasteHandlers(parts),
        ...experimentHandlers(parts),
        ...comparisonHandlers(parts),
        ...modelHandlers(parts),
        ...doctorHandlers(parts),
      },
      (error, method) => report(new Error(`${method} failed`, { cause: error })),
      (error) => asStorageFailure(error, profile),
    );
    if (options.resumeJobs) {
      jobs.resume();
      // Who opens the app will write: the first words need not wait for the model.
      void ear.wake();
      learner.nudge();
      index.nudge();
      search.nudge();
      tastes.learner.nudge();
    }

    return {
      dispatch: (method, input) => router.dispatch(method, input),
      async close() {
        await jobs.close();
        await tastes.learner.close();
        await index.close();
        worker.close();
        await search.close();
        await learner.close();
        await ear.close();
        db.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw asStorageFailure(error, profile);
  }
}

/** The failure that a door shows when the engine did not open. */
export function openingFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', 'The engine could not start. The log has the details.', { cause: error });
}
