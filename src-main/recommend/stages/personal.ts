import type { Point } from '../../../src-preload/wire.ts';
import type { CatalogueView } from '../catalogueView.ts';
import { cellStart, cellsByDistance, planeIndexOf } from '../planeIndex.ts';
import { popularityRank, popularityRanks } from '../popularityRanks.ts';
import { unitHash } from '../random.ts';
import { songsOf } from '../rowOf.ts';
import { checkRequest, type Ranked, type Stage, type StageRequest } from '../stage.ts';
import { type Lane, type LaneRules, lanesOf } from '../taste/lanes.ts';
import type { Taste, Tastes } from '../taste/tastes.ts';
import { likeness, type TasteSpace, tasteSpaceOf } from '../taste/tasteSpace.ts';
import { type Best, createBest } from '../topK.ts';
import { COLD_START, coldStart } from './coldStart.ts';

/** What a personal stage does in its own way. */
export type PersonalRules = LaneRules & {
  /** How well a song suits a taste, as a part of the logarithm of its score: 0 at best. */
  affinity(space: TasteSpace, taste: Taste, row: number): number;
  /**
   * A dearer judgement of the same, for the candidates that the first left;
   * null where there is none for this taste.
   */
  judge?(catalogue: CatalogueView, taste: Taste, target: Point, rows: Int32Array): Float64Array | null;
  /** Candidates of a lane at least. */
  readonly candidates?: number;
  /** What the most obscure song loses against the best known; negative where it gains. */
  readonly popularityWeight: number;
};

/** What all personal stages weigh, in units of the logarithm of the score. */
export const PERSONAL = {
  /** A song of a cluster of which nothing is known: as if it suited a taste middling well. */
  unknownAffinity: -1,
  chanceWeight: 0.25,
  candidatesPerPlace: 24,
  minCandidates: 96,
} as const;

/**
 * A stage that knows the person's tastes: each list is made of lanes
 * (`lanesOf`), each filled by
 *
 * ln score = mood + affinity to the lane's taste + popularity − chance
 *
 * within its own cluster, so that tastes never mix. What lanes cannot fill is
 * taken from all of their candidates, and then from the whole catalogue.
 */
export function createPersonalStage(tastes: Tastes, rules: PersonalRules): Stage {
  return (catalogue, request) => {
    checkRequest(request);
    const limit = Math.min(request.limit, catalogue.size);
    const lanes = lanesOf(catalogue, tastes, { ...request, limit }, rules);
    if (limit === 0 || lanes.length === 0) return coldStart(catalogue, request);

    const parts = partsOf(catalogue, request, rules);
    const filled = gather(catalogue, request, lanes, rules).map((candidates, at) =>
      judged(catalogue, request, candidates, lanes[at]!, rules),
    );
    const list = createList(catalogue, request, limit);
    lanes.forEach(({ places }, lane) => list.take(filled[lane]!, places));
    list.take(filled.flat().sort(byScore), limit);
    fillUp(catalogue, request, list, parts);
    return inOrder(list.chosen, parts);
  };
}

/** A song that may come, with what its taste adds. */
type Candidate = { readonly row: number; readonly affinity: number; readonly score: number };

type Parts = {
  readonly mood: (row: number) => number;
  readonly popularity: (row: number) => number;
  readonly chance: (row: number) => number;
};

function partsOf(catalogue: CatalogueView, { target, seed }: StageRequest, rules: PersonalRules): Parts {
  const { ids, valence, arousal, popularity } = catalogue;
  const { moodWidth, unknownMoodDistance } = COLD_START;
  const scale = 1 / (2 * moodWidth ** 2);
  const ranks = popularityRanks(popularity);
  const weight = rules.popularityWeight;
  // Whichever end is preferred, the part is 0 at best.
  const best = weight >= 0 ? 1 : 0;
  return {
    mood(row) {
      const dv = valence[row]! - target.valence;
      const da = arousal[row]! - target.arousal;
      const near = -scale * (dv * dv + da * da);
      return Number.isNaN(near) ? -scale * unknownMoodDistance ** 2 : near;
    },
    popularity: (row) => weight * (popularityRank(ranks, popularity[row]!) - best),
    chance: (row) => -PERSONAL.chanceWeight * unitHash(seed, ids[row]!),
  };
}

