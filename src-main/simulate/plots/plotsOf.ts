import type { SimulationReport } from '../measures/report.ts';
import type { UnitResult } from '../runUnit.ts';
import { plotCalibration } from './plotCalibration.ts';
import { plotLikes, plotRegret } from './plotLikes.ts';
import { plotStages } from './plotStages.ts';
import { plotTasteMap } from './plotTasteMap.ts';

/** All drawings of a simulation by file name: of its report, and of its sessions where they are kept. `names` are those of the clusters. */
export function plotsOf(
  report: SimulationReport,
  results: readonly UnitResult[],
  names: readonly string[],
): ReadonlyMap<string, string> {
  const lead = report.algorithms[0];
  return new Map([
    ['likes-by-round.svg', plotLikes(report)],
    ['regret.svg', plotRegret(report)],
    ...(lead
      ? ([
          ['likes-by-stage.svg', plotStages(report, lead)],
          ['calibration.svg', plotCalibration(report, lead)],
        ] as const)
      : []),
    ...results.flatMap(({ algorithm, user, map }): [string, string][] => {
      if (!map) return [];
      const title = `Tastes of listener ${user + 1}, as ${algorithm} learned them`;
      const file = `taste-maps/listener-${String(user + 1).padStart(3, '0')}.svg`;
      return [[file, plotTasteMap(map, { title, names })]];
    }),
  ]);
}
