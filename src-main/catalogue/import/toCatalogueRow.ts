import type { CatalogueRow, TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import { foldName } from '../names/foldName.ts';
import { identityOf, idsOf, nameKeyOf, nameOf } from '../names/identity.ts';
import { songHash, songKeyOf } from '../names/songKey.ts';

/** A track with the keys it is stored under. Artists whose names are the same when compared count once. */
export function toCatalogueRow(track: TrackRow): CatalogueRow {
  const folded = new Map<string, string>();
  const fold = (name: string) => {
    let key = folded.get(name);
    if (key === undefined) folded.set(name, (key = foldName(name)));
    return key;
  };
  const keyed = new Map<string, string>();
  for (const name of track.artists) {
    const key = fold(name);
    if (!keyed.has(key)) keyed.set(key, name);
  }
  const name = nameOf(track, fold);
  return {
    ...track,
    identity: identityOf(track, name),
    ids: idsOf(track),
    nameKey: nameKeyOf(name),
    song: songHash(songKeyOf(track, fold)),
    artists: [...keyed].map(([key, name]) => ({ key, name })),
  };
}
