import { sampleText } from './sampleText.ts';
import { splitSentences, type Tokenise, type TokenisedText } from './splitSentences.ts';

/** A piece of a text that the model can read whole. */
export type TextWindow = TokenisedText & {
  /** Where its middle lies in the whole text, 0–1. */
  readonly position: number;
};

export type Windows = {
  readonly windows: readonly TextWindow[];
  /** Whether parts of the text were passed over because it is too long to be read whole. */
  readonly isSampled: boolean;
};

/** A text is never read in more windows than this: some 6,000 words. */
export const MAX_WINDOWS = 48;
/** Characters that fill a window in most languages, spaces included: 126 tokens at five a token. */
const CHARACTERS_PER_WINDOW = 640;
/** A text up to this length is first tried whole: it costs one tokenisation. */
const TRY_WHOLE = 2_000;

/**
 * Cuts a text into windows of at most `longest` tokens: whole sentences as long
 * as they fit, a longer sentence at its spaces, a longer word anywhere. A text
 * too long for `MAX_WINDOWS` is sampled: its beginning, its end, and pieces
 * evenly between; so the work is bounded whatever the length. There is always
 * at least one window. The tokens of a window are those of its sentences in a
 * row, so that nothing is tokenised twice.
 */
export function splitIntoWindows(text: string, longest: number, tokenise: Tokenise): Windows {
  if (!(longest >= 1)) throw new RangeError(`longest must be at least 1, not ${longest}`);
  if (text.length <= TRY_WHOLE) {
    const ids = tokenise(text);
    if (ids.length <= longest) return { windows: [{ text, ids, position: 0.5 }], isSampled: false };
  }
  const { pieces, isSampled } = sampleText(text, MAX_WINDOWS * CHARACTERS_PER_WINDOW);
  const windows = pieces.flatMap((piece) => packWindows(piece, longest, tokenise, text.length));
  if (windows.length === 0) return { windows: [{ text: '', ids: [], position: 0.5 }], isSampled };
  return { windows: spreadOut(windows, MAX_WINDOWS), isSampled: isSampled || windows.length > MAX_WINDOWS };
}

type Piece = { readonly text: string; readonly start: number };

/** Windows of one piece; stretches without any token are left out. */
function packWindows(piece: Piece, longest: number, tokenise: Tokenise, length: number): TextWindow[] {
  const windows: TextWindow[] = [];
  let start = 0;
  let end = 0;
  let ids: number[] = [];
  const close = () => {
    const text = piece.text.slice(start, end);
    if (ids.length > 0) windows.push({ text, ids, position: (piece.start + (start + end) / 2) / length });
    start = end;
    ids = [];
  };
  for (const part of splitSentences(piece.text, longest, tokenise)) {
    if (ids.length > 0 && ids.length + part.ids.length > longest) close();
    end += part.text.length;
    ids.push(...part.ids);
  }
  close();
  return windows;
}

/** At most `limit` of the windows: the first, the last, and others evenly between. */
function spreadOut(windows: readonly TextWindow[], limit: number): readonly TextWindow[] {
  if (windows.length <= limit) return windows;
  return Array.from(
    { length: limit },
    (_, at) => windows[Math.round((at * (windows.length - 1)) / (limit - 1))]!,
  );
}
