import { TASTE_SIZE, type TasteSpace, toUnitLength } from './tasteSpace.ts';

/** How far disliked songs push the centroid away, beside how far liked ones pull it (Rocchio 1971). */
const PUSH_WEIGHT = 0.3;

/** The directions that verdicts point in, kept up as one after the other is added. */
export type TasteSums = {
  add(row: number, isLiked: boolean, weight: number): void;
  /** Sum of the weights of what was liked, and of what was not. */
  likes(): number;
  against(): number;
  /** The mean of what was liked, pushed away from the mean of what was not, as a unit vector; null where nothing was liked. */
  centroid(): Float32Array | null;
  /** The mean of what was not liked as a unit vector; null where nothing was. */
  disliked(): Float32Array | null;
};

/** Sums of no verdicts yet. */
export function createTasteSums({ vectors }: TasteSpace): TasteSums {
  const liked = { sum: new Float32Array(TASTE_SIZE), weight: 0, count: 0 };
  const disliked = { sum: new Float32Array(TASTE_SIZE), weight: 0, count: 0 };
  return {
    add(row, isLiked, weight) {
      const side = isLiked ? liked : disliked;
      side.weight += weight;
      side.count++;
      for (let axis = 0; axis < TASTE_SIZE; axis++)
        side.sum[axis]! += weight * vectors[row * TASTE_SIZE + axis]!;
    },
    likes: () => liked.weight,
    against: () => disliked.weight,
    centroid() {
      if (liked.count === 0) return null;
      const against = disliked.weight;
      const push = against > 0 ? PUSH_WEIGHT / Math.max(against, liked.weight) : 0;
      return unit(liked.sum.map((value, axis) => value / liked.weight - push * disliked.sum[axis]!));
    },
    disliked: () => (disliked.weight > 0 ? unit(disliked.sum.slice()) : null),
  };
}

function unit(vector: Float32Array): Float32Array {
  toUnitLength(vector);
  return vector;
}
