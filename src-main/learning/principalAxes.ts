/** Directions along which rows vary most. */
export type PrincipalAxes = {
  readonly means: Float64Array;
  /** Unit vectors at right angles, the widest first. */
  readonly axes: readonly Float64Array[];
  /** The share of all variance that lies along each. */
  readonly shares: readonly number[];
};

const STEPS = 500;
const CLOSE_ENOUGH = 1e-12;

/**
 * The first `count` principal components of rows of `size` numbers, row-major
 * and without NaN: power iteration on the covariance matrix, less what was
 * found before (Hotelling 1933). Each axis points to where its largest part is
 * positive, so the same rows give the same picture. What does not vary has
 * axes of zeros.
 */
export function principalAxes(rows: ArrayLike<number>, size: number, count: number): PrincipalAxes {
  const many = rows.length / size;
  if (!(many >= 1 && Number.isInteger(many))) {
    throw new RangeError(`rows must be whole rows of ${size} numbers, got ${rows.length} numbers`);
  }
  const means = new Float64Array(size);
  for (let at = 0; at < rows.length; at++) means[at % size]! += rows[at]! / many;
  const covariance = new Float64Array(size * size);
  for (let row = 0; row < many; row++) {
    for (let i = 0; i < size; i++) {
      const own = rows[row * size + i]! - means[i]!;
      for (let j = 0; j < size; j++) {
        covariance[i * size + j]! += (own * (rows[row * size + j]! - means[j]!)) / many;
      }
    }
  }
  const total = means.reduce((sum, _, i) => sum + covariance[i * size + i]!, 0);
  const axes: Float64Array[] = [];
  const shares: number[] = [];
  for (let axis = 0; axis < count; axis++) {
    const found = widest(covariance, size);
    // What lies along it counts no more.
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        covariance[i * size + j]! -= found.variance * found.axis[i]! * found.axis[j]!;
      }
    }
    axes.push(found.axis);
    shares.push(total > 0 ? found.variance / total : 0);
  }
  return { means, axes, shares };
}

/** Where a vector lies along each axis. */
export function projected({ means, axes }: PrincipalAxes, vector: ArrayLike<number>): number[] {
  return axes.map((axis) => axis.reduce((sum, part, i) => sum + part * (vector[i]! - means[i]!), 0));
}

function widest(matrix: Float64Array, size: number): { axis: Float64Array; variance: number } {
  // A start that is at right angles to no axis but by chance, and always the same.
  let axis = unit(Float64Array.from({ length: size }, (_, i) => 1 + ((i * 0.618034) % 1)));
  let variance = 0;
  for (let step = 0; step < STEPS; step++) {
    const next = axis.map((_, i) => axis.reduce((sum, part, j) => sum + matrix[i * size + j]! * part, 0));
    const length = Math.hypot(...next);
    if (length < CLOSE_ENOUGH) return { axis: new Float64Array(size), variance: 0 };
    const moved = unit(next);
    const change = moved.reduce((most, part, i) => Math.max(most, Math.abs(part - axis[i]!)), 0);
    axis = moved;
    variance = length;
    if (change < CLOSE_ENOUGH) break;
  }
  const largest = axis.reduce((best, part) => (Math.abs(part) > Math.abs(best) + 1e-9 ? part : best), 0);
  return { axis: largest < 0 ? axis.map((part) => -part) : axis, variance };
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((part) => part / length);
}
