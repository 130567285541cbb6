import type { Stage as StageName } from '../../src-preload/wire.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { TasteVerdict } from '../recommend/taste/tastes.ts';
import type { Algorithm } from '../../src-preload/contract.ts';
import { createContender } from './algorithms.ts';
import type { Listener } from './listener.ts';

/** What happened in one round: one list for one mood. */
export type Round = {
  readonly stage: StageName | Algorithm;
  readonly rows: readonly number[];
  readonly likes: number;
  /** The chance of liking each song of the list, without noise. */
  readonly chances: readonly number[];
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
): Round[] {
  const contender = createContender(catalogue, algorithm, seed);
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
    const { stage, name } = contender.next([...verdicts.values()], now, seen);
    const { rows } = stage(catalogue, {
      target: mood,
      limit: listLength,
      exclude,
      allowBackground: false,
      onePerArtist: true,
      shown,
      seed: seed * 1000 + round,
    });
    let likes = 0;
    const chances: number[] = [];
    for (const row of rows) {
      chances.push(listener.chance(row, round, mood));
      const verdict = listener.hear(row, round, mood);
      if (verdict === 'like') likes++;
      verdicts.set(row, { row, verdict, at: now, target: mood });
      heardAt.set(row, now);
      const cluster = catalogue.cluster[row]!;
      shown.set(cluster, (shown.get(cluster) ?? 0) + 1);
    }
    seen += rows.length;
    found.push({ stage: name, rows: [...rows], likes, chances });
  }
  return found;
}
