import { join } from 'node:path';
import { truncateSync } from 'node:fs';

import { describe, expect, onTestFinished, test } from 'vitest';

import { openEncoder } from '../../../src-main/encoder/openEncoder.ts';
import { earFolder, put, sumsOf, tinyWide } from '../../support/onnx/tinyFolders.ts';
import { adaptedGraph, ADAPTERS, TOKENS, weights, WIDTH } from '../../support/onnx/tinyGraphs.ts';
import { vocabularyOf } from '../../support/onnx/tinyTokenizer.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const size = vocabularyOf('bert').length;
const table = weights(TOKENS, size * WIDTH);
const graph = adaptedGraph(size, tinyWide.names.length);
const count = 2 * 4 * 2 * WIDTH;

/** A model whose adapters are the given numbers, all of a before all of b. */
function adaptedFolder(values: Float32Array): string {
  const folder = temporaryDirectory();
  put(folder, 'adapters.bin', new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const files = ['model-int8.onnx', 'tokenizer.json', 'wide.json', 'adapters.bin'];
  const changes = { adapters: { file: 'adapters.bin', ...ADAPTERS } };
  earFolder(folder, { graph, changes });
  return earFolder(folder, { graph, changes: { ...changes, sha256: sumsOf(folder, files) } });
}

async function embed(folder: string, text: string): Promise<{ ids: number[]; embedding: number[] }> {
  const encoder = await openEncoder(folder, { providers: 'cpu' });
  onTestFinished(() => encoder.close());
  const ids = encoder.tokenizer.tokenise(text);
  const [found] = await encoder.encode([{ text, ids }]);
  return { ids: [...encoder.tokenizer.frame(ids, encoder.longest)], embedding: [...found!.embedding] };
}

/** (1 + Σ b·a) applied to the mean of the tokens' rows. */
function expected(ids: readonly number[], values: Float32Array): number[] {
  const mean = Array.from({ length: WIDTH }, (_, at) =>
    ids.reduce((sum, id) => sum + table[id * WIDTH + at]! / ids.length, 0),
  );
  const half = count / 2;
  return mean.map((own, column) => {
    let moved = own;
    for (let layer = 0; layer < 4; layer++) {
      for (let row = 0; row < WIDTH; row++) {
        for (let rank = 0; rank < 2; rank++) {
          const b = values[half + (layer * WIDTH + row) * 2 + rank]!;
          const a = values[(layer * 2 + rank) * WIDTH + column]!;
          moved += mean[row]! * b * a;
        }
      }
    }
    return moved;
  });
}

describe('a model with its adapters beside it', () => {
  test('reads with the adapters that its folder holds, and with others where those are swapped', async () => {
    const some = weights(11, count);
    const others = weights(12, count);
    const first = await embed(adaptedFolder(some), 'happy day');
    const second = await embed(adaptedFolder(others), 'happy day');
    const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4));
    expect(first.embedding).toEqual(close(expected(first.ids, some)));
    expect(second.embedding).toEqual(close(expected(second.ids, others)));
    expect(first.embedding).not.toEqual(close(second.embedding));
  });

  test('is as if it had none where they are all zero', async () => {
    const { ids, embedding } = await embed(adaptedFolder(new Float32Array(count)), 'sad night');
    const plain = expected(ids, new Float32Array(count));
    expect(embedding).toEqual(plain.map((value) => expect.closeTo(value, 5)));
  });
});

describe('a model whose adapters do not fit is refused when they', () => {
  test.each([
    ['were cut off', (folder: string) => truncateSync(join(folder, 'adapters.bin'), 100), /was changed/],
    [
      'are of another model',
      (folder: string) => {
        put(folder, 'adapters.bin', new Uint8Array(40));
        earFolder(folder, {
          graph,
          changes: { adapters: { file: 'adapters.bin', ...ADAPTERS }, sha256: {} },
        });
      },
      /40 bytes; adapters of the model's shape have 384/,
    ],
    [
      'are in no file',
      (folder: string) => {
        earFolder(folder, { graph, changes: { sha256: {} } });
      },
      /names no file that holds them/,
    ],
    [
      'have another rank than the graph',
      (folder: string) => {
        const lora_a = [1, 4, 3, WIDTH];
        const lora_b = [1, 4, WIDTH, 3];
        const adapters = { file: 'adapters.bin', lora_a, lora_b };
        earFolder(folder, { graph, changes: { adapters, sha256: {} } });
      },
      /takes lora_a in the shape 1 × 4 × 2 × 6; its adapters have 1 × 4 × 3 × 6/,
    ],
    [
      'hold no numbers',
      (folder: string) => {
        const values = new Float32Array(count).fill(NaN);
        put(folder, 'adapters.bin', new Uint8Array(values.buffer));
        earFolder(folder, {
          graph,
          changes: { adapters: { file: 'adapters.bin', ...ADAPTERS }, sha256: {} },
        });
      },
      /no number/,
    ],
  ] as const)('%s', async (_why, damage, message) => {
    const folder = adaptedFolder(weights(11, count));
    damage(folder);
    await expect(openEncoder(folder, { providers: 'cpu' })).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(message),
    });
  });
});
