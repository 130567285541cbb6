/** A place in the valence–arousal plane, or on the raw scale of a model. */
export type Point = { readonly valence: number; readonly arousal: number };
