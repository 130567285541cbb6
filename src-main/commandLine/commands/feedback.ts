import type { FeedbackId, TrackId, Verdict } from '../../../src-preload/contract.ts';
import { type Command, type CommandContext, UsageError, wholeNumber } from '../command.ts';
import { recordLikes } from '../recordLikes.ts';

const VERDICTS: readonly Verdict[] = ['like', 'dislike', 'skip'];

/** Says what the person thinks of songs, and takes it back. */
export const feedback: Command = {
  usage: 'feedback <trackId> like|dislike|skip | --undo [<feedbackId>] | --file <likes.csv>',
  summary: 'say what you think of a song or of a whole table of them; take the last verdict back',
  flags: { undo: { type: 'boolean' }, file: { type: 'string' } },
  run({ words, flags }, context) {
    if (flags.undo === true) return undo(words, context);
    if (typeof flags.file === 'string') {
      if (words.length > 0) throw new UsageError('feedback --file takes no words beside the file.');
      return recordLikes(flags.file, context);
    }
    return record(words, context);
  },
};

async function record(words: readonly string[], { call, write }: CommandContext): Promise<number> {
  const [word, verdict] = words as [string?, Verdict?];
  if (words.length !== 2 || !VERDICTS.includes(verdict!)) {
    throw new UsageError('feedback needs a track id and one of like, dislike, skip.');
  }
  const trackId = wholeNumber('The track id', word) as TrackId;
  const { id } = await call('feedback.record', { trackId, verdict: verdict! });
  await write({ id, trackId, verdict }, `Noted: ${verdict}.`);
  return 0;
}

async function undo(words: readonly string[], { call, write }: CommandContext): Promise<number> {
  if (words.length > 1) throw new UsageError('feedback --undo takes one verdict at most.');
  if (words.length === 1) {
    const id = wholeNumber('The verdict', words[0]) as FeedbackId;
    await call('feedback.undo', { id });
    await write({ id, undone: true }, `Taken back: verdict ${id}.`);
    return 0;
  }
  const { id, trackId, verdict } = await call('feedback.undoLast', {});
  await write({ id, trackId, verdict, undone: true }, `Taken back: ${verdict} of track ${trackId}.`);
  return 0;
}