/**
 * The best candidates of each lane. Looks at the songs of its cluster from the
 * target outwards, and no further than where the mood alone costs more than the
 * worst candidate.
 */
function gather(
  catalogue: CatalogueView,
  request: StageRequest,
  lanes: readonly Lane[],
  rules: PersonalRules,
): Candidate[][] {
  const space = tasteSpaceOf(catalogue);
  const cells = cellsByDistance(request.target, COLD_START.unknownMoodDistance);
  const excluded = songsOf(catalogue, request.exclude);
  const heaps = lanes.map(({ places }) =>
    createBest(
      Math.min(
        catalogue.size,
        Math.max(rules.candidates ?? PERSONAL.minCandidates, PERSONAL.candidatesPerPlace * places),
      ),
    ),
  );
  const affinityOf = (lane: number, row: number) => {
    const { taste } = lanes[lane]!;
    return taste ? rules.affinity(space, taste, row) : PERSONAL.unknownAffinity;
  };
  for (const cluster of new Set(lanes.map((lane) => lane.cluster))) {
    const own = [...lanes.keys()].filter((lane) => lanes[lane]!.cluster === cluster);
    gatherCluster(cluster, own);
  }
  return heaps.map((heap, lane) =>
    drained(heap).map(([row, score]) => ({ row, score, affinity: affinityOf(lane, row) })),
  );

  /** Fills the heaps of the lanes of one cluster: one, or two where its taste is split. */
  function gatherCluster(cluster: number, own: readonly number[]): void {
    const { target, seed, barred, allowBackground } = request;
    const { moodWidth, unknownMoodDistance } = COLD_START;
    const { ids, song, isBackground } = catalogue;
    const index = planeIndexOf(catalogue);
    const { rows, valence, arousal, popularity } = index;
    const weight = rules.popularityWeight;
    const best = weight >= 0 ? 1 : 0;
    const byRank = index.ranks.map((rank) => weight * (rank - best));
    const scale = 1 / (2 * moodWidth ** 2);
    const unknownMood = -scale * unknownMoodDistance ** 2;

    for (const { cell, distance } of cells) {
      if (own.every((lane) => -scale * distance * distance < heaps[lane]!.threshold())) return;
      const until = cellStart(index, cluster, cell + 1);
      for (let at = cellStart(index, cluster, cell); at < until; at++) {
        const row = rows[at]!;
        const lane = own.length === 1 ? own[0]! : nearest(space, lanes, own, row);
        const heap = heaps[lane]!;
        const dv = valence[at]! - target.valence;
        const da = arousal[at]! - target.arousal;
        const near = -scale * (dv * dv + da * da);
        let score = (Number.isNaN(near) ? unknownMood : near) + byRank[popularity[at]!]!;
        if (score < heap.threshold()) continue;
        score += affinityOf(lane, row);
        if (score < heap.threshold()) continue;
        score -= PERSONAL.chanceWeight * unitHash(seed, ids[row]!);
        if (score < heap.threshold()) continue;
        if (isBackground[row] === 1 && !allowBackground) continue;
        if (barred?.[row] === 1) continue;
        if (excluded.size > 0 && excluded.has(song[row]!)) continue;
        heap.offer(row, score);
      }
    }
  }
}

function drained(heap: Best): [row: number, score: number][] {
  const { rows, scores } = heap.drain();
  return Array.from(rows, (row, at) => [row, scores[at]!]);
}

/** The lane of a split cluster whose taste the song is more like. */
function nearest(space: TasteSpace, lanes: readonly Lane[], own: readonly number[], row: number): number {
  const near = (lane: number) => {
    const centroid = lanes[lane]!.taste?.centroid;
    return centroid ? likeness(space, row, centroid) : -1;
  };
  return own.reduce((best, lane) => (near(lane) > near(best) ? lane : best));
}

