import { oneLine } from '../catalogue/names/oneLine.ts';
import { type PlaylistTrack, spotifyUri } from './playlistTrack.ts';

type Column = readonly [header: string, value: (track: PlaylistTrack) => string | number | null];

/** Named as Exportify names them, so that what reads its files reads these. */
const columns: readonly Column[] = [
  ['Track URI', spotifyUri],
  ['Track Name', ({ title }) => title],
  ['Artist Name(s)', ({ artist }) => artist],
  ['Album Name', ({ album }) => album],
  ['Album Release Date', ({ year }) => year],
  ['Duration (ms)', ({ durationMs }) => durationMs],
  ['Popularity', ({ popularity }) => popularity],
  ['Genres', ({ genres }) => genres.join(',')],
];

/**
 * Songs as a table under Exportify's headers: every field quoted, CRLF, UTF-8
 * without a byte order mark, unknown is empty. The title of the list is no
 * part of such a file.
 */
export function renderCsv(tracks: readonly PlaylistTrack[]): string {
  const rows = [
    columns.map(([header]) => header),
    ...tracks.map((track) => columns.map(([, value]) => value(track))),
  ];
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/**
 * A cell as text. What a spreadsheet would run as a formula gets an apostrophe
 * before it, which spreadsheets take for "this is text".
 */
function quoted(value: string | number | null): string {
  const text = value === null ? '' : oneLine(String(value));
  const isFormula = typeof value === 'string' && /^[=+\-@]/.test(text);
  return `"${isFormula ? "'" : ''}${text.replaceAll('"', '""')}"`;
}
