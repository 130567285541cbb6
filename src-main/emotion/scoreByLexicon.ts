import lexicon from './lexicon.json' with { type: 'json' };
import type { Point } from './point.ts';

const places: ReadonlyMap<string, readonly number[]> = new Map(Object.entries(lexicon.words));
const boosters = new Set(['very', 'so', 'really', 'extremely', 'totally', 'completely', 'absolutely']);

const BOOST = 1.3;
/** What each of the first few exclamation marks adds to arousal. */
const EXCLAMATION = 0.1;
const MAX_EXCLAMATIONS = 3;

/**
 * The plane's point for a text's tokens by its words alone: per axis
 * tanh(Σ place / √(words found)), where a booster before a word makes it
 * stronger and a negated word counts turned and weakened. Null when no word is
 * in the lexicon. Words, but for feelings, are VADER's (models/NOTICE.md).
 */
export function scoreByLexicon(tokens: readonly (string | null)[]): Point | null {
  let valence = 0;
  let arousal = 0;
  let found = 0;
  tokens.forEach((token, index) => {
    const place = token === null ? null : placeOf(token);
    if (!place) return;
    const boost = boosters.has(tokens[index - 1]?.replace('~', '') ?? '') ? BOOST : 1;
    valence += boost * place.valence;
    arousal += boost * place.arousal;
    found += 1;
  });
  if (found === 0) return null;
  const exclamations = Math.min(MAX_EXCLAMATIONS, tokens.filter((token) => token === '!').length);
  return {
    valence: Math.tanh(valence / Math.sqrt(found)),
    arousal: Math.tanh(arousal / Math.sqrt(found) + EXCLAMATION * exclamations),
  };
}

function placeOf(token: string): Point | null {
  const isNegated = token.startsWith('~');
  const place = places.get(isNegated ? token.slice(1) : token);
  if (!place) return null;
  const valence = place[0]!;
  const arousal = place[1]!;
  if (!isNegated) return { valence, arousal };
  // "Not happy" is sad, "not sad" is hardly happy; as in models/training/ridge/vocabulary.py.
  return { valence: valence * (valence > 0 ? -0.7 : -0.35), arousal: arousal * -0.3 };
}
