import type { CatalogueRow, TrackRow } from '../storage/catalogueRow.ts';
import { foldName } from './foldName.ts';
import { identityOf, idsOf, nameKeyOf, nameOf } from './identity.ts';
import { songHash, songKeyOf } from './songKey.ts';

/** A track with the keys it is stored under. Artists whose names are the same when compared count once. */
export function toCatalogueRow(track: TrackRow): CatalogueRow {
  const keyed = new Map<string, string>();
  for (const name of track.artists) {
    const key = foldName(name);
    if (!keyed.has(key)) keyed.set(key, name);
  }
  return {
    ...track,
    identity: identityOf(track),
    ids: idsOf(track),
    nameKey: nameKeyOf(nameOf(track)),
    song: songHash(songKeyOf(track)),
    artists: [...keyed].map(([key, name]) => ({ key, name })),
  };
}
