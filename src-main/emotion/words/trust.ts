import type { Vocabulary } from '../../countedWords/vocabulary.ts';
import { familiarity } from './familiarity.ts';
import type { Point } from '../point.ts';
import type { TextToRead } from './textToRead.ts';

/**
 * At or below the lower share of known letters nothing is believed, from the
 * upper on everything. Of English comments 1 in 100 has less than .5; French,
 * German, Spanish, Portuguese and Polish sentences have 0 to .36.
 */
const FAMILIARITY = { stranger: 0.2, friend: 0.5 };
const CENTRE: Point = { valence: 0, arousal: 0 };
const LETTER = /\p{L}/u;
const UNFAMILIAR =
  'Few of these words are known to the model, which reads English, so the answer stays near the middle.';

/** Said of a text in which there is nothing to be heard. */
export const NOTHING = 'There are no words to read here.';

/** How far an answer may be believed, 0–1, and what the person should know of that. */
export type Trust = { readonly share: number; readonly notice: string | null };

/**
 * How far a model may be believed that knows the words of a vocabulary;
 * `hasKnown` says whether it knows anything of the text at all, and
 * `readsSlips` whether it understands misspelt words too.
 */
export function trustIn(
  { beginning, tokens }: TextToRead,
  vocabulary: Vocabulary,
  hasKnown: boolean,
  readsSlips: boolean,
): Trust {
  const { stranger, friend } = FAMILIARITY;
  let known = hasKnown ? familiarity(beginning, tokens, vocabulary) : 0;
  if (readsSlips && hasKnown && known < friend) known = familiarity(beginning, tokens, vocabulary, true);
  const share = Math.min(1, Math.max(0, (known - stranger) / (friend - stranger)));
  if (!hasKnown && !LETTER.test(beginning)) return { share, notice: NOTHING };
  return { share, notice: share < 1 ? UNFAMILIAR : null };
}

/** The point on the way from the centre at a share of the distance; the centre itself has no −0. */
export function shortened({ valence, arousal }: Point, share: number): Point {
  return share === 0 ? CENTRE : { valence: share * valence, arousal: share * arousal };
}
