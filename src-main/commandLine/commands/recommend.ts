import type { Intent, Output, Stage } from '../../../src-preload/contract.ts';
import { type Command, UsageError, wholeNumber } from '../command.ts';

const STAGES: readonly Stage[] = ['cold-start', 'fallback', 'ranking', 'logistic', 'boosted', 'neural'];
const INTENTS: readonly Intent[] = ['match', 'lift', 'calm', 'energise'];

/** Songs for a text. */
export const recommend: Command = {
  usage: 'recommend <text> [--limit 10] [--intent match|lift|calm|energise] [--stage <stage>] [--heard]',
  summary: 'songs that fit a text, with the reasons for each',
  flags: {
    limit: { type: 'string' },
    intent: { type: 'string' },
    stage: { type: 'string' },
    heard: { type: 'boolean' },
  },
  async run({ words, flags }, { call, write }) {
    if (words.length === 0) throw new UsageError('recommend needs a text.');
    const intent = (flags.intent ?? 'match') as Intent;
    if (!INTENTS.includes(intent)) throw new UsageError(`--intent is one of ${INTENTS.join(', ')}.`);

    const stage = (flags.stage ?? null) as Stage | null;
    if (stage !== null && !STAGES.includes(stage)) {
      throw new UsageError(`--stage is one of ${STAGES.join(', ')}.`);
    }

    const limit = wholeNumber('--limit', flags.limit) ?? 10;
    const list = await call('recommend.list', {
      text: words.join(' '),
      intent,
      limit,
      stage,
      allowHeard: flags.heard === true,
    });
    await write(toDocument(list), describe(list));
    return 0;
  },
};

function toDocument({ emotion, stage, target, intent, tracks, ms }: Output<'recommend.list'>) {
  const { model, ...point } = emotion;
  return {
    emotion: { ...point, model: model.id, ...(model.notice === null ? {} : { notice: model.notice }) },
    intent,
    target,
    stage,
    tracks: tracks.map(({ id, title, artist, genres, valence, arousal, score, reasons }) => ({
      id,
      title,
      artist,
      genres,
      valence,
      arousal,
      score,
      reasons,
    })),
    ms,
  };
}

function describe({ emotion, stage, tracks }: Output<'recommend.list'>): string {
  const heard = `Heard: ${emotion.mood} (valence ${emotion.valence.toFixed(2)}, arousal ${emotion.arousal.toFixed(2)})`;
  const songs = tracks.map(
    ({ id, title, artist, reasons }, index) =>
      `${String(index + 1).padStart(3)}. ${title} — ${artist}  [${id}]\n     ${reasons.map(({ text }) => text).join(' · ')}`,
  );
  return [heard, emotion.model.notice, `Chosen by: ${stage}`, '', ...songs]
    .filter((line) => line !== null)
    .join('\n');
}
