import { calibrationError, forecastsIn, pooled, type Reliability } from '../../learning/reliability.ts';
import { createRandom } from '../../recommend/random.ts';
import { bootstrap, type Interval } from './bootstrap.ts';
import type { SessionMeasures } from './measureSession.ts';

/**
 * How far foretold likes can be taken at their word. A stage with models is
 * judged by what its models say, where the taste of a song has one; all else by
 * what a stage's scores had been worth in the session so far.
 */
export type Calibration = {
  /** Expected calibration error of all forecasts, and of those by models alone. `n` counts listeners. */
  readonly error: Interval;
  readonly modelError: Interval;
  /** Forecasts in all, and by models. */
  readonly forecasts: number;
  readonly byModels: number;
  /** All forecasts in ten bins. */
  readonly bins: Reliability;
};

/** Calibration over sessions, of the stages that count. */
export function calibrationOf(
  sessions: readonly SessionMeasures[],
  counts: (stage: string) => boolean,
  seed: number,
): Calibration {
  const chosen = (isEach: boolean) =>
    sessions
      .map(({ forecasts }) => forecasts.filter(({ stage, isOwn }) => counts(stage) && (isEach || isOwn)))
      .filter((own) => own.length > 0)
      .map(pooled);
  const all = chosen(true);
  const models = chosen(false);
  const error = (own: readonly Reliability[]) =>
    bootstrap(own, (drawn) => calibrationError(pooled(drawn)), createRandom(seed));
  return {
    error: error(all),
    modelError: error(models),
    forecasts: forecastsIn(pooled(all)),
    byModels: forecastsIn(pooled(models)),
    bins: pooled(all),
  };
}
