import { sigmoid } from '../learning/metrics.ts';
import { type CatalogueView, FEATURES, NO_CLUSTER } from '../recommend/catalogueView.ts';
import { popularityRank, popularityRanks } from '../recommend/popularityRanks.ts';
import { createRandom } from '../recommend/random.ts';

type Point = { readonly valence: number; readonly arousal: number };

/** How a kind of simulated listener is drawn. */
export type ListenerPreset = {
  /** Fewest and most latent tastes. */
  readonly tastes: readonly [number, number];
  /** Log odds of liking a song of a liked cluster that is neither here nor there, and of any other. */
  readonly liked: number;
  readonly unliked: number;
  /** How much the features of a song matter within a liked cluster. */
  readonly preference: number;
  /** How much the mood of the moment matters: log odds lost at a distance of 1 in the plane. */
  readonly mood: number;
  /** Spread of the affinity to popularity between listeners. */
  readonly popularity: number;
  /** Log odds lost for each time the artist was heard in the last rounds. */
  readonly boredom: number;
  /** How far a preference turns a round, in radians. */
  readonly drift: number;
  /** Share of verdicts that are given at random. */
  readonly noise: number;
};

/** The listeners that the recommender is proved on, and those of S2 (.75 / .25, noise .05, no preference within a cluster). */
export const PRESETS = {
  varied: {
    tastes: [2, 4],
    liked: 0.6,
    unliked: -2.2,
    preference: 1.6,
    mood: 1.2,
    popularity: 0.8,
    boredom: 0.5,
    drift: 0.01,
    noise: 0.05,
  },
  s2: {
    tastes: [2, 3],
    liked: Math.log(3),
    unliked: -Math.log(3),
    preference: 0,
    mood: 0,
    popularity: 0,
    boredom: 0,
    drift: 0,
    noise: 0.05,
  },
} as const satisfies Record<string, ListenerPreset>;

/** Somebody who says what they like, the same for the same seed and the same songs. */
export type Listener = {
  /** The clusters of the tastes that the recommender has to find. */
  readonly clusters: readonly number[];
  /** No song of another cluster has a greater chance than this. */
  readonly mostElsewhere: number;
  /** Where the listener is in the plane in a round. */
  moodAt(round: number): Point;
  /** The chance, 0–1, that a song is liked now. Noise is not in it. */
  chance(row: number, round: number, mood: Point): number;
  /** Hears a song and says what they think of it. */
  hear(row: number, round: number, mood: Point): 'like' | 'dislike' | 'skip';
};

/** Rounds after which an artist is as new. */
const MEMORY = 6;
/** Of what is not liked, the share that is said so; the rest is skipped. */
const SAYS_NO = 0.5;

