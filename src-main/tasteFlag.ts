/** The commands in which `--profile` may name a taste profile beside the person's profile directory. */
const COMMANDS = /^(train|models rollback)( |$)/;

/**
 * Arguments in which a taste is always named by `--taste`: in the commands about
 * tastes a `--profile` that is neither a path nor a directory that is there
 * names a taste.
 */
export function withTasteFlag(argv: readonly string[], isDirectory: (path: string) => boolean): string[] {
  if (!COMMANDS.test(argv.filter((word) => !word.startsWith('-')).join(' '))) return [...argv];
  const isTaste = (value: string | undefined) =>
    value !== undefined && /^[\p{L}\p{N}-]+$/u.test(value) && !isDirectory(value);
  return argv.map((word, at) => {
    if (word === '--profile' && isTaste(argv[at + 1])) return '--taste';
    const value = /^--profile=(.*)$/s.exec(word)?.[1];
    return isTaste(value) ? `--taste=${value}` : word;
  });
}
