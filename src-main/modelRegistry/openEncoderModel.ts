import type { Database } from 'better-sqlite3';

import { describeMachine } from '../encoder/providers/describeMachine.ts';
import { openReader, type Reader } from '../encoder/openReader.ts';
import { forgetTrials } from '../storage/providerTrials.ts';
import { fingerprint, type ModelEntry } from './modelEntry.ts';
import { providerMemory } from './providerMemory.ts';

/**
 * Opens a model whose reader is `encoder`, on the provider that the profile
 * remembers for it and this machine, or after trying those that there are.
 * With `afresh` they are tried again, whatever is remembered.
 */
export async function openEncoderModel(
  entry: ModelEntry,
  options: { readonly db: Database; readonly now: () => number; readonly afresh?: boolean },
): Promise<Reader> {
  const { db, now, afresh = false } = options;
  const machine = describeMachine();
  if (afresh) forgetTrials(db, fingerprint(entry), machine);
  const memory = providerMemory(db, fingerprint(entry), machine, now);
  // The registry has verified the files.
  return openReader(entry.folder, { providers: memory, sha256: {} });
}
