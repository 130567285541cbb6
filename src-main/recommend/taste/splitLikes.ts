import { likeness, TASTE_SIZE, type TasteSpace, toUnitLength } from './tasteSpace.ts';

/** When the likes of one cluster are of two kinds. */
const SPLIT = {
  /** Fewer likes than this are never split, and no half may have fewer than a third of it. */
  minLikes: 12,
  /** Mean silhouette (Rousseeuw 1987) over cosine distances: .5 is a reasonable structure, noise in one heap stays below .4. */
  silhouette: 0.45,
  rounds: 20,
} as const;

/**
 * The two directions that liked songs lie in, where they clearly lie in two:
 * spherical 2-means, started from the two songs that are least like each other
 * of a fixed few. Null where they are of one kind.
 */
export function splitLikes(space: TasteSpace, rows: readonly number[]): [Float32Array, Float32Array] | null {
  if (rows.length < SPLIT.minLikes) return null;
  // In the order of the catalogue, so that the order of the verdicts does not matter.
  const sorted = [...rows].sort((a, b) => a - b);
  const vectorOf = (row: number) => space.vectors.slice(row * TASTE_SIZE, (row + 1) * TASTE_SIZE);
  const first = leastLike(space, sorted, vectorOf(sorted[0]!));
  const second = leastLike(space, sorted, vectorOf(first));
  let centres: [Float32Array, Float32Array] = [vectorOf(first), vectorOf(second)];
  let sides: boolean[] = [];
  for (let round = 0; round < SPLIT.rounds; round++) {
    const next = sorted.map((row) => likeness(space, row, centres[0]) >= likeness(space, row, centres[1]));
    if (round > 0 && next.every((side, at) => side === sides[at])) break;
    sides = next;
    centres = [meanOf(space, sorted, sides, true), meanOf(space, sorted, sides, false)];
  }
  const inFirst = sides.filter(Boolean).length;
  if (Math.min(inFirst, sorted.length - inFirst) < SPLIT.minLikes / 3) return null;
  return silhouetteOf(space, sorted, sides) >= SPLIT.silhouette ? centres : null;
}

function leastLike(space: TasteSpace, rows: readonly number[], vector: Float32Array): number {
  return rows.reduce((found, row) =>
    likeness(space, row, vector) < likeness(space, found, vector) ? row : found,
  );
}

function meanOf(
  space: TasteSpace,
  rows: readonly number[],
  sides: readonly boolean[],
  side: boolean,
): Float32Array {
  const sum = new Float32Array(TASTE_SIZE);
  rows.forEach((row, at) => {
    if (sides[at] !== side) return;
    for (let axis = 0; axis < TASTE_SIZE; axis++) sum[axis]! += space.vectors[row * TASTE_SIZE + axis]!;
  });
  toUnitLength(sum);
  return sum;
}

/**
 * Mean of (other − own) / max(other, own), the mean distances to the songs of the
 * other side and of the own one. On unit vectors the mean cosine distance to a
 * set is 1 less the product with the set's mean, so no pair is looked at.
 */
function silhouetteOf(space: TasteSpace, rows: readonly number[], sides: readonly boolean[]): number {
  const sums = [new Float64Array(TASTE_SIZE), new Float64Array(TASTE_SIZE)] as const;
  const counts = [0, 0];
  rows.forEach((row, at) => {
    const side = sides[at] ? 1 : 0;
    counts[side]!++;
    for (let axis = 0; axis < TASTE_SIZE; axis++)
      sums[side][axis]! += space.vectors[row * TASTE_SIZE + axis]!;
  });
  let sum = 0;
  rows.forEach((row, at) => {
    const side = sides[at] ? 1 : 0;
    const others = counts[1 - side]!;
    const mates = counts[side]! - 1;
    if (mates === 0) return;
    const itself = product(space, row, row);
    const own = 1 - (along(space, row, sums[side]) - itself) / mates;
    const other = 1 - along(space, row, sums[1 - side]!) / others;
    sum += (other - own) / Math.max(other, own, 1e-9);
  });
  return sum / rows.length;
}

function along({ vectors }: TasteSpace, row: number, vector: Float64Array): number {
  let sum = 0;
  for (let axis = 0; axis < TASTE_SIZE; axis++) sum += vectors[row * TASTE_SIZE + axis]! * vector[axis]!;
  return sum;
}

function product({ vectors }: TasteSpace, a: number, b: number): number {
  let sum = 0;
  for (let axis = 0; axis < TASTE_SIZE; axis++) {
    sum += vectors[a * TASTE_SIZE + axis]! * vectors[b * TASTE_SIZE + axis]!;
  }
  return sum;
}
