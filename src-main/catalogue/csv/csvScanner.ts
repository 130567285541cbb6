/** One record: `line` is the physical line on which it starts, from 1. */
export type CsvRecord = {
  readonly line: number;
  readonly fields: readonly string[];
  /** Whether the record was given up because it does not end within `MAX_RECORD_LENGTH`; it has no fields then. */
  readonly isEndless: boolean;
};

export type CsvScanner = {
  /** The records that `text` completes. With `isLast` the file ends here, and so does its last record. */
  scan(text: string, isLast: boolean): CsvRecord[];
};

/** In UTF-16 units. A record that is longer is no record: a quote was left open, or the file is no table. */
export const MAX_RECORD_LENGTH = 262_144;

/** Of a CRLF. */
const LINE_END_LENGTH = 2;
const QUOTE = '"'.charCodeAt(0);
const LINE_FEED = '\n'.charCodeAt(0);
const CARRIAGE_RETURN = '\r'.charCodeAt(0);
const INCOMPLETE = -1;
const NO_CLOSING_QUOTE = -2;

/**
 * Cuts text that arrives in pieces into CSV records (RFC 4180; line ends CRLF,
 * LF or CR). Empty lines are passed over.
 *
 * A quote that has no closing partner – one followed by a delimiter, a line end
 * or another quote – is read as plain text up to the next delimiter: a stray
 * quote costs at most its own line, never the rest of the file.
 */
export function createCsvScanner(delimiter: string): CsvScanner {
  const delimiterCode = delimiter.charCodeAt(0);
  let rest = '';
  let line = 1;
  let isSkipping = false;

  // The record that `readRecord` found.
  let fields: string[] = [];
  let lineCount = 1;

  const isLineEnd = (code: number) => code === LINE_FEED || code === CARRIAGE_RETURN;

  /** Where the field that opens with a quote before `from` closes; at `limit` at the latest. */
  function closingQuote(text: string, from: number, limit: number, isLast: boolean): number {
    for (let at = from; ; at += 2) {
      at = text.indexOf('"', at);
      if (at < 0) return isLast || text.length > limit ? NO_CLOSING_QUOTE : INCOMPLETE;
      if (at > limit) return NO_CLOSING_QUOTE;
      if (at + 1 === text.length) return isLast ? at : INCOMPLETE;
      const next = text.charCodeAt(at + 1);
      if (next === delimiterCode || isLineEnd(next)) return at;
      if (next !== QUOTE) return NO_CLOSING_QUOTE;
    }
  }

  /** Where the plain field or skipped line at `from` ends. */
  function plainEnd(text: string, from: number): number {
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === delimiterCode || isLineEnd(code)) break;
      at++;
    }
    return at;
  }

  /** Where the next line starts, given that a line ends at `at`. */
  function nextLine(text: string, at: number, isLast: boolean): number {
    if (at === text.length) return isLast ? at : INCOMPLETE;
    if (text.charCodeAt(at) === LINE_FEED) return at + 1;
    if (at + 1 === text.length && !isLast) return INCOMPLETE;
    return text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at + 1;
  }

  /** Reads the record at `start` and returns where the next one starts, or `INCOMPLETE`. */
  function readRecord(text: string, start: number, isLast: boolean): number {
    fields = [];
    lineCount = 1;
    for (let at = start; ; at++) {
      const limit = start + MAX_RECORD_LENGTH;
      const isQuoted = text.charCodeAt(at) === QUOTE;
      const close = isQuoted ? closingQuote(text, at + 1, limit, isLast) : NO_CLOSING_QUOTE;
      if (close === INCOMPLETE) return INCOMPLETE;
      if (close === NO_CLOSING_QUOTE) {
        const end = plainEnd(text, at);
        fields.push(text.slice(at, end));
        at = end;
      } else {
        const value = text.slice(at + 1, close);
        lineCount += value.match(/\r\n|\n|\r/g)?.length ?? 0;
        fields.push(value.replaceAll('""', '"'));
        at = close + 1;
      }
      if (at === text.length || text.charCodeAt(at) !== delimiterCode) return nextLine(text, at, isLast);
    }
  }

  /** Leaves the rest of a line that is too long, and returns where the next one starts. */
  function skipLine(text: string, from: number, isLast: boolean): number {
    let at = from;
    while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
    return nextLine(text, at, isLast);
  }

  return {
    scan(chunk, isLast) {
      const text = rest + chunk;
      const records: CsvRecord[] = [];
      let at = 0;
      while (at < text.length) {
        if (isSkipping) {
          const next = skipLine(text, at, isLast);
          if (next === INCOMPLETE) {
            // A carriage return at the very end waits for its line feed.
            at = text.endsWith('\r') ? text.length - 1 : text.length;
            break;
          }
          isSkipping = false;
          at = next;
          line += 1;
          continue;
        }
        const next = readRecord(text, at, isLast);
        const length = (next === INCOMPLETE ? text.length : next) - at;
        if (next === INCOMPLETE && length <= MAX_RECORD_LENGTH + LINE_END_LENGTH) break;
        if (length > MAX_RECORD_LENGTH + LINE_END_LENGTH) {
          records.push({ line, fields: [], isEndless: true });
          isSkipping = true;
          continue;
        }
        const isEmpty = fields.length === 1 && fields[0]!.trim() === '';
        if (!isEmpty) records.push({ line, fields, isEndless: false });
        at = next;
        line += lineCount;
      }
      rest = text.slice(at);
      return records;
    },
  };
}