/** Draws a listener over the clusters that the catalogue has songs of. */
export function createListener(catalogue: CatalogueView, preset: ListenerPreset, seed: number): Listener {
  const random = createRandom(seed);
  const sizes = new Map<number, number>();
  for (const cluster of catalogue.cluster) {
    if (cluster !== NO_CLUSTER) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  }
  const offered = [...sizes].filter(([, size]) => size >= 50).map(([cluster]) => cluster);
  offered.sort((a, b) => a - b);
  const [fewest, most] = preset.tastes;
  const count = Math.min(offered.length, fewest + Math.floor(random() * (most - fewest + 1)));
  const clusters = Array.from(
    { length: count },
    () => offered.splice(Math.floor(random() * offered.length), 1)[0]!,
  );
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const direction = () => unit(Float64Array.from({ length: FEATURES.length }, normal));
  const wants = new Map(clusters.map((cluster) => [cluster, { from: direction(), towards: direction() }]));
  const moments = new Map(clusters.map((cluster) => [cluster, momentsOf(catalogue, cluster)]));
  const popularity = preset.popularity * normal();
  const home = { valence: 0.6 * (random() * 2 - 1), arousal: 0.6 * (random() * 2 - 1) };
  const ranks = popularityRanks(catalogue.popularity);
  /** The rounds in which each artist was heard. */
  const heard = new Map<number, number[]>();
  const moodSeed = Math.floor(random() * 2 ** 31);
  const wantsIn = wantsOf(wants, preset.drift);

  function chance(row: number, round: number, mood: Point): number {
    const cluster = catalogue.cluster[row]!;
    const want = wantsIn(round).get(cluster);
    let odds = want ? preset.liked : preset.unliked;
    if (want && preset.preference > 0) {
      odds += preset.preference * along(catalogue, row, moments.get(cluster)!, want);
    }
    odds += popularity * (popularityRank(ranks, catalogue.popularity[row]!) - 0.5);
    const off = Math.hypot(catalogue.valence[row]! - mood.valence, catalogue.arousal[row]! - mood.arousal);
    odds -= preset.mood * (Number.isNaN(off) ? 1 : off);
    const times = heard.get(catalogue.artist[row]!)?.filter((at) => at > round - MEMORY).length ?? 0;
    odds -= preset.boredom * times;
    return sigmoid(odds);
  }

  return {
    clusters,
    mostElsewhere: sigmoid(preset.unliked + Math.abs(popularity) / 2),
    moodAt(round) {
      const draw = createRandom(moodSeed + round);
      return {
        valence: clamp(home.valence + 0.5 * (draw() + draw() - 1)),
        arousal: clamp(home.arousal + 0.5 * (draw() + draw() - 1)),
      };
    },
    chance,
    hear(row, round, mood) {
      const p = chance(row, round, mood);
      const artist = catalogue.artist[row]!;
      heard.set(artist, [...(heard.get(artist) ?? []), round]);
      const isRandom = random() < preset.noise;
      if (random() < (isRandom ? 0.5 : p)) return 'like';
      return random() < SAYS_NO ? 'dislike' : 'skip';
    },
  };
}

type Want = { readonly from: Float64Array; readonly towards: Float64Array };

/** The directions that are wanted in a round; the round asked for last is at hand. */
function wantsOf(
  wants: ReadonlyMap<number, Want>,
  drift: number,
): (round: number) => ReadonlyMap<number, Float64Array> {
  let last = { round: NaN, directions: new Map<number, Float64Array>() };
  return (round) => {
    if (last.round !== round) {
      const directions = new Map([...wants].map(([cluster, want]) => [cluster, turned(want, drift * round)]));
      last = { round, directions };
    }
    return last.directions;
  };
}

type Moments = { readonly means: Float64Array; readonly deviations: Float64Array };

function momentsOf({ cluster, features, size }: CatalogueView, own: number): Moments {
  const means = new Float64Array(FEATURES.length);
  const deviations = new Float64Array(FEATURES.length);
  for (let f = 0; f < FEATURES.length; f++) {
    let known = 0;
    let squares = 0;
    for (let row = 0; row < size; row++) {
      const value = features[row * FEATURES.length + f]!;
      if (cluster[row] !== own || Number.isNaN(value)) continue;
      known++;
      const gap = value - means[f]!;
      means[f]! += gap / known;
      squares += gap * (value - means[f]!);
    }
    deviations[f] = known > 0 ? Math.sqrt(squares / known) || 1 : 1;
  }
  return { means, deviations };
}

/** How far a song lies along a preference among the songs of its cluster: about normal with deviation 1. */
function along(
  { features }: CatalogueView,
  row: number,
  { means, deviations }: Moments,
  direction: Float64Array,
): number {
  let sum = 0;
  for (let f = 0; f < FEATURES.length; f++) {
    const value = features[row * FEATURES.length + f]!;
    if (!Number.isNaN(value)) sum += (direction[f]! * (value - means[f]!)) / deviations[f]!;
  }
  return sum;
}

function turned({ from, towards }: Want, angle: number): Float64Array {
  if (angle === 0) return from;
  const dot = from.reduce((sum, value, f) => sum + value * towards[f]!, 0);
  const across = unit(towards.map((value, f) => value - dot * from[f]!));
  return from.map((value, f) => Math.cos(angle) * value + Math.sin(angle) * across[f]!);
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
