import type { Graph, Node, Port } from './writeOnnx.ts';

/** Numbers in −1..1 that look drawn but are the same every time. */
export function weights(seed: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, at) => Math.sin(seed * 78.233 + at * 12.9898));
}

export const WIDTH = 6;
export const LABELS = ['joy', 'sadness', 'anger', 'neutral'];

/** The seed of the table that gives each token its vector: `weights(TOKENS, size * WIDTH)`, a row a token. */
export const TOKENS = 1;

const ids: Port = { name: 'input_ids', type: 'int64', dims: ['batch', 'length'] };
const mask: Port = { name: 'attention_mask', type: 'int64', dims: ['batch', 'length'] };
const types: Port = { name: 'token_type_ids', type: 'int64', dims: ['batch', 'length'] };

/**
 * A token encoder with the ports of MiniLM (three inputs) or of mpnet (no
 * token types): each token's vector is a row of a table. Padding gets a vector
 * too, as in the real ones, so whoever pools must mask it. `names` are those of
 * its ports where they should be wrong.
 */
export function tokenGraph(
  size: number,
  takesTypes: boolean,
  names: { readonly ids?: string; readonly states?: string } = {},
): Graph {
  const states = names.states ?? 'last_hidden_state';
  const words: Port = { ...ids, name: names.ids ?? ids.name };
  const lookUp: Node = {
    op: 'Gather',
    inputs: ['table', words.name],
    outputs: [takesTypes ? 'words' : states],
    attributes: { axis: 0 },
  };
  const typed: Node[] = [
    { op: 'Gather', inputs: ['kinds', 'token_type_ids'], outputs: ['kind'], attributes: { axis: 0 } },
    { op: 'Add', inputs: ['words', 'kind'], outputs: [states] },
  ];
  return {
    inputs: takesTypes ? [words, mask, types] : [words, mask],
    outputs: [{ name: states, type: 'float32', dims: ['batch', 'length', WIDTH] }],
    constants: [
      { name: 'table', dims: [size, WIDTH], values: weights(TOKENS, size * WIDTH) },
      ...(takesTypes ? [{ name: 'kinds', dims: [2, WIDTH], values: new Float32Array(2 * WIDTH) }] : []),
    ],
    nodes: takesTypes ? [lookUp, ...typed] : [lookUp],
  };
}

/** Words that the tiny ear counts, each with what it adds to valence and to arousal. */
export const COUNTED: readonly (readonly [word: string, valence: number, arousal: number])[] = [
  ['happy', 1, 0.5],
  ['~happy', -1, 0],
  ['sad', -1, -0.5],
];

const countedPorts: Port[] = [
  { name: 'words', type: 'int64', dims: ['batch', 'features'] },
  { name: 'counts', type: 'float32', dims: ['batch', 'features'] },
];

/**
 * A model with the ports of the app's own: pooled embedding,
 * valence-arousal-dominance, emotions and sentiment. With `isCounting` it also
 * takes counted words, each of which moves valence and arousal.
 */
export function earGraph(size: number, wide: number, isCounting = false): Graph {
  const graph = deepGraph(size, wide);
  if (!isCounting) return graph;
  const sum = graph.nodes.findIndex(({ op, outputs }) => op === 'Tanh' && outputs[0] === 'vad');
  return {
    ...graph,
    inputs: [...graph.inputs, ...countedPorts],
    constants: [
      ...graph.constants,
      {
        name: 'counted_table',
        dims: [COUNTED.length, 3],
        values: Float32Array.from(COUNTED.flatMap(([, valence, arousal]) => [valence, arousal, 0])),
      },
    ],
    nodes: [
      ...graph.nodes.slice(0, sum),
      { op: 'Gather', inputs: ['counted_table', 'words'], outputs: ['places'], attributes: { axis: 0 } },
      { op: 'Unsqueeze', inputs: ['counts', 'last'], outputs: ['counts_3d'] },
      { op: 'Mul', inputs: ['places', 'counts_3d'], outputs: ['counted_places'] },
      {
        op: 'ReduceSum',
        inputs: ['counted_places', 'first'],
        outputs: ['counted'],
        attributes: { keepdims: 0 },
      },
      { op: 'Add', inputs: ['sum_vad', 'counted'], outputs: ['all_vad'] },
      { op: 'Tanh', inputs: ['all_vad'], outputs: ['vad'] },
      ...graph.nodes.slice(sum + 1),
    ],
  };
}

