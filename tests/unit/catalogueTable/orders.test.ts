import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';

import { orderByNumbers } from '../../../src-main/catalogueTable/orderByNumbers.ts';
import { orderByTexts } from '../../../src-main/catalogueTable/orderByTexts.ts';
import { filterOrder, sliceOrder } from '../../../src-main/catalogueTable/rowOrder.ts';
import { sortText } from '../../../src-main/catalogueTable/sortText.ts';

const numbers = fc.array(fc.oneof(fc.float(), fc.constantFrom(NaN, 0, -1, 1, -Infinity, Infinity)), {
  maxLength: 200,
});

test.prop([numbers])(
  'numbers ascend, equals keep the order of rows, unknown ones come last',
  async (list) => {
    const values = Float32Array.from(list, (value) => (Object.is(value, -0) ? 0 : value));
    const { rows, known } = await orderByNumbers(values);
    const expected = [...values.keys()].sort((a, b) => {
      const [x, y] = [values[a]!, values[b]!];
      if (Number.isNaN(x) || Number.isNaN(y))
        return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
      return x < y ? -1 : x > y ? 1 : a - b;
    });
    expect([...rows]).toEqual(expected);
    expect(known).toBe(values.filter((value) => !Number.isNaN(value)).length);
  },
);

test('many texts are in the order that a plain sort gives, empty ones last', async () => {
  const texts = Array.from({ length: 30_000 }, (_, i) => (i % 97 === 0 ? '' : String((i * 7919) % 10_007)));
  const { rows, known } = await orderByTexts(texts);
  const expected = [...texts.keys()].sort((a, b) => {
    if (texts[a] === '' || texts[b] === '') return Number(texts[a] === '') - Number(texts[b] === '') || a - b;
    return texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b;
  });
  expect([...rows]).toEqual(expected);
  expect(texts[rows[known - 1]!]).not.toBe('');
  expect(texts[rows[known]!]).toBe('');
});

test.prop([numbers, fc.boolean(), fc.nat(250), fc.nat(60)])(
  'a window is a part of the whole list, which descending turns round but for unknown rows',
  async (list, isDescending, offset, limit) => {
    const order = await orderByNumbers(Float32Array.from(list));
    const known = [...order.rows.slice(0, order.known)];
    const whole = [...(isDescending ? known.reverse() : known), ...order.rows.slice(order.known)];
    expect([...sliceOrder(order, isDescending, offset, limit)]).toEqual(whole.slice(offset, offset + limit));
  },
);

test.prop([numbers, fc.infiniteStream(fc.boolean())])(
  'a filtered list keeps the order, and knows where its unknown rows begin',
  async (list, stream) => {
    const values = Float32Array.from(list);
    const mask = Uint8Array.from(values, () => Number(stream.next().value));
    const order = await orderByNumbers(values);
    const filtered = filterOrder(order, mask);
    expect([...filtered.rows]).toEqual([...order.rows].filter((row) => mask[row] === 1));
    expect([...filtered.rows].findIndex((row) => Number.isNaN(values[row]!))).toBe(
      filtered.known === filtered.rows.length ? -1 : filtered.known,
    );
  },
);

test('a sort lets the event loop turn while it works', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await orderByNumbers(Float32Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});

test('titles sort by their first letter, whatever stands before it', () => {
  expect(['The Who', '“Heroes”', 'Ärzte', 'zz', '!!!', 'the'].map(sortText)).toEqual([
    'who',
    'heroes”',
    'arzte',
    'zz',
    '!!!',
    'the',
  ]);
});
