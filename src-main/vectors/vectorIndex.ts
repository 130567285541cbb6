import type { IndexStatus, TextForm, TrackId } from '../../src-preload/contract.ts';

/** Songs by their distance to a vector, the nearest first; ties by the lower id. */
export type Neighbours = {
  readonly ids: readonly TrackId[];
  /** Cosine distances, 0–2, in the order of `ids`; exact to about 1e-4. */
  readonly distances: Float32Array;
};

/** Songs that may be found: any set of track ids, native or made of a mask. */
export type AllowedTracks = {
  readonly size: number;
  has(id: TrackId): boolean;
  /** Gives each of them, once. */
  forEach(take: (id: TrackId) => void): void;
};

/**
 * Songs by the meaning of their sentences. Derived from the catalogue, the
 * template and the model: while it is being built, what is there already is
 * answered from. `EngineParts.vectors` is one.
 */
export type VectorIndex = {
  /**
   * A text as a vector of length 1 by the model that made this form's vectors,
   * which while an index is built for another model is still the one before.
   * Rejects with `model-unusable` where there is none.
   */
  embed(form: TextForm, text: string): Promise<Float32Array>;
  /**
   * The `k` songs whose sentences are nearest to a vector of `embed`, fewer
   * where there are fewer; only those in `allowed` where it is given. None
   * while nothing is indexed. Throws a RangeError for a vector of another
   * length or with a number that is none.
   */
  nearest(form: TextForm, vector: Float32Array, k: number, allowed?: AllowedTracks): Promise<Neighbours>;
  /** The vector of a song's sentence, of length 1; null where there is none yet. */
  vectorOf(id: TrackId, form: TextForm): Promise<Float32Array | null>;
  /** How each form stands. */
  status(): Promise<IndexStatus[]>;
};
