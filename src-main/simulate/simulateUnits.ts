import { setImmediate as nextTurn } from 'node:timers/promises';

import { loadCatalogueView, type TrackMeaning } from '../catalogue/loadCatalogueView.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { openDatabaseReader } from '../storage/openDatabaseReader.ts';
import { newestRevision } from '../storage/tracks/textTracks.ts';
import type { SessionResult } from './report.ts';
import { runUnit, type SimulationPlan, type SimulationUnit } from './runUnit.ts';

/** A share of a simulation. Plain values: it goes to another process. */
export type SimulateInput = {
  readonly profile: string;
  readonly plan: SimulationPlan;
  readonly units: readonly SimulationUnit[];
};

/** The catalogue that this process read last: the next share of a simulation is on the same one. */
let held: { readonly key: string; readonly catalogue: CatalogueView } | null = null;

/** Runs units one after the other on the catalogue of a profile, which it reads itself. */
export async function simulateUnits(
  { profile, plan, units }: SimulateInput,
  meaning: TrackMeaning,
  { signal }: { readonly signal: AbortSignal },
): Promise<SessionResult[]> {
  const catalogue = await openCatalogue(profile, meaning);
  const results: SessionResult[] = [];
  for (const unit of units) {
    signal.throwIfAborted();
    results.push(runUnit(catalogue, plan, unit));
    await nextTurn();
  }
  return results;
}

async function openCatalogue(profile: string, meaning: TrackMeaning): Promise<CatalogueView> {
  const db = openDatabaseReader(profile);
  try {
    const key = `${newestRevision(db)} ${profile}`;
    if (held?.key !== key) held = { key, catalogue: await loadCatalogueView(db, meaning) };
    return held.catalogue;
  } finally {
    db.close();
  }
}
