import type { Point, Reason } from '../../../src-preload/wire.ts';
import { type CatalogueView, NO_CLUSTER } from '../catalogueView.ts';
import { thirdOf } from './featureThirds.ts';
import { explainTasteModel } from '../taste/explainTasteModel.ts';
import type { KeptModel } from '../taste/keptModel.ts';
import { MODEL_FEATURES, type TasteDirections } from '../taste/modelInputs.ts';
import type { Taste, Tastes } from '../taste/tastes.ts';
import { likeness, TASTE_SIZE, tasteSpaceOf } from '../taste/tasteSpace.ts';

/** From where on a reason of taste is given. */
export const TASTE_REASONS = {
  /** As like as a song must be to a liked one: above it, two songs are told apart by little that is measured. */
  likeness: 0.85,
  /** What a feature must add to the log odds of being liked: it takes an even chance to .525. */
  contribution: 0.1,
  /** Verdicts on a genre before they are counted out. */
  minVerdicts: 2,
} as const;

/** What the person's taste has to do with a list. */
export type TasteQuestion = {
  readonly tastes: Tastes;
  /** The models that judged, by the key of their taste. */
  readonly models: ReadonlyMap<Taste['key'], KeptModel>;
  /** Title and artist of a row, as it is said; null where it is not known. */
  nameOf(row: number): string | null;
};

/** What is said where a feature is in the lowest or the highest third of the catalogue. */
const FEATURE_WORDS: Readonly<
  Partial<Record<(typeof MODEL_FEATURES)[number], readonly [low: string, high: string]>>
> = {
  danceability: ['Not made for dancing', 'Danceable'],
  energy: ['Low in energy', 'High in energy'],
  valence: ['A dark sound', 'A bright sound'],
  tempo: ['A slow tempo', 'A fast tempo'],
  loudness: ['Quiet', 'Loud'],
  acousticness: ['Hardly acoustic', 'Acoustic'],
  instrumentalness: ['With voices', 'Few voices'],
  liveness: ['A studio sound', 'A live sound'],
  speechiness: ['Few spoken words', 'Many spoken words'],
  'mood valence': ['A dark mood', 'A bright mood'],
  'mood arousal': ['A calm mood', 'A lively mood'],
  popularity: ['Little known', 'Well known'],
  year: ['From earlier years', 'From recent years'],
};

/**
 * Why a song suits the person, or null where their verdicts say nothing of it:
 * what the model of its taste goes by, a liked song that it is like, or how many
 * of its genre were liked. Which of those that are true is drawn by `place`, and
 * nothing is said twice: `said` is what the list says already.
 */
export function tasteReason(
  catalogue: CatalogueView,
  { tastes, models, nameOf }: TasteQuestion,
  target: Point,
  shelf: string | undefined,
  row: number,
  place: number,
  said: Set<string>,
): Reason | null {
  const taste = tasteOf(catalogue, tastes, row);
  if (!taste || shelf === undefined) return null;
  const model = models.get(taste.key);
  const ways = [
    () => (model ? modelWords(catalogue, model, taste, row, target, shelf) : null),
    () => likedWords(catalogue, taste, row, nameOf),
    () => countWords(taste, shelf),
  ];
  for (let at = 0; at < ways.length; at++) {
    const text = ways[(place + at) % ways.length]!();
    if (text === null || said.has(text)) continue;
    said.add(text);
    return { kind: 'taste', text };
  }
  return null;
}

/** The taste that a row falls under, of two halves the nearer; null where nothing was liked there. */
export function tasteOf(catalogue: CatalogueView, { all }: Tastes, row: number): Taste | null {
  const cluster = catalogue.cluster[row]!;
  if (cluster === NO_CLUSTER) return null;
  const space = tasteSpaceOf(catalogue);
  let best: Taste | null = null;
  for (const taste of all) {
    if (taste.cluster !== cluster || taste.centroid === null) continue;
    if (!best || likeness(space, row, taste.centroid) > likeness(space, row, best.centroid!)) best = taste;
  }
  return best;
}

function modelWords(
  catalogue: CatalogueView,
  model: KeptModel,
  taste: TasteDirections,
  row: number,
  target: Point,
  shelf: string,
): string | null {
  const contributions = explainTasteModel(model, catalogue, row, target, taste);
  const order = [...contributions.keys()].sort((a, b) => contributions[b]! - contributions[a]!);
  for (const feature of order) {
    if (!(contributions[feature]! >= TASTE_REASONS.contribution)) return null;
    const name = MODEL_FEATURES[feature];
    const words = name && FEATURE_WORDS[name];
    if (!words) continue;
    const third = thirdOf(catalogue, name, row);
    if (third === 'low') return `${words[0]}: your verdicts on ${shelf} speak for it`;
    if (third === 'high') return `${words[1]}: your verdicts on ${shelf} speak for it`;
  }
  return null;
}

function likedWords(
  catalogue: CatalogueView,
  { verdicts }: Taste,
  row: number,
  nameOf: TasteQuestion['nameOf'],
): string | null {
  const space = tasteSpaceOf(catalogue);
  const own = space.vectors.subarray(row * TASTE_SIZE, (row + 1) * TASTE_SIZE);
  let nearest = -1;
  let best: number = TASTE_REASONS.likeness;
  for (const { row: other, verdict } of verdicts) {
    if (verdict !== 'like' || other === row || catalogue.song[other] === catalogue.song[row]) continue;
    const near = likeness(space, other, own);
    if (near > best) {
      best = near;
      nearest = other;
    }
  }
  const name = nearest < 0 ? null : nameOf(nearest);
  return name === null ? null : `Close in sound to ${name}, which you liked`;
}

function countWords({ likes, dislikes, skips }: Taste, shelf: string): string | null {
  const said = likes + dislikes + skips;
  if (said < TASTE_REASONS.minVerdicts || 2 * likes <= said) return null;
  return `You liked ${likes} of ${said} songs of ${shelf}`;
}
