import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { openEncoder, type OpenEncoder } from '../../../src-main/encoder/openEncoder.ts';
import { padCounts } from '../../../src-main/encoder/input/padCounts.ts';
import { earFolder, put, sumsOf } from '../../support/onnx/tinyFolders.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

async function open(folder: string): Promise<OpenEncoder> {
  const encoder = await openEncoder(folder, { providers: 'cpu' });
  onTestFinished(() => encoder.close());
  return encoder;
}

async function valences({ encode, tokenizer }: OpenEncoder, texts: readonly string[]): Promise<number[]> {
  const found = await encode(texts.map((text) => ({ text, ids: tokenizer.tokenise(text) })));
  return found.map(({ heads }) => heads['vad']![0]!);
}

describe('a model that takes counted words', () => {
  test('gets them by the rules of words-1: negated words count as such', async () => {
    const counting = await open(earFolder(temporaryDirectory(), { isCounting: true }));
    const plain = await open(earFolder(temporaryDirectory()));
    const texts = ['happy', 'not happy', 'rain'];
    const [happy, negated, other] = await valences(counting, texts);
    const [plainHappy, plainNegated, plainOther] = await valences(plain, texts);
    expect(Math.atanh(happy!) - Math.atanh(plainHappy!)).toBeCloseTo(1, 4);
    expect(Math.atanh(negated!) - Math.atanh(plainNegated!)).toBeCloseTo(-1, 4);
    expect(other).toBeCloseTo(plainOther!, 6);
  });

  test('gives each text the same alone and beside longer ones', async () => {
    const encoder = await open(earFolder(temporaryDirectory(), { isCounting: true }));
    const texts = ['sad', 'happy happy day, not happy, sad', '', 'rain'];
    const together = await valences(encoder, texts);
    for (const [at, text] of texts.entries()) {
      expect((await valences(encoder, [text]))[0]).toBeCloseTo(together[at]!, 5);
    }
  });

  test('is described by a model.json just as well', async () => {
    const folder = earFolder(temporaryDirectory(), { isCounting: true, manifestFile: 'model.json' });
    expect((await open(folder)).manifest?.id).toBe('ear-tiny');
  });

  test('without its vocabulary, or with one that is longer than its table, is refused', async () => {
    const without = earFolder(temporaryDirectory(), { isCounting: true, changes: { sha256: {} } });
    rmSync(join(without, 'vocabulary.txt'));
    await expect(openEncoder(without, { providers: 'cpu' })).rejects.toThrow(/has no vocabulary\.txt/);
    const longer = earFolder(temporaryDirectory(), { isCounting: true, changes: { sha256: {} } });
    appendFileSync(join(longer, 'vocabulary.txt'), 'song\n');
    await expect(openEncoder(longer, { providers: 'cpu' })).rejects.toMatchObject({ code: 'model-unusable' });
  });

  test('has its vocabulary verified like every other file', async () => {
    const folder = earFolder(temporaryDirectory(), { isCounting: true });
    const { 'vocabulary.txt': before } = sumsOf(folder, ['vocabulary.txt']);
    put(folder, 'vocabulary.txt', 'sad\n~happy\nhappy\n');
    expect(sumsOf(folder, ['vocabulary.txt'])['vocabulary.txt']).not.toBe(before);
    await expect(openEncoder(folder, { providers: 'cpu' })).rejects.toThrow(/vocabulary\.txt .* was changed/);
  });
});

test('counts are padded with words that count nothing, and no text at all still has one column', () => {
  const padded = padCounts([
    { ids: [3], counts: [2] },
    { ids: [1, 4], counts: [1, 1] },
  ]);
  expect([...padded.ids].map(Number)).toEqual([3, 0, 1, 4]);
  expect([...padded.counts]).toEqual([2, 0, 1, 1]);
  expect(padCounts([{ ids: [], counts: [] }]).length).toBe(1);
});
