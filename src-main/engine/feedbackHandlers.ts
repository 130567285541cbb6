import type { Handlers, TrackId } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { addFeedback, undoFeedback } from '../storage/feedback.ts';
import { isImpressionOf } from '../storage/impressions.ts';
import { readTracks } from '../storage/tracks.ts';
import type { EngineParts } from './engineParts.ts';

type FeedbackMethod = 'feedback.record' | 'feedback.undo' | 'track.get';

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
    'feedback.undo'({ id }) {
      if (!undoFeedback(db, id, now())) {
        throw new AppError('not-found', `There is no verdict ${id} to take back.`);
      }
      announce({ name: 'feedback.change', value: {} });
      return null;
    },
  };
}
