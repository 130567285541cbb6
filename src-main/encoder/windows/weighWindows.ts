import type { TextWindow } from './splitIntoWindows.ts';

/**
 * How much more the last words of a text count than the first, for equally long
 * windows. Who writes at length tends to arrive at how they feel now, and
 * people judge an experience by its end more than by its length (the peak–end
 * rule: Kahneman et al. 1993); three is this app's choice between a plain mean
 * (1) and the last window alone.
 */
export const END_WEIGHT = 3;

/** Weights of the windows of one text, which sum to 1: tokens · END_WEIGHT ^ position. Windows without tokens weigh the same. */
export function weighWindows(windows: readonly TextWindow[]): number[] {
  const raw = windows.map(({ ids, position }) => ids.length * END_WEIGHT ** position);
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? raw.map((weight) => weight / total) : raw.map(() => 1 / windows.length);
}
