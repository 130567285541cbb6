import { isWhole, NO_HASH, textHashAt, trackIdAt } from '../files/vectorRow.ts';
import { scanVectorFile } from '../files/vectorFile.ts';

/** What a vector file holds, as far as it is whole: the newest row of each track. */
export type KnownTexts = {
  /** Tracks that have a vector. */
  live(): number;
  /** All rows, those too that a newer one or a removal has taken the place of, and damaged ones. */
  rows(): number;
  /** The hash of the text that a track has a vector of; `NO_HASH` where it has none. */
  hashOf(id: number): number;
  /** Whether a row is the newest of its track. */
  isNewest(row: number, id: number): boolean;
  /** A row with the vector of this text, whichever track it belongs to; undefined where there is none. */
  rowOf(hash: number): number | undefined;
  /** Says that a row was appended. */
  note(row: number, id: number, hash: number): void;
  /** Tracks that have a vector, in no order. */
  ids(): Iterable<number>;
};

/** Reads what a vector file holds. The event loop is free between pieces. */
export async function readKnownTexts(path: string, dimensions: number): Promise<KnownTexts> {
  const hashes = new Map<number, number>();
  const newest = new Map<number, number>();
  const rows = new Map<number, number>();
  let total = 0;

  function note(row: number, id: number, hash: number): void {
    total = row + 1;
    if (hash === NO_HASH) {
      hashes.delete(id);
      newest.delete(id);
    } else {
      hashes.set(id, hash);
      newest.set(id, row);
      if (!rows.has(hash)) rows.set(hash, row);
    }
  }

  for await (const { first, count, rows: run } of scanVectorFile(path, dimensions)) {
    for (let at = 0; at < count; at++) {
      if (isWhole(run, at)) note(first + at, trackIdAt(run, at), textHashAt(run, at));
    }
    total = first + count;
  }
  return {
    live: () => hashes.size,
    rows: () => total,
    hashOf: (id) => hashes.get(id) ?? NO_HASH,
    isNewest: (row, id) => newest.get(id) === row,
    rowOf: (hash) => rows.get(hash),
    note,
    ids: () => hashes.keys(),
  };
}
