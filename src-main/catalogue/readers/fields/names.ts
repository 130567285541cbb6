import { NOT_KNOWN, textIn } from '../../csv/cells.ts';
import { RowFault } from '../../csv/rowFault.ts';

/** More than any record has; each is a row in the tables. */
const MAX_NAMES = 200;

/** The title and artists of a row. Throws `RowFault` where either is missing, or both are "NA". */
export function namesIn(
  titleField: string,
  artistFields: readonly string[],
): { title: string; artists: readonly string[] } {
  const title = textIn(titleField, 'the title');
  const artists = [
    ...new Set(artistFields.map((field) => textIn(field, 'the artist')).filter((name) => name !== null)),
  ];
  const isUnknown = title === NOT_KNOWN && artists[0] === NOT_KNOWN;
  if (title === null || isUnknown) throw new RowFault('the title is missing');
  if (artists.length === 0) throw new RowFault('the artist is missing');
  if (artists.length > MAX_NAMES) throw new RowFault(`there are more than ${MAX_NAMES} artists`);
  return { title, artists };
}

/** Genres as they are compared: lower case, each once. */
export function genresIn(fields: readonly string[]): string[] {
  const genres = fields.map((field) => textIn(field, 'the genre')?.toLowerCase() ?? null);
  const known = [
    ...new Set(genres.filter((genre) => genre !== null && genre !== NOT_KNOWN.toLowerCase())),
  ] as string[];
  if (known.length > MAX_NAMES) throw new RowFault(`there are more than ${MAX_NAMES} genres`);
  return known;
}
