import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { CommandContext } from '../../src-main/commandLine/command.ts';
import { put } from '../support/onnx/tinyFolders.ts';
import { weights } from '../support/onnx/tinyGraphs.ts';
import { tinyTokenizer } from '../support/onnx/tinyTokenizer.ts';
import { writeOnnx } from '../support/onnx/writeOnnx.ts';
import { sharedData } from '../support/sharedData.ts';

const WIDTH = 256;
const ROWS = 512;

/** Puts a model for search to use: the app's own, or where it has none a stand-in of the same kind. Returns what the reader should know. */
export async function useSearchModel(call: CommandContext['call'], folder: string): Promise<string> {
  const { models } = { models: await call('models.list', {}) };
  const own = models.find(({ tasks, origin }) => tasks.includes('search') && origin === 'shipped');
  if (own) return own.id;
  const { id } = await call('models.add', { folder: standIn(join(folder, 'stand-in')) });
  await call('models.use', { id, task: 'search' });
  return 'stand-in for a model: means of drawn token vectors';
}

/** A model whose vectors are means of static token vectors, as those of the app's own are, with vectors that say nothing. */
function standIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const table = weights(1, ROWS * WIDTH);
  put(
    folder,
    'model.onnx',
    writeOnnx({
      inputs: [
        { name: 'input_ids', type: 'int64', dims: ['batch', 'length'] },
        { name: 'attention_mask', type: 'int64', dims: ['batch', 'length'] },
      ],
      outputs: [{ name: 'sentence_embedding', type: 'float32', dims: ['batch', WIDTH] }],
      constants: [
        { name: 'table', dims: [ROWS, WIDTH], values: table },
        { name: 'rows', dims: [1], values: BigInt64Array.of(BigInt(ROWS)) },
        { name: 'first', dims: [1], values: BigInt64Array.of(1n) },
        { name: 'last', dims: [1], values: BigInt64Array.of(2n) },
      ],
      nodes: [
        { op: 'Mod', inputs: ['input_ids', 'rows'], outputs: ['at'] },
        { op: 'Gather', inputs: ['table', 'at'], outputs: ['vectors'], attributes: { axis: 0 } },
        { op: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
        { op: 'Unsqueeze', inputs: ['mask', 'last'], outputs: ['mask_3d'] },
        { op: 'Mul', inputs: ['vectors', 'mask_3d'], outputs: ['masked'] },
        {
          op: 'ReduceSum',
          inputs: ['masked', 'first'],
          outputs: ['sentence_embedding'],
          attributes: { keepdims: 0 },
        },
      ],
    }),
  );
  put(folder, 'config.json', { model_type: 'bert', hidden_size: WIDTH, max_position_embeddings: 128 });
  put(folder, 'modules.json', [
    { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' },
    { idx: 1, name: '1', path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
    { idx: 2, name: '2', path: '2_Normalize', type: 'sentence_transformers.models.Normalize' },
  ]);
  put(folder, '1_Pooling/config.json', { word_embedding_dimension: WIDTH, pooling_mode_mean_tokens: true });
  if (sharedData) {
    for (const file of ['tokenizer.json', 'tokenizer_config.json']) {
      copyFileSync(join(sharedData, 'text/tokenizer-wordpiece', file), join(folder, file));
    }
  } else {
    put(folder, 'tokenizer.json', tinyTokenizer('bert'));
  }
  return folder;
}
