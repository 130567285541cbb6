import type { SearchCondition } from '../../src-preload/contract.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';

/** The part of the catalogue that a text names: every condition in it holds, and every other word stands in a name. */
export type RowMatch = {
  /** The columns that `rows` count in. */
  readonly view: CatalogueView;
  /** The rows, ascending; null for all of them. */
  readonly rows: Int32Array | null;
  /** What was read as conditions, in the order of the text. */
  readonly conditions: readonly SearchCondition[];
  /** What the person should know, such as that the words of the catalogue are still being read. */
  readonly notice: string | null;
};

/** Finds the rows that a text names. Never rejects for what the text is; an empty one names all rows. */
export type MatchRows = (text: string) => Promise<RowMatch>;
