import type { Output } from '../../../src-preload/contract.ts';
import { type Command, UsageError } from '../command.ts';
import { readAhead } from '../readAhead.ts';

/** Lines that are read together: enough for the model, few enough that the first does not wait long. */
const LINES_TOGETHER = 64;

/** Places a text, or every line of standard input, in the valence–arousal plane. */
export const infer: Command = {
  usage: 'infer <text> | infer --stdin',
  summary: 'valence, arousal and mood of a text, or of each line of standard input',
  flags: { stdin: { type: 'boolean' } },
  async run({ words, flags }, { call, lines, write }) {
    if (flags.stdin) {
      if (words.length > 0) throw new UsageError('infer takes a text or --stdin, not both.');
      for await (const texts of readAhead(lines, LINES_TOGETHER)) {
        for (const emotion of (await call('emotion.inferMany', { texts })).map(toDocument)) {
          await write(emotion, describe(emotion));
        }
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

function toDocument({
  valence,
  arousal,
  confidence,
  mood,
  emotions,
  model,
  provider,
  ms,
}: Output<'emotion.infer'>) {
  return {
    valence,
    arousal,
    confidence,
    mood,
    emotions,
    model: model.id,
    provider,
    ...(model.notice === null ? {} : { notice: model.notice }),
    ms,
  };
}

function describe({ valence, arousal, mood, confidence, emotions, notice }: EmotionDocument): string {
  const point = `${mood}  valence ${valence.toFixed(2)}  arousal ${arousal.toFixed(2)}`;
  const sure = confidence === null ? '' : `  sure to ${percent(confidence)}`;
  const heard = emotions.map(({ label, p }) => `${label} ${percent(p)}`).join(', ');
  return [`${point}${sure}`, heard, notice].filter(Boolean).join('\n');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
