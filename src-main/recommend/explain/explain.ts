import type { Reason } from '../../../src-preload/wire.ts';
import { type CatalogueView, NO_CLUSTER } from '../catalogueView.ts';
import { featureRemark, tempoRemark } from './featureRemark.ts';
import { moodReason, type MoodQuestion } from './moodReason.ts';
import { WORDINGS } from './moodWords.ts';
import { type PopularityRanks, popularityRank, popularityRanks } from '../popularityRanks.ts';
import { unitHash } from '../random.ts';
import type { Ranked } from '../stage.ts';
import { type TasteQuestion, tasteReason } from './tasteReason.ts';

/** From where on a reason is given. */
const EXPLAIN = {
  /**
   * Well known: above 97 of 100 tracks of the catalogue. The cold start shows little
   * from below the 90th, and what is said of every song says nothing.
   */
  wellKnownRank: 0.97,
  /** Lesser known: among the least popular quarter, and not popular by its own number either. */
  lesserKnownRank: 0.25,
  lesserKnownPopularity: 30,
  minReasons: 2,
  maxReasons: 3,
} as const;

/** What there is to explain: a stage's list, and the feeling that it answers. */
export type Explanation = MoodQuestion & {
  readonly catalogue: CatalogueView;
  readonly ranked: Ranked;
  /** Names of the genre clusters, by index. */
  readonly clusterNames: readonly string[];
  /** Chooses among wordings; the same seed words the same list the same way. */
  readonly seed: number;
  /** What the person likes; absent where the list does not go by it. */
  readonly taste?: TasteQuestion;
};

/**
 * Two or three reasons for each song of the list, most telling first: what it has
 * to do with the feeling, then with the person's taste, then what sets it apart. Nothing is said that the
 * catalogue's numbers do not bear out. A song of which nothing is known says so.
 */
export function explain(explanation: Explanation): Reason[][] {
  const { catalogue, ranked, clusterNames, seed } = explanation;
  const ranks = popularityRanks(catalogue.popularity);
  const heard = new Set<number>();
  const said = new Set<string>();

  return Array.from(ranked.rows, (row, place) => {
    const cluster = catalogue.cluster[row]!;
    const isFirstOfCluster = !heard.has(cluster);
    heard.add(cluster);
    const shelf = cluster === NO_CLUSTER ? undefined : clusterNames[cluster];
    // Neighbours in the list never share a wording.
    const wording = (Math.floor(unitHash(seed, 0) * WORDINGS) + place) % WORDINGS;

    const isChange = shelf !== undefined && place > 0 && isFirstOfCluster;
    const remark = featureRemark(catalogue.features, row);

    const telling = [
      moodReason(explanation, row, wording),
      explanation.taste
        ? tasteReason(catalogue, explanation.taste, explanation.target, shelf, row, place, said)
        : null,
      popularityReason(catalogue.popularity[row]!, ranks, wording),
      reason('feature', remark),
      reason('variety', isChange ? changeWords(shelf, wording) : null),
    ].filter((one) => one !== null);
    const filling = [
      reason('genre', shelf && !isChange ? `Filed under ${shelf}` : null),
      reason('feature', remark ? null : tempoRemark(catalogue.features, row)),
      reason('variety', 'Little is known of it; it widens the choice'),
    ].filter((one) => one !== null);

    const missing = Math.max(0, EXPLAIN.minReasons - telling.length);
    return [...telling.slice(0, EXPLAIN.maxReasons), ...filling.slice(0, missing)];
  });
}

function reason(kind: Reason['kind'], text: string | null): Reason | null {
  return text === null ? null : { kind, text };
}

function popularityReason(popularity: number, ranks: PopularityRanks, wording: number): Reason | null {
  if (Number.isNaN(popularity)) return null;
  const stated = `popularity ${Math.round(popularity)}`;
  const rank = popularityRank(ranks, popularity);
  if (rank >= EXPLAIN.wellKnownRank) {
    return reason(
      'popularity',
      [`Well known: ${stated}`, `One of the better-known songs here (${stated})`, `Many know it: ${stated}`][
        wording
      ]!,
    );
  }
  if (rank <= EXPLAIN.lesserKnownRank && popularity <= EXPLAIN.lesserKnownPopularity) {
    return reason(
      'popularity',
      [
        `Few know it: ${stated}`,
        `One of the lesser-known songs here (${stated})`,
        `Off the beaten track: ${stated}`,
      ][wording]!,
    );
  }
  return null;
}

function changeWords(shelf: string, wording: number): string {
  return [`${shelf}, for variety`, `Something else: ${shelf}`, `${shelf}, for a change`][wording]!;
}
