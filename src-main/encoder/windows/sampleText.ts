/** A piece of a text and where it begins in it. */
export type TextPiece = { readonly text: string; readonly start: number };

/** A piece is this long before it is trimmed to whole sentences. */
const PIECE = 2_560;

/**
 * A text of more than `limit` UTF-16 units as pieces that together hold about
 * `limit`: the first lies at its beginning, the last at its end, the others
 * evenly between. Pieces begin and end at a sentence or a space where there is
 * one nearby. A shorter text is one piece.
 */
export function sampleText(
  text: string,
  limit: number,
): { pieces: readonly TextPiece[]; isSampled: boolean } {
  if (!(limit >= 2 * PIECE)) throw new RangeError(`limit must be at least ${2 * PIECE}, not ${limit}`);
  if (text.length <= limit) return { pieces: [{ text, start: 0 }], isSampled: false };
  const count = Math.floor(limit / PIECE);
  const step = (text.length - PIECE) / (count - 1);
  const pieces = Array.from({ length: count }, (_, at) => {
    const from = Math.round(at * step);
    const start = at === 0 ? 0 : from + afterBreak(text, from);
    const end = at === count - 1 ? text.length : from + PIECE - beforeBreak(text, from + PIECE);
    return { text: text.slice(start, end), start };
  });
  return { pieces, isSampled: true };
}

/** How far a break may be from where a piece was cut. */
const NEARBY = 240;

/** Units to go forward to the beginning of a sentence, or else of a word; 0 when none is near. */
function afterBreak(text: string, at: number): number {
  const next = text.slice(at, at + NEARBY);
  const sentence = /[.!?…。！？\n]\s+/.exec(next);
  if (sentence) return sentence.index + sentence[0].length;
  const space = next.indexOf(' ');
  return space >= 0 ? space + 1 : Number(isLowSurrogate(text, at));
}

/** Units to go back to the end of a sentence, or else of a word; 0 when none is near. */
function beforeBreak(text: string, at: number): number {
  const previous = text.slice(at - NEARBY, at);
  const sentence = Math.max(...['. ', '! ', '? ', '\n'].map((end) => previous.lastIndexOf(end)));
  if (sentence >= 0) return previous.length - sentence - 1;
  const space = previous.lastIndexOf(' ');
  return space >= 0 ? previous.length - space : Number(isLowSurrogate(text, at));
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
