import { tokens } from '../../countedWords/tokens.ts';

/** What is read of a text: its beginning, and that in tokens. */
export type TextToRead = {
  readonly beginning: string;
  readonly tokens: readonly (string | null)[];
  readonly isCut: boolean;
};

/** Read from a text, in UTF-16 units. A feeling is clear long before; the rest would only cost time. */
export const MAX_READ = 10_000;

/** The part of a text that is read, tokenised. Takes bounded time on any string but for trimming it. */
export function textToRead(text: string): TextToRead {
  const trimmed = text.trim();
  const beginning = trimmed.slice(0, MAX_READ);
  return { beginning, tokens: tokens(beginning), isCut: trimmed.length > MAX_READ };
}
