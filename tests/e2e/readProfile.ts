import { join } from 'node:path';

import Database from 'better-sqlite3';

/** What a profile holds on disk at this moment, whoever has it open. */
export function readProfile(profile: string) {
  return {
    /** The verdicts in the log with their songs, oldest first; an undo names no song. */
    verdicts: () =>
      rows<{ verdict: string; title: string }>(
        profile,
        `SELECT feedback_events.verdict, tracks.title FROM feedback_events
         JOIN tracks ON tracks.id = feedback_events.track_id ORDER BY feedback_events.id`,
      ),
    corrections: () =>
      rows<{ text: string; valence: number; arousal: number }>(
        profile,
        `SELECT journal_entries.text, journal_events.valence, journal_events.arousal FROM journal_events
         JOIN journal_entries ON journal_entries.id = journal_events.entry_id
         WHERE journal_events.kind = 'correct' ORDER BY journal_events.id`,
      ),
    entries: () =>
      rows<{ text: string; valence: number; arousal: number }>(
        profile,
        'SELECT text, valence, arousal FROM journal_entries ORDER BY id',
      ),
    /** Kinds of the jobs that are running. */
    runningJobs: () =>
      rows<{ kind: string }>(profile, "SELECT kind FROM jobs WHERE state = 'running'").map(
        ({ kind }) => kind,
      ),
    integrity: () => rows<{ quick_check: string }>(profile, 'PRAGMA quick_check')[0]?.quick_check,
  };
}

function rows<T>(profile: string, sql: string): T[] {
  const db = new Database(join(profile, 'waves.db'), { readonly: true });
  try {
    return db.prepare<[], T>(sql).all();
  } finally {
    db.close();
  }
}
