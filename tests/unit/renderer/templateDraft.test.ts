import { expect, test } from 'vitest';

import type { TextTemplate } from '../../../src-preload/contract.ts';
import { draftOf, templateOf } from '../../../src-renderer/lib/templateDraft.ts';

const TEMPLATE: TextTemplate = {
  features: {
    tempo: { edges: [90, 120.5], labels: ['slow', 'moderate', 'fast'] },
    loudness: { edges: [-12], labels: ['quiet', 'loud'] },
  },
  full: '{title}[, {tempo}].',
  short: '{title}.',
};

test('a template comes back from its draft as it was', () => {
  expect(templateOf(draftOf(TEMPLATE))).toEqual({ template: TEMPLATE });
});

test.each([
  ['tempo', { edges: '90, x' }, /no number/],
  ['tempo', { edges: '120, 90' }, /must rise/],
  ['tempo', { edges: '90, 90' }, /must rise/],
  ['tempo', { labels: 'slow, fast' }, /2 edges need 3 labels; there are 2/],
  ['loudness', { labels: 'loud' }, /1 edge needs 2 labels; there is 1/],
])('of %s, %j is refused in words', (name, change, message) => {
  const draft = draftOf(TEMPLATE);
  const features = draft.features.map((feature) =>
    feature.name === name ? { ...feature, ...change } : feature,
  );
  const checked = templateOf({ ...draft, features });
  expect(checked).toMatchObject({ problems: [{ field: name, message: expect.stringMatching(message) }] });
});

test('a sentence that is empty is refused', () => {
  expect(templateOf({ ...draftOf(TEMPLATE), short: '  ' })).toMatchObject({ problems: [{ field: 'short' }] });
});
