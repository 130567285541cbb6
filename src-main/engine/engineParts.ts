import type { Database } from 'better-sqlite3';

import type { Announcement } from '../../src-preload/contract.ts';
import type { CorrectionLearner } from '../emotion/corrections/createCorrectionLearner.ts';
import type { Ear } from '../emotion/openEar.ts';
import type { Jobs } from '../jobs/createJobs.ts';
import type { Search } from '../search/createSearch.ts';
import type { VectorIndex } from '../vectors/vectorIndex.ts';
import type { HeldCatalogue } from './heldCatalogue.ts';
import type { IndexKeeper } from './indexKeeper.ts';
import type { OpenTastes } from './openTastes.ts';
import type { TextTemplates } from './textTemplates.ts';
import type { TrackKnowledge } from './trackKnowledge.ts';

/** What the handlers of an open engine share. */
export type EngineParts = {
  readonly db: Database;
  readonly profile: string;
  readonly modelsDir: string;
  readonly ear: Ear;
  readonly learner: CorrectionLearner;
  readonly catalogue: HeldCatalogue;
  readonly knowledge: TrackKnowledge;
  readonly jobs: Jobs;
  readonly index: IndexKeeper;
  /** Songs by the meaning of their sentences. */
  readonly vectors: VectorIndex;
  /** Songs by name, sound, mood and meaning. */
  readonly search: Search;
  /** What the person likes. */
  readonly tastes: OpenTastes;
  /** How songs are put into words: `templates.textualiser().textOf(track, form)`. */
  readonly templates: TextTemplates;
  /** The commit of the code, or its version. */
  readonly code: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly announce: (announcement: Announcement) => void;
};
