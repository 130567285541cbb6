import { fc, test } from '@fast-check/vitest';
import { parse } from 'csv-parse/sync';
import { describe, expect } from 'vitest';

import {
  createCsvScanner,
  type CsvRecord,
  MAX_RECORD_LENGTH,
} from '../../../src-main/catalogue/csv/csvScanner.ts';

function scan(text: string, delimiter = ','): CsvRecord[] {
  return createCsvScanner(delimiter).scan(text, true);
}

/** The same text, handed over in pieces that end at `cuts`. */
function scanInPieces(text: string, cuts: readonly number[]): CsvRecord[] {
  const scanner = createCsvScanner(',');
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  let start = 0;
  const records = ends.flatMap((end) => {
    const piece = text.slice(start, end);
    start = end;
    return scanner.scan(piece, false);
  });
  return [...records, ...scanner.scan('', true)];
}

const shape = (records: CsvRecord[]) => records.map(({ line, fields }) => [line, ...fields]);

describe('a table', () => {
  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('is cut at %s, with or without one at the end', (_, end) => {
    const expected = [
      [1, 'a', 'b'],
      [2, '1', '2'],
    ];
    expect(shape(scan(`a,b${end}1,2`))).toEqual(expected);
    expect(shape(scan(`a,b${end}1,2${end}`))).toEqual(expected);
  });

  test('may mix line ends', () => {
    expect(shape(scan('a\r\nb\nc\rd'))).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
  });

  test('counts the lines inside quotes, so that a record names the line on which it starts', () => {
    expect(shape(scan('a,b\n"1\n1\r\n1",2\n3,4'))).toEqual([
      [1, 'a', 'b'],
      [2, '1\n1\r\n1', '2'],
      [5, '3', '4'],
    ]);
  });

  test('passes over empty lines and counts them', () => {
    expect(shape(scan('\n\na,b\n  \n1,2\n\n'))).toEqual([
      [3, 'a', 'b'],
      [5, '1', '2'],
    ]);
  });

  test('keeps delimiters and doubled quotes that stand in quotes, and empty fields', () => {
    expect(shape(scan('"a,b","say ""hi""","",,\n'))).toEqual([[1, 'a,b', 'say "hi"', '', '', '']]);
  });

  test('may use another delimiter', () => {
    expect(shape(scan('a;"b;c";1,5', ';'))).toEqual([[1, 'a', 'b;c', '1,5']]);
  });
});

describe('a stray quote', () => {
  test('in the middle of a field is a character like any other', () => {
    expect(shape(scan('12" mix,b\n1,2'))).toEqual([
      [1, '12" mix', 'b'],
      [2, '1', '2'],
    ]);
  });

  test('around a part of a field stays', () => {
    expect(shape(scan('"Heroes" - 2017 Remaster,David Bowie\n1,2'))).toEqual([
      [1, '"Heroes" - 2017 Remaster', 'David Bowie'],
      [2, '1', '2'],
    ]);
  });

  test('that nothing closes costs no line but its own', () => {
    expect(shape(scan('a,b\n"open,2\n3,4\n5,6\n'))).toEqual([
      [1, 'a', 'b'],
      [2, '"open', '2'],
      [3, '3', '4'],
      [4, '5', '6'],
    ]);
  });

  test('before lines that quote properly costs no line but its own', () => {
    expect(shape(scan('"open,2\n"3,3",4\n'))).toEqual([
      [1, '"open', '2'],
      [2, '3,3', '4'],
    ]);
  });
});

describe('a record without an end', () => {
  const endless = 'x'.repeat(MAX_RECORD_LENGTH + 3);

  test('is given up, and the next line is read', () => {
    expect(scan(`a,b\n${endless}\n1,2\n`)).toEqual([
      { line: 1, fields: ['a', 'b'], isEndless: false },
      { line: 2, fields: [], isEndless: true },
      { line: 3, fields: ['1', '2'], isEndless: false },
    ]);
  });

  test('does not gather in memory: it is reported as soon as it is too long', () => {
    const scanner = createCsvScanner(',');
    expect(scanner.scan(endless, false)).toHaveLength(1);
    expect(scanner.scan(endless, false)).toHaveLength(0);
    expect(shape(scanner.scan('\r\n1,2\n', false))).toEqual([[2, '1', '2']]);
  });

  test('is given up wherever the pieces end', () => {
    const text = `"${endless}\n1,2\n"${'y\n'.repeat(MAX_RECORD_LENGTH / 2)}z",3\n5,6\n`;
    const whole = scan(text);
    expect(whole.at(-1)).toEqual({ line: expect.any(Number), fields: ['5', '6'], isEndless: false });
    for (const size of [50_000, 65_536, 262_145, 262_147]) {
      const cuts = Array.from({ length: Math.floor(text.length / size) }, (_, i) => (i + 1) * size);
      // As one text: there are 130,000 records.
      expect(JSON.stringify(scanInPieces(text, cuts)) === JSON.stringify(whole)).toBe(true);
    }
  });
});

const anything = fc.string({
  unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r', '\r\n'),
  maxLength: 60,
});

test.prop([anything, fc.array(fc.nat(), { maxLength: 6 })])(
  'whatever the text, it does not matter where its pieces end',
  (text, cuts) => {
    expect(scanInPieces(text, cuts)).toEqual(scan(text));
  },
);

test.prop([anything])('whatever the text, records start on ascending lines of the file', (text) => {
  const lines = scan(text).map(({ line }) => line);
  const lineCount = text.split(/\r\n|\n|\r/).length;
  expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
  expect(lines.every((line) => line >= 1 && line <= lineCount)).toBe(true);
});

const cell = fc.string({ unit: fc.constantFrom('a', 'ü', ' ', ',', '"', '\n', '7'), maxLength: 8 });

test.prop([fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })])(
  'what is quoted properly is read as csv-parse reads it',
  (rows) => {
    const text = rows
      .map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
      .join('\n');
    expect(scan(text).map(({ fields }) => fields)).toEqual(parse(text, { relax_column_count: true }));
    expect(scan(text).map(({ fields }) => fields)).toEqual(rows);
  },
);
