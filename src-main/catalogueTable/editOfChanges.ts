import type { Parsed } from '../../src-preload/contract.ts';
import { foldName } from '../catalogue/names/foldName.ts';
import { nameKeyOf, nameOf } from '../catalogue/names/identity.ts';
import { songHash, songKeyOf } from '../catalogue/names/songKey.ts';
import type { KeyedArtist } from '../storage/catalogue/catalogueRow.ts';
import type { StoredTableRow } from '../storage/tracks/tableRows.ts';
import type { TrackEdit } from '../storage/catalogue/trackEdits.ts';

/** What the person may change of a track. */
export type TrackChanges = Parsed<'track.edit'>['changes'];

/**
 * What a change by hand puts into the tables. `isKnown` says of a folded name
 * whether there is such an artist, so that "Tyler, The Creator" stays one.
 */
export function editOfChanges(
  before: StoredTableRow,
  changes: TrackChanges,
  isKnown: (keys: readonly string[]) => ReadonlySet<string>,
): TrackEdit {
  const { title, artist, album, year, genres } = changes;
  const artists = artist === undefined || artist === before.artist ? null : artistsIn(artist, isKnown);
  const names = title !== undefined || artists !== null;
  const main = artists?.[0]?.name ?? before.artist.split(', ')[0]!;
  return {
    ...(title === undefined ? {} : { title }),
    ...(album === undefined ? {} : { album: album || null }),
    ...(year === undefined ? {} : { year }),
    ...(artists === null ? {} : { artists }),
    ...(genres === undefined ? {} : { genres: [...new Set(genres.map((genre) => genre.toLowerCase()))] }),
    ...(names ? keysOf({ artists: [main], title: title ?? before.title }) : {}),
  };
}

function keysOf(names: { readonly artists: readonly string[]; readonly title: string }) {
  return { song: songHash(songKeyOf(names)), nameKey: nameKeyOf(nameOf(names)) };
}

/** Names parted by semicolons; or else by commas, of which those stay that are within a known name. */
export function artistsIn(
  text: string,
  isKnown: (keys: readonly string[]) => ReadonlySet<string>,
): KeyedArtist[] {
  const pieces = text.split(text.includes(';') ? ';' : ',').map((piece) => piece.trim());
  const words = pieces.filter((piece) => piece !== '');
  const names = text.includes(';') ? words : joinKnown(words, isKnown);
  const keyed = new Map<string, string>();
  for (const name of names.length > 0 ? names : [text.trim()]) {
    const key = foldName(name);
    if (!keyed.has(key)) keyed.set(key, name);
  }
  return [...keyed].map(([key, name]) => ({ key, name }));
}

/** The longest runs of pieces that are known names when they are put together again. */
function joinKnown(
  pieces: readonly string[],
  isKnown: (keys: readonly string[]) => ReadonlySet<string>,
): string[] {
  const run = (from: number, until: number) => pieces.slice(from, until).join(', ');
  const runs = pieces.flatMap((_, from) =>
    pieces.slice(from + 1).map((_, more) => foldName(run(from, from + more + 2))),
  );
  const known = runs.length === 0 ? new Set<string>() : isKnown(runs);
  const names: string[] = [];
  for (let from = 0; from < pieces.length;) {
    let until = pieces.length;
    while (until > from + 1 && !known.has(foldName(run(from, until)))) until--;
    names.push(run(from, until));
    from = until;
  }
  return names;
}
