import type { Database } from 'better-sqlite3';

import type { Stage, TrackId } from '../../src-preload/contract.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { planeIndexInSteps } from '../recommend/planeIndex.ts';
import { rowOf } from '../recommend/rowOf.ts';
import { chooseStage } from '../recommend/taste/chooseStage.ts';
import { createLiveTastes, type LiveTastes } from '../recommend/taste/createLiveTastes.ts';
import type { Tastes, TasteVerdict } from '../recommend/taste/tastes.ts';
import { tasteSpaceInSteps } from '../recommend/taste/tasteSpace.ts';
import { inTurns } from '../storage/inTurns.ts';
import type { LoggedVerdict } from '../storage/person/verdictLog.ts';
import { createBanMask } from './createBanMask.ts';
import { createKeptModels, type KeptModels } from './createKeptModels.ts';
import { type AskedMood, createShownSongs } from './createShownSongs.ts';
import { createStandingVerdicts } from './createStandingVerdicts.ts';

/** What is known of the person at one moment. */
export type TasteState = {
  readonly catalogue: CatalogueView;
  readonly tastes: Tastes;
  /** Songs shown in all. */
  readonly seen: number;
  /** The stage that the tastes have earned. */
  readonly stage: Stage;
  /** The newest event of the log that is in it. */
  readonly position: number;
};

/** What must not come, and how strictly. */
export type Exclusions = {
  /** Disliked, or judged within the last days. */
  readonly judged: Set<TrackId>;
  /** Shown of late and not judged. */
  readonly shown: Set<TrackId>;
};

/** Keeps the person's tastes up to the log and the catalogue. Everything in it can be worked out again. */
export type TasteKeeper = {
  readonly models: KeptModels;
  current(): Promise<TasteState>;
  /** How many songs of each cluster were shown of late, before a mood was asked for. */
  shown(catalogue: CatalogueView, asked: AskedMood): ReadonlyMap<number, number>;
  /** The songs that must not come for a mood; those heard within `heardDays` too. To be asked after `current`. */
  exclusions(asked: AskedMood, heardDays: number): Exclusions;
  /** 1 for each row that is banned; null where none is. */
  banned(catalogue: CatalogueView): Uint8Array | null;
  /** Says that the bans changed. */
  bansChanged(): void;
  /** A hash over the ids of the verdicts that made a taste. */
  fingerprintOf(catalogue: CatalogueView, verdicts: readonly TasteVerdict[]): number;
};

const DAY_MS = 86_400_000;

/** A keeper that has read nothing yet. */
export function createTasteKeeper(options: {
  readonly db: Database;
  readonly catalogue: () => Promise<CatalogueView>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}): TasteKeeper {
  const { db, now } = options;
  const standing = createStandingVerdicts(db, (trackId, verdict) => held && put(held, trackId, verdict));
  const shown = createShownSongs(db, now);
  const models = createKeptModels(db);
  const bans = createBanMask(db);
  let held: HeldTastes | null = null;

  /** Verdicts fade by the day, so that what was worked out holds until the day ends. */
  function tastesNow(catalogue: CatalogueView): Tastes {
    const day = Math.floor(now() / DAY_MS);
    if (held?.catalogue !== catalogue || held.day !== day) {
      held = { catalogue, day, live: createLiveTastes(catalogue, day * DAY_MS) };
      for (const [trackId, verdict] of standing.all()) put(held, trackId, verdict);
    }
    return held.live.current();
  }

  /** What ranking needs of a catalogue, worked out in steps between which others have their turn. */
  async function prepare(catalogue: CatalogueView): Promise<void> {
    await inTurns(planeIndexInSteps(catalogue));
    if (standing.all().size > 0) await inTurns(tasteSpaceInSteps(catalogue));
    await inTurns(bans.inSteps(catalogue));
  }

  return {
    models,
    async current() {
      const catalogue = await options.catalogue();
      await standing.follow();
      await shown.follow();
      await prepare(catalogue);
      const tastes = tastesNow(catalogue);
      const seen = shown.seen();
      return {
        catalogue,
        tastes,
        seen,
        stage: chooseStage(tastes, seen),
        position: standing.position(),
      };
    },
    shown: (catalogue, asked) => shown.byCluster(catalogue, asked),
    exclusions(asked, heardDays) {
      const since = now() - heardDays * DAY_MS;
      const judged = new Set<TrackId>();
      for (const { trackId, verdict, at } of standing.all().values()) {
        if (verdict === 'dislike' || at > since) judged.add(trackId);
      }
      return { judged, shown: heardDays > 0 ? shown.lately(asked) : new Set() };
    },
    banned: (catalogue) => bans.of(catalogue),
    bansChanged: () => bans.invalidate(),
    fingerprintOf: (catalogue, verdicts) =>
      hashOf(verdicts.map(({ row }) => standing.all().get(catalogue.ids[row]! as TrackId)?.id ?? 0)),
  };
}

/** The tastes as of the start of a day, in days since the epoch. */
type HeldTastes = { readonly catalogue: CatalogueView; readonly day: number; readonly live: LiveTastes };

/** Puts a verdict where its song is in the catalogue, or takes it away. */
function put({ catalogue, live }: HeldTastes, trackId: TrackId, logged: LoggedVerdict | null): void {
  const row = rowOf(catalogue, trackId);
  if (row < 0) return;
  if (!logged) {
    live.set(row, null);
    return;
  }
  const { id, verdict, at, target } = logged;
  live.set(row, { place: id, verdict: { row, verdict, at, ...(target ? { target } : {}) } });
}

/** FNV-1a over numbers in ascending order, 32 bits. */
function hashOf(numbers: number[]): number {
  let hash = 0x811c9dc5;
  for (const number of numbers.sort((a, b) => a - b)) hash = Math.imul(hash ^ number, 0x01000193);
  return hash >>> 0;
}
