import type { CatalogueView } from '../catalogueView.ts';
import { createRandom, unitHash } from '../random.ts';
import type { Ranked } from '../stage.ts';
import { type Team, teamDraft } from './interleave.ts';

/** How two lists are mixed. */
export type MixRules = {
  readonly limit: number;
  readonly onePerArtist: boolean;
  /** Decides every draw; see `drawOf`. */
  readonly draw: number;
};

/** A mixed list, and which of the two each of its songs was taken from. */
export type MixedList = {
  readonly ranked: Ranked;
  readonly teams: readonly Team[];
  /** Whether both lists were the same, song by song: what is said of such a list tells nothing. */
  readonly isSame: boolean;
};

/**
 * Mixes two stages' lists by team draft. What holds for each of them holds for
 * the mixed one: no song in two versions, and no artist twice where that is
 * asked. Scores are those of the list that a song was taken from, so they may
 * rise along the mixed one.
 */
export function mixLists(
  catalogue: CatalogueView,
  lists: Readonly<Record<Team, Ranked>>,
  { limit, onePerArtist, draw }: MixRules,
): MixedList {
  const entries = ({ rows, scores }: Ranked) =>
    Array.from(rows, (row, at) => ({ row, score: scores[at]!, keys: keysOf(row) }));
  // Songs and artists are numbered from 0 each, no artist is −1: the artists go below.
  const keysOf = (row: number) =>
    onePerArtist ? [catalogue.song[row]!, -2 - catalogue.artist[row]!] : [catalogue.song[row]!];

  const { items, teams } = teamDraft(
    entries(lists.a),
    entries(lists.b),
    limit,
    ({ keys }) => keys,
    createRandom(draw),
  );
  return {
    ranked: {
      rows: Int32Array.from(items, ({ row }) => row),
      scores: Float32Array.from(items, ({ score }) => score),
      parts: {},
    },
    teams,
    isSame: isSame(lists.a.rows, lists.b.rows),
  };
}

/**
 * The seed of the draws for a question: the same for the same numbers, and
 * unrelated for others, so that who picks first for one mood says nothing of
 * who does for the next.
 */
export function drawOf(numbers: readonly number[]): number {
  return numbers.reduce((draw, number) => Math.floor(unitHash(draw + 1, number) * 2 ** 32), 0);
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((row, at) => row === b[at]);
}
