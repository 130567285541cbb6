import type { IndexStatus } from '../../../src-preload/contract.ts';
import { AppError, type FailureCode } from '../../../src-preload/errors.ts';
import { type Command, type CommandContext, UsageError } from '../command.ts';
import { runJob } from '../runJob.ts';

/** Brings the index of meanings up to date, or says how it stands. */
export const indexSongs: Command = {
  usage: 'index [--status | --wait] [--from-scratch]',
  summary: 'bring the index of meanings up to date and wait until it is (--status: only say how it stands)',
  flags: { status: { type: 'boolean' }, wait: { type: 'boolean' }, 'from-scratch': { type: 'boolean' } },
  async run({ words, flags }, context) {
    if (words.length > 0) throw new UsageError('index takes no words.');
    if (flags.status && (flags.wait || flags['from-scratch'])) {
      throw new UsageError('--status stands alone: it changes nothing.');
    }
    if (!flags.status) await build(Boolean(flags['from-scratch']), context);
    const forms = await context.call('index.status', {});
    await context.write({ forms }, forms.map(describe).join('\n'));
    return 0;
  },
};

async function build(fromScratch: boolean, context: CommandContext): Promise<void> {
  const job = await runJob(() => context.call('index.build', { fromScratch }), context);
  if (job?.state === 'cancelled') {
    throw new AppError(
      'cancelled',
      'Indexing was stopped. What had been indexed is kept; it goes on from there.',
    );
  }
  if (job?.failure) throw new AppError(job.failure.code as FailureCode, job.failure.message);
}

const KINDS = { usearch: 'graph and vectors', exact: 'vectors', none: 'nothing yet' } as const;

function describe({ form, model, tracks, indexed, kind, bytes, notice }: IndexStatus): string {
  const made = model ? `, made by ${model}` : '';
  const head = `${form.padEnd(5)}  ${indexed} of ${tracks} songs, ${KINDS[kind]}${made}, ${(bytes / 1e6).toFixed(1)} MB`;
  return notice ? `${head}\n       ${notice}` : head;
}
