import type { Dimension } from '../columns/dimensions.ts';
import type { NameField } from './condition.ts';

/** What a word before ":", ">" and the like names. */
export type Field =
  | { readonly kind: 'dimension'; readonly dimension: Dimension }
  | { readonly kind: 'name'; readonly field: NameField }
  | { readonly kind: 'genre' }
  | { readonly kind: 'explicit' };

const dimensionNames: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  danceability: ['danceability', 'danceable', 'dance', 'dnce'],
  energy: ['energy', 'nrgy'],
  valence: ['valence', 'happiness', 'positivity', 'mood', 'val'],
  tempo: ['tempo', 'bpm', 'speed', 'pace'],
  loudness: ['loudness', 'volume', 'db', 'loud'],
  acousticness: ['acousticness', 'acoustic', 'acous'],
  instrumentalness: ['instrumentalness', 'instrumental'],
  liveness: ['liveness', 'live'],
  speechiness: ['speechiness', 'speech', 'spch'],
  popularity: ['popularity', 'popular', 'pop', 'fame'],
  duration: ['duration', 'length', 'time', 'dur'],
  year: ['year', 'released', 'decade', 'date'],
};
const otherNames: readonly (readonly [Field, readonly string[]])[] = [
  [{ kind: 'name', field: 'title' }, ['title', 'track', 'song', 'name']],
  [{ kind: 'name', field: 'artist' }, ['artist', 'artists', 'by', 'band', 'singer']],
  [{ kind: 'name', field: 'album' }, ['album', 'record']],
  [{ kind: 'genre' }, ['genre', 'genres', 'style']],
  [{ kind: 'explicit' }, ['explicit']],
];

const fields = new Map<string, Field>([
  ...Object.entries(dimensionNames).flatMap(([dimension, names]) =>
    names.map((name): [string, Field] => [name, { kind: 'dimension', dimension: dimension as Dimension }]),
  ),
  ...otherNames.flatMap(([field, names]) => names.map((name): [string, Field] => [name, field])),
]);

/** The field that a word names in a chip, whatever its case; undefined for none. */
export function fieldOf(word: string): Field | undefined {
  return fields.get(word.toLowerCase());
}

/** How a dimension is called in chips and reasons. */
export function nameOfDimension(dimension: Dimension): string {
  return dimension === 'moodValence' || dimension === 'moodArousal' ? 'mood' : dimension;
}
