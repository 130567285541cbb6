import { fc, test as property } from '@fast-check/vitest';
import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';

import type { FeedbackId, TrackId, Verdict } from '../../../src-preload/contract.ts';
import { addFeedback, undoFeedback } from '../../../src-main/storage/person/feedback.ts';
import { addImpressions } from '../../../src-main/storage/person/impressions.ts';
import { createTasteKeeper, type TasteKeeper } from '../../../src-main/taste/createTasteKeeper.ts';
import { syntheticView } from '../../recommend/syntheticView.ts';
import { addTestTrack } from '../../support/addTestTrack.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';

const DAY_MS = 86_400_000;
const SONGS = 60;
const ASKED = { target: { valence: 0.5, arousal: 0.5 }, intent: 'match' as const };

/** A catalogue of the songs in a database, in three clusters, and a keeper of it with a clock. */
function openSongs(db: Database) {
  const ids = Int32Array.from({ length: SONGS }, (_, at) => addTestTrack(db, `Song ${at}`));
  const view = syntheticView({ size: SONGS, clusters: 3, overrides: { ids } });
  const clock = { now: 400 * DAY_MS };
  const open = (): TasteKeeper =>
    createTasteKeeper({ db, catalogue: () => Promise.resolve(view), now: () => clock.now });
  return { ids, view, clock, open };
}

const event = fc.oneof(
  fc.record({
    kind: fc.constant('say' as const),
    place: fc.nat(SONGS - 1),
    verdict: fc.constantFrom<Verdict>('like', 'dislike', 'skip'),
    isShown: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('undo' as const), back: fc.nat(8) }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('look' as const) }),
);

property.prop([fc.array(event, { maxLength: 60 })], { numRuns: 60 })(
  'a keeper that followed the log knows what one knows that reads it from the start',
  async (events) => {
    const db = emptyDatabase();
    const { ids, view, clock, open } = openSongs(db);
    const running = open();
    const said: FeedbackId[] = [];
    for (const now of events) {
      if (now.kind === 'wait') clock.now += now.days * DAY_MS;
      if (now.kind === 'look') await running.current();
      if (now.kind === 'undo' && said.length > 0) {
        undoFeedback(db, said.at(-1 - (now.back % said.length))!, clock.now);
      }
      if (now.kind !== 'say') continue;
      const trackId = ids[now.place]! as TrackId;
      const impressionId = now.isShown ? show(db, [trackId], clock.now)[0]! : null;
      said.push(addFeedback(db, { trackId, verdict: now.verdict, impressionId, createdAt: clock.now }));
    }
    const anew = open();
    expect(await running.current()).toEqual(await anew.current());
    expect(running.exclusions(ASKED, 14)).toEqual(anew.exclusions(ASKED, 14));
    expect(running.shown(view, ASKED)).toEqual(anew.shown(view, ASKED));
  },
);

test('a verdict belongs to the mood of the list in which the song was shown', async () => {
  const db = emptyDatabase();
  const { ids, clock, open } = openSongs(db);
  const trackId = ids[4]! as TrackId;
  const [impressionId] = show(db, [trackId], clock.now);
  addFeedback(db, { trackId, verdict: 'like', impressionId: impressionId!, createdAt: clock.now });
  const { tastes } = await open().current();
  expect(tastes.all.flatMap(({ verdicts }) => verdicts)).toMatchObject([
    { verdict: 'like', target: { valence: 0.25, arousal: -0.5 } },
  ]);
});

test('a log of thousands is read in steps between which others have their turn', async () => {
  const db = emptyDatabase();
  const { ids, open } = openSongs(db);
  db.transaction(() => {
    for (let at = 0; at < 5000; at++) {
      addFeedback(db, {
        trackId: ids[at % SONGS]! as TrackId,
        verdict: at % 3 === 0 ? 'like' : 'skip',
        impressionId: null,
        createdAt: at,
      });
    }
  })();
  let turns = 0;
  const turn = () => {
    turns++;
    timer = setImmediate(turn);
  };
  let timer = setImmediate(turn);
  const { position } = await open().current();
  clearImmediate(timer);
  expect(position).toBe(5000);
  expect(turns).toBeGreaterThan(2);
});

function show(db: Database, tracks: readonly TrackId[], createdAt: number) {
  return addImpressions(db, {
    entryId: null,
    point: { valence: 0, arousal: 0 },
    target: { valence: 0.25, arousal: -0.5 },
    intent: 'match',
    stage: 'cold-start',
    modelId: 'm',
    createdAt,
    tracks: tracks.map((id) => ({ id, score: 1, reasons: [] })),
  });
}
