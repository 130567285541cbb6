import { hash } from 'node:crypto';

/** 53 bits of a text's SHA-256 as a number, never 0: two of a million different texts are the same with odds of 1 in 18,000. */
export function textHash(text: string): number {
  return Number.parseInt(hash('sha256', text).slice(0, 13), 16) * 2 + 1;
}
