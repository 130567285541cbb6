/** A piece of a text with its tokens. */
export type TokenisedText = { readonly text: string; readonly ids: readonly number[] };

/** The tokens of a text, without those that stand around every text. */
export type Tokenise = (text: string) => readonly number[];

/** Rules of Unicode (UAX 29), which need no language to be named. */
const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });
/** A text without a space for this long is cut anywhere. */
const MAX_WORD = 400;
/** A longer sentence is halved before it is tokenised, so that the work stays linear. */
const MAX_SENTENCE = 1_000;

/**
 * The sentences of a text in order, each with at most `longest` tokens: a
 * longer one is halved at a space near its middle, or anywhere when it has
 * none. Joined, they are the text again.
 */
export function* splitSentences(text: string, longest: number, tokenise: Tokenise): Generator<TokenisedText> {
  for (const { segment } of sentences.segment(text)) yield* halve(segment, longest, tokenise);
}

function* halve(text: string, longest: number, tokenise: Tokenise): Generator<TokenisedText> {
  if (text.length <= MAX_SENTENCE) {
    const ids = tokenise(text);
    if (ids.length <= longest || text.length <= 1) {
      yield { text, ids };
      return;
    }
  }
  const cut = nearMiddle(text);
  yield* halve(text.slice(0, cut), longest, tokenise);
  yield* halve(text.slice(cut), longest, tokenise);
}

/** An index where a text may be cut into two parts, neither empty; never between the halves of a surrogate pair. */
function nearMiddle(text: string): number {
  const middle = text.length >> 1;
  const space = text.lastIndexOf(' ', middle);
  if (space > 0 && middle - space <= MAX_WORD) return space;
  const isInsidePair = /[\udc00-\udfff]/.test(text[middle]!) && /[\ud800-\udbff]/.test(text[middle - 1]!);
  return isInsidePair && middle > 1 ? middle - 1 : Math.max(middle, 1);
}
