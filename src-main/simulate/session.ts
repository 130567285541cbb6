import type { Stage as StageName } from '../../src-preload/wire.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { TasteVerdict } from '../recommend/taste/tastes.ts';
import type { Algorithm } from '../../src-preload/contract.ts';
import { createContender } from './algorithms.ts';
import { createForecaster } from './forecaster.ts';
import type { Listener } from './listener.ts';
import { createOracle, type Possible } from './oracle.ts';

/** What happened in one round: one list for one mood. */
export type Round = {
  readonly stage: StageName | Algorithm;
  readonly rows: readonly number[];
  readonly verdicts: readonly TasteVerdict['verdict'][];
  /** The chance of liking each song of the list, without noise. */
  readonly chances: readonly number[];
  /** What could have been played instead. */
  readonly possible: Possible;
  /** The chance of each song by what was known before it was played: the model's own word where the stage has one, otherwise what its scores were worth so far. */
  readonly foretold: readonly (Forecast | null)[];
};

/** The chance of a like, 0–1, and whether it is the stage's own word. */
export type Forecast = { readonly chance: number; readonly isOwn: boolean };

/** A session, and what had been said at its end. */
export type Session = {
  readonly rounds: readonly Round[];
  readonly verdicts: readonly TasteVerdict[];
};

export type SessionOptions = {
  readonly rounds: number;
  readonly listLength: number;
  readonly seed: number;
};

/** A day between rounds; what was heard in the last days does not come again. */
const DAY_MS = 86_400_000;
const NOT_AGAIN_DAYS = 14;

/** Lets one contender recommend to one listener, round after round, learning from each. The same seeds give the same rounds. */
export function runSession(
  catalogue: CatalogueView,
  listener: Listener,
  algorithm: Algorithm,
  { rounds, listLength, seed }: SessionOptions,
): Session {
  const contender = createContender(catalogue, algorithm, seed);
  const oracle = createOracle(catalogue, listener);
  const forecaster = createForecaster();
  const verdicts = new Map<number, TasteVerdict>();
  const heardAt = new Map<number, number>();
  const shown = new Map<number, number>();
  const found: Round[] = [];
  let seen = 0;
  for (let round = 0; round < rounds; round++) {
    const now = round * DAY_MS;
    const mood = listener.moodAt(round);
    const exclude = new Set<number>();
    for (const [row, at] of heardAt) {
      const isRecent = now - at < NOT_AGAIN_DAYS * DAY_MS;
      if (isRecent || verdicts.get(row)?.verdict === 'dislike') exclude.add(catalogue.ids[row]!);
    }
    const { stage, name, foretell } = contender.next([...verdicts.values()], now, seen);
    const { rows, scores } = stage(catalogue, {
      target: mood,
      limit: listLength,
      exclude,
      allowBackground: false,
      onePerArtist: true,
      shown,
      seed: seed * 1000 + round,
    });
    const possible = oracle(round, mood, exclude, listLength);
    const byScore = forecaster.foretell(name, scores);
    const foretold = Array.from(rows, (row, at) => {
      const own = foretell?.(row, mood) ?? null;
      if (own !== null) return { chance: own, isOwn: true };
      return byScore && { chance: byScore[at]!, isOwn: false };
    });
    const chances: number[] = [];
    const given: TasteVerdict['verdict'][] = [];
    for (const row of rows) {
      chances.push(listener.chance(row, round, mood));
      const verdict = listener.hear(row, round, mood);
      given.push(verdict);
      verdicts.set(row, { row, verdict, at: now, target: mood });
      heardAt.set(row, now);
      const cluster = catalogue.cluster[row]!;
      shown.set(cluster, (shown.get(cluster) ?? 0) + 1);
    }
    forecaster.learn(
      name,
      scores,
      given.map((verdict) => verdict === 'like'),
    );
    seen += rows.length;
    found.push({ stage: name, rows: [...rows], verdicts: given, chances, possible, foretold });
  }
  return { rounds: found, verdicts: [...verdicts.values()] };
}
