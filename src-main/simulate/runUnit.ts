import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { Algorithm } from '../../src-preload/contract.ts';
import { createListener, PRESETS } from './listener.ts';
import { measureSession } from './measures/measureSession.ts';
import type { SessionResult } from './measures/report.ts';
import { runSession } from './session.ts';
import { type TasteMap, tasteMapOf } from './tasteMap.ts';

/** What a simulation is asked for. */
export type SimulationPlan = {
  readonly users: number;
  readonly rounds: number;
  readonly listLength: number;
  readonly seed: number;
  readonly preset: keyof typeof PRESETS;
  readonly algorithms: readonly Algorithm[];
  /** The newest change of the catalogue: what was begun on another does not go on on this one. */
  readonly revision: number;
};

/** A result with what is drawn of the first contender's. */
export type UnitResult = SessionResult & { readonly map: TasteMap | null };

/** One listener with one contender. */
export type SimulationUnit = { readonly algorithm: Algorithm; readonly user: number };

/** All that has to be done, listener by listener, so that what is there early can be compared. */
export function unitsOf({ users, algorithms }: SimulationPlan): SimulationUnit[] {
  return Array.from({ length: users }, (_, user) =>
    algorithms.map((algorithm) => ({ algorithm, user })),
  ).flat();
}

/** Runs one unit. Every contender meets the same listener, drawn by the plan's seed and the user's number. */
export function runUnit(
  catalogue: CatalogueView,
  { seed, preset, rounds, listLength, algorithms }: SimulationPlan,
  { algorithm, user }: SimulationUnit,
): UnitResult {
  const own = seed * 100_003 + user;
  const listener = createListener(catalogue, PRESETS[preset], own);
  const session = runSession(catalogue, listener, algorithm, { rounds, listLength, seed: own });
  return {
    algorithm,
    user,
    measures: measureSession(catalogue, listener, session.rounds),
    map: algorithm === algorithms[0] ? tasteMapOf(catalogue, listener, session.verdicts) : null,
  };
}
