import { resolve } from 'node:path';

import type { ColumnMapping, Job } from '../../../src-preload/contract.ts';
import { AppError, type FailureCode } from '../../../src-preload/errors.ts';
import { TrackField } from '../../../src-preload/libraryCalls.ts';
import { type Command, type CommandContext, type CommandInput, UsageError } from '../command.ts';
import { describeImport, mergeSummaries } from '../importReport.ts';
import { runJob } from '../runJob.ts';

/** Reads catalogue files into the profile, tries what that would do, or takes the last import back. */
export const importFiles: Command = {
  usage: 'import <file…> [--dry-run] [--map FIELD=COLUMN]… | import --undo',
  summary:
    'read catalogues (tables, JSON, exports, folders of music) into the profile; take the last one back',
  flags: {
    'dry-run': { type: 'boolean' },
    map: { type: 'string', multiple: true },
    undo: { type: 'boolean' },
  },
  async run({ words, flags, lists }, context) {
    if (flags.undo) {
      if (words.length > 0) throw new UsageError('import --undo takes no files.');
      return undo(context);
    }
    if (words.length === 0) throw new UsageError('import needs at least one file.');
    const paths = words.map((word) => resolve(word));
    const mapping = mappingIn(lists);
    const mappings = mapping ? Object.fromEntries(paths.map((path) => [path, mapping])) : {};
    const dryRun = flags['dry-run'] === true;
    const job = await runJob(() => context.call('catalogue.import', { paths, mappings, dryRun }), context);
    assertDone(
      job!,
      dryRun
        ? 'The trial was stopped. Nothing was changed.'
        : 'The import was stopped. What had gone in is kept.',
    );
    const merged = mergeSummaries(job!.summaries);
    await context.write({ ...merged, dryRun }, describeImport(merged, dryRun));
    return 0;
  },
};

/** Throws what the person should know of a job that did not end well. */
export function assertDone(job: Job, whenStopped: string): void {
  if (job.state === 'cancelled') throw new AppError('cancelled', whenStopped);
  if (job.failure) throw new AppError(job.failure.code as FailureCode, job.failure.message);
}

async function undo(context: CommandContext): Promise<number> {
  const last = await context.call('catalogue.lastImport', {});
  const job = await runJob(() => context.call('catalogue.undoImport', {}), context);
  assertDone(job!, 'Taking the import back was stopped. Run it again to go on.');
  const { jobTitle, added, updated } = last!;
  await context.write(
    { undone: { title: jobTitle, removed: added, restored: updated } },
    `Taken back: ${jobTitle}. ${added} songs removed, ${updated} put back as they were.`,
  );
  return 0;
}

/** What `--map title=Name --map artist=Band` says; null where it was not given. */
function mappingIn({ map = [] }: CommandInput['lists']): ColumnMapping | null {
  if (map.length === 0) return null;
  const pairs = map.map((text) => {
    const at = text.indexOf('=');
    const field = TrackField.safeParse(text.slice(0, Math.max(0, at)).trim());
    if (!field.success || at === text.length - 1) {
      throw new UsageError(
        `--map takes FIELD=COLUMN, not "${text}". Fields: ${TrackField.options.join(', ')}.`,
      );
    }
    return [field.data, text.slice(at + 1)] as const;
  });
  const mapping = Object.fromEntries(pairs) as ColumnMapping;
  if (!mapping.title || !mapping.artist) {
    throw new UsageError('--map has to say at least which column is the title and which is the artist.');
  }
  return mapping;
}
