import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';

import type { Announcement } from '../../src-preload/contract.ts';
import { AppError, toFailure } from '../../src-preload/errors.ts';
import { openEngine, type EngineOptions } from '../engine/openEngine.ts';
import { repairDatabase } from '../storage/openDatabase.ts';
import { lockProfile } from '../storage/lockProfile.ts';
import { ban } from './commands/ban.ts';
import { callEngine, type Command, type CommandInput, UsageError } from './command.ts';
import { doctor } from './commands/doctor.ts';
import { embed } from './commands/embed.ts';
import { evaluate } from './commands/evaluate.ts';
import { experiments } from './commands/experiments.ts';
import { feedback } from './commands/feedback.ts';
import { importFiles } from './commands/import.ts';
import { indexSongs } from './commands/indexSongs.ts';
import { infer } from './commands/infer.ts';
import { journal } from './commands/journal.ts';
import { models } from './commands/models.ts';
import { recommend } from './commands/recommend.ts';
import { search } from './commands/search.ts';
import { similar } from './commands/similar.ts';
import { simulate } from './commands/simulate.ts';
import { synth } from './commands/synth.ts';
import { tastes } from './commands/tastes.ts';
import { template } from './commands/template.ts';
import { train } from './commands/train.ts';

const commands: Readonly<Record<string, Command>> = {
  infer,
  recommend,
  import: importFiles,
  feedback,
  tastes,
  train,
  ban,
  journal,
  models,
  embed,
  search,
  similar,
  index: indexSongs,
  template,
  synth,
  simulate,
  evaluate,
  experiments,
  doctor,
};

const SHARED_FLAGS = {
  json: { type: 'boolean' },
  // Read by the composition root already; named here so that they are known.
  profile: { type: 'string' },
  models: { type: 'string' },
  resources: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type CommandLineOptions = {
  readonly argv: readonly string[];
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly signal: AbortSignal;
  readonly engine: Pick<
    EngineOptions,
    'profile' | 'modelsDir' | 'resourcesDir' | 'now' | 'worker' | 'openWorker' | 'code'
  >;
};

/**
 * Runs one command against an engine in this process. Returns the exit code: 0,
 * 1 for a failure, 2 for words that make no sense. With `--json` standard
 * output holds exactly one JSON document (with `--stdin`: one a line), also for
 * failures.
 */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const { argv, stdout, stderr } = options;
  const isJson = argv.includes('--json');
  try {
    return await run(options, isJson);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof AppError))
      stderr.write(`${String((error as Error).stack ?? error)}\n`);
    const failure = isUsage ? { code: 'usage', message: error.message } : toFailure(error);
    if (isJson) stdout.write(`${JSON.stringify({ error: failure })}\n`);
    else stderr.write(`${failure.message}\n${isUsage ? '`waves --help` lists the commands.\n' : ''}`);
    return isUsage ? 2 : 1;
  }
}

async function run(options: CommandLineOptions, isJson: boolean): Promise<number> {
  const { stdout, stderr } = options;
  const [name, ...rest] = options.argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  if (!Object.hasOwn(commands, name)) throw new UsageError(`There is no command "${name}".`);
  const command = commands[name]!;
  const { positionals, values } = parse(rest, command);
  if (values.help) {
    stdout.write(`waves ${command.usage}\n  ${command.summary}\n`);
    return 0;
  }

  if ('repair' in values && values.repair) repair(options.engine.profile, options.engine.now(), stderr);

  const listeners = new Set<(announcement: Announcement) => void>();
  const engine = await openEngine({
    ...options.engine,
    resumeJobs: false,
    announce: (announcement) => listeners.forEach((listener) => listener(announcement)),
    report: (error) => stderr.write(`${String(error instanceof Error ? (error.stack ?? error) : error)}\n`),
  });
  try {
    return await command.run(
      { words: positionals, ...splitFlags(values) },
      {
        call: callEngine(engine),
        listen: (listener) => void listeners.add(listener),
        // Made when it is asked for: one that nobody reads to its end keeps the process from ending.
        get lines() {
          return createInterface({ input: options.stdin, crlfDelay: Infinity });
        },
        async write(document, text) {
          if (!stdout.write(`${isJson ? JSON.stringify(document) : text}\n`)) await once(stdout, 'drain');
        },
        progress(text) {
          if (stderr.isTTY) stderr.write(`\r\u001B[K${text}`);
        },
        signal: options.signal,
      },
    );
  } finally {
    await engine.close();
  }
}

/** Flags by how often they may be given. */
function splitFlags(values: Record<string, unknown>): Pick<CommandInput, 'flags' | 'lists'> {
  const entries = Object.entries(values);
  return {
    flags: Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value))) as CommandInput['flags'],
    lists: Object.fromEntries(entries.filter(([, value]) => Array.isArray(value))) as CommandInput['lists'],
  };
}

function parse(args: string[], command: Command) {
  try {
    return parseArgs({ args, options: { ...SHARED_FLAGS, ...command.flags }, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function repair(profile: string, now: number, stderr: Writable): void {
  const lock = lockProfile(profile);
  const { setAside, restored } = repairDatabase(profile, now);
  lock.release();
  if (setAside === null) stderr.write('The database is readable: nothing to repair.\n');
  else {
    stderr.write(`The damaged database was put aside as ${setAside}.\n`);
    stderr.write(
      restored ? `Restored from ${restored}.\n` : 'There is no readable backup: a new profile was begun.\n',
    );
  }
}

function help(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const lines = Object.values(commands).map(
    ({ usage, summary }) => `  waves ${usage.padEnd(width)}  ${summary}`,
  );
  return `Words to Waves: write how you feel, get music that fits.\n\n${lines.join('\n')}\n\nEvery command takes --json and --profile DIR. Exit codes: 0 done, 1 failed, 2 not understood.\n`;
}
