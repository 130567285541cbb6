import type { ModelTask } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { CommandContext } from './command.ts';

const ALONE = 200;
const WARM_UP = 20;
const TOGETHER = 1000;
const TEXTS_A_CALL = 250;
const OTHER_TEXTS = 1_000_000;
const WORDS =
  'today i was walking home from work and thought about how much i love this small city and the people who make my life much better and calmer than before'.split(
    ' ',
  );

/** Times the models that are at work, for one task or for each: texts of 30 words one by one, and a thousand together. */
export async function benchModels(task: ModelTask | null, context: CommandContext): Promise<number> {
  const rows: BenchRow[] = [];
  for (const one of task ? [task] : (['emotion', 'search'] as const)) {
    try {
      rows.push(await bench(one, context));
    } catch (error) {
      // Nothing can search yet: that is no reason to keep the other figures back.
      if (task || !(error instanceof AppError && error.code === 'model-unusable')) throw error;
    }
  }
  await context.write({ rows }, rows.map(describe).join('\n'));
  return 0;
}

type BenchRow = {
  readonly task: ModelTask;
  readonly model: string;
  readonly provider: string | null;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly texts: number;
  readonly batchMs: number;
};

async function bench(task: ModelTask, { call, progress }: CommandContext): Promise<BenchRow> {
  // What was read for one task must not be known already for the other.
  let next = task === 'search' ? OTHER_TEXTS : 0;
  const read = async (texts: string[]) => {
    if (task === 'search') return call('text.embed', { texts });
    const [first] = await call('emotion.inferMany', { texts });
    return { model: first!.model.id, provider: first!.provider };
  };
  progress(`Timing the model for ${task} …`);
  const { model, provider } = await read([textOf(next++)]);
  const times: number[] = [];
  for (let at = 0; at < WARM_UP + ALONE; at++) {
    const start = performance.now();
    await read([textOf(next++)]);
    if (at >= WARM_UP) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const start = performance.now();
  for (let at = 0; at < TOGETHER; at += TEXTS_A_CALL) {
    await read(Array.from({ length: TEXTS_A_CALL }, () => textOf(next++)));
  }
  const batchMs = performance.now() - start;
  progress('');
  return {
    task,
    model,
    provider,
    p50Ms: times[ALONE >> 1]!,
    p95Ms: times[Math.floor(ALONE * 0.95)]!,
    texts: TOGETHER,
    batchMs,
  };
}

/** The same words but one, so that no text is known already. */
function textOf(at: number): string {
  return WORDS.with(at % WORDS.length, `word${at}`).join(' ');
}

function describe({ task, model, provider, p50Ms, p95Ms, texts, batchMs }: BenchRow): string {
  const alone = `one text ${p50Ms.toFixed(2)} ms (p50), ${p95Ms.toFixed(2)} ms (p95)`;
  return `${task}  ${model} on ${provider ?? 'the word list'}  ${alone}  ${texts} texts ${(batchMs / 1000).toFixed(2)} s`;
}
