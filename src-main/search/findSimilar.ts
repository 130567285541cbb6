import type { Output, Parsed, SearchReason } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { FEATURES } from '../recommend/catalogueView.ts';
import { rowOf } from '../recommend/rowOf.ts';
import { createBest } from '../recommend/topK.ts';
import { isInCatalogue, readTableRows } from '../storage/tracks/tableRows.ts';
import type { QueryParts } from './answerQuery.ts';
import { exactValue } from './conditions/createFilter.ts';
import { type ScaledFeatures, scaleFeatures } from './scaleFeatures.ts';

/** What counts how much in the weighted distance: the figures of the multi-taste recommender, in the order of `FEATURES`. */
const WEIGHTS = [1, 1, 0.9, 1.1, 1, 0.8, 1, 0.9, 1];
/** Features that come out this close (in standard deviations) are named as alike. */
const ALIKE = 0.35;
const MOST_NAMED = 4;
const scaledOf = new WeakMap<object, Promise<ScaledFeatures>>();

type Neighbours = { readonly ids: readonly number[]; readonly distances: readonly number[] };

/** Songs like a song: by cosine of standard-scaled features, plain or weighted, or by the meaning of its sentence. */
export async function findSimilar(
  parts: QueryParts,
  { trackId, by, limit }: Parsed<'search.similar'>,
): Promise<Omit<Output<'search.similar'>, 'ms'>> {
  const columns = await parts.columns();
  const { view } = columns;
  const row = rowOf(view, trackId);
  if (row < 0 || !isInCatalogue(parts.db, trackId)) {
    throw new AppError('not-found', `There is no song ${trackId} in the catalogue.`);
  }

  let notice: string | null = null;
  let found: Neighbours | null = null;
  let scaled: ScaledFeatures | null = null;
  if (by === 'text') {
    found = await byText(parts, trackId, limit);
    if (!found)
      notice =
        'There is no vector of this song yet: these sound like it. `waves index --wait` builds the index.';
  }
  if (!found) {
    let making = scaledOf.get(view);
    if (!making) scaledOf.set(view, (making = scaleFeatures(view)));
    scaled = await making;
    if (scaled.isUnknown(row)) {
      return { results: [], notice: 'Nothing is known of how this song sounds.' };
    }
    found = bySound(scaled, view.ids, row, by === 'weighted' ? WEIGHTS : null, limit * 4);
  }

  // Other versions of one song stand once, and the song itself not at all.
  const seen = new Set([view.song[row]!]);
  const kept = found.ids.flatMap((id, at) => {
    const other = rowOf(view, id);
    if (other < 0 || id === trackId || seen.has(view.song[other]!)) return [];
    seen.add(view.song[other]!);
    return [{ id, row: other, distance: found.distances[at]! }];
  });
  const chosen = kept.slice(0, limit);
  const at = new Map(chosen.map((hit) => [hit.id, hit]));
  const textualiser = parts.textualiser();
  const results = readTableRows(
    parts.db,
    chosen.map(({ id }) => id),
  ).map((song) => {
    const { row: other, distance } = at.get(song.id)!;
    const { id, title, artist, album, year, genres, durationMs, popularity, isDemo, isSynthetic } = song;
    return {
      ...{ id, title, artist, album, year, genres, durationMs, popularity, isDemo, isSynthetic },
      text: textualiser.textOf(song, 'full'),
      distance,
      score: Math.round((1 - distance) * 1e6) / 1e6,
      reasons: scaled
        ? [sayAlike(scaled, row, other)]
        : [{ kind: 'meaning' as const, text: `close in meaning: ${textualiser.textOf(song, 'full')}` }],
    };
  });
  return { results, notice };

  function sayAlike(features: ScaledFeatures, one: number, other: number): SearchReason {
    const gaps = FEATURES.map((name, column) => ({ name, gap: features.gap(one, other, column) }))
      .filter(({ gap }) => gap < ALIKE)
      .sort((a, b) => a.gap - b.gap)
      .slice(0, MOST_NAMED);
    // The order of features, so that two songs read alike.
    const names = FEATURES.filter((name) => gaps.some((gap) => gap.name === name));
    const tempo = exactValue(columns, 'tempo')(other);
    const named = names.map((name) => (name === 'tempo' ? `tempo (${Math.round(tempo)} bpm)` : name));
    return {
      kind: 'similar',
      text: named.length > 0 ? `similar: ${named.join(', ')}` : 'similar on the whole',
    };
  }
}

async function byText(
  { vectors }: QueryParts,
  trackId: Parsed<'search.similar'>['trackId'],
  limit: number,
): Promise<Neighbours | null> {
  const vector = await vectors.vectorOf(trackId, 'full');
  if (!vector) return null;
  const { ids, distances } = await vectors.nearest('full', vector, limit * 4 + 1);
  return { ids, distances: [...distances] };
}

/** Cosine distances between standard-scaled rows; unknown features count as the mean. */
function bySound(
  scaled: ScaledFeatures,
  ids: Int32Array,
  row: number,
  weights: readonly number[] | null,
  k: number,
): Neighbours {
  const best = createBest(Math.min(ids.length, k + 1));
  scaled.eachCosine(row, weights, (other, cosine) => best.offer(other, cosine));
  const { rows, scores } = best.drain();
  return {
    ids: Array.from(rows, (other) => ids[other]!),
    distances: Array.from(scores, (cosine) => 1 - cosine),
  };
}
