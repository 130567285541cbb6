import type { BulkVerdict, TrackId, Verdict } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { createCsvScanner, type CsvRecord } from './csv/csvScanner.ts';
import { headerOf } from './csv/headerOf.ts';
import { openCatalogueFile } from './files/openCatalogueFile.ts';

/** A row of a table of verdicts, or why it is none. */
export type LikesRow =
  | { readonly line: number; readonly verdict: BulkVerdict }
  | { readonly line: number; readonly reason: string };

const COLUMNS = {
  id: ['id', 'track_id', 'trackid'],
  artist: ['artist', 'artists', 'artist_name'],
  title: ['title', 'track', 'track_name', 'name', 'song'],
  verdict: ['verdict', 'feedback', 'liked', 'rating'],
} as const;

const WORDS: Readonly<Record<string, Verdict>> = {
  like: 'like',
  liked: 'like',
  '1': 'like',
  dislike: 'dislike',
  disliked: 'dislike',
  '0': 'dislike',
  skip: 'skip',
  skipped: 'skip',
};

/**
 * Reads a table of verdicts piece by piece: a column `verdict` (like, dislike,
 * skip; 1, 0), and `id`, or `artist` and `title`. Lines that say neither come as
 * rejects with their number. Throws `not-a-catalogue` where columns are missing.
 */
export async function* readLikes(path: string, signal: AbortSignal): AsyncGenerator<LikesRow[], void> {
  const file = await openCatalogueFile(path, signal);
  const { delimiter, columns } = headerOf(file.opening);
  const names = columns.map((column) => column.trim().toLowerCase());
  const at = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
  const places = {
    id: at(COLUMNS.id),
    artist: at(COLUMNS.artist),
    title: at(COLUMNS.title),
    verdict: at(COLUMNS.verdict),
  };
  const isNamed = places.id >= 0 || (places.artist >= 0 && places.title >= 0);
  if (places.verdict < 0 || !isNamed) {
    throw new AppError(
      'not-a-catalogue',
      `${file.name} is no table of verdicts: it needs a column verdict, and id, or artist and title. Nothing was recorded.`,
    );
  }
  const scanner = createCsvScanner(delimiter);
  let isHeader = true;
  const rowsOf = (records: readonly CsvRecord[]) => {
    const rows = (isHeader ? records.slice(1) : records).map((record) => rowOf(record, places));
    if (records.length > 0) isHeader = false;
    return rows;
  };
  for await (const text of file.texts()) yield rowsOf(scanner.scan(text, false));
  yield rowsOf(scanner.scan('', true));
}

function rowOf(
  { line, fields, isEndless }: CsvRecord,
  places: Record<keyof typeof COLUMNS, number>,
): LikesRow {
  if (isEndless) return { line, reason: 'The line does not end' };
  const field = (place: number) => (place < 0 ? '' : (fields[place] ?? '').trim());
  const said = field(places.verdict).toLowerCase();
  const verdict = Object.hasOwn(WORDS, said) ? WORDS[said]! : null;
  if (verdict === null) return { line, reason: `“${said.slice(0, 40)}” is none of like, dislike, skip` };
  const [artist, title] = [field(places.artist).slice(0, 1000), field(places.title).slice(0, 1000)];
  const id = field(places.id);
  if (/^[1-9]\d{0,14}$/.test(id))
    return { line, verdict: { trackId: Number(id) as TrackId, artist, title, verdict } };
  if (artist === '' || title === '') {
    return {
      line,
      reason: id === '' ? 'Neither an id nor artist and title' : `“${id.slice(0, 40)}” is no id`,
    };
  }
  return { line, verdict: { trackId: null, artist, title, verdict } };
}
