import type { Database } from 'better-sqlite3';

import type {
  ExperimentId,
  ImpressionId,
  Intent,
  Point,
  Stage,
  TrackId,
  Verdict,
} from '../../../src-preload/contract.ts';
import type { Team } from '../../recommend/compare/interleave.ts';

/** What is kept of a list that was mixed of two. */
export type ListMix = {
  readonly experimentId: ExperimentId;
  readonly chosenBy: Readonly<Record<Team, Stage>>;
  /** Whether both sides had chosen the same songs in the same order. */
  readonly isSame: boolean;
  readonly teamOf: ReadonlyMap<TrackId, Team>;
};

/** Records which side each song of a list came from. To be called in the transaction that records the list. */
export function addListMix(
  db: Database,
  listId: number | bigint,
  { experimentId, chosenBy, isSame, teamOf }: ListMix,
  songs: readonly { readonly trackId: TrackId; readonly impressionId: ImpressionId }[],
): void {
  db.prepare(
    'INSERT INTO mixed_lists (list_id, experiment_id, stage_a, stage_b, is_same) VALUES (?, ?, ?, ?, ?)',
  ).run(listId, experimentId, chosenBy.a, chosenBy.b, Number(isSame));
  const insert = db.prepare('INSERT INTO mixed_songs (impression_id, team) VALUES (?, ?)');
  for (const { trackId, impressionId } of songs) insert.run(impressionId, teamOf.get(trackId)!);
}

/** A list that was mixed, and the question that it answered. */
export type MixedShown = {
  readonly listId: number;
  readonly target: Point;
  readonly intent: Intent;
  readonly at: number;
  readonly chosenBy: Readonly<Record<Team, Stage>>;
  readonly isSame: boolean;
};

type ShownRow = readonly [
  listId: number,
  valence: number,
  arousal: number,
  intent: Intent,
  at: number,
  a: Stage,
  b: Stage,
  isSame: 0 | 1,
];

/** The mixed lists of a comparison, in their order. */
export function readMixedLists(db: Database, id: ExperimentId): MixedShown[] {
  return db
    .prepare<[ExperimentId], ShownRow>(
      `SELECT list_id, target_valence, target_arousal, intent, created_at, stage_a, stage_b, is_same
       FROM mixed_lists JOIN recommendation_lists ON recommendation_lists.id = list_id
       WHERE experiment_id = ? ORDER BY list_id`,
    )
    .raw()
    .all(id)
    .map(([listId, valence, arousal, intent, at, a, b, same]) => ({
      listId,
      target: { valence, arousal },
      intent,
      at,
      chosenBy: { a, b },
      isSame: same === 1,
    }));
}

/** What was last said of a song where a mixed list had shown it. */
export type MixedVerdict = { readonly listId: number; readonly team: Team; readonly verdict: Verdict };

/**
 * The newest verdict that stands on each song of a comparison's lists, in the
 * order of the log. A verdict belongs to the list that it was given on, or else
 * to the latest that had shown the song by then.
 */
export function readMixedVerdicts(db: Database, id: ExperimentId): MixedVerdict[] {
  const rows = db
    .prepare<[ExperimentId], MixedVerdict & { impressionId: ImpressionId }>(
      `SELECT m.list_id AS listId, s.team, f.verdict, s.impression_id AS impressionId
       FROM mixed_lists m
       CROSS JOIN impressions i ON i.list_id = m.list_id
       CROSS JOIN mixed_songs s ON s.impression_id = i.id
       CROSS JOIN feedback_events f ON f.track_id = i.track_id
       WHERE m.experiment_id = ? AND f.verdict <> 'undo'
         AND NOT EXISTS (SELECT 1 FROM feedback_events u WHERE u.undoes = f.id)
         AND i.id = coalesce(f.impression_id, (
           SELECT max(x.id) FROM impressions x CROSS JOIN recommendation_lists l ON l.id = x.list_id
           WHERE x.track_id = f.track_id AND l.created_at <= f.created_at))
       ORDER BY f.id`,
    )
    .all(id);
  const newest = new Map<ImpressionId, MixedVerdict>();
  for (const { impressionId, ...verdict } of rows) newest.set(impressionId, verdict);
  return [...newest.values()];
}
