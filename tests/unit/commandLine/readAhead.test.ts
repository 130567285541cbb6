import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';

import { readAhead } from '../../../src-main/commandLine/readAhead.ts';

async function collect<T>(groups: AsyncIterable<T[]>): Promise<T[][]> {
  const found: T[][] = [];
  for await (const group of groups) found.push(group);
  return found;
}

async function* all(count: number): AsyncGenerator<number> {
  for (let at = 0; at < count; at++) yield at;
}

test.prop([fc.nat(200), fc.integer({ min: 1, max: 70 })])(
  'everything comes, in order, in groups no larger than asked for',
  async (count, limit) => {
    const groups = await collect(readAhead(all(count), limit));
    expect(groups.flat()).toEqual(Array.from({ length: count }, (_, at) => at));
    expect(groups.every(({ length }) => length >= 1 && length <= limit)).toBe(true);
  },
);

test('what is there already comes together', async () => {
  expect((await collect(readAhead(all(100), 64))).map(({ length }) => length)).toEqual([64, 36]);
});

test('one that comes late does not keep the one before it waiting', async () => {
  const late = Promise.withResolvers<number>();
  const source = (async function* () {
    yield 1;
    yield await late.promise;
  })();
  const groups = readAhead(source, 64);
  expect((await groups.next()).value).toEqual([1]);
  late.resolve(2);
  expect((await groups.next()).value).toEqual([2]);
  expect((await groups.next()).done).toBe(true);
});
