import type { Handlers, TrackId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { addFeedback, undoFeedback } from '../../storage/person/feedback.ts';
import { isImpressionOf } from '../../storage/person/impressions.ts';
import { readTracks } from '../../storage/tracks/tracks.ts';
import { readNewestVerdict } from '../../storage/person/verdictLog.ts';
import { recordMany } from './bulkFeedback.ts';
import type { EngineParts } from '../engineParts.ts';

type FeedbackMethod =
  'feedback.record' | 'feedback.recordMany' | 'feedback.undo' | 'feedback.undoLast' | 'track.get';

export function feedbackHandlers({ db, now, announce }: EngineParts): Handlers<FeedbackMethod> {
  function find(id: TrackId) {
    const [track] = readTracks(db, [id]);
    if (!track) throw new AppError('not-found', `There is no track ${id} in the catalogue.`);
    return track;
  }

  return {
    'track.get': ({ id }) => find(id),
    'feedback.record'({ trackId, verdict, impressionId }) {
      find(trackId);
      if (impressionId !== null && !isImpressionOf(db, impressionId, trackId)) {
        throw new AppError('not-found', `Track ${trackId} was not shown as impression ${impressionId}.`);
      }
      const id = addFeedback(db, { trackId, verdict, impressionId, createdAt: now() });
      announce({ name: 'feedback.change', value: {} });
      return { id };
    },
    async 'feedback.recordMany'({ verdicts }) {
      const outcome = await recordMany(db, verdicts, now());
      if (outcome.recorded.length > 0) announce({ name: 'feedback.change', value: {} });
      return outcome;
    },
    'feedback.undoLast'() {
      const last = readNewestVerdict(db);
      if (!last) throw new AppError('not-found', 'There is no verdict to take back.');
      undoFeedback(db, last.id, now());
      announce({ name: 'feedback.change', value: {} });
      return { id: last.id, trackId: last.trackId, verdict: last.verdict };
    },
    'feedback.undo'({ id }) {
      if (!undoFeedback(db, id, now())) {
        throw new AppError('not-found', `There is no verdict ${id} to take back.`);
      }
      announce({ name: 'feedback.change', value: {} });
      return null;
    },
  };
}
