import type { TrackId, Verdict } from '../../src-preload/contract.ts';
import { type Command, UsageError, wholeNumber } from './command.ts';

const VERDICTS: readonly Verdict[] = ['like', 'dislike', 'skip'];

/** Says what the person thinks of a song. */
export const feedback: Command = {
  usage: 'feedback <trackId> like|dislike|skip',
  summary: 'say what you think of a song',
  flags: {},
  async run({ words }, { call, write }) {
    const [word, verdict] = words as [string?, Verdict?];
    if (words.length !== 2 || !VERDICTS.includes(verdict!)) {
      throw new UsageError('feedback needs a track id and one of like, dislike, skip.');
    }
    const trackId = wholeNumber('The track id', word) as TrackId;
    const { id } = await call('feedback.record', { trackId, verdict: verdict! });
    await write({ id, trackId, verdict }, `Noted: ${verdict}.`);
    return 0;
  },
};
