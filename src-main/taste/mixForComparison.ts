import type { Configuration, TrackId } from '../../src-preload/contract.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { drawOf, type MixedList, mixLists, type MixRules } from '../recommend/compare/mixLists.ts';
import type { Ranked } from '../recommend/stage.ts';
import type { StoredComparison } from '../storage/person/comparisons.ts';
import type { ListMix } from '../storage/person/mixedLists.ts';
import type { AskedMood } from './createShownSongs.ts';
import type { OpenStage } from './openStage.ts';

/** What a list is asked for while two ways of choosing are compared. */
export type ComparedRequest = AskedMood &
  Omit<MixRules, 'draw'> & {
    /** Another day is another question. */
    readonly seed: number;
    /** Songs that are on screen: what fills a list up is drawn anew. */
    readonly excluded: number;
  };

/** A list of the songs that both sides of a comparison choose, and what is kept of where they came from. */
export function mixForComparison(
  { id, a, b, seed }: StoredComparison,
  catalogue: CatalogueView,
  openSide: (side: Configuration) => OpenStage,
  rank: (open: OpenStage) => Ranked,
  request: ComparedRequest,
): Pick<MixedList, 'ranked'> & { readonly mix: ListMix } {
  const open = { a: openSide(a), b: openSide(b) };
  const { target, intent } = request;
  const place = [target.valence, target.arousal].map((axis) => Math.round(axis * 1e6));
  const letters = Array.from(intent, (letter) => letter.charCodeAt(0));
  const { ranked, teams, isSame } = mixLists(
    catalogue,
    { a: rank(open.a), b: rank(open.b) },
    { ...request, draw: drawOf([seed, request.seed, ...place, ...letters, request.excluded]) },
  );
  return {
    ranked,
    mix: {
      experimentId: id,
      chosenBy: { a: open.a.name, b: open.b.name },
      isSame,
      teamOf: new Map(teams.map((team, at) => [catalogue.ids[ranked.rows[at]!]! as TrackId, team])),
    },
  };
}
