import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { createJsonScanner, type JsonPath } from '../../../src-main/catalogue/json/jsonScanner.ts';

/** All records of a text that arrives in pieces of this length. */
function scanAll(path: JsonPath, text: string, piece = text.length || 1) {
  const scanner = createJsonScanner(path);
  const records = [];
  for (let at = 0; at < text.length; at += piece)
    records.push(...scanner.scan(text.slice(at, at + piece), false));
  return [...records, ...scanner.scan('', true)];
}

const textsOf = (path: JsonPath, text: string) =>
  scanAll(path, text).map((record) => ('text' in record ? record.text : record.fault));

describe('records are cut out', () => {
  test.each<[string, JsonPath, string, string[]]>([
    ['of a list', ['*'], '[{"a":1},\n {"b":[2]}]', ['{"a":1}', '{"b":[2]}']],
    ['one after the other', [], '{"a":1}\n{"b":"}"}\n', ['{"a":1}', '{"b":"}"}']],
    ['of a list within', ['x', '*'], '{"w":[{"n":0}],"x":[{"a":"\\"]"},3],"y":{}}', ['{"a":"\\"]"}', '3']],
    [
      'of lists in lists',
      ['p', '*', 'i', '*'],
      '{"p":[{"i":[{}]},{"n":[9],"i":[{"a":1}]}]}',
      ['{}', '{"a":1}'],
    ],
    ['of nothing', ['*'], '{"a":[1,2]}', []],
  ])('%s', (_where, path, text, expected) => {
    expect(textsOf(path, text)).toEqual(expected);
  });

  test.prop([
    fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 })), { maxLength: 6 }),
    fc.integer({ min: 1, max: 40 }),
    fc.boolean(),
  ])('whatever is in them and however they arrive', (values, piece, isPretty) => {
    const text = JSON.stringify(values, null, isPretty ? 2 : 0);
    const records = scanAll(['*'], text, piece);
    expect(
      records.map((record) => ('text' in record ? (JSON.parse(record.text) as unknown) : record)),
    ).toEqual(JSON.parse(text));
    expect(records).toEqual(scanAll(['*'], text));
  });

  test('each with the line on which it starts', () => {
    expect(scanAll(['*'], '[\n {"a":\n 1},\n\n {"b":2}]').map(({ line }) => line)).toEqual([2, 5]);
  });
});

describe('what is broken', () => {
  test('costs itself where brackets and quotes still close', () => {
    expect(textsOf(['*'], '[{"a":1}, {bad: }, {"c":3}]')).toEqual(['{"a":1}', '{bad: }', '{"c":3}']);
  });

  test.each([
    ['a file that is cut off', '[{"a":1},{"b":', 'the file ends within a value'],
    ['a file without its end', '[{"a":1}', 'the file ends within a value'],
    ['a bracket that closes nothing', '[{"a":1}}', 'the file is no valid JSON from here on'],
    [
      'a nest without a floor',
      `[{"a":1}],${'{"x":['.repeat(70)}`,
      'the file is nested too deeply to be read',
    ],
  ])('%s is said once, after what came before', (_what, text, fault) => {
    expect(textsOf(['*'], text)).toEqual(['{"a":1}', fault]);
  });

  test('a record of a megabyte is passed over without being kept', () => {
    const long = `{"a":"${'x'.repeat(1_000_000)}"}`;
    for (const piece of [10_000, 2_000_000]) {
      const records = scanAll(['*'], `[{"b":1},${long},{"c":2}]`, piece);
      expect(records.map((record) => ('text' in record ? record.text : record.fault))).toEqual([
        '{"b":1}',
        'the record is longer than 256 kB',
        '{"c":2}',
      ]);
    }
  });
});
