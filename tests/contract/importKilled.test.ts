import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { featureCsv } from '../support/featureCsv.ts';
import { runWaves, startWaves } from '../support/runWaves.ts';

const ROWS = 60_000;

let profile: string;
beforeAll(() => {
  profile = mkdtempSync(join(tmpdir(), 'waves-killed-'));
});
afterAll(() => rmSync(profile, { recursive: true, force: true }));

/** How many songs of real catalogues the profile holds, whoever has it open. */
function storedSongs(): number {
  const db = new Database(join(profile, 'waves.db'), { readonly: true });
  try {
    return db
      .prepare<[], number>(
        `SELECT count(*) FROM tracks JOIN sources ON sources.id = tracks.source_id
         WHERE sources.is_demo = 0 AND tracks.removed_at IS NULL`,
      )
      .pluck()
      .get()!;
  } finally {
    db.close();
  }
}

test('an import that is killed keeps what it had stored, and the next one completes it', async () => {
  const file = join(profile, 'large.csv');
  writeFileSync(file, featureCsv(ROWS));
  const kept = await runWaves(profile, ['journal', 'add', 'Before the import.', '--json']);
  expect(kept.code).toBe(0);

  const importing = startWaves(profile, ['import', file]);
  const ended = new Promise((resolve) => importing.on('close', resolve));
  const seen = await vi.waitUntil(storedSongs, { timeout: 20_000, interval: 5 });
  importing.kill('SIGKILL');
  await ended;

  const afterKill = storedSongs();
  expect(afterKill).toBeGreaterThanOrEqual(seen);
  expect(afterKill).toBeLessThan(ROWS);
  const doctor = await runWaves(profile, ['doctor', '--json']);
  expect(doctor.code).toBe(0);

  const again = await runWaves(profile, ['import', file, '--json']);
  expect(again.code).toBe(0);
  expect(again.json).toMatchObject({ added: ROWS - afterKill, unchanged: afterKill, rejected: 0 });
  expect(storedSongs()).toBe(ROWS);
  const { json } = await runWaves(profile, ['journal', '--json']);
  expect(json).toMatchObject({ entries: [{ text: 'Before the import.' }] });
});
