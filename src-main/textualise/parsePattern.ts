import { AppError } from '../../src-preload/errors.ts';

/** A piece of a pattern: plain text, a slot, or a part in brackets. */
export type PatternPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: string }
  | { readonly kind: 'part'; readonly pieces: readonly PatternPiece[] };

const TOKEN =
  /\\(?<escaped>[\s\S])|\{(?<slot>[^{}]*)\}|(?<bracket>[[\]])|(?<stray>[{}])|(?<text>[^\\{}[\]]+|\\$)/g;

/**
 * Reads the pattern of a sentence: `{slot}` stands for a value, `[part]` for
 * what may be left out, parts may hold parts, and a backslash takes the next
 * character as it is. Throws `bad-request` naming what is wrong.
 */
export function parsePattern(pattern: string): PatternPiece[] {
  const open: PatternPiece[][] = [[]];
  for (const { groups, index } of pattern.matchAll(TOKEN)) {
    const { escaped, slot, bracket, stray, text } = groups!;
    const pieces = open.at(-1)!;
    if (bracket === '[') {
      open.push([]);
    } else if (bracket === ']') {
      if (open.length === 1) throw fault(`the ] at character ${index + 1} closes nothing`);
      open.pop();
      open.at(-1)!.push({ kind: 'part', pieces });
    } else if (stray !== undefined) {
      throw fault(`the ${stray} at character ${index + 1} belongs to no slot`);
    } else if (slot !== undefined) {
      pieces.push({ kind: 'slot', name: slot.trim() });
    } else {
      pieces.push({ kind: 'text', text: escaped ?? text! });
    }
  }
  if (open.length > 1) throw fault('a [ is never closed');
  return open[0]!;
}

function fault(what: string): AppError {
  return new AppError('bad-request', `The template cannot be read: ${what}.`);
}
