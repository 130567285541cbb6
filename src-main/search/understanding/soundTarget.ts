import type { Dimension } from '../columns/dimensions.ts';
import type { Span } from '../conditions/condition.ts';

/** A range that a song's number should lie in; ±Infinity where it is open. */
export type Bounds = { readonly min: number; readonly max: number };

/** How sure it is that the person asked for this; what is surer wins over what contradicts it. */
export type Certainty = 'condition' | 'word' | 'occasion' | 'meaning' | 'mood';

/** One thing that a query asks of a song's sound. */
export type SoundTarget = {
  readonly dimension: Dimension;
  readonly bounds: Bounds;
  /** What missing it costs, 1 for a plain word. */
  readonly weight: number;
  readonly certainty: Certainty;
  /** As reasons name it: "high energy". */
  readonly say: string;
};

/** Genres that a query asks for, or asks not to have. */
export type GenreWish = {
  readonly genreIds: readonly number[];
  readonly isNegated: boolean;
  readonly weight: number;
  readonly say: string;
};

/** A part of the query that was understood as sound. */
export type Understood = Span & {
  readonly say: string;
  readonly certainty: Certainty;
  readonly isNegated: boolean;
  readonly targets: readonly SoundTarget[];
  readonly genres: readonly GenreWish[];
};

/** A word of the query that no list knows. */
export type UnknownWord = Span & {
  readonly text: string;
  readonly isNegated: boolean;
  /** The feature that is named next, for which it may be a level. */
  readonly before: Dimension | null;
};
