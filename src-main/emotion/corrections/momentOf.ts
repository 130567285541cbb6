import type { Database } from 'better-sqlite3';

import { momentFeatures } from '../../learning/momentFeatures.ts';
import { listEntries } from '../../storage/person/journal.ts';
import { middleOf } from '../point.ts';

/** How far back, and how many entries, the mood of late is taken from. */
const RECENT_MS = 48 * 3_600_000;
const RECENT_ENTRIES = 5;

/** What is known of a moment (epoch milliseconds) when somebody writes: time of day and week here, and the mood of the last entries before. */
export function momentOf(db: Database, atMs: number): number[] {
  const time = new Date(atMs);
  const recent = listEntries(db, atMs - RECENT_MS, atMs, RECENT_ENTRIES);
  return momentFeatures(
    time.getHours() + time.getMinutes() / 60,
    time.getDay(),
    recent.length > 0 ? middleOf(recent) : null,
  );
}
