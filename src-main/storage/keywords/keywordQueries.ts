import type { Database } from 'better-sqlite3';

/** The questions that are asked of the keyword index. Tracks come by falling popularity, ties by id. */
export type KeywordQueries = {
  /** Tracks that match an FTS5 expression. Stops reading at `limit`. */
  matching(expression: string, limit: number): number[];
  /** The same for all of them, some at a time: the first `limit` places after one. */
  page(expression: string, after: number, limit: number): { readonly place: number; readonly id: number }[];
  /** Tracks by bm25 (title 10, artist 8, album 3, genre 3), the best first; dear where a word is in many tracks. */
  ranked(expression: string, limit: number): number[];
  /** Tracks with a title of this key. */
  titled(titleKey: number, limit: number): number[];
  /** How many tracks match, counted up to `most`. */
  count(expression: string, most: number): number;
  /** Whether any track matches. */
  isAny(expression: string): boolean;
  /** Known words in which a run of at least three letters stands. */
  termsWith(expression: string, limit: number): string[];
};

const ID = '(rowid & 4294967295)';

export function prepareKeywordQueries(db: Database): KeywordQueries {
  const matching = db
    .prepare<[string, number], number>(`SELECT ${ID} FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?`)
    .pluck();
  const page = db.prepare<[string, number, number], { place: number; id: number }>(
    `SELECT rowid AS place, ${ID} AS id FROM words
     WHERE words MATCH ? AND rowid > CAST(? AS INTEGER) ORDER BY rowid LIMIT ?`,
  );
  const ranked = db
    .prepare<[string, number], number>(
      `SELECT ${ID} FROM words WHERE words MATCH ? ORDER BY bm25(words, 10, 8, 3, 3), rowid LIMIT ?`,
    )
    .pluck();
  const titled = db
    .prepare<[number, number], number>(
      'SELECT track_id FROM places WHERE title_key = ? ORDER BY place LIMIT ?',
    )
    .pluck();
  const count = db
    .prepare<[string, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)',
    )
    .pluck();
  const any = db.prepare<[string], number>('SELECT 1 FROM words WHERE words MATCH ? LIMIT 1').pluck();
  const terms = db
    .prepare<[string, number], string>('SELECT term FROM spellings WHERE spellings MATCH ? LIMIT ?')
    .pluck();

  return {
    matching: (expression, limit) => matching.all(expression, limit),
    page: (expression, after, limit) => page.all(expression, after, limit),
    ranked: (expression, limit) => ranked.all(expression, limit),
    titled: (titleKey, limit) => titled.all(titleKey, limit),
    count: (expression, most) => count.get(expression, most)!,
    isAny: (expression) => any.get(expression) !== undefined,
    termsWith: (expression, limit) => terms.all(expression, limit),
  };
}
