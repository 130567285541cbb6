import type { Database } from 'better-sqlite3';

import type { CommandContext } from '../../src-main/commandLine/command.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import { keywordFile } from '../../src-main/storage/keywords/keywordDatabase.ts';
import { prepareKeywordQueries } from '../../src-main/storage/keywords/keywordQueries.ts';
import { foldWords } from '../../src-main/search/understanding/foldWords.ts';
import { generateQueries } from './generateQueries.ts';
import { createJudge, handWritten, type JudgedQuery, meanKept } from './want.ts';

/** The share of what queries ask for that the first ten songs keep, by set of queries and way of finding. */
export type Evaluation = Readonly<Record<QuerySet, Readonly<Record<Way, number>>>>;
export type QuerySet =
  'generated, development' | 'generated, held out' | 'hand-written, development' | 'hand-written, held out';
export type Way = 'fused' | 'semantic' | 'TF-IDF' | 'BM25' | 'random';

/** Generated queries of each half: 400 in all. */
const GENERATED = 200;
/** As many songs must keep all that a generated query asks for. */
const POSSIBLE = 50;
const SEEDS = { development: 1, heldOut: 2, random: 3 };

/**
 * Asks every query in every way. `openReadOnly` opens a database file for the
 * plain BM25 over the keyword index, any of the words counting.
 */
export async function evaluate(options: {
  readonly db: Database;
  readonly profile: string;
  readonly call: CommandContext['call'];
  readonly openReadOnly: (path: string) => Database;
}): Promise<Evaluation> {
  const { db, profile, call, openReadOnly } = options;
  const judge = createJudge(db);
  const isPossible = (want: JudgedQuery['want']) => judge.countKeeping(want, POSSIBLE) >= POSSIBLE;
  const written = handWritten();
  const sets: Record<QuerySet, readonly JudgedQuery[]> = {
    'generated, development': generateQueries('development', GENERATED, SEEDS.development, isPossible),
    'generated, held out': generateQueries('heldOut', GENERATED, SEEDS.heldOut, isPossible),
    'hand-written, development': written.development,
    'hand-written, held out': written.heldOut,
  };

  const search = (mode: 'fused' | 'semantic' | 'tfidf') => async (text: string) =>
    (await call('search.query', { text, mode, limit: 10 })).results.map(({ id }) => id as number);
  // Opened once the first query has built it.
  await search('fused')('anything');
  const keywords = openReadOnly(keywordFile(profile));
  const queries = prepareKeywordQueries(keywords);
  const random = createRandom(SEEDS.random);
  const ways: Record<Way, (text: string) => Promise<readonly number[]>> = {
    fused: search('fused'),
    semantic: search('semantic'),
    'TF-IDF': search('tfidf'),
    BM25: async (text) => {
      const words = foldWords(text).map(({ word }) => `"${word}"`);
      return words.length === 0 ? [] : queries.ranked(words.join(' OR '), 10);
    },
    random: async () => Array.from({ length: 10 }, () => judge.ids[Math.floor(random() * judge.ids.length)]!),
  };

  const found: Record<string, Record<string, number>> = {};
  for (const [set, asked] of Object.entries(sets)) {
    found[set] = {};
    for (const [way, find] of Object.entries(ways)) {
      found[set][way] = (await meanKept(judge, asked, find)).mean;
    }
  }
  keywords.close();
  return found as Evaluation;
}
