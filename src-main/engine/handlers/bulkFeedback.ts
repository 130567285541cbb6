import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import type { BulkVerdict, Output, TrackId } from '../../../src-preload/contract.ts';
import { nameKeyOf, nameOf } from '../../catalogue/names/identity.ts';
import { addFeedback } from '../../storage/person/feedback.ts';
import { isInCatalogue } from '../../storage/tracks/tableRows.ts';
import { prepareFindByName } from '../../storage/tracks/tracksByName.ts';

/** Verdicts that are recorded in one transaction: a few milliseconds. */
const STEP = 100;

type Outcome = Output<'feedback.recordMany'>;

/** Records verdicts on songs given by id or by artist and title, step by step so that others have their turn. */
export async function recordMany(
  db: Database,
  verdicts: readonly BulkVerdict[],
  now: number,
): Promise<Outcome> {
  const findByName = prepareFindByName(db);
  const recorded: Outcome['recorded'] = [];
  const rejected: Outcome['rejected'] = [];

  function find({ trackId, artist, title }: BulkVerdict): TrackId | string {
    if (trackId !== null) {
      return isInCatalogue(db, trackId) ? trackId : `There is no track ${trackId} in the catalogue`;
    }
    if (artist.trim() === '' || title.trim() === '') return 'There is neither an id nor artist and title';
    // A list may name all artists of a song; the first is its main one.
    for (const own of new Set([artist, artist.split(/[,;]/)[0]!.trim() || artist])) {
      const name = nameOf({ artists: [own], title });
      const found = findByName(name, nameKeyOf(name));
      if (found !== null) return found;
    }
    return `There is no “${title.trim()}” by ${artist.trim()} in the catalogue`;
  }

  const recordSome = db.transaction((from: number, until: number) => {
    for (let place = from; place < until; place++) {
      const found = find(verdicts[place]!);
      if (typeof found === 'string') {
        rejected.push({ place, reason: found });
        continue;
      }
      const { verdict } = verdicts[place]!;
      const id = addFeedback(db, { trackId: found, verdict, impressionId: null, createdAt: now });
      recorded.push({ place, id, trackId: found });
    }
  });
  for (let from = 0; from < verdicts.length; from += STEP) {
    if (from > 0) await nextTurn();
    recordSome(from, Math.min(verdicts.length, from + STEP));
  }
  return { recorded, rejected };
}
