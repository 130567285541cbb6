import type { TasteOverview, TasteProfile } from '../../../src-preload/contract.ts';
import { type Command, UsageError } from '../command.ts';

/** Shows what the person likes, and what is known of it. */
export const tastes: Command = {
  usage: 'tastes',
  summary: 'your tastes: likes and dislikes by genre, the models that learn them, the stage you have reached',
  flags: {},
  async run({ words }, { call, write }) {
    if (words.length > 0) throw new UsageError('tastes takes no words.');
    const overview = await call('taste.list', {});
    await write(overview, describe(overview));
    return 0;
  },
};

function describe({ tastes: all, stage, seen, confidence, next }: TasteOverview): string {
  const head = `Stage: ${stage} (${seen} songs shown, confidence ${confidence.toFixed(1)})`;
  const further = next && `Next: ${next.stage}, from ${next.seen} songs and confidence ${next.confidence}`;
  if (all.length === 0)
    return [head, further, 'No tastes yet: say what you think of songs.'].filter(Boolean).join('\n');
  return [head, further, '', ...all.map(describeTaste)].filter((line) => line !== null).join('\n');
}

function describeTaste(taste: TasteProfile): string {
  const { key, label, likes, dislikes, skips, confidence, genres, stage, locked, versions } = taste;
  const counts = `${likes} liked, ${dislikes} disliked, ${skips} skipped, confidence ${confidence.toFixed(2)}`;
  const models = versions.map(({ version, kind, state, isInUse, metrics, notice }) => {
    const auc = metrics.auc === null ? '' : `, AUC ${metrics.auc.toFixed(3)}`;
    return `    ${isInUse ? '●' : '○'} ${version} ${kind} ${state}: log loss ${metrics.logLoss.toFixed(3)}${auc}${notice ? `. ${notice}` : ''}`;
  });
  const why = locked.logistic && `    no model yet: ${locked.logistic}`;
  return [
    `${label} [${key}]  ${counts}  ${stage}`,
    genres.length > 0 ? `    ${genres.map(({ name, songs }) => `${name} ${songs}`).join(', ')}` : null,
    why,
    ...models,
  ]
    .filter((line) => line !== null)
    .join('\n');
}
