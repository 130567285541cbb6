import type { Database } from 'better-sqlite3';

import type { TextTemplate } from '../../src-preload/contract.ts';
import type { EmotionReading } from '../emotion/openEar.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { Textualiser } from '../textualise/createTextualiser.ts';
import type { VectorIndex } from '../vectors/vectorIndex.ts';
import type { AudioWords } from './understanding/audioWords.ts';
import type { WordMeanings } from './understanding/wordMeanings.ts';

/** What search is made of. */
export type SearchSources = {
  /** The catalogue. */
  readonly db: Database;
  /** The folder whose `derived/` holds what search derives. */
  readonly profile: string;
  readonly view: () => Promise<CatalogueView>;
  readonly audioWords: AudioWords;
  readonly meanings: WordMeanings;
  readonly vectors: VectorIndex;
  readonly template: () => TextTemplate;
  readonly textualiser: () => Textualiser;
  /** What mood a text has. */
  readonly hear: (text: string) => Promise<EmotionReading>;
  /** Where defects go. */
  readonly report: (error: unknown) => void;
  /** Whether a query waits for the indexes to be whole: for a process that answers one and ends. */
  readonly isPatient: boolean;
};
