import type { TextForm, TextTemplate } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { labelOf } from './labelOf.ts';
import { parsePattern, type PatternPiece } from './parsePattern.ts';
import { NUMBER_SLOTS, WORD_SLOTS } from './slots.ts';
import type { TextTrack } from './textTrack.ts';
import { tidySentence } from './tidySentence.ts';

/** Turns songs into sentences. */
export type Textualiser = {
  /** The sentence that stands for a song, never empty. */
  textOf(track: TextTrack, form: TextForm): string;
  /** The label of one of a song's numbers, by the name of its slot ("energy" → "high"); null where it is unknown or the template has no edges for it. */
  labelOf(track: TextTrack, slot: string): string | null;
};

type Slot = (track: TextTrack) => string | null;
/** What a piece makes of a song; null where it is left out. `values` takes what must not be tidied. */
type Render = (track: TextTrack, values: string[]) => string | null;

/** Stands for a value while the words around it are tidied; it may not come in a pattern. */
const VALUE = '\uE000';

/**
 * Reads a template once. A part in brackets is left out when one of its own
 * slots is unknown, or when it has none and all parts in it are left out; a
 * slot outside brackets that is unknown leaves nothing. Throws `bad-request`
 * for a template that makes no sense.
 */
export function createTextualiser(template: TextTemplate): Textualiser {
  for (const [name, feature] of Object.entries(template.features)) checkFeature(name, feature);
  const sentences: Record<TextForm, Render> = {
    full: sequence(parsePattern(checked(template.full)), template, false),
    short: sequence(parsePattern(checked(template.short)), template, false),
  };
  return {
    textOf(track, form) {
      const values: string[] = [];
      const tidied = tidySentence(sentences[form](track, values) ?? '');
      let next = 0;
      return tidied.replaceAll(VALUE, () => values[next++]!) || track.title;
    },
    labelOf: (track, slot) => labelSlot(slot, template)?.(track) ?? null,
  };
}

/** The sentence of one song; whoever has many makes a textualiser. */
export function textOf(track: TextTrack, template: TextTemplate, form: TextForm): string {
  return createTextualiser(template).textOf(track, form);
}

function sequence(pieces: readonly PatternPiece[], template: TextTemplate, isPart: boolean): Render {
  const renders = pieces.map((piece) => renderOf(piece, template));
  const isOnlyParts = isPart && pieces.some(({ kind }) => kind === 'part');
  return (track, values) => {
    const before = values.length;
    let text = '';
    let isSaid = false;
    for (const { piece, render } of renders) {
      const rendered = render(track, values);
      if (rendered === null && piece === 'slot' && isPart) {
        values.length = before;
        return null;
      }
      if (rendered !== null && piece !== 'text') isSaid = true;
      text += rendered ?? '';
    }
    return isOnlyParts && !isSaid ? null : text;
  };
}

function renderOf(
  piece: PatternPiece,
  template: TextTemplate,
): { piece: PatternPiece['kind']; render: Render } {
  if (piece.kind === 'text') return { piece: 'text', render: () => piece.text };
  if (piece.kind === 'part') return { piece: 'part', render: sequence(piece.pieces, template, true) };
  const slot = slotOf(piece.name, template);
  return {
    piece: 'slot',
    render(track, values) {
      const value = slot(track);
      if (value === null || value.trim() === '') return null;
      values.push(value);
      return VALUE;
    },
  };
}

function slotOf(name: string, template: TextTemplate): Slot {
  const slot = Object.hasOwn(WORD_SLOTS, name) ? WORD_SLOTS[name] : labelSlot(name, template);
  if (slot) return slot;
  const known = [...Object.keys(WORD_SLOTS), ...Object.keys(template.features)].join(', ');
  throw new AppError(
    'bad-request',
    `The template names {${name}}, which is not there. There are ${known}; a feature needs edges and labels.`,
  );
}

function labelSlot(name: string, { features }: TextTemplate): Slot | null {
  if (!Object.hasOwn(features, name) || !Object.hasOwn(NUMBER_SLOTS, name)) return null;
  const number = NUMBER_SLOTS[name]!;
  return (track) => labelOf(number(track), features[name]!);
}

function checkFeature(name: string, { edges, labels }: TextTemplate['features'][string]): void {
  const why = !Object.hasOwn(NUMBER_SLOTS, name)
    ? `is no feature; there are ${Object.keys(NUMBER_SLOTS).join(', ')}`
    : labels.length !== edges.length + 1
      ? `has ${edges.length} edges and ${labels.length} labels; there must be one label more than edges`
      : edges.some((edge, at) => !(at === 0 ? Number.isFinite(edge) : edge > edges[at - 1]!))
        ? 'has edges that do not ascend'
        : null;
  if (why) throw new AppError('bad-request', `The template cannot be used: ${name} ${why}.`);
}

function checked(pattern: string): string {
  if (!pattern.includes(VALUE)) return pattern;
  throw new AppError('bad-request', 'The template cannot be read: it holds a private character (U+E000).');
}