function deepGraph(size: number, wide: number): Graph {
  const labels = LABELS.length;
  const tokens = tokenGraph(size, false);
  return {
    inputs: [ids, mask, { name: 'wide', type: 'float32', dims: ['batch', wide] }],
    outputs: [
      { name: 'embedding', type: 'float32', dims: ['batch', WIDTH] },
      { name: 'vad', type: 'float32', dims: ['batch', 3] },
      { name: 'emotions', type: 'float32', dims: ['batch', labels] },
      { name: 'sentiment', type: 'float32', dims: ['batch'] },
    ],
    constants: [
      ...tokens.constants,
      { name: 'first', dims: [1], values: BigInt64Array.of(1n) },
      { name: 'last', dims: [1], values: BigInt64Array.of(2n) },
      { name: 'to_vad', dims: [WIDTH, 3], values: weights(3, WIDTH * 3) },
      { name: 'wide_to_vad', dims: [wide, 3], values: weights(4, wide * 3).map((value) => value / 20) },
      { name: 'to_emotions', dims: [WIDTH, labels], values: weights(5, WIDTH * labels) },
      { name: 'to_sentiment', dims: [WIDTH, 1], values: weights(6, WIDTH) },
    ],
    nodes: [
      ...tokens.nodes,
      { op: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['mask', 'last'], outputs: ['mask_3d'] },
      { op: 'Mul', inputs: ['last_hidden_state', 'mask_3d'], outputs: ['masked'] },
      { op: 'ReduceSum', inputs: ['masked', 'first'], outputs: ['total'], attributes: { keepdims: 0 } },
      { op: 'ReduceSum', inputs: ['mask', 'first'], outputs: ['count'], attributes: { keepdims: 1 } },
      { op: 'Div', inputs: ['total', 'count'], outputs: ['embedding'] },
      { op: 'MatMul', inputs: ['embedding', 'to_vad'], outputs: ['deep_vad'] },
      { op: 'MatMul', inputs: ['wide', 'wide_to_vad'], outputs: ['wide_vad'] },
      { op: 'Add', inputs: ['deep_vad', 'wide_vad'], outputs: ['sum_vad'] },
      { op: 'Tanh', inputs: ['sum_vad'], outputs: ['vad'] },
      { op: 'MatMul', inputs: ['embedding', 'to_emotions'], outputs: ['emotions'] },
      { op: 'MatMul', inputs: ['embedding', 'to_sentiment'], outputs: ['sentiment_2d'] },
      { op: 'Squeeze', inputs: ['sentiment_2d', 'first'], outputs: ['sentiment_sum'] },
      { op: 'Tanh', inputs: ['sentiment_sum'], outputs: ['sentiment'] },
    ],
  };
}

/** The shape of the tiny ear's adapters: one layer, four projections, rank two. */
export const ADAPTERS = { lora_a: [1, 4, 2, WIDTH], lora_b: [1, 4, WIDTH, 2] } as const;

/** The app's own model with its adapters as inputs: the pooled vector is moved by the sum of the four products. */
export function adaptedGraph(size: number, wide: number): Graph {
  const graph = deepGraph(size, wide);
  const pooled = graph.nodes.findIndex(({ outputs }) => outputs[0] === 'embedding');
  return {
    ...graph,
    inputs: [
      ...graph.inputs,
      { name: 'lora_a', type: 'float32', dims: ADAPTERS.lora_a },
      { name: 'lora_b', type: 'float32', dims: ADAPTERS.lora_b },
    ],
    constants: [...graph.constants, { name: 'both', dims: [2], values: BigInt64Array.of(0n, 1n) }],
    nodes: [
      ...graph.nodes.slice(0, pooled),
      { ...graph.nodes[pooled]!, outputs: ['plain'] },
      { op: 'MatMul', inputs: ['lora_b', 'lora_a'], outputs: ['products'] },
      { op: 'ReduceSum', inputs: ['products', 'both'], outputs: ['delta'], attributes: { keepdims: 0 } },
      { op: 'MatMul', inputs: ['plain', 'delta'], outputs: ['moved'] },
      { op: 'Add', inputs: ['plain', 'moved'], outputs: ['embedding'] },
      ...graph.nodes.slice(pooled + 1),
    ],
  };
}
