import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../../src-main/cli.ts');

/** What a run of the command line left behind. */
export type WavesRun = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the one JSON document that it must be. */
  readonly json: unknown;
};

/** Starts the command line, from its sources, as a process of its own on a profile. */
export function startWaves(profile: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [cli, ...args, '--profile', profile]);
}

/** Runs the command line to its end. */
export async function runWaves(profile: string, args: readonly string[], stdin = ''): Promise<WavesRun> {
  const child = startWaves(profile, args);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  // A command that does not read its input closes the pipe: what counts is how it ends.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return {
    code,
    stdout,
    stderr,
    get json() {
      return JSON.parse(stdout) as unknown;
    },
  };
}
