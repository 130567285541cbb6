import { expect, test } from 'vitest';

import { createProgressMeter } from '../../../src-main/jobs/progressMeter.ts';

test('the first report says nothing of the pace', () => {
  expect(createProgressMeter().report(10, 100, 0)).toEqual({ rate: null, remainingMs: null });
});

test('a steady pace gives its rate and the time that is left', () => {
  const meter = createProgressMeter();
  meter.report(0, 100, 0);
  expect(meter.report(20, 100, 1000)).toEqual({ rate: 20, remainingMs: 4000 });
});

test('only the last seconds count', () => {
  const meter = createProgressMeter();
  meter.report(0, null, 0);
  meter.report(1000, null, 1000);
  for (const second of [2, 3, 4, 5, 6]) meter.report(1000 + second, null, second * 1000);
  expect(meter.report(1007, null, 7000).rate).toBe(1);
});

test('without a total there is a rate and no end', () => {
  const meter = createProgressMeter();
  meter.report(0, null, 0);
  expect(meter.report(5, null, 500)).toEqual({ rate: 10, remainingMs: null });
});

test('a count that starts again starts the pace again', () => {
  const meter = createProgressMeter();
  meter.report(50, 100, 0);
  meter.report(100, 100, 1000);
  expect(meter.report(0, 100, 2000)).toEqual({ rate: null, remainingMs: null });
});
