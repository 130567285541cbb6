import { setImmediate as nextTurn } from 'node:timers/promises';

import { loadCatalogueView, type TrackMeaning } from '../catalogue/loadCatalogueView.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { openDatabaseReader } from '../storage/openDatabaseReader.ts';
import { newestRevision } from '../storage/tracks/textTracks.ts';
import { runUnit, type SimulationPlan, type SimulationUnit, type UnitResult } from './runUnit.ts';

/** A part of a simulation. Plain values: it goes to another process. */
export type SimulateInput = {
  readonly profile: string;
  readonly plan: SimulationPlan;
  readonly unit: SimulationUnit;
};

/** The catalogue that this process read last: the next part of a simulation is on the same one. */
let held: { readonly key: string; readonly catalogue: CatalogueView } | null = null;

/** Runs one unit on the catalogue of a profile, which it reads itself. */
export async function simulateUnit(
  { profile, plan, unit }: SimulateInput,
  meaning: TrackMeaning,
  { signal }: { readonly signal: AbortSignal },
): Promise<UnitResult> {
  const catalogue = await openCatalogue(profile, meaning);
  // Where there is no other process, calls are answered between units.
  await nextTurn();
  signal.throwIfAborted();
  return runUnit(catalogue, plan, unit);
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
