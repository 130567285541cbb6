import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import type { Intent, Point, TrackId } from '../../src-preload/contract.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { rowOf } from '../recommend/rowOf.ts';
import {
  countShown,
  lastListBefore,
  readShownLists,
  type ShownTracks,
} from '../storage/person/shownLists.ts';

const DAY_MS = 86_400_000;
/** How long what was shown says which genres the person has met. */
const MET_MS = 90 * DAY_MS;
/** How long a song that was shown, and not judged, counts as heard. */
const SHOWN_MS = DAY_MS;
/** Lists read between two turns. */
const STEP = 200;

/** The question that a list answered. */
export type AskedMood = { readonly target: Point; readonly intent: Intent };

/** What was shown to the person, read from the lists that were recorded and kept up with them. */
export type ShownSongs = {
  /** Reads what was recorded since. */
  follow(): Promise<void>;
  /** How many songs were shown in all. */
  seen(): number;
  /**
   * How many songs of each genre cluster were shown in the last 90 days; where
   * the same was asked within the last day, as it was then, so that asking again
   * brings the same songs.
   */
  byCluster(catalogue: CatalogueView, asked: AskedMood): ReadonlyMap<number, number>;
  /**
   * The songs of the last day's lists for other moods. Who asks the same again
   * on the same day looks at the same songs, and has not heard them by that.
   */
  lately(asked: AskedMood): Set<TrackId>;
};

/** An empty reading of the lists; the first `follow` reads the last 90 days. */
export function createShownSongs(db: Database, now: () => number): ShownSongs {
  let day = NaN;
  let lastList = 0;
  let counts = new Map<TrackId, number>();
  let recent: ShownTracks[] = [];
  let clusters: { readonly of: CatalogueView; readonly counts: Map<number, number> } | null = null;
  let following: Promise<void> | null = null;

  /** What is older than 90 days goes once a day. */
  function startAnew(): void {
    day = Math.floor(now() / DAY_MS);
    lastList = lastListBefore(db, day * DAY_MS - MET_MS);
    counts = new Map();
    recent = [];
    clusters = null;
  }

  async function read(): Promise<void> {
    if (Math.floor(now() / DAY_MS) !== day) startAnew();
    for (;;) {
      const lists = readShownLists(db, lastList, STEP);
      for (const list of lists) note(list);
      if (lists.length < STEP) break;
      await nextTurn();
    }
    const since = now() - SHOWN_MS;
    recent = recent.filter(({ at }) => at > since);
  }

  function note(list: ShownTracks): void {
    lastList = list.listId;
    recent.push(list);
    for (const id of list.trackIds) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      if (clusters) count(clusters.of, clusters.counts, id, 1);
    }
  }

  return {
    follow() {
      following ??= read().finally(() => (following = null));
      return following;
    },
    seen: () => countShown(db),
    byCluster(catalogue, asked) {
      if (clusters?.of !== catalogue) {
        clusters = { of: catalogue, counts: new Map() };
        for (const [id, times] of counts) count(catalogue, clusters.counts, id, times);
      }
      const since = recent.findIndex((list) => isFor(list, asked));
      if (since < 0) return clusters.counts;
      const then = new Map(clusters.counts);
      for (const { trackIds } of recent.slice(since)) {
        for (const id of trackIds) count(catalogue, then, id, -1);
      }
      return then;
    },
    lately: (asked) =>
      new Set(recent.filter((list) => !isFor(list, asked)).flatMap(({ trackIds }) => trackIds)),
  };
}

function isFor(list: AskedMood, { target, intent }: AskedMood): boolean {
  return (
    list.intent === intent && list.target.valence === target.valence && list.target.arousal === target.arousal
  );
}

function count(catalogue: CatalogueView, counts: Map<number, number>, id: TrackId, times: number): void {
  const row = rowOf(catalogue, id);
  if (row < 0) return;
  const cluster = catalogue.cluster[row]!;
  counts.set(cluster, (counts.get(cluster) ?? 0) + times);
}
