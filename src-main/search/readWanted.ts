import type { SearchColumns } from './columns/searchColumns.ts';
import { exactValue } from './conditions/createFilter.ts';
import { type QueryReading, softTargets } from './understanding/createUnderstanding.ts';
import type { GenreNames } from './understanding/genreNames.ts';
import { settleTargets } from './understanding/settleTargets.ts';
import type { GenreWish, SoundTarget, Understood } from './understanding/soundTarget.ts';

/** What a query asks of sound, all told. */
export type Wanted = {
  readonly targets: readonly SoundTarget[];
  readonly genres: readonly GenreWish[];
  /** The parts of the query that were understood, in words. */
  readonly understood: readonly Understood[];
  /** How much of the query was understood as sound, 0–1, by its telling words. */
  readonly coverage: number;
};

/** Adds up conditions, words, what was guessed by meaning (`guessed`), and the mood that was heard. */
export function readWanted(
  reading: QueryReading,
  guessed: readonly Understood[],
  mood: readonly SoundTarget[],
): Wanted {
  const parts = [...reading.understood, ...guessed];
  const targets = settleTargets([
    ...softTargets(reading.conditions),
    ...parts.flatMap(({ targets }) => targets),
    ...mood,
  ]);
  const soft = reading.conditions.filter(({ isStrict }) => !isStrict).length;
  const sure = reading.understood.length + soft;
  // A guess is worth as much as it is sure of.
  const supposed = guessed.reduce((sum, { targets: [first] }) => sum + Math.min(1, first?.weight ?? 0), 0);
  const all = sure + reading.unknown.length;
  return {
    targets,
    genres: parts.flatMap(({ genres }) => genres),
    understood: parts.filter(
      ({ targets: asked, genres }) => genres.length > 0 || asked.some((target) => isSettled(target, targets)),
    ),
    coverage: all === 0 ? 0 : Math.min(1, (sure + supposed) / all),
  };
}

/** Whether a target counts, itself or by an equal one, and was not overruled by a surer one. */
function isSettled(
  { dimension, bounds: { min, max } }: SoundTarget,
  settled: readonly SoundTarget[],
): boolean {
  return settled.some(
    ({ dimension: other, bounds }) => other === dimension && bounds.min === min && bounds.max === max,
  );
}

/** What of a query a song keeps, in its words: "high energy", "low acousticness", "jazz". */
export function keptBy(
  row: number,
  wanted: Wanted,
  columns: SearchColumns,
  genres: GenreNames,
): { readonly sound: string[]; readonly mood: string[]; readonly genres: string[] } {
  const sound: string[] = [];
  const mood: string[] = [];
  for (const { dimension, bounds, say, certainty } of wanted.targets) {
    const value = exactValue(columns, dimension)(row);
    if (!(value >= bounds.min - 1e-6 && value <= bounds.max + 1e-6)) continue;
    (certainty === 'mood' ? mood : sound).push(say);
  }
  const carried = wanted.genres
    .filter(({ isNegated, genreIds }) => !isNegated && genreIds.some((id) => hasGenre(columns, row, id)))
    .map(({ genreIds }) => genres.nameOf(genreIds.find((id) => hasGenre(columns, row, id))!) ?? '');
  // The mood fits only where both of its axes do.
  return { sound: [...new Set(sound)], mood: mood.length === 2 ? [mood[0]!] : [], genres: carried };
}

function hasGenre({ facts }: SearchColumns, row: number, genreId: number): boolean {
  const held = facts.genres.length / facts.ids.length;
  return facts.genres.subarray(row * held, (row + 1) * held).includes(genreId);
}
