import type { ChildProcess } from 'node:child_process';

/** Collects what a process writes to its terminal; the returned function gives it so far. */
export function collectOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return () => output;
}
