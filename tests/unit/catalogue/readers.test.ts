import { expect, test } from 'vitest';

import { readers } from '../../../src-main/catalogue/readers/index.ts';
import { readerConformance } from './readerConformance.ts';
import { readerSamples } from './readerSamples.ts';

test('every reader has a sample', () => {
  const formats = Object.values(readerSamples).map(({ format }) => format);
  expect(new Set(formats)).toEqual(new Set(readers.map(({ format }) => format)));
});

for (const [name, sample] of Object.entries(readerSamples)) readerConformance(name, sample);
