import { expect, test } from 'vitest';

import type { Ban, BanId, TasteOverview } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { Tastes } from '../../../src-renderer/state/tastes.svelte.ts';
import { Toasts } from '../../../src-renderer/state/toasts.svelte.ts';
import { createFarSide } from './farSide.ts';
import { comparison, taste, tasteOverview, tasteVersion } from './tasteSamples.ts';

const ban = (id: number, name: string): Ban => ({ id: id as BanId, kind: 'artist', name, createdAt: 1 });

function open(overview: TasteOverview = tasteOverview({ tastes: [taste()] })) {
  let bans: Ban[] = [];
  const far = createFarSide({
    'taste.list': () => overview,
    'ban.list': () => bans,
    'comparison.status': () => null,
    'ban.add': ({ name }: { name: string }) => {
      bans = [ban(1, name)];
      return ban(1, name);
    },
    'ban.remove': () => {
      bans = [];
      return null;
    },
  });
  const toasts = new Toasts();
  return { far, toasts, tastes: new Tastes(far.client, toasts) };
}

test('nothing is read until somebody looks, and then with every change', async () => {
  const { far, tastes } = open();
  far.announce({ name: 'taste.change', value: {} });
  far.announce({ name: 'feedback.change', value: {} });
  expect(far.calls).toEqual([]);

  await tastes.open();
  expect(tastes.overview?.tastes.map(({ label }) => label)).toEqual(['Jazz and blues']);
  far.announce({ name: 'taste.change', value: {} });
  far.announce({ name: 'feedback.change', value: {} });
  expect(far.inputs('taste.list')).toHaveLength(3);

  tastes.isOpen = false;
  far.announce({ name: 'feedback.change', value: {} });
  expect(far.inputs('taste.list')).toHaveLength(3);
});

test('a slow answer does not hide a newer one', async () => {
  const { far, tastes } = open();
  const answers: ((overview: TasteOverview) => void)[] = [];
  far.answer({ 'taste.list': () => new Promise((resolve) => answers.push(resolve)) });
  const [older, newer] = [tastes.load(), tastes.load()];
  await expect.poll(() => answers.length).toBe(2);
  answers[1]!(tasteOverview({ seen: 2 }));
  await newer;
  answers[0]!(tasteOverview({ seen: 1 }));
  await older;
  expect(tastes.overview?.seen).toBe(2);
});

test('taking a model back says what serves instead', async () => {
  const { far, tastes, toasts } = open();
  far.answer({
    'taste.rollback': () =>
      taste({ stage: 'logistic', versions: [tasteVersion(1, { isInUse: true, samples: 60 })] }),
  });
  await tastes.open();
  await tastes.takeBack(taste());
  expect(far.inputs('taste.rollback')).toEqual([{ taste: 'jazz-and-blues' }]);
  expect(toasts.current?.text).toBe('Taken back. Jazz and blues goes by a model of 60 verdicts now.');
  expect(far.inputs('taste.list')).toHaveLength(2);
});

test('a model that was taken back is brought back by the notice, and taken back again', async () => {
  const { far, tastes, toasts } = open();
  const after = taste({ stage: 'logistic', versions: [tasteVersion(1, { isInUse: true, samples: 60 })] });
  far.answer({ 'taste.rollback': () => taste(), 'taste.restore': () => after });
  await tastes.open();
  await tastes.takeBack(taste());
  toasts.undo();
  await expect
    .poll(() => toasts.current?.text)
    .toBe('Brought back. Jazz and blues goes by a model of 60 verdicts now.');
  expect(far.inputs('taste.restore')).toEqual([{ taste: 'jazz-and-blues' }]);
  toasts.undo();
  await expect.poll(() => far.inputs('taste.rollback')).toHaveLength(2);
});

test('a refusal is said, and what was known stays', async () => {
  const { far, tastes, toasts } = open();
  await tastes.open();
  far.answer({
    'taste.rollback': () => {
      throw new AppError('bad-request', 'No model of it is in use.');
    },
  });
  await tastes.takeBack(taste());
  expect(tastes.failure).toBe('No model of it is in use.');
  expect(tastes.overview?.tastes).toHaveLength(1);
  expect([tastes.isBusy, toasts.current]).toEqual([false, null]);
});

test('a ban shows, and its undo lets the artist come again', async () => {
  const { tastes, toasts } = open();
  await tastes.open();
  await expect(tastes.ban('artist', 'Somebody')).resolves.toBe(true);
  expect(tastes.bans.map(({ name }) => name)).toEqual(['Somebody']);
  expect(toasts.current?.text).toBe('“Somebody” will not come again.');
  toasts.undo();
  await expect.poll(() => tastes.bans).toEqual([]);
  expect(toasts.current?.text).toBe('“Somebody” may come again.');
});

test('a second click while a change is under way changes nothing twice', async () => {
  const { far, tastes } = open();
  await tastes.open();
  const taken = await Promise.all([tastes.ban('artist', 'Somebody'), tastes.ban('artist', 'Somebody')]);
  expect(taken).toEqual([true, false]);
  expect(far.inputs('ban.add')).toHaveLength(1);
});

test('a comparison shows while it runs and can be stopped; one that has ended does not show', async () => {
  const { far, tastes, toasts } = open();
  far.answer({ 'comparison.status': () => comparison({ lists: 3 }) });
  await tastes.open();
  expect(tastes.comparison?.lists).toBe(3);

  const ended = comparison({ lists: 3, state: 'stopped', endedAt: 2 });
  far.answer({ 'comparison.stop': () => ended, 'comparison.status': () => ended });
  await tastes.stopComparison();
  expect(far.inputs('comparison.stop')).toHaveLength(1);
  expect(toasts.current?.text).toBe('The comparison has ended. It is kept as experiment 7.');
  expect(tastes.comparison).toBeNull();
});
