/** The value of `--name value` or `--name=value`, the last one where there are several; null where there is none. */
export function flagValue(argv: readonly string[], name: string): string | null {
  const flag = `--${name}`;
  for (let i = argv.length - 1; i >= 0; i -= 1) {
    const argument = argv[i] as string;
    if (argument.startsWith(`${flag}=`)) return argument.slice(flag.length + 1);
    if (argument === flag) return argv[i + 1] ?? null;
  }
  return null;
}
