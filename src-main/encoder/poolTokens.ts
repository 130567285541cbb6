import type { PoolingMode } from './layout/readPooling.ts';

/**
 * One vector for a text out of its tokens' vectors: `states` holds `width`
 * numbers a token, of which the first `length` tokens count and the rest is
 * padding. A text without tokens gives zeros.
 */
export function poolTokens(
  states: Float32Array,
  length: number,
  width: number,
  mode: PoolingMode,
): Float32Array {
  if (mode === 'cls' && length > 0) return states.slice(0, width);
  const pooled = new Float32Array(width);
  if (length === 0) return pooled;
  for (let at = 0; at < width; at++) {
    let sum = 0;
    let highest = -Infinity;
    for (let token = 0; token < length; token++) {
      const value = states[token * width + at]!;
      sum += value;
      if (value > highest) highest = value;
    }
    pooled[at] = mode === 'max' ? highest : sum / length;
  }
  return pooled;
}
