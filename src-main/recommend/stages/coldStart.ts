import type { CatalogueView } from '../catalogueView.ts';
import { cellStart, cellsByDistance, planeIndexOf } from '../planeIndex.ts';
import { popularityRank, popularityRanks } from '../popularityRanks.ts';
import { unitHash } from '../random.ts';
import { songsOf } from '../rowOf.ts';
import { spread } from '../spread.ts';
import { checkRequest, type Ranked, type StageRequest } from '../stage.ts';
import { createBest } from '../topK.ts';

/** What the cold start weighs. All weights are in units of the logarithm of the score. */
export const COLD_START = {
  /**
   * Standard deviation of the Gaussian around the target. The map from features to
   * mood and the one from text are each off by about this much, so a narrower
   * kernel would sort noise.
   */
  moodWidth: 0.3,
  /**
   * What the most obscure song loses against the best known: as much as .42 of
   * distance. Enough that a new user recognises songs, not enough to leave the mood.
   */
  popularityWeight: 1,
  /** The most that chance takes: as much as .25 of distance, so that another day brings other songs from the same corner. */
  chanceWeight: 0.35,
  /** Takes .35 from the second song of a genre cluster, .55 from the third, .69 from the fourth. */
  clusterPenalty: 0.5,
  /** The same for songs of a cluster that were shown of late: a person is asked about everything once before anything twice. */
  shownPenalty: 0.8,
  /** The distance at which songs of unknown mood stand: after whatever is near, before the opposite end of the plane. */
  unknownMoodDistance: 1,
  /** Candidates kept per song asked for, and at least; what one artist a list and the spread over clusters may use up. */
  candidatesPerSong: 16,
  minCandidates: 256,
  /** How much further to look when the candidates did not fill the list. */
  widen: 8,
} as const;

/**
 * The stage for a person of whom nothing is known:
 *
 * ln score = −d² / 2w² + p (rank − 1) − c u − g ln(1 + n) − s ln(1 + m)
 *
 * with d the distance to the target in the plane and w the width of the kernel,
 * rank the song's popularity rank in the catalogue (unknown: .5), u in [0, 1) a
 * hash of seed and track id, n the songs of its genre cluster chosen before it, and
 * m those shown in the lists before.
 * A score of 1 is a song exactly there that nobody does not know.
 *
 * A bounded heap over the songs near the target, then the greedy choice among the
 * candidates.
 */
export function coldStart(catalogue: CatalogueView, request: StageRequest): Ranked {
  checkRequest(request);
  const limit = Math.min(request.limit, catalogue.size);
  const parts = coldParts(catalogue, request);
  if (limit === 0) return describe(new Int32Array(), new Float64Array(), parts);

  const wanted = Math.max(COLD_START.minCandidates, COLD_START.candidatesPerSong * limit);
  for (let capacity = Math.min(catalogue.size, wanted); ; capacity *= COLD_START.widen) {
    const candidates = bestCandidates(catalogue, request, parts, Math.min(catalogue.size, capacity));
    const { picks, variety } = spread(catalogue, candidates.rows, candidates.scores, {
      limit,
      onePerArtist: request.onePerArtist,
      clusterPenalty: COLD_START.clusterPenalty,
    });
    const sawAll = candidates.rows.length < capacity || capacity >= catalogue.size;
    if (picks.length === limit || sawAll) {
      return describe(
        picks.map((pick) => candidates.rows[pick]!),
        variety,
        parts,
      );
    }
  }
}

/** The parts of a row's score that do not depend on the other songs of the list. */
type ColdParts = {
  readonly mood: (row: number) => number;
  readonly popularity: (row: number) => number;
  readonly chance: (row: number) => number;
  readonly shown: (row: number) => number;
};

function coldParts(catalogue: CatalogueView, { target, seed, shown }: StageRequest): ColdParts {
  const { ids, valence, arousal, cluster } = catalogue;
  const { moodWidth, unknownMoodDistance, popularityWeight, chanceWeight, shownPenalty } = COLD_START;
  const byCluster = Float64Array.from(
    { length: 256 },
    (_, own) => shownPenalty * Math.log1p(shown?.get(own) ?? 0),
  );
  const scale = 1 / (2 * moodWidth ** 2);
  const unknownMood = -scale * unknownMoodDistance ** 2;
  const ranks = popularityRanks(catalogue.popularity);

  return {
    mood(row) {
      const dv = valence[row]! - target.valence;
      const da = arousal[row]! - target.arousal;
      const near = -scale * (dv * dv + da * da);
      return Number.isNaN(near) ? unknownMood : near;
    },
    popularity: (row) => popularityWeight * (popularityRank(ranks, catalogue.popularity[row]!) - 1),
    chance: (row) => -chanceWeight * unitHash(seed, ids[row]!),
    shown: (row) => -byCluster[cluster[row]!]!,
  };
}

/**
 * The best `capacity` rows that may come at all, by everything but variety.
 * Looks from the target outwards, and no further than where the mood alone
 * costs more than the worst candidate.
 */
function bestCandidates(
  catalogue: CatalogueView,
  { target, seed, barred, exclude, allowBackground }: StageRequest,
  parts: ColdParts,
  capacity: number,
) {
  const { song, ids, isBackground } = catalogue;
  const { moodWidth, unknownMoodDistance, popularityWeight, chanceWeight } = COLD_START;
  const index = planeIndexOf(catalogue);
  const { rows, valence, arousal, popularity } = index;
  const byRank = index.ranks.map((rank) => popularityWeight * (rank - 1));
  const scale = 1 / (2 * moodWidth ** 2);
  const unknownMood = -scale * unknownMoodDistance ** 2;
  const excluded = songsOf(catalogue, exclude);
  const best = createBest(capacity);

  for (const { cell, distance } of cellsByDistance(target, unknownMoodDistance)) {
    if (-scale * distance * distance < best.threshold()) break;
    for (const cluster of index.clusters) {
      const until = cellStart(index, cluster, cell + 1);
      for (let at = cellStart(index, cluster, cell); at < until; at++) {
        // Each part only takes away, so most rows are out before the dearer parts are worked out.
        const dv = valence[at]! - target.valence;
        const da = arousal[at]! - target.arousal;
        const near = -scale * (dv * dv + da * da);
        let score = Number.isNaN(near) ? unknownMood : near;
        score += byRank[popularity[at]!]!;
        if (score < best.threshold()) continue;
        const row = rows[at]!;
        score += -chanceWeight * unitHash(seed, ids[row]!) + parts.shown(row);
        if (score < best.threshold()) continue;
        if (isBackground[row] === 1 && !allowBackground) continue;
        if (barred?.[row] === 1) continue;
        if (excluded.size > 0 && excluded.has(song[row]!)) continue;
        best.offer(row, score);
      }
    }
  }
  return best.drain();
}

/** The chosen rows with their scores taken apart. */
function describe(rows: Int32Array, variety: Float64Array, parts: ColdParts): Ranked {
  const of = (part: (row: number) => number) => Float32Array.from(rows, part);
  const varied = variety.map((own, i) => own + parts.shown(rows[i]!));
  const scores = Float32Array.from(rows, (row, i) =>
    Math.exp(parts.mood(row) + parts.popularity(row) + parts.chance(row) + varied[i]!),
  );
  return {
    rows,
    scores,
    parts: {
      mood: of(parts.mood),
      popularity: of(parts.popularity),
      chance: of(parts.chance),
      variety: Float32Array.from(varied),
    },
  };
}
