import { expect, test } from 'vitest';

import { DEFAULT_SETTINGS, readSettings, writeSettings } from '../../src-main/storage/settings.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';

test('a profile without settings has the defaults', () => {
  expect(readSettings(emptyDatabase())).toEqual(DEFAULT_SETTINGS);
});

test('a change keeps the other settings', () => {
  const db = emptyDatabase();
  writeSettings(db, { theme: 'dark' }, 1);
  writeSettings(db, { listLength: 3 }, 2);
  expect(readSettings(db)).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', listLength: 3 });
});

test('a setting of a newer version is kept and not shown', () => {
  const db = emptyDatabase();
  db.prepare(`INSERT INTO settings VALUES ('telepathy', 'true', 1)`).run();
  expect(readSettings(db)).toEqual(DEFAULT_SETTINGS);
  writeSettings(db, { theme: 'light' }, 2);
  expect(db.prepare(`SELECT value FROM settings WHERE key = 'telepathy'`).pluck().get()).toBe('true');
});
