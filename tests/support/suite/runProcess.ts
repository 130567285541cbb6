import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The project's root. */
export const root = join(import.meta.dirname, '../../..');

export type Ran = { readonly code: number; readonly output: string; readonly ms: number };

type Options = {
  readonly env?: NodeJS.ProcessEnv;
  /** Shows the output while it comes, each line indented, instead of keeping it for later. */
  readonly isLive?: boolean;
};

/** Runs a command in the project's root, without input, and resolves when it has ended; a command that cannot start ends with 127. */
export function runProcess(
  command: string,
  args: readonly string[],
  { env = {}, isLive = false }: Options = {},
): Promise<Ran> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { promise, resolve } = Promise.withResolvers<Ran>();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (isLive) process.stdout.write(text);
    });
  }
  const end = (code: number) => resolve({ code, output, ms: performance.now() - startedAt });
  child.on('error', (error) => {
    output += `${error.message}\n`;
    end(127);
  });
  child.on('close', (code) => end(code ?? 1));
  return promise;
}
