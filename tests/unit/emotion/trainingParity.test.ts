import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { countFeatures } from '../../../src-main/countedWords/features.ts';
import { foldCharacter } from '../../../src-main/countedWords/folding.ts';
import { tokens } from '../../../src-main/countedWords/tokens.ts';
import { encode, parseVocabulary } from '../../../src-main/countedWords/vocabulary.ts';
import { openTestEar } from '../../support/openTestEar.ts';
import { modelsCopy, modelsDir } from './modelsCopy.ts';

type Case = { text: string; ids: number[]; counts: number[]; raw: [number, number] };
type Fixtures = { foldingSha256: string; cases: Case[] };

// Written by models/training/ridge/train.py together with the model.
const { foldingSha256, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures.json'), 'utf8'),
) as Fixtures;
const vocabulary = parseVocabulary(readFileSync(join(modelsDir, 'ridge-1/vocabulary.txt'), 'utf8'));
const named = cases.map(
  (fixture, index) => [`${index}: ${JSON.stringify(fixture.text).slice(0, 60)}`, fixture] as const,
);

describe('against the training side', () => {
  test('every code point folds to the same ASCII', () => {
    const digest = createHash('sha256');
    for (let page = 0; page <= 0x10ffff; page += 0x1000) {
      const codes = Array.from({ length: 0x1000 }, (_, i) => String.fromCodePoint(page + i));
      digest.update(codes.map((character) => `${foldCharacter(character)}\0`).join(''));
    }
    expect(digest.digest('hex')).toBe(foldingSha256);
  });

  test('there are enough nasty strings', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  test.each(named)('the features are the same in %s', (_, { text, ids, counts }) => {
    expect(encode(countFeatures(tokens(text)), vocabulary)).toEqual({ ids, counts });
  });

  test('the raw outputs are the same to 1e-5, one by one and in a batch', async () => {
    const ear = await openTestEar(modelsCopy());
    const batch = await ear.readMany(cases.map(({ text }) => text));
    for (const [index, { text, raw }] of cases.entries()) {
      for (const reading of [batch[index]!, await ear.read(text)]) {
        expect(Math.abs(reading.raw.valence - raw[0]), text).toBeLessThan(1e-5);
        expect(Math.abs(reading.raw.arousal - raw[1]), text).toBeLessThan(1e-5);
      }
    }
    await ear.close();
  });
});
