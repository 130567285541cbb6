import type { Database } from 'better-sqlite3';

import type { TrackId, TrackOrigin } from '../../../src-preload/contract.ts';
import { CATALOGUE_COLUMNS, type ColumnValue } from '../catalogue/catalogueColumns.ts';
import { prepareTrackLinks } from './trackLinks.ts';
import { type Origin, prepareTrackOrigins, type Stated, statedOf } from './trackOrigins.ts';

type SourceNames = { readonly name: string; readonly format: string; readonly importedAt: number };

/**
 * What each source states of a track, changes by hand last; of a track with one
 * source, what is stored of it. Undefined when there is no such track.
 */
export function readOrigins(db: Database, id: TrackId): TrackOrigin[] | undefined {
  const track = db
    .prepare<[number], [number, number, ...ColumnValue[]]>(
      `SELECT source_id, updated_at, ${CATALOGUE_COLUMNS.join(', ')} FROM tracks WHERE id = ?`,
    )
    .raw()
    .get(id);
  if (!track) return undefined;
  const [sourceId, updatedAt, ...values] = track;
  const links = prepareTrackLinks(db);
  const origins = prepareTrackOrigins(db);
  const recorded = origins.of(id);
  const artists = links.artistsOf(id).map(({ name }) => name);
  const only: Origin = {
    sourceId,
    importedAt: updatedAt,
    stated: statedOf(values, artists, links.genresOf(id)),
  };

  const hand = origins.byHand(recorded);
  const inOrder = [...recorded].sort((a, b) => Number(a.stated === hand) - Number(b.stated === hand));
  const source = db.prepare<[number], SourceNames>(
    'SELECT name, format, imported_at AS importedAt FROM sources WHERE id = ?',
  );
  return (recorded.length > 0 ? inOrder : [only]).map((origin) => {
    const { name, format } = source.get(origin.sourceId)!;
    return { source: name, format, importedAt: origin.importedAt, values: valuesOf(origin.stated) };
  });
}

function valuesOf(stated: Stated): TrackOrigin['values'] {
  const entries = Object.entries(stated).map(([name, value]) => [
    name,
    name === 'isExplicit' && value !== null
      ? value === 1
      : Array.isArray(value)
        ? [...(value as string[])]
        : value,
  ]);
  return Object.fromEntries(entries) as TrackOrigin['values'];
}
