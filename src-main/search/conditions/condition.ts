import type { Dimension } from '../columns/dimensions.ts';

/** Where something stands in a text, in UTF-16 units. */
export type Span = { readonly from: number; readonly until: number };

/** What a condition asks for. Bounds are in the catalogue's units and belong to the range; ±Infinity where it is open. */
export type Demand =
  | { readonly kind: 'range'; readonly dimension: Dimension; readonly min: number; readonly max: number }
  /** A level of a feature by name; what it is in numbers the text template says. */
  | { readonly kind: 'level'; readonly dimension: Dimension; readonly level: Level }
  | { readonly kind: 'genre'; readonly names: readonly string[] }
  | { readonly kind: 'name'; readonly field: NameField; readonly names: readonly string[] }
  | { readonly kind: 'explicit'; readonly is: boolean };

export type Level = 'very low' | 'low' | 'medium' | 'high' | 'very high';
export type NameField = 'title' | 'artist' | 'album';

/** One condition that was read out of a text. */
export type Condition = Span & {
  readonly demand: Demand;
  readonly isNegated: boolean;
  /** Whether songs that do not meet it are left out; otherwise it only counts for. */
  readonly isStrict: boolean;
};
