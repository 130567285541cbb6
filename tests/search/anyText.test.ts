import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { openSmallSearch as openSmall } from './openSmallSearch.ts';

describe('whatever is typed', () => {
  const awkward = [
    '',
    ' ',
    '"',
    '""',
    "'; DROP TABLE tracks; --",
    'title:*',
    'NEAR(a b)',
    'a AND OR NOT',
    '^"',
    '{title}:',
    '-',
    '()',
    '***',
    'the',
    'the of and',
    '🎸🔥',
    'أغنية حزينة',
    'שיר שמח',
    '\u202eabc',
    'a'.repeat(2000),
    'word '.repeat(400),
    'bpm>1e999',
    'year:0-99999999999',
    'duration<-1',
    'energy:NaN',
    'artist:"',
    '%',
    '_',
    '\\',
    '\u0000x',
    'ﷺ',
    'Å̈'.repeat(300),
    'not not not',
    'no',
    'without',
    'very very',
    'but',
  ];
  const modes = ['fused', 'semantic', 'keyword', 'tfidf'] as const;

  test('is answered with songs or with a word on why there are none', async () => {
    const { find, defects } = openSmall();
    for (const text of awkward) {
      for (const mode of modes) {
        const { results, notice } = await find(text, { mode });
        if (results.length === 0) expect(notice, JSON.stringify(text)).toMatch(/\S/);
      }
    }
    expect(defects).toEqual([]);
  });

  const opened: { current?: ReturnType<typeof openSmall> } = {};
  test.prop([fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom(...modes)], { numRuns: 60 })(
    'never fails',
    async (text, mode) => {
      opened.current = openSmall();
      const { results } = await opened.current.find(text, { mode });
      expect(results.length).toBeLessThanOrEqual(10);
      expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
      await opened.current.search.close();
    },
  );
});
