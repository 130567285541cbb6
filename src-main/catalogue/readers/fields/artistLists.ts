/**
 * The names in a list as Python writes it: `['A', "B's", 'C\'s']`. Null for
 * anything else, a single name for example.
 */
export function pythonList(field: string): string[] | null {
  const text = field.trim();
  if (!text.startsWith('[') || !text.endsWith(']')) return null;
  const names: string[] = [];
  const item = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(,|\]$)/y;
  item.lastIndex = 1;
  for (;;) {
    const [, single, double, end] = item.exec(text) ?? [];
    if (end === undefined) return null;
    names.push(unescape(single ?? double ?? ''));
    if (end !== ',') return names;
  }
}

/** The names in a list that is joined by ", ", commas that are part of a name written as "\,". */
export function commaList(field: string): string[] {
  return field
    .split(/(?<!\\),\s*/)
    .map((name) => name.replaceAll('\\,', ','))
    .filter((name) => name.trim() !== '');
}

function unescape(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gi,
    (_, hex?: string, code?: string, sign?: string) =>
      sign === undefined ? String.fromCharCode(parseInt(hex ?? code!, 16)) : sign,
  );
}
