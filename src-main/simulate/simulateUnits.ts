import { setImmediate as nextTurn } from 'node:timers/promises';

import { loadCatalogueView, type TrackMeaning } from '../catalogue/loadCatalogueView.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { openDatabaseReader } from '../storage/openDatabaseReader.ts';
import { newestRevision } from '../storage/tracks/textTracks.ts';
import { runUnit, type SimulationPlan, type SimulationUnit, type UnitResult } from './runUnit.ts';

/** A share of a simulation. Plain values: it goes to another process. */
export type SimulateInput = {
  readonly profile: string;
  readonly plan: SimulationPlan;
  readonly units: readonly SimulationUnit[];
};

/** The catalogue that this process read last: the next share of a simulation is on the same one. */
let held: { readonly key: string; readonly catalogue: CatalogueView } | null = null;

/** Runs units one after the other on the catalogue of a profile, which it reads itself, and reports each as it is over. */
export async function simulateUnits(
  { profile, plan, units }: SimulateInput,
  meaning: TrackMeaning,
  { signal, report }: { readonly signal: AbortSignal; report(result: UnitResult): void },
): Promise<void> {
  const catalogue = await openCatalogue(profile, meaning);
  for (const unit of units) {
    signal.throwIfAborted();
    report(runUnit(catalogue, plan, unit));
    await nextTurn();
  }
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
