import { expect, test } from 'vitest';

import type { CorrectionStatus, Model } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { Hearing } from '../../../src-renderer/state/hearing.svelte.ts';
import { createFarSide } from './farSide.ts';

const STATUS: CorrectionStatus = {
  corrections: 12,
  needed: 10,
  isUsed: true,
  modelId: 'ear-1',
  distanceBefore: 0.4,
  distanceAfter: 0.2,
  learnedAt: 5,
};

function model(id: string, inUseFor: Model['inUseFor']): Model {
  return {
    id,
    origin: 'shipped',
    tasks: ['emotion'],
    reader: 'encoder',
    sizeBytes: 1,
    licence: null,
    source: null,
    metrics: {},
    addedAt: null,
    inUseFor,
    problem: null,
  };
}

function open(status: CorrectionStatus) {
  const far = createFarSide({
    'models.list': () => [model('ridge-1', []), model('ear-1', ['emotion'])],
    'correction.status': () => status,
    'correction.reset': () => ({ ...STATUS, corrections: 0, isUsed: false, learnedAt: null }),
  });
  return { far, hearing: new Hearing(far.client) };
}

test('it names the model that hears emotions', async () => {
  const { hearing } = open(STATUS);
  await hearing.load();
  expect(hearing.model?.id).toBe('ear-1');
});

test.each<[Partial<CorrectionStatus>, RegExp]>([
  [{}, /^Learned from 12 corrections/],
  [{ corrections: 0 }, /^Drag the point/],
  [{ corrections: 4, isUsed: false }, /^4 of 10/],
  [{ isUsed: false }, /no better/],
  [{ isUsed: false, learnedAt: null }, /not learned from yet/],
])('%j is said in words', async (parts, words) => {
  const { hearing } = open({ ...STATUS, ...parts });
  await hearing.load();
  expect(hearing.learned).toMatch(words);
});

test('forgetting shows at once, and a failure is said with everything kept', async () => {
  const { far, hearing } = open(STATUS);
  await hearing.load();
  await hearing.forget();
  expect(hearing.corrections?.corrections).toBe(0);
  far.answer({
    'correction.reset': () => {
      throw new AppError('disk-full', 'The disk is full.');
    },
  });
  await hearing.load();
  await hearing.forget();
  expect(hearing.corrections?.corrections).toBe(12);
  expect(hearing.failure).toBe('The disk is full.');
});
