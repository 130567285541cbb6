import type { Point } from '../../src-preload/wire.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { songsOf } from '../recommend/rowOf.ts';
import { createBest } from '../recommend/topK.ts';
import type { Listener } from './listener.ts';

/** What could have been played in a round. */
export type Possible = {
  /** The chances of the best list there was, one song an artist, the best first. */
  readonly best: readonly number[];
  /** How many songs are as likely liked as not, or more. */
  readonly relevant: number;
};

/** From which chance a song is what the listener looks for. */
export const RELEVANT = 0.5;

/**
 * Knows what the listener thinks of every song, and so what a perfect
 * recommender would have played in a round, among the songs that may come
 * (`exclude` are track ids). Songs outside the listener's tastes are looked at
 * only where one of them could count.
 */
export function createOracle(
  catalogue: CatalogueView,
  listener: Listener,
): (round: number, mood: Point, exclude: ReadonlySet<number>, limit: number) => Possible {
  const rows = [...catalogue.ids.keys()].filter((row) => catalogue.isBackground[row] !== 1);
  const isOwn = (row: number) => listener.clusters.includes(catalogue.cluster[row]!);
  const own = Int32Array.from(rows.filter(isOwn));
  const others = Int32Array.from(rows.filter((row) => !isOwn(row)));
  const artists = catalogue.artist.reduce((most, artist) => Math.max(most, artist), -1) + 1;

  return (round, mood, exclude, limit) => {
    const excluded = songsOf(catalogue, exclude);
    const byArtist = new Float64Array(artists).fill(NaN);
    const relevant = new Set<number>();
    const look = (among: Int32Array) => {
      for (const row of among) {
        const song = catalogue.song[row]!;
        if (excluded.has(song)) continue;
        const chance = listener.chance(row, round, mood);
        if (chance >= RELEVANT) relevant.add(song);
        const artist = catalogue.artist[row]!;
        if (!(byArtist[artist]! >= chance)) byArtist[artist] = chance;
      }
      const best = createBest(limit);
      byArtist.forEach((chance, artist) => best.offer(artist, chance));
      return [...best.drain().scores];
    };
    const near = look(own);
    const worst = near.length === limit ? near.at(-1)! : -Infinity;
    const isEnough = listener.mostElsewhere < RELEVANT && listener.mostElsewhere <= worst;
    return { best: isEnough ? near : look(others), relevant: relevant.size };
  };
}
