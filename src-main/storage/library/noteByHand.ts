import type { Database } from 'better-sqlite3';

import { CATALOGUE_COLUMNS, type ColumnValue } from '../catalogue/catalogueColumns.ts';
import type { TrackEdit } from '../catalogue/trackEdits.ts';
import { prepareTrackLinks } from './trackLinks.ts';
import { nameIdentity } from './trackMatch.ts';
import { prepareTrackOrigins, recordByHand, type Stated, statedOf } from './trackOrigins.ts';

/**
 * Notes what the person is about to change of a track, beside what its sources
 * state, so that no import changes it again; and its new name, by which later
 * files may call it. Called inside the transaction, before the change.
 */
export function noteByHand(db: Database, trackId: number, edit: TrackEdit, now: number): void {
  const origins = prepareTrackOrigins(db);
  const present = origins.of(trackId);
  if (present.length === 0) {
    const [sourceId, updatedAt, ...values] = db
      .prepare<[number], [number, number, ...ColumnValue[]]>(
        `SELECT source_id, updated_at, ${CATALOGUE_COLUMNS.join(', ')} FROM tracks WHERE id = ?`,
      )
      .raw()
      .get(trackId)!;
    const links = prepareTrackLinks(db);
    const artists = links.artistsOf(trackId).map(({ name }) => name);
    const stated = statedOf(values, artists, links.genresOf(trackId));
    origins.put(trackId, { sourceId, importedAt: updatedAt, stated });
  }
  const sourceId = recordByHand(db, now);
  const earlier = present.find((origin) => origin.sourceId === sourceId)?.stated;
  origins.put(trackId, { sourceId, importedAt: now, stated: { ...earlier, ...statedBy(edit) } });
  if (edit.nameKey !== undefined) {
    db.prepare('INSERT OR IGNORE INTO track_identities (identity, track_id) VALUES (?, ?)').run(
      nameIdentity(edit.nameKey),
      trackId,
    );
  }
}

/** What was changed, null where it was made unknown. */
function statedBy({ title, album, year, artists, genres }: TrackEdit): Stated {
  return {
    ...(title === undefined ? {} : { title }),
    ...(album === undefined ? {} : { album }),
    ...(year === undefined ? {} : { year }),
    ...(artists === undefined ? {} : { artists: artists.map(({ name }) => name) }),
    ...(genres === undefined ? {} : { genres }),
  };
}
