import type { Output } from '../../src-preload/contract.ts';
import { clockTime } from './tableColumns.ts';

type Values = Output<'track.origins'>[number]['values'];

/** What a source states, with the name under which a person knows it. */
export type StatedValue = { readonly name: string; readonly text: string };

const KEYS = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];

const NAMES: Readonly<Record<string, string>> = {
  title: 'title',
  artists: 'artists',
  album: 'album',
  year: 'year',
  genres: 'genres',
  durationMs: 'length',
  popularity: 'popularity',
  isExplicit: 'explicit',
  musicalKey: 'key',
  timeSignature: 'beats in a bar',
  spotifyId: 'Spotify id',
  isrc: 'ISRC',
  mbid: 'MusicBrainz id',
};

/** What a source states of a song, names first; what it does not know is left out. */
export function statedValues(values: Values): StatedValue[] {
  const order = Object.keys(NAMES);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(values)
    .map(([name, value]) => [camelCase(name), value] as const)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => ({ name: NAMES[name] ?? inWords(name), text: written(name, value) }));
}

function written(name: string, value: Values[string] | undefined): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  if (name === 'durationMs') return clockTime(value);
  if (name === 'musicalKey') return KEYS[value] ?? String(value);
  if (name === 'mode') return value === 1 ? 'major' : 'minor';
  return String(Math.round(value * 1000) / 1000);
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function inWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
