import type { Database } from 'better-sqlite3';

import type { CatalogueView } from '../../recommend/catalogueView.ts';
import {
  isDamage,
  openKeywordDatabase,
  removeKeywordDatabase,
} from '../../storage/keywords/keywordDatabase.ts';
import { type KeywordQueries, prepareKeywordQueries } from '../../storage/keywords/keywordQueries.ts';
import { readProgress } from '../../storage/keywords/keywordRows.ts';
import { followTracks } from './followTracks.ts';

/** The words of the catalogue in a file of their own, derived from it. */
export type KeywordIndex = {
  /** Asks the index. Undefined, and the index is built anew, when it turns out to be damaged. */
  ask<T>(question: (queries: KeywordQueries) => T): T | undefined;
  /** Brings the index up to the catalogue, in slices between which others work; one run at a time, and what changes meanwhile is read too. */
  follow(): Promise<void>;
  /** Whether all of the catalogue has been read at least once. */
  isWhole(): boolean;
  /** Stops following at the next slice and closes the file. */
  close(): Promise<void>;
};

/** Opens the keyword index of a profile; nothing is read of the catalogue before `follow`. */
export function createKeywordIndex(options: {
  readonly db: Database;
  readonly profile: string;
  readonly view: () => Promise<CatalogueView>;
  /** Where defects go. */
  readonly report: (error: unknown) => void;
}): KeywordIndex {
  const { db, profile, view, report } = options;
  let keywords = openKeywordDatabase(profile);
  let queries = prepareKeywordQueries(keywords);
  let isWhole = readProgress(keywords).isWhole;
  let isClosed = false;
  let isStale = false;
  let running: Promise<void> | null = null;

  function startAnew(): void {
    keywords.close();
    removeKeywordDatabase(profile);
    keywords = openKeywordDatabase(profile);
    queries = prepareKeywordQueries(keywords);
    isWhole = false;
  }

  async function run(): Promise<void> {
    // A file that is damaged once may be bad luck; twice in a row is not ours to mend.
    for (let tries = 0; tries < 2 && !isClosed; tries++) {
      try {
        do {
          isStale = false;
          await followTracks({ db, keywords, view, isStopped: () => isClosed });
          if (!isClosed) isWhole = readProgress(keywords).isWhole;
        } while (isStale && !isClosed);
        return;
      } catch (error) {
        if (isClosed) return;
        report(error);
        if (!isDamage(error)) return;
        startAnew();
      }
    }
  }

  function follow(): Promise<void> {
    isStale = true;
    running ??= run().finally(() => (running = null));
    return running;
  }

  return {
    ask(question) {
      if (isClosed) return undefined;
      try {
        return question(queries);
      } catch (error) {
        if (!isDamage(error)) throw error;
        report(error);
        if (!running) {
          startAnew();
          void follow();
        }
        return undefined;
      }
    },
    follow,
    isWhole: () => isWhole,
    async close() {
      isClosed = true;
      await running;
      keywords.close();
    },
  };
}
