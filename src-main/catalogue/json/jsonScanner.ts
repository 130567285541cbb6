/** A value that stands where records are looked for. `line` is the physical line on which it starts, from 1. */
export type JsonRecord =
  | { readonly line: number; readonly text: string }
  /** Why it could not be cut out. */
  | { readonly line: number; readonly fault: string };

export type JsonScanner = {
  /** The records that `text` completes. With `isLast` the file ends here. */
  scan(text: string, isLast: boolean): JsonRecord[];
};

/** Where records stand: keys from the outermost value inwards, `*` for the items of a list. Nothing: one after the other. */
export type JsonPath = readonly string[];

/** In UTF-16 units. No song needs as much. */
const MAX_RECORD_LENGTH = 262_144;
/** Deeper than any export. */
const MAX_DEPTH = 64;

const code = (sign: string) => sign.charCodeAt(0);
const QUOTE = code('"');
const BACKSLASH = code('\\');
const OPEN_LIST = code('[');
const CLOSE_LIST = code(']');
const LINE_FEED = code('\n');
const blanks = new Set([...' \t\r\n,:\ufeff'].map(code));

const isOpening = (sign: number) => sign === OPEN_LIST || sign === code('{');
const isClosing = (sign: number) => sign === CLOSE_LIST || sign === code('}');

type Frame = { readonly isList: boolean; key: string | null };

/**
 * Cuts the records at `path` out of JSON that arrives in pieces, without
 * reading them: that one of them is no JSON is found by who parses it, and
 * costs no other. Values elsewhere are passed over. What cannot be walked
 * through – a bracket that closes nothing, a file that ends within a value –
 * gives one record with a fault, the last.
 */
export function createJsonScanner(path: JsonPath): JsonScanner {
  const frames: Frame[] = [];
  let rest = '';
  let line = 1;
  let isDead = false;

  // The record or string that is being read: how far, how deep, and whether within a string.
  let from = -1;
  let at = 0;
  let depth = 0;
  let isInString = false;
  let isOverlong = false;
  let startLine = 1;

  const isAtRecord = () =>
    frames.length === path.length &&
    frames.every(({ isList, key }, index) => (path[index] === '*' ? isList : key === path[index]));

  /** Goes on to the end of the value that starts at `from`; false when the text ends first. */
  function passValue(text: string): boolean {
    const isContainer = depth > 0;
    for (; at < text.length; at++) {
      const sign = text.charCodeAt(at);
      if (sign === LINE_FEED) line += 1;
      if (isInString) {
        if (sign === BACKSLASH) at += 1;
        else if (sign === QUOTE) {
          isInString = false;
          if (depth === 0) return ++at > 0;
        }
      } else if (sign === QUOTE) isInString = true;
      else if (isOpening(sign)) depth += 1;
      else if (isClosing(sign)) {
        if (!isContainer) return true;
        depth -= 1;
        if (depth === 0) return ++at > 0;
      } else if (!isContainer && blanks.has(sign)) return true;
    }
    return false;
  }

  function startValue(sign: number): void {
    from = at;
    startLine = line;
    isOverlong = false;
    isInString = sign === QUOTE;
    depth = isOpening(sign) ? 1 : 0;
    at += 1;
  }

  /** Takes a value that was read: a record, a key, or one that nobody looks for. */
  function endValue(value: string, records: JsonRecord[]): void {
    const isRecord = isAtRecord();
    if (isRecord && (isOverlong || value.length > MAX_RECORD_LENGTH)) {
      const fault = `the record is longer than ${MAX_RECORD_LENGTH / 1024} kB`;
      records.push({ line: startLine, fault });
    } else if (isRecord) records.push({ line: startLine, text: value });
    const top = frames.at(-1);
    if (top && !top.isList) top.key = top.key === null ? keyIn(value) : null;
  }

  return {
    scan(chunk, isLast) {
      const records: JsonRecord[] = [];
      if (isDead) return records;
      const text = rest + chunk;
      const die = (fault: string) => {
        records.push({ line, fault });
        isDead = true;
        rest = '';
        return records;
      };

      for (;;) {
        if (from >= 0) {
          const isWhole = passValue(text);
          // A number or a word at the very end ends with the file.
          if (!isWhole && !(isLast && depth === 0 && !isInString)) break;
          endValue(text.slice(from, at), records);
          from = -1;
        }
        if (at >= text.length) break;

        const sign = text.charCodeAt(at);
        if (blanks.has(sign)) {
          if (sign === LINE_FEED) line += 1;
          at += 1;
        } else if (isClosing(sign)) {
          const closed = frames.pop();
          if (!closed || closed.isList !== (sign === CLOSE_LIST))
            return die('the file is no valid JSON from here on');
          const top = frames.at(-1);
          if (top && !top.isList) top.key = null;
          at += 1;
        } else if (isOpening(sign) && !isAtRecord()) {
          if (frames.length === MAX_DEPTH) return die('the file is nested too deeply to be read');
          frames.push({ isList: sign === OPEN_LIST, key: null });
          at += 1;
        } else startValue(sign);
      }

      if (isLast && (from >= 0 || frames.length > 0)) return die('the file ends within a value');
      if (from >= 0 && text.length - from > MAX_RECORD_LENGTH) {
        // What is too long is passed over without being kept.
        isOverlong = true;
        rest = '';
        from = 0;
        at -= text.length;
      } else {
        const keep = from >= 0 ? from : at;
        rest = text.slice(keep);
        at -= keep;
        if (from >= 0) from = 0;
      }
      return records;
    },
  };
}

/** A key as it is compared; an odd one is none that is looked for. */
function keyIn(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
