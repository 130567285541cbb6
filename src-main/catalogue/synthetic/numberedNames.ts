import { syllables } from '../demo/words.ts';

const { first, middle, last } = syllables;
const middles = ['', ...middle];
const WORDS = first.length * middles.length * last.length;

/** How many artists there can be: every one has two words of its own. */
const ARTISTS = WORDS * WORDS;

/** Has no divisor in common with `ARTISTS`, so that its multiples meet every number below it once. */
const STRIDE = 7_368_787;

function wordOf(number: number): string {
  const end = last[number % last.length]!;
  const rest = Math.floor(number / last.length);
  return first[Math.floor(rest / middles.length) % first.length]! + middles[rest % middles.length]! + end;
}

/** The name of the artist with this number, a whole one from 0: no other number below 20 million has it. `shift` tells catalogues apart. */
export function artistName(number: number, shift: number): string {
  const place = (number * STRIDE + shift) % ARTISTS;
  const one = wordOf(Math.floor(place / WORDS));
  const other = wordOf(place % WORDS);
  if (number % 5 === 3) return `The ${one} ${other}`;
  if (number % 7 === 4) return `${one} & ${other}`;
  return `${one} ${other}`;
}
