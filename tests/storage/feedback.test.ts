import { expect, test } from 'vitest';

import { addFeedback, listDisliked, undoFeedback } from '../../src-main/storage/person/feedback.ts';
import { addImpressions, isImpressionOf } from '../../src-main/storage/person/impressions.ts';
import { addTestTrack } from '../support/addTestTrack.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';
import { queriesOf } from '../support/queriesOf.ts';

function like(
  db: ReturnType<typeof emptyDatabase>,
  trackId: ReturnType<typeof addTestTrack>,
  verdict = 'like',
) {
  return addFeedback(db, { trackId, verdict: verdict as 'like', impressionId: null, createdAt: 1 });
}

test('an undone verdict no longer stands, and the log keeps both events', () => {
  const db = emptyDatabase();
  const track = addTestTrack(db);
  const id = like(db, track, 'dislike');
  expect(undoFeedback(db, id, 2)).toBe(true);
  expect(listDisliked(db)).toEqual([]);
  expect(db.prepare('SELECT count(*) FROM feedback_events').pluck().get()).toBe(2);
});

test('a verdict can be taken back once, and an undo cannot be undone', () => {
  const db = emptyDatabase();
  const id = like(db, addTestTrack(db));
  undoFeedback(db, id, 2);
  expect(undoFeedback(db, id, 3)).toBe(false);
  const undo = db.prepare(`SELECT id FROM feedback_events WHERE verdict = 'undo'`).pluck().get() as typeof id;
  expect(undoFeedback(db, undo, 4)).toBe(false);
  expect(undoFeedback(db, 999 as typeof id, 4)).toBe(false);
});

test('the newest standing verdict on a track decides whether it is disliked', () => {
  const db = emptyDatabase();
  const track = addTestTrack(db);
  const dislike = like(db, track, 'dislike');
  expect(listDisliked(db)).toEqual([track]);
  const second = like(db, track);
  expect(listDisliked(db)).toEqual([]);
  undoFeedback(db, second, 2);
  expect(listDisliked(db)).toEqual([track]);
  undoFeedback(db, dislike, 3);
  expect(listDisliked(db)).toEqual([]);
});

test('a list that was shown is recorded song by song, with its reasons', () => {
  const db = emptyDatabase();
  const tracks = [addTestTrack(db), addTestTrack(db)];
  const ids = addImpressions(db, {
    entryId: null,
    point: { valence: 0, arousal: 0 },
    target: { valence: 0.1, arousal: 0 },
    intent: 'lift',
    stage: 'cold-start',
    modelId: 'm',
    createdAt: 1,
    tracks: tracks.map((id) => ({
      id,
      score: 0.5,
      reasons: [{ kind: 'mood', text: 'Close to where you are' }],
    })),
  });
  expect(ids).toHaveLength(2);
  expect(isImpressionOf(db, ids[1]!, tracks[1]!)).toBe(true);
  expect(isImpressionOf(db, ids[0]!, tracks[1]!)).toBe(false);
  expect(JSON.parse(db.prepare('SELECT reasons FROM impressions LIMIT 1').pluck().get() as string)).toEqual([
    { kind: 'mood', text: 'Close to where you are' },
  ]);
});

test('a list is recorded whole or not at all', () => {
  const db = emptyDatabase();
  const shown = {
    entryId: null,
    point: { valence: 0, arousal: 0 },
    target: { valence: 0, arousal: 0 },
    intent: 'match' as const,
    stage: 'cold-start' as const,
    modelId: 'm',
    createdAt: 1,
    tracks: [addTestTrack(db), 999 as ReturnType<typeof addTestTrack>].map((id) => ({
      id,
      score: 1,
      reasons: [],
    })),
  };
  expect(() => addImpressions(db, shown)).toThrow();
  expect(db.prepare('SELECT count(*) FROM recommendation_lists').pluck().get()).toBe(0);
});

test('finding the disliked songs reads no verdict that is none', () => {
  const db = emptyDatabase();
  const [sql] = queriesOf(db, (spied) => listDisliked(spied));
  const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  const scans = plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'));
  expect(scans).toEqual([expect.stringContaining('feedback_events_disliked')]);
});
