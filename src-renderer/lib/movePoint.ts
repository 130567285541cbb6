import type { Point } from '../../src-preload/contract.ts';

const FINE_STEP = 0.05;
const COARSE_STEP = 0.2;

const DIRECTIONS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowDown', [0, -1]],
  ['ArrowUp', [0, 1]],
]);

/** A point kept inside the plane and rounded to three decimals; NaN becomes 0. */
export function clampPoint(valence: number, arousal: number): Point {
  const clamp = (value: number) => Math.round(Math.min(1, Math.max(-1, value || 0)) * 1000) / 1000 || 0;
  return { valence: clamp(valence), arousal: clamp(arousal) };
}

/** Where a key moves a point, or null for a key that moves nothing. */
export function movePoint(from: Point, key: string, isCoarse: boolean): Point | null {
  const direction = DIRECTIONS.get(key);
  if (!direction) return null;
  const step = isCoarse ? COARSE_STEP : FINE_STEP;
  return clampPoint(from.valence + direction[0] * step, from.arousal + direction[1] * step);
}
