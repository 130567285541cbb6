import type { SoundConcept } from './audioWords.ts';
import type { EmbedWords } from './createWordMeanings.ts';

/** How near something is to concepts, by place; less than 1 in all. */
export type ConceptShares = ReadonlyMap<number, number>;

/** The nearest words of the list that count, and how much nearer ones count more. */
const NEAREST = 6;
const POWER = 4;
/** What stands against all concepts: a word near to none gets little. */
const NONE = 0.03;

/**
 * Makes the function that says of words which concepts they are near to, by
 * cosine to the concepts' words less the mean of all of them. Null while those
 * are being embedded for the first time, and for good where no model embeds.
 */
export function nearestConcepts(
  concepts: readonly Pick<SoundConcept, 'words'>[],
  embed: EmbedWords,
): (words: readonly string[]) => Promise<readonly ConceptShares[] | null> {
  const listed = concepts.flatMap(({ words }, place) => words.map((word) => ({ word, place })));
  let making: Promise<void> | null = null;
  let made: { readonly mean: Float32Array; readonly rows: readonly Float32Array[] } | null = null;

  async function make(): Promise<void> {
    const vectors = await embed(listed.map(({ word }) => word));
    const mean = new Float32Array(vectors[0]!.length);
    for (const vector of vectors)
      for (let at = 0; at < mean.length; at++) mean[at]! += vector[at]! / vectors.length;
    made = { mean, rows: vectors.map((vector) => centred(vector, mean)) };
  }

  return async (words) => {
    if (!made) {
      // A model that was added later is asked by the next query.
      making ??= make().catch(() => {
        making = null;
      });
      await making;
      if (!made) return null;
    }
    try {
      const { mean, rows } = made;
      const vectors = await embed(words);
      return vectors.map((vector) => sharesOf(centred(vector, mean), rows, listed));
    } catch {
      return null;
    }
  };
}

function sharesOf(
  vector: Float32Array,
  rows: readonly Float32Array[],
  listed: readonly { readonly place: number }[],
): ConceptShares {
  const near = rows
    .map((row, at) => ({ place: listed[at]!.place, cosine: product(vector, row) }))
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, NEAREST);
  const shares = new Map<number, number>();
  let sum = NONE;
  for (const { place, cosine } of near) {
    const share = Math.max(0, cosine) ** POWER;
    shares.set(place, (shares.get(place) ?? 0) + share);
    sum += share;
  }
  for (const [place, share] of shares) shares.set(place, share / sum);
  return shares;
}

function centred(vector: Float32Array, mean: Float32Array): Float32Array {
  const result = vector.map((value, at) => value - mean[at]!);
  const length = Math.hypot(...result) || 1;
  return result.map((value) => value / length);
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
