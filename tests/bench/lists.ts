import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import type { Stage } from '../../src-preload/contract.ts';
import { callEngine } from '../../src-main/commandLine/command.ts';
import { openEngine } from '../../src-main/engine/openEngine.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import type { BenchRow } from './benchRow.ts';
import { largeCatalogue } from './largeCatalogue.ts';

const CALLS = 300;
const WORDS = ['calm', 'furious', 'lonely', 'great', 'tired', 'in love', 'bored', 'proud', 'afraid', 'fine'];

/** Times from a text to a recorded list of ten songs with reasons, out of the 114k catalogue: inference, ranking, writing; and the same where two lists are mixed. */
export async function benchLists(): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const { path, note } = largeCatalogue(profile);
    const db = openDatabase(profile);
    await importCatalogue(db, path, { now: Date.now });
    db.close();

    const root = join(import.meta.dirname, '../..');
    const engine = await openEngine({
      profile,
      modelsDir: join(root, 'models'),
      resourcesDir: join(root, 'resources'),
      now: Date.now,
      announce: () => {},
      report: (error) => console.error(error),
      resumeJobs: false,
    });
    const call = callEngine(engine);
    const timesOfLists = async (stage: Stage | null) => {
      const times: number[] = [];
      for (let i = -10; i < CALLS; i++) {
        const text = `Day ${i}: I feel ${WORDS[Math.abs(i) % WORDS.length]} and a little ${WORDS[Math.abs(i * 7 + 3) % WORDS.length]}.`;
        const startMs = performance.now();
        await call('recommend.list', { text, limit: 10, stage });
        if (i >= 0) times.push(performance.now() - startMs);
      }
      return times.sort((a, b) => a - b);
    };
    const at = (times: number[], share: number) =>
      Math.round(times[Math.floor(share * (CALLS - 1))]! * 100) / 100;
    const plain = await timesOfLists(null);

    const { rows } = await call('catalogue.rows', { sort: 'title', limit: 100 });
    await call('feedback.recordMany', {
      verdicts: rows.map(({ id }) => ({ trackId: id, verdict: 'like' as const })),
    });
    const ranking = await timesOfLists('ranking');
    await call('comparison.start', { a: { stage: 'ranking' }, b: { stage: 'cold-start' } });
    const mixed = await timesOfLists(null);
    await engine.close();

    return [
      { name: 'text to list, median', value: at(plain, 0.5), unit: 'ms', note: `${note}, ${CALLS} calls` },
      { name: 'text to list, p95', value: at(plain, 0.95), unit: 'ms', note: 'ten songs, reasons, recorded' },
      { name: 'by ranking, median', value: at(ranking, 0.5), unit: 'ms', note: 'the same for 100 likes' },
      { name: 'mixed of two, median', value: at(mixed, 0.5), unit: 'ms', note: 'ranking beside cold start' },
    ];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}
