import type { InferenceSession } from 'onnxruntime-node';

import { AppError } from '../../../src-preload/errors.ts';
import type { EncoderLayout } from './readLayout.ts';
import { ADAPTER_INPUTS, type Adapters } from './readAdapters.ts';
import type { PoolingMode } from './readPooling.ts';

/** How to feed a graph and which of its outputs to read. */
export type GraphPlan = {
  readonly takesTokenTypes: boolean;
  /** Number of wide features it takes; 0 when it takes none. */
  readonly wide: number;
  /** Whether it takes counted words (`words` and `counts`). */
  readonly takesWords: boolean;
  /** The adapters that it takes as inputs; null where they are merged, or there are none. */
  readonly adapters: Adapters | null;
  /** The output that holds the vectors, and how tokens become one; `pooling` is null where the graph has done it. */
  readonly vectors: string;
  readonly pooling: PoolingMode | null;
  readonly normalise: boolean;
  /** Further outputs of the app's own models, by name. */
  readonly heads: readonly string[];
};

/** The parts of a session that say what the graph takes and gives. */
export type GraphPorts = Pick<
  InferenceSession,
  'inputNames' | 'outputNames' | 'inputMetadata' | 'outputMetadata'
>;

const POOLED_OUTPUTS = ['embedding', 'sentence_embedding'];
const TOKEN_OUTPUTS = ['last_hidden_state', 'token_embeddings'];
const HEADS = ['vad', 'emotions', 'sentiment', 'certainty'];

/** Compares the graph with what the app can feed and read. Throws `model-unusable` naming what does not fit. */
export function planGraph(ports: GraphPorts, layout: EncoderLayout): GraphPlan {
  const types = inputTypes(ports);
  const wide = layout.manifest ? types.get('wide') : undefined;
  for (const [name, { type }] of types) {
    const expected = expectedType(name, layout.manifest !== null);
    if (!expected) {
      throw unfit(
        `asks for the input "${name}". This app gives input_ids, attention_mask and token_type_ids to a text encoder; the model was made for something else`,
      );
    }
    if (type !== expected) throw unfit(`takes ${name} as ${type}; this app gives ${expected}`);
  }
  for (const name of ['input_ids', 'attention_mask']) {
    if (!types.has(name)) {
      throw unfit(`has no input "${name}" (it has ${[...types.keys()].join(', ') || 'none'})`);
    }
  }
  if (types.has('words') !== types.has('counts')) {
    throw unfit('takes only one of words and counts, which belong together');
  }
  const heads = layout.manifest ? HEADS.filter((name) => ports.outputNames.includes(name)) : [];
  return {
    takesTokenTypes: types.has('token_type_ids'),
    wide: Number(wide?.shape[1] ?? 0),
    takesWords: types.has('words'),
    adapters: planAdapters(types, layout),
    heads,
    ...planVectors(ports, layout),
  };
}

function planVectors(
  { outputNames, outputMetadata }: GraphPorts,
  { pooling }: EncoderLayout,
): Pick<GraphPlan, 'vectors' | 'pooling' | 'normalise'> {
  const normalise = pooling?.normalise ?? false;
  const pooled = POOLED_OUTPUTS.find((name) => outputNames.includes(name));
  const vectors = pooled ?? TOKEN_OUTPUTS.find((name) => outputNames.includes(name));
  if (!vectors) {
    throw unfit(
      `gives ${outputNames.join(', ')}; this app reads ${[...TOKEN_OUTPUTS, ...POOLED_OUTPUTS].join(', ')}`,
    );
  }
  const port = outputMetadata[outputNames.indexOf(vectors)]!;
  if (!port.isTensor || port.type !== 'float32')
    throw unfit(`gives ${vectors} in another form than 32-bit numbers`);
  if (pooled) return { vectors, pooling: null, normalise };
  if (!pooling) {
    throw unfit(
      'gives one vector a token, and its folder has no 1_Pooling/config.json that says how they become one',
    );
  }
  return { vectors, pooling: pooling.mode, normalise };
}

/** Adapters are taken whole, in the shape that the manifest says, or not at all. */
function planAdapters(
  types: ReadonlyMap<string, { readonly shape: readonly (number | string)[] }>,
  { manifest }: EncoderLayout,
): Adapters | null {
  if (!ADAPTER_INPUTS.some((name) => types.has(name))) return null;
  const adapters = manifest?.adapters;
  if (!adapters) throw unfit('takes its adapters as inputs, and its manifest names no file that holds them');
  for (const name of ADAPTER_INPUTS) {
    const shape = types.get(name)?.shape ?? [];
    const fits = adapters[name].every(
      (side, axis) => typeof shape[axis] !== 'number' || shape[axis] === side,
    );
    if (shape.length !== adapters[name].length || !fits) {
      throw unfit(
        `takes ${name} in the shape ${shape.join(' × ')}; its adapters have ${adapters[name].join(' × ')}`,
      );
    }
  }
  return adapters;
}

function inputTypes({ inputNames, inputMetadata }: GraphPorts) {
  return new Map(
    inputNames.map((name, index) => {
      const port = inputMetadata[index]!;
      return [name, port.isTensor ? port : { type: 'no tensor', shape: [] }] as const;
    }),
  );
}

/** Only the app's own models take more than tokens. */
function expectedType(name: string, isOwn: boolean): string | undefined {
  if (name === 'wide' || name === 'counts' || ADAPTER_INPUTS.some((input) => input === name))
    return isOwn ? 'float32' : undefined;
  if (name === 'words') return isOwn ? 'int64' : undefined;
  return ['input_ids', 'attention_mask', 'token_type_ids'].includes(name) ? 'int64' : undefined;
}

function unfit(what: string): AppError {
  return new AppError('model-unusable', `The model ${what}.`);
}
