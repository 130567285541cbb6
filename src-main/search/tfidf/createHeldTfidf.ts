import type { Database } from 'better-sqlite3';

import type { CatalogueView } from '../../recommend/catalogueView.ts';
import { lastRevision } from '../../storage/tracks/trackFacts.ts';
import { countChanged, prepareTrackTexts } from '../../storage/tracks/trackTexts.ts';
import { buildTfidf } from './buildTfidf.ts';
import { createTfidfSearch, type TfidfSearch } from './createTfidfSearch.ts';
import { readTfidf, writeTfidf } from './tfidfFile.ts';
import type { TfidfIndex } from './tfidfIndex.ts';

/** The TF-IDF index of a profile, kept in a file and in memory. */
export type HeldTfidf = {
  /** What can be asked now; null before there is any. Tracks that changed since are found by how they were. */
  current(): TfidfSearch | null;
  /** Reads the file, and builds anew in the background where too much has changed. One run at a time. */
  follow(): Promise<void>;
  /** Stops building and resolves when nothing runs. */
  close(): Promise<void>;
};

/** Up to this share of changed tracks, or this many, the index stays: it is a whole that is dear to make. */
const STALE_SHARE = 0.01;
const STALE_TRACKS = 20;

/** Holds the index. `db` is the catalogue. */
export function createHeldTfidf(options: {
  readonly db: Database;
  readonly profile: string;
  readonly view: () => Promise<CatalogueView>;
  readonly report: (error: unknown) => void;
}): HeldTfidf {
  const { db, profile, view, report } = options;
  let index: TfidfIndex | null = null;
  let search: TfidfSearch | null = null;
  let isClosed = false;
  let running: Promise<void> | null = null;

  function hold(next: TfidfIndex): void {
    index = next;
    search = createTfidfSearch(next);
  }

  function isFresh(size: number): boolean {
    if (!index || index.revision > lastRevision(db)) return false;
    const most = Math.max(STALE_TRACKS, Math.floor(size * STALE_SHARE));
    return countChanged(db, index.revision, most) < most;
  }

  async function run(): Promise<void> {
    try {
      if (!index) {
        const kept = await readTfidf(profile);
        if (kept) hold(kept);
      }
      const { ids, size } = await view();
      if (isClosed || isFresh(size)) return;
      const revision = lastRevision(db);
      const built = await buildTfidf(ids, revision, prepareTrackTexts(db), () => isClosed);
      if (!built) return;
      hold(built);
      await writeTfidf(profile, built);
    } catch (error) {
      if (!isClosed) report(error);
    }
  }

  return {
    current: () => search,
    follow: () => (running ??= run().finally(() => (running = null))),
    async close() {
      isClosed = true;
      await running;
    },
  };
}
