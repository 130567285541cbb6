import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import type { Condition } from '../../src-main/search/conditions/condition.ts';
import { readConditions } from '../../src-main/search/conditions/readConditions.ts';
import { sayCondition } from '../../src-main/search/understanding/createUnderstanding.ts';

function said(text: string): string[] {
  return readConditions(text).conditions.map(sayCondition);
}

describe('a condition written as a chip', () => {
  const cases: [text: string, conditions: string[], rest: string][] = [
    ['bpm>150 rock', ['tempo from 150'], 'rock'],
    ['year:1990-1999', ['year 1990–1999'], ''],
    ['year:90s', ['year 1990–1999'], ''],
    ['genre:jazz,blues loud', ['genre: jazz, blues'], 'loud'],
    ['-genre:metal songs', ['not genre: metal'], 'songs'],
    ['not genre:"hip hop"', ['not genre: hip hop'], ''],
    ['artist:"The Who" live', ['artist: The Who'], 'live'],
    ['duration<3:00', ['duration up to 3:00'], ''],
    ['duration:3-4min', ['duration 3:00–4:00'], ''],
    ['explicit:no', ['not explicit'], ''],
    ['energy: high', ['high energy'], ''],
    ['energy>=70%', ['energy from 0.7'], ''],
    ['loudness:-12..-6', ['loudness -12–-6'], ''],
    ['bpm > 150, energy < 0.4', ['tempo from 150', 'energy up to 0.4'], ','],
    ['popularity!=50', ['not popularity 50–51'], ''],
  ];
  test.each(cases)('%s is read', (text, conditions, rest) => {
    expect(said(text)).toEqual(conditions);
    const read = readConditions(text);
    expect(read.rest.trim()).toBe(rest);
    expect(read.conditions.every(({ isStrict }) => isStrict)).toBe(true);
  });

  test('a name, a sign or a value that makes no sense stays in the text', () => {
    for (const text of ['foo:bar', 'energy:', 'bpm>fast-ish', 'a "b', ':', '>>>', 'artist:""']) {
      expect(readConditions(text)).toEqual({ conditions: [], rest: text });
    }
  });
});

describe('a condition written in words', () => {
  const cases: [text: string, conditions: string[]][] = [
    ['songs from the 90s', ['year 1990–1999']],
    ['music of the sixties', ['year 1960–1969']],
    ['between 1990 and 1995', ['year 1990–1995']],
    ['before 1980', ['year up to 1979']],
    ['in 1999', ['year 1999']],
    ['under three minutes', ['duration up to 3:00']],
    ['longer than 5 min', ['duration from 5:00']],
    ['at 160 bpm', ['tempo 154–166']],
    ['120-130 bpm', ['tempo 120–130']],
    ['no swearing please', ['not explicit']],
  ];
  test.each(cases)('%s counts for', (text, conditions) => {
    expect(said(text)).toEqual(conditions);
    expect(readConditions(text).conditions.every(({ isStrict }) => !isStrict)).toBe(true);
  });

  test('a title that is a number is no year', () => {
    expect(said('1979')).toEqual([]);
    expect(said('99 luftballons')).toEqual([]);
  });
});

describe('whatever is typed', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          ...[
            'bpm',
            'year',
            'genre',
            ':',
            '>',
            '<=',
            '150',
            '3:00',
            '"',
            '-',
            'not',
            ' ',
            'from',
            'the',
            '90s',
            ',',
            '1990',
            '…',
          ],
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );

  test.prop([typed])('conditions lie in the text in order, and the rest is the text without them', (text) => {
    const { conditions, rest } = readConditions(text);
    expect(rest).toHaveLength(text.length);
    let end = 0;
    for (const { from, until } of conditions) {
      expect(from).toBeGreaterThanOrEqual(end);
      expect(until).toBeGreaterThan(from);
      expect(rest.slice(end, from)).toBe(text.slice(end, from));
      expect(rest.slice(from, until).trim()).toBe('');
      end = until;
    }
    expect(rest.slice(end)).toBe(text.slice(end));
  });

  test.prop([typed])('a range has its ends in order', (text) => {
    const bounds = readConditions(text).conditions.flatMap(({ demand }: Condition) =>
      demand.kind === 'range' ? [demand] : [],
    );
    for (const { min, max } of bounds) expect(min).toBeLessThanOrEqual(max);
  });

  test.prop([
    fc.constantFrom('bpm', 'popularity', 'year'),
    fc.constantFrom('>', '>=', '<', '<='),
    fc.integer({ min: 0, max: 3000 }),
    fc.string({ unit: fc.constantFrom(...'abcxyz '), maxLength: 10 }),
  ])('a chip is read the same wherever it stands', (field, operator, value, before) => {
    const chip = `${field}${operator}${value}`;
    const [alone] = readConditions(chip).conditions;
    const [behind] = readConditions(`${before} ${chip}`).conditions.filter(({ isStrict }) => isStrict);
    expect(behind?.demand).toEqual(alone?.demand);
    expect(behind?.from).toBe(before.length + 1);
  });
});