/** Candidates with the dearer judgement in place of the first, best first. */
function judged(
  catalogue: CatalogueView,
  { target }: StageRequest,
  candidates: Candidate[],
  { taste }: Lane,
  rules: PersonalRules,
): Candidate[] {
  const rows = Int32Array.from(candidates, ({ row }) => row);
  const found = taste && rows.length > 0 ? (rules.judge?.(catalogue, taste, target, rows) ?? null) : null;
  if (!found) return candidates;
  return candidates
    .map(({ row, affinity, score }, at) => ({
      row,
      affinity: found[at]!,
      score: score - affinity + found[at]!,
    }))
    .sort(byScore);
}

/** Best first, ties to the lower row. */
function byScore(a: { row: number; score: number }, b: { row: number; score: number }): number {
  return b.score - a.score || a.row - b.row;
}

/** A list on its way: no song twice, no artist where asked, never longer than its limit. */
type List = {
  readonly chosen: readonly Candidate[];
  missing(): number;
  mayTake(row: number): boolean;
  /** Takes the first of the candidates that may come, as many as there are places. */
  take(candidates: readonly Candidate[], places: number): void;
};

function createList({ song, artist }: CatalogueView, { onePerArtist }: StageRequest, limit: number): List {
  const songs = new Set<number>();
  const artists = new Set<number>();
  const chosen: Candidate[] = [];
  const mayTake = (row: number) => !songs.has(song[row]!) && !(onePerArtist && artists.has(artist[row]!));
  return {
    chosen,
    missing: () => limit - chosen.length,
    mayTake,
    take(candidates, places) {
      const until = Math.min(limit, chosen.length + places);
      for (const candidate of candidates) {
        if (chosen.length >= until) return;
        if (!mayTake(candidate.row)) continue;
        songs.add(song[candidate.row]!);
        artists.add(artist[candidate.row]!);
        chosen.push(candidate);
      }
    },
  };
}

/** Fills what the lanes left open from the whole catalogue, by mood and popularity. */
function fillUp(catalogue: CatalogueView, request: StageRequest, list: List, parts: Parts): void {
  const excluded = songsOf(catalogue, request.exclude);
  let capacity = Math.min(catalogue.size, Math.max(COLD_START.minCandidates, 16 * list.missing()));
  while (list.missing() > 0) {
    const best = createBest(capacity);
    for (let row = 0; row < catalogue.size; row++) {
      if (catalogue.isBackground[row] === 1 && !request.allowBackground) continue;
      if (request.barred?.[row] === 1) continue;
      if (excluded.has(catalogue.song[row]!) || !list.mayTake(row)) continue;
      best.offer(row, parts.mood(row) + parts.popularity(row) + parts.chance(row));
    }
    const found = drained(best).map(([row, score]) => ({ row, score, affinity: PERSONAL.unknownAffinity }));
    list.take(found, list.missing());
    if (found.length < capacity || capacity === catalogue.size) return;
    capacity = catalogue.size;
  }
}

/** The list in the order of its scores, which are taken apart. */
function inOrder(all: readonly Candidate[], parts: Parts): Ranked {
  const scored = all.map(({ row, affinity }) => {
    const own = {
      row,
      taste: affinity,
      mood: parts.mood(row),
      popularity: parts.popularity(row),
      chance: parts.chance(row),
    };
    return { ...own, score: own.taste + own.mood + own.popularity + own.chance };
  });
  scored.sort(byScore);
  const column = (of: (one: (typeof scored)[number]) => number) => Float32Array.from(scored, of);
  return {
    rows: Int32Array.from(scored, ({ row }) => row),
    scores: column(({ score }) => Math.exp(score)),
    parts: {
      taste: column(({ taste }) => taste),
      mood: column(({ mood }) => mood),
      popularity: column(({ popularity }) => popularity),
      chance: column(({ chance }) => chance),
    },
  };
}
