import type { Database } from 'better-sqlite3';

import type { Input, Settings } from '../../src-preload/contract.ts';

/** What holds until the person says otherwise. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  intent: 'match',
  listLength: 10,
  onePerArtist: true,
  allowBackgroundGenres: false,
  daysBeforeRepeat: 14,
  retrainEvery: 20,
};

/** The settings of the profile. Keys that this version does not know are left in the table and out of the answer. */
export function readSettings(db: Database): Settings {
  const rows = db.prepare('SELECT key, value FROM settings').all() as { key: string; value: string }[];
  const stored = Object.fromEntries(
    rows
      .filter(({ key }) => Object.hasOwn(DEFAULT_SETTINGS, key))
      .map(({ key, value }) => [key, JSON.parse(value)]),
  );
  return { ...DEFAULT_SETTINGS, ...stored };
}

export function writeSettings(db: Database, changes: Input<'settings.set'>, now: number): void {
  const write = db.prepare(
    `INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  );
  db.transaction(() => {
    for (const [key, value] of Object.entries(changes)) {
      if (value !== undefined) write.run(key, JSON.stringify(value), now);
    }
  })();
}
