import { TASTE_SIZE, type TasteSpace, toUnitLength } from './tasteSpace.ts';

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
  const points = gather(space, Float64Array.from(rows).sort());
  const count = rows.length;
  const first = leastLike(points, 0);
  const second = leastLike(points, first);
  let centres: [Float32Array, Float32Array] = [pointAt(points, first), pointAt(points, second)];
  const sides = new Uint8Array(count);
  for (let round = 0; round < SPLIT.rounds; round++) {
    const { hasMoved, means } = takeSides(points, centres, sides);
    if (round > 0 && !hasMoved) break;
    centres = means;
  }
  const inFirst = sides.reduce((sum, side) => sum + side, 0);
  if (Math.min(inFirst, count - inFirst) < SPLIT.minLikes / 3) return null;
  return silhouetteOf(points, sides) >= SPLIT.silhouette ? centres : null;
}

/** The vectors of some songs, one behind the other. */
function gather({ vectors }: TasteSpace, rows: Float64Array): Float32Array {
  const points = new Float32Array(rows.length * TASTE_SIZE);
  rows.forEach((row, at) => {
    for (let axis = 0; axis < TASTE_SIZE; axis++) {
      points[at * TASTE_SIZE + axis] = vectors[row * TASTE_SIZE + axis]!;
    }
  });
  return points;
}

function pointAt(points: Float32Array, at: number): Float32Array {
  return points.slice(at * TASTE_SIZE, (at + 1) * TASTE_SIZE);
}

function leastLike(points: Float32Array, to: number): number {
  const vector = pointAt(points, to);
  let found = 0;
  let least = Infinity;
  for (let at = 0; at * TASTE_SIZE < points.length; at++) {
    const own = along(points, at, vector);
    if (own < least) [found, least] = [at, own];
  }
  return found;
}

/** Puts 1 where a point is nearer to the first centre, and returns the means of the sides and whether a point changed its own. */
function takeSides(
  points: Float32Array,
  [a, b]: readonly [Float32Array, Float32Array],
  sides: Uint8Array,
): { hasMoved: boolean; means: [Float32Array, Float32Array] } {
  const across = Float64Array.from(a, (value, axis) => value - b[axis]!);
  const inFirst = new Float64Array(TASTE_SIZE);
  const inSecond = new Float64Array(TASTE_SIZE);
  let hasMoved = false;
  for (let at = 0; at < sides.length; at++) {
    const side = along(points, at, across) >= 0 ? 1 : 0;
    hasMoved ||= side !== sides[at];
    sides[at] = side;
    const sum = side === 1 ? inFirst : inSecond;
    for (let axis = 0, from = at * TASTE_SIZE; axis < TASTE_SIZE; axis++) sum[axis]! += points[from + axis]!;
  }
  return { hasMoved, means: [directionOf(inFirst), directionOf(inSecond)] };
}

function directionOf(sum: Float64Array): Float32Array {
  const direction = Float32Array.from(sum);
  toUnitLength(direction);
  return direction;
}

/**
 * Mean of (other − own) / max(other, own), the mean distances to the songs of the
 * other side and of the own one. On unit vectors the mean cosine distance to a
 * set is 1 less the product with the set's mean, so no pair is looked at.
 */
function silhouetteOf(points: Float32Array, sides: Uint8Array): number {
  const sums = [new Float64Array(TASTE_SIZE), new Float64Array(TASTE_SIZE)] as const;
  const counts = [0, 0];
  sides.forEach((side, at) => {
    counts[side]!++;
    for (let axis = 0; axis < TASTE_SIZE; axis++) sums[side]![axis]! += points[at * TASTE_SIZE + axis]!;
  });
  let sum = 0;
  sides.forEach((side, at) => {
    const others = counts[1 - side]!;
    const mates = counts[side]! - 1;
    if (mates === 0) return;
    const itself = along(points, at, pointAt(points, at));
    const own = 1 - (along(points, at, sums[side]!) - itself) / mates;
    const other = 1 - along(points, at, sums[1 - side]!) / others;
    sum += (other - own) / Math.max(other, own, 1e-9);
  });
  return sum / sides.length;
}

function along(points: Float32Array, at: number, vector: Float32Array | Float64Array): number {
  let sum = 0;
  for (let axis = 0, from = at * TASTE_SIZE; axis < TASTE_SIZE; axis++) {
    sum += points[from + axis]! * vector[axis]!;
  }
  return sum;
}
