import { join } from 'node:path';

import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { openTokenizer } from '../../../src-main/encoder/input/openTokenizer.ts';
import { put } from '../../support/onnx/tinyFolders.ts';
import { tinyTokenizer, vocabularyOf } from '../../support/onnx/tinyTokenizer.ts';
import { sharedData } from '../../support/sharedData.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

function folderWith(files: Record<string, object | string>): string {
  const folder = temporaryDirectory();
  for (const [file, content] of Object.entries(files)) put(folder, file, content);
  return folder;
}

const idOf = (entry: string) => vocabularyOf('bert').indexOf(entry);

describe('a tokenizer', () => {
  test('splits words into known pieces and frames the text', async () => {
    const tokenizer = await openTokenizer(folderWith({ 'tokenizer.json': tinyTokenizer('bert') }));
    const ids = tokenizer.tokenise('Happy days');
    expect(ids).toEqual(['happy', 'day', '##s'].map(idOf));
    expect(tokenizer.frame(ids, 128)).toEqual([2, ...ids, 3]);
    expect(tokenizer.specials).toBe(2);
    expect(tokenizer.size).toBe(vocabularyOf('bert').length);
  });

  test('knows the share of a text that is foreign to it', async () => {
    const tokenizer = await openTokenizer(folderWith({ 'tokenizer.json': tinyTokenizer('bert') }));
    expect(tokenizer.shareUnknown(tokenizer.tokenise('happy Ω day Ж'))).toBe(0.5);
    expect(tokenizer.shareUnknown([])).toBe(0);
  });

  test.prop([fc.nat(40), fc.integer({ min: 2, max: 20 })])(
    'cuts the end of a long text and keeps what stands around it',
    async (words, longest) => {
      const tokenizer = await openTokenizer(folderWith({ 'tokenizer.json': tinyTokenizer('bert') }));
      const ids = tokenizer.tokenise('rain '.repeat(words));
      const framed = tokenizer.frame(ids, longest);
      expect(framed).toHaveLength(Math.min(words + 2, longest));
      expect(framed[0]).toBe(2);
      expect(framed.at(-1)).toBe(3);
    },
  );

  test.each([
    ['its own padding', { padding: { pad_id: 7 } }, {}, 7],
    ['the settings, as a name', {}, { pad_token: '[UNK]' }, 1],
    ['the settings, as an object', {}, { pad_token: { content: '[SEP]' } }, 3],
    ['the usual name', {}, {}, 0],
  ])('takes what fills a batch from %s', async (_from, definition, settings, expected) => {
    const folder = folderWith({
      'tokenizer.json': { ...tinyTokenizer('bert'), ...definition },
      'tokenizer_config.json': settings,
    });
    expect((await openTokenizer(folder)).padId).toBe(expected);
  });

  test('takes a limit from its settings, but not the number that stands for none', async () => {
    const files = (limit: number) => ({
      'tokenizer.json': tinyTokenizer('bert'),
      'tokenizer_config.json': { model_max_length: limit },
    });
    expect((await openTokenizer(folderWith(files(384)))).longest).toBe(384);
    expect((await openTokenizer(folderWith(files(1e30)))).longest).toBeNull();
  });

  test.each([
    ['is missing', {}, /no tokenizer\.json/],
    ['is cut off', { 'tokenizer.json': '{"model": {"type": "WordPi' }, /not JSON/],
    [
      'is of an unknown kind',
      { 'tokenizer.json': { ...tinyTokenizer('bert'), model: { type: 'X' } } },
      /cannot|can read/,
    ],
  ])('that %s is refused', async (_what, files, message) => {
    await expect(openTokenizer(folderWith(files))).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(message),
    });
  });
});

describe.skipIf(sharedData === null)(
  'the tokenizer of all-MiniLM-L6-v2 (skipped without ../shared/data)',
  () => {
    const folder = () => join(sharedData!, 'text/tokenizer-wordpiece');

    test('gives the numbers that the reference gives', async () => {
      const tokenizer = await openTokenizer(folder());
      // transformers 4.29, BertTokenizerFast: "Hello, world! naïve"
      expect(tokenizer.frame(tokenizer.tokenise('Hello, world! naïve'), 128)).toEqual([
        101, 7592, 1010, 2088, 999, 15743, 102,
      ]);
      expect(tokenizer).toMatchObject({ padId: 0, size: 30_522, specials: 2, longest: 512 });
    });

    test('takes any text', async () => {
      const tokenizer = await openTokenizer(folder());
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
          expect(tokenizer.tokenise(text).every((id) => Number.isInteger(id) && id >= 0)).toBe(true);
        }),
      );
    });
  },
);
