/** A place in the valence–arousal plane, or on the raw scale of a model. */
export type Point = { readonly valence: number; readonly arousal: number };

/** The mean of one or more points. */
export function middleOf(points: readonly Point[]): Point {
  const mean = (axis: keyof Point) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return { valence: mean('valence'), arousal: mean('arousal') };
}
