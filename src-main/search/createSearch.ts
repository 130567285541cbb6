import type { Output, Parsed } from '../../src-preload/contract.ts';
import { lastRevision } from '../storage/tracks/trackFacts.ts';
import { readGenres } from '../storage/tracks/tracks.ts';
import { answerQuery, type QueryParts } from './answerQuery.ts';
import { createHeldColumns } from './columns/createHeldColumns.ts';
import { createMatchRows } from './createMatchRows.ts';
import { findSimilar } from './findSimilar.ts';
import { createKeywordIndex } from './keywords/createKeywordIndex.ts';
import type { MatchRows } from './matchRows.ts';
import type { SearchSources } from './searchSources.ts';
import { createHeldTfidf } from './tfidf/createHeldTfidf.ts';
import { createUnderstanding } from './understanding/createUnderstanding.ts';
import { createGenreNames, type GenreNames } from './understanding/genreNames.ts';

/** Finds songs: one box for names, sound, mood and meaning. */
export type Search = {
  query(request: Parsed<'search.query'>): Promise<Omit<Output<'search.query'>, 'ms'>>;
  similar(request: Parsed<'search.similar'>): Promise<Omit<Output<'search.similar'>, 'ms'>>;
  /** The rows of the catalogue that a text names, for the table. */
  readonly matchRows: MatchRows;
  /** Resolves when what can be waited for is there: at once, or in a process that answers one query and ends, when all is read. */
  wake(): Promise<void>;
  /** Says that the catalogue may have changed: what is derived from it follows in the background, soon. */
  nudge(): void;
  /** Stops following and closes what is open. */
  close(): Promise<void>;
};

/** Several changes in a row are followed once. */
const NUDGE_MS = 200;

/** Opens search over a profile. Nothing is read of the catalogue before the first query or nudge. */
export function createSearch(sources: SearchSources): Search {
  const { db, profile, view, report, isPatient } = sources;
  const keywords = createKeywordIndex({ db, profile, view, report });
  const tfidf = createHeldTfidf({ db, profile, view, report });
  const held = createHeldColumns(db, view);
  const understanding = createUnderstanding(sources.audioWords);
  let following: Promise<void> = Promise.resolve();
  let hasBegun = false;
  let isStale = true;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let names: { readonly revision: number; readonly genres: GenreNames } | null = null;

  /** The names of genres as of now: they come and go with tracks. */
  function genres(): GenreNames {
    const revision = lastRevision(db);
    if (names?.revision !== revision) names = { revision, genres: createGenreNames(readGenres(db)) };
    return names.genres;
  }

  async function follow(): Promise<void> {
    if (isClosed) return;
    isStale = false;
    await keywords.follow();
    await tfidf.follow();
    // Built before they are asked for.
    if (!isClosed) await held.current();
  }

  function followNext(): Promise<void> {
    following = following.then(follow).catch(report);
    return following;
  }

  async function wake(): Promise<void> {
    if (isStale && (isPatient || !hasBegun)) void followNext();
    hasBegun = true;
    if (isPatient) await following;
  }

  const parts: QueryParts = {
    ...sources,
    keywords,
    tfidf,
    understanding,
    columns: () => held.current(),
    genres,
  };
  const matchRows = createMatchRows({
    columns: parts.columns,
    keywords,
    understanding,
    features: () => sources.template().features,
    genres,
  });

  return {
    wake,
    async query(request) {
      await wake();
      return answerQuery(parts, request);
    },
    async similar(request) {
      return findSimilar(parts, request);
    },
    async matchRows(text) {
      await wake();
      return matchRows(text);
    },
    nudge() {
      isStale = true;
      clearTimeout(timer);
      // Whoever is patient follows when asked.
      if (isClosed || isPatient) return;
      timer = setTimeout(() => {
        hasBegun = true;
        void followNext();
      }, NUDGE_MS);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await Promise.all([keywords.close(), tfidf.close()]);
      await following;
    },
  };
}
