import type { Database } from 'better-sqlite3';

import type { ProviderName } from '../encoder/providers/providerCandidates.ts';
import type { ProviderMemory } from '../encoder/providers/tryProviders.ts';
import { beginTrial, listTrials, replaceTrials } from '../storage/providerTrials.ts';

/** The order in which trials are shown; the CPU last, as the one that is always there. */
const ORDER: readonly string[] = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'];

/** Keeps trials of one model on one machine in the profile. `now` is epoch milliseconds. */
export function providerMemory(
  db: Database,
  modelSha256: string,
  machine: string,
  now: () => number,
): ProviderMemory {
  const stored = () => listTrials(db, modelSha256, machine);
  return {
    recall() {
      const rows = stored();
      const isWhole = rows.some(({ isChosen }) => isChosen) && rows.every(({ state }) => state !== 'begun');
      if (!isWhole) return null;
      return rows
        .sort((a, b) => ORDER.indexOf(a.provider) - ORDER.indexOf(b.provider))
        .map(({ provider, state, ms, maxDifference, reason, isChosen }) => ({
          provider: provider as ProviderName,
          ok: state === 'ok',
          ms,
          maxDifference,
          reason,
          isChosen,
        }));
    },
    begin: (provider) => beginTrial(db, modelSha256, machine, provider, now()),
    hasCrashed: (provider) => stored().some((row) => row.provider === provider && row.state === 'begun'),
    remember(trials) {
      const rows = trials.map(({ ok, ...trial }) => ({
        ...trial,
        state: ok ? ('ok' as const) : ('failed' as const),
      }));
      replaceTrials(db, modelSha256, machine, rows, now());
    },
  };
}
