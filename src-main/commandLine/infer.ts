import type { Output } from '../../src-preload/contract.ts';
import { type Command, UsageError } from './command.ts';

/** Places a text, or every line of standard input, in the valence–arousal plane. */
export const infer: Command = {
  usage: 'infer <text> | infer --stdin',
  summary: 'valence, arousal and mood of a text, or of each line of standard input',
  flags: { stdin: { type: 'boolean' } },
  async run({ words, flags }, { call, lines, write }) {
    if (flags.stdin) {
      if (words.length > 0) throw new UsageError('infer takes a text or --stdin, not both.');
      for await (const line of lines) {
        const emotion = toDocument(await call('emotion.infer', { text: line }));
        await write(emotion, describe(emotion));
      }
      return 0;
    }
    if (words.length === 0) throw new UsageError('infer needs a text.');
    const emotion = toDocument(await call('emotion.infer', { text: words.join(' ') }));
    await write(emotion, describe(emotion));
    return 0;
  },
};

type EmotionDocument = ReturnType<typeof toDocument>;

function toDocument({ valence, arousal, mood, model, ms }: Output<'emotion.infer'>) {
  return {
    valence,
    arousal,
    mood,
    model: model.id,
    ...(model.notice === null ? {} : { notice: model.notice }),
    ms,
  };
}

function describe({ valence, arousal, mood, notice }: EmotionDocument): string {
  const point = `${mood}  valence ${valence.toFixed(2)}  arousal ${arousal.toFixed(2)}`;
  return notice ? `${point}\n${notice}` : point;
}
