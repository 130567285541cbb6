import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { Algorithm } from '../../src-preload/contract.ts';
import { createListener, PRESETS } from './listener.ts';
import { measureSession } from './measures.ts';
import type { SessionResult } from './report.ts';
import { runSession } from './session.ts';

/** What a simulation is asked for. */
export type SimulationPlan = {
  readonly users: number;
  readonly rounds: number;
  readonly listLength: number;
  readonly seed: number;
  readonly preset: keyof typeof PRESETS;
  readonly algorithms: readonly Algorithm[];
};

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
  { seed, preset, rounds, listLength }: SimulationPlan,
  { algorithm, user }: SimulationUnit,
): SessionResult {
  const own = seed * 100_003 + user;
  const listener = createListener(catalogue, PRESETS[preset], own);
  const found = runSession(catalogue, listener, algorithm, { rounds, listLength, seed: own });
  return { algorithm, user, measures: measureSession(catalogue, listener, found) };
}
