import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The commit that the code stands at, read from the checkout's own files; "unknown" in an installed app. */
export function codeVersion(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const git = join(folder, '.git');
    if (existsSync(join(git, 'HEAD'))) return commitOf(git) ?? 'unknown';
    if (dirname(folder) === folder) return 'unknown';
  }
}

function commitOf(git: string): string | null {
  const head = readFileSync(join(git, 'HEAD'), 'utf8').trim();
  if (!head.startsWith('ref: ')) return head;
  const name = head.slice('ref: '.length);
  const file = join(git, name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const packed = join(git, 'packed-refs');
  if (!existsSync(packed)) return null;
  const line = readFileSync(packed, 'utf8')
    .split('\n')
    .find((one) => one.endsWith(` ${name}`));
  return line?.split(' ')[0] ?? null;
}
