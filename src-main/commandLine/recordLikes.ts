import { resolve } from 'node:path';

import type { BulkVerdict } from '../../src-preload/contract.ts';
import { readLikes } from '../catalogue/readLikes.ts';
import type { CommandContext } from './command.ts';

/** Verdicts that go into one call. */
const BATCH = 1000;
/** Rejects that are shown to a person; the document has them all. */
const SHOWN = 20;

type Reject = { readonly line: number; readonly reason: string };

/** Records the verdicts of a table. Lines that cannot be are named; they are no failure while others were recorded. */
export async function recordLikes(path: string, context: CommandContext): Promise<number> {
  const { call, write, progress, signal } = context;
  const rejects: Reject[] = [];
  let waiting: { readonly line: number; readonly verdict: BulkVerdict }[] = [];
  let recorded = 0;

  async function send(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    const outcome = await call('feedback.recordMany', { verdicts: batch.map(({ verdict }) => verdict) });
    recorded += outcome.recorded.length;
    for (const { place, reason } of outcome.rejected) rejects.push({ line: batch[place]!.line, reason });
    progress(`${recorded} recorded`);
  }

  for await (const rows of readLikes(resolve(path), signal)) {
    for (const row of rows) {
      if ('reason' in row) rejects.push(row);
      else waiting.push(row);
      if (waiting.length === BATCH) await send();
    }
  }
  await send();

  rejects.sort((a, b) => a.line - b.line);
  const lines = rejects.slice(0, SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
  if (rejects.length > SHOWN) lines.push(`  and ${rejects.length - SHOWN} more`);
  await write(
    { file: path, recorded, rejected: rejects.length, rejects },
    [`Recorded ${recorded} verdicts; ${rejects.length} lines were not understood.`, ...lines].join('\n'),
  );
  return recorded > 0 || rejects.length === 0 ? 0 : 1;
}
