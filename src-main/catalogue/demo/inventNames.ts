import { openings, type Palette, palettes, scenes, syllables } from './words.ts';

type Random = () => number;

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

function inventWord(random: Random): string {
  const middle = random() < 0.5 ? pick(random, syllables.middle) : '';
  return pick(random, syllables.first) + middle + pick(random, syllables.last);
}

/** The name of a band or a person that does not exist. */
export function inventArtist(random: Random, palette: Palette): string {
  const { qualities, things } = palettes[palette];
  const kind = random();
  if (kind < 0.4) return `${inventWord(random)} ${inventWord(random)}`;
  if (kind < 0.6) return `The ${inventWord(random)} ${pick(random, things)}`;
  if (kind < 0.75) return `${pick(random, qualities)} ${inventWord(random)}`;
  if (kind < 0.9) return `${inventWord(random)} & the ${pick(random, things)}`;
  return inventWord(random);
}

/** A title that could be a song's. */
export function inventTitle(random: Random, palette: Palette): string {
  const { qualities, things } = palettes[palette];
  const kind = random();
  const thing = pick(random, things);
  if (kind < 0.35) return `${pick(random, qualities)} ${thing}`;
  if (kind < 0.6) return `${pick(random, openings)} ${thing}`;
  if (kind < 0.8) return `${thing} ${pick(random, scenes)}`;
  if (kind < 0.9) return `${thing} and ${pick(random, things)}`;
  return `${pick(random, qualities)} ${thing} ${pick(random, scenes)}`;
}
