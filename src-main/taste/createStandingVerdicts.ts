import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import type { TrackId } from '../../src-preload/contract.ts';
import {
  type LoggedVerdict,
  newestFeedback,
  readLog,
  readStandingVerdict,
} from '../storage/person/verdictLog.ts';

/** What the person last said of each song, read from the log and kept up with it. */
export type StandingVerdicts = {
  /** Reads what the log has got since, in steps between which others have their turn. */
  follow(): Promise<void>;
  /** The newest verdict of each song that was not taken back. */
  all(): ReadonlyMap<TrackId, LoggedVerdict>;
  /** The newest event that was read. */
  position(): number;
};

/** Events read between two turns: some milliseconds. */
const STEP = 1_000;

/** An empty reading of the log; the first `follow` reads it all. `onChange` is told of each song on which another verdict stands, or none. */
export function createStandingVerdicts(
  db: Database,
  onChange: (trackId: TrackId, verdict: LoggedVerdict | null) => void,
): StandingVerdicts {
  const standing = new Map<TrackId, LoggedVerdict>();
  let position = 0;
  let following: Promise<void> | null = null;

  async function read(): Promise<void> {
    while (position < newestFeedback(db)) {
      for (const event of readLog(db, position, STEP)) {
        if (event.kind === 'stands') put(event.verdict.trackId, event.verdict);
        else if (event.kind === 'undo') put(event.trackId, readStandingVerdict(db, event.trackId));
        position = event.kind === 'stands' ? event.verdict.id : event.id;
      }
      if (position < newestFeedback(db)) await nextTurn();
    }
  }

  /** After an undo, what stood before counts again; it may have been said long before. */
  function put(trackId: TrackId, verdict: LoggedVerdict | null): void {
    if (verdict) standing.set(trackId, verdict);
    else standing.delete(trackId);
    onChange(trackId, verdict);
  }

  return {
    follow() {
      following ??= read().finally(() => (following = null));
      return following;
    },
    all: () => standing,
    position: () => position,
  };
}
