import { appendFileSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { openEncoder, type OpenEncoder } from '../../../src-main/encoder/openEncoder.ts';
import { unitLength } from '../../../src-main/encoder/unitLength.ts';
import {
  earFolder,
  put,
  sentenceTransformersFolder,
  sumsOf,
  tinyWide,
} from '../../support/onnx/tinyFolders.ts';
import { earGraph, tokenGraph, TOKENS, weights, WIDTH } from '../../support/onnx/tinyGraphs.ts';
import { tinyTokenizer, vocabularyOf } from '../../support/onnx/tinyTokenizer.ts';
import type { Graph } from '../../support/onnx/writeOnnx.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const size = vocabularyOf('bert').length;
const table = weights(TOKENS, size * WIDTH);

async function open(folder: string): Promise<OpenEncoder> {
  const encoder = await openEncoder(folder, { providers: 'cpu' });
  onTestFinished(() => encoder.close());
  return encoder;
}

function encode(encoder: OpenEncoder, texts: readonly string[]) {
  return encoder.encode(texts.map((text) => ({ text, ids: encoder.tokenizer.tokenise(text) })));
}

/** The mean of the table's rows, as the tiny models pool them. */
function meanOf(ids: readonly number[]): Float32Array {
  return Float32Array.from({ length: WIDTH }, (_, at) =>
    ids.reduce((sum, id) => sum + table[id * WIDTH + at]! / ids.length, 0),
  );
}

function closeTo(expected: Float32Array) {
  return [...expected].map((value) => expect.closeTo(value, 5));
}

describe('a sentence-transformers folder', () => {
  test.each([
    ['MiniLM, graph at the root', 'bert', 'model.onnx'],
    ['MiniLM, graph in onnx/', 'bert', 'onnx/model.onnx'],
    ['MiniLM, quantised graph only', 'bert', 'onnx/model_quantized.onnx'],
    ['mpnet, graph in onnx/', 'mpnet', 'onnx/model.onnx'],
  ] as const)('in the layout of %s gives pooled vectors of length 1', async (_layout, family, modelFile) => {
    const encoder = await open(sentenceTransformersFolder(temporaryDirectory(), family, { modelFile }));
    const [found] = await encode(encoder, ['happy day']);
    const ids = encoder.tokenizer.frame(encoder.tokenizer.tokenise('happy day'), 32);
    expect([...found!.embedding]).toEqual(closeTo(unitLength(meanOf(ids))));
    expect(found!.heads).toEqual({});
    expect(encoder).toMatchObject({ embeddingSize: WIDTH, longest: 32, manifest: null });
  });

  test.each([
    ['cls', () => table.slice(2 * WIDTH, 3 * WIDTH)],
    [
      'max',
      () =>
        Float32Array.from({ length: WIDTH }, (_, at) =>
          Math.max(table[2 * WIDTH + at]!, table[3 * WIDTH + at]!),
        ),
    ],
  ] as const)('may ask for %s pooling, and for no normalising', async (pooling, expected) => {
    const options = { pooling, normalise: false };
    const encoder = await open(sentenceTransformersFolder(temporaryDirectory(), 'bert', options));
    const [found] = await encode(encoder, ['']);
    expect([...found!.embedding]).toEqual(closeTo(expected()));
  });

  test('whose graph pools by itself needs no pooling settings', async () => {
    const pooled = earGraph(size, 1);
    const graph: Graph = {
      inputs: pooled.inputs.slice(0, 2),
      outputs: [{ ...pooled.outputs[0]!, name: 'sentence_embedding' }],
      constants: pooled.constants,
      nodes: [
        ...pooled.nodes.slice(0, 7),
        { op: 'Identity', inputs: ['embedding'], outputs: ['sentence_embedding'] },
      ],
    };
    const folder = sentenceTransformersFolder(temporaryDirectory(), 'bert', { graph, normalise: false });
    rmSync(join(folder, '1_Pooling'), { recursive: true });
    const encoder = await open(folder);
    const [found] = await encode(encoder, ['']);
    expect([...found!.embedding]).toEqual(closeTo(meanOf([2, 3])));
  });
});

describe('a folder of the app’s own', () => {
  test('gives the embedding, the point, emotions and sentiment in one pass', async () => {
    const encoder = await open(earFolder(temporaryDirectory()));
    const [found] = await encode(encoder, ['not happy!']);
    const ids = encoder.tokenizer.frame(encoder.tokenizer.tokenise('not happy!'), 24);
    expect([...found!.embedding]).toEqual(closeTo(meanOf(ids)));
    expect(Object.keys(found!.heads).sort()).toEqual(['emotions', 'sentiment', 'vad']);
    expect(found!.heads['vad']).toHaveLength(3);
    expect(encoder.manifest?.id).toBe('ear-tiny');
  });

  test('reads the features of the text as well as its tokens', async () => {
    const encoder = await open(earFolder(temporaryDirectory()));
    const ids = encoder.tokenizer.tokenise('happy');
    // The same tokens, but another text to count in.
    const [plain, loud] = await encoder.encode([
      { text: 'happy', ids },
      { text: 'happy!!!', ids },
    ]);
    expect([...plain!.embedding]).toEqual([...loud!.embedding]);
    expect([...plain!.heads['vad']!]).not.toEqual([...loud!.heads['vad']!]);
  });
});

describe('reading many texts', () => {
  test('keeps their order, whatever their lengths, and each is as if read alone', async () => {
    const encoder = await open(earFolder(temporaryDirectory()));
    const texts = Array.from(
      { length: 150 },
      (_, at) => 'a happy rainy day! '.repeat(1 + ((at * 7) % 5)) + at,
    );
    const together = await encode(encoder, texts);
    for (const at of [0, 1, 77, 149]) {
      const [alone] = await encode(encoder, [texts[at]!]);
      expect([...together[at]!.embedding]).toEqual(closeTo(alone!.embedding));
      expect([...together[at]!.heads['vad']!]).toEqual(closeTo(alone!.heads['vad']!));
    }
  });

  test('lets other work of the process have its turn', async () => {
    const encoder = await open(earFolder(temporaryDirectory()));
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await encode(
      encoder,
      Array.from({ length: 2_000 }, (_, at) => `a happy day ${at}`),
    );
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  test('of which there are none gives none', async () => {
    expect(await encode(await open(earFolder(temporaryDirectory())), [])).toEqual([]);
  });

  test('ends before the model is closed under it, and is refused afterwards', async () => {
    const encoder = await openEncoder(earFolder(temporaryDirectory()), { providers: 'cpu' });
    const reading = encode(
      encoder,
      Array.from({ length: 500 }, (_, at) => `day ${at}`),
    );
    await encoder.close();
    expect(await reading).toHaveLength(500);
    await expect(encode(encoder, ['day'])).rejects.toMatchObject({ code: 'model-unusable' });
  });
});

/** Folders that do not fit, each with what the person is told. */
const unfit: [what: string, make: (folder: string) => void, message: RegExp][] = [
  ['has no tokenizer', (folder) => rmSync(join(folder, 'tokenizer.json')), /no tokenizer\.json/],
  ['has no graph', (folder) => rmSync(join(folder, 'onnx'), { recursive: true }), /no ONNX model/],
  [
    'has a graph with other inputs',
    (folder) => withGraph(folder, tokenGraph(size, true, { ids: 'pixel_values' })),
    /asks for the input "pixel_values"/,
  ],
  [
    'has a graph without a mask',
    (folder) =>
      withGraph(folder, { ...tokenGraph(size, false), inputs: tokenGraph(size, false).inputs.slice(0, 1) }),
    /no input "attention_mask"/,
  ],
  [
    'has a graph with other outputs',
    (folder) => withGraph(folder, tokenGraph(size, true, { states: 'logits' })),
    /gives logits/,
  ],
  [
    'says another embedding size than the graph has',
    (folder) =>
      put(folder, '1_Pooling/config.json', { word_embedding_dimension: 384, pooling_mode_mean_tokens: true }),
    /embeddings of 6 numbers, but its folder says 384/,
  ],
  [
    'has no pooling settings',
    (folder) => rmSync(join(folder, '1_Pooling'), { recursive: true }),
    /no 1_Pooling\/config\.json/,
  ],
  [
    'pools in a way that the app does not know',
    (folder) => put(folder, '1_Pooling/config.json', { pooling_mode_lasttoken: true }),
    /pooling_mode_lasttoken/,
  ],
  [
    'has a layer after its pooling',
    (folder) =>
      put(folder, 'modules.json', [{ type: 'sentence_transformers.models.Dense', path: '2_Dense' }]),
    /Dense layer/,
  ],
  [
    'was written for a later opset',
    (folder) => withGraph(folder, { ...tokenGraph(size, true), opset: 99 }),
    /opset 99.*reads up to opset \d\d/,
  ],
  [
    'has a graph that was cut off',
    (folder) => truncateSync(join(folder, 'onnx/model.onnx'), 900),
    /damaged or was cut off/,
  ],
  [
    'has an empty graph',
    (folder) => truncateSync(join(folder, 'onnx/model.onnx'), 0),
    /damaged or was cut off/,
  ],
  [
    'has the tokenizer of a larger model',
    (folder) => withGraph(folder, tokenGraph(size - 20, true)),
    /tokenizer\.json .* belongs to another model/,
  ],
  [
    'gives numbers that are none',
    (folder) => {
      const graph = tokenGraph(size, false);
      const values = graph.constants[0]!.values.slice() as Float32Array;
      values[values.length - 1] = NaN;
      withGraph(folder, { ...graph, constants: [{ ...graph.constants[0]!, values }] });
    },
    /no number/,
  ],
];

function withGraph(folder: string, graph: Graph): void {
  sentenceTransformersFolder(folder, 'bert', { graph });
}

describe('a folder is refused in words when it', () => {
  test.each(unfit)('%s', async (_what, make, message) => {
    const folder = sentenceTransformersFolder(temporaryDirectory(), 'bert');
    make(folder);
    await expect(openEncoder(folder, { providers: 'cpu' })).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(message),
    });
  });

  test('is the app’s own and one of its files was changed', async () => {
    const folder = earFolder(temporaryDirectory());
    appendFileSync(join(folder, 'tokenizer.json'), ' ');
    await expect(openEncoder(folder, { providers: 'cpu' })).rejects.toThrow(/tokenizer\.json .* was changed/);
  });

  test('is the app’s own and its manifest lacks what is needed', async () => {
    const folder = earFolder(temporaryDirectory(), { changes: { longest: 'many' } });
    await expect(openEncoder(folder, { providers: 'cpu' })).rejects.toThrow(/no usable "longest"/);
  });

  test('takes features that the app does not count', async () => {
    const folder = earFolder(temporaryDirectory(), { changes: { sha256: {} } });
    put(folder, 'wide.json', { ...tinyWide, names: ['exclamations', 'log_words', 'moon_phase'] });
    await expect(openEncoder(folder, { providers: 'cpu' })).rejects.toThrow(/moon_phase/);
  });

  test('differs from the sums that were taken of it', async () => {
    const folder = sentenceTransformersFolder(temporaryDirectory(), 'bert');
    const sha256 = sumsOf(folder, ['onnx/model.onnx', 'tokenizer.json']);
    const bytes = readFileSync(join(folder, 'onnx/model.onnx'));
    bytes[200]! ^= 1;
    put(folder, 'onnx/model.onnx', bytes);
    await expect(openEncoder(folder, { providers: 'cpu', sha256 })).rejects.toThrow(
      /model\.onnx .* was changed/,
    );
  });

  test('has a tokenizer without a vocabulary', async () => {
    const folder = sentenceTransformersFolder(temporaryDirectory(), 'bert');
    put(folder, 'tokenizer.json', { ...tinyTokenizer('bert'), added_tokens: [], model: {} });
    await expect(openEncoder(folder, { providers: 'cpu' })).rejects.toMatchObject({ code: 'model-unusable' });
  });
});
