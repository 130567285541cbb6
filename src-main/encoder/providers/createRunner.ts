import { type InferenceSession, Tensor } from 'onnxruntime-node';

import { AppError } from '../../../src-preload/errors.ts';
import type { EncodedText } from '../../countedWords/vocabulary.ts';
import type { GraphPlan } from '../layout/planGraph.ts';
import type { FixedInput } from '../layout/readAdapters.ts';
import { padBatch } from '../input/padBatch.ts';
import { padCounts } from '../input/padCounts.ts';
import { poolTokens } from '../poolTokens.ts';
import { unitLength } from '../unitLength.ts';

/** A text as the graph takes it. */
export type EncoderInput = {
  readonly ids: readonly number[];
  /** Wide features, as many as the plan says. */
  readonly wide: Float32Array;
  /** Counted words, for a graph that takes them. */
  readonly counted?: EncodedText | null;
};

/** What the graph gave for one text. */
export type EncoderOutput = {
  readonly embedding: Float32Array;
  /** The outputs of the app's own models beside the embedding: vad, emotions, sentiment, certainty. */
  readonly heads: Readonly<Record<string, Float32Array>>;
};

/** A session together with how to feed and read it. */
export type Runner = {
  /** One run over all inputs, padded to the longest; results in order. Throws `model-unusable` when the graph cannot, or gives a number that is none. */
  run(inputs: readonly EncoderInput[]): Promise<EncoderOutput[]>;
  release(): Promise<void>;
};

const NOTHING_COUNTED: EncodedText = { ids: [], counts: [] };

/** `padId` fills the ends of shorter texts; `fixed` is given to every run as it is. */
export function createRunner(
  session: InferenceSession,
  plan: GraphPlan,
  padId: number,
  fixed: readonly FixedInput[] = [],
): Runner {
  const constant = Object.fromEntries(
    fixed.map(({ name, values, shape }) => [name, new Tensor('float32', values, shape)]),
  );
  return {
    async run(inputs) {
      const { rows, length, ids, mask } = padBatch(
        inputs.map((input) => input.ids),
        padId,
      );
      const shape = [rows, length];
      const feeds: Record<string, Tensor> = {
        ...constant,
        input_ids: new Tensor('int64', ids, shape),
        attention_mask: new Tensor('int64', mask, shape),
      };
      if (plan.takesTokenTypes) {
        feeds['token_type_ids'] = new Tensor('int64', new BigInt64Array(rows * length), shape);
      }
      if (plan.wide > 0) {
        const wide = new Float32Array(rows * plan.wide);
        inputs.forEach((input, row) => wide.set(input.wide, row * plan.wide));
        feeds['wide'] = new Tensor('float32', wide, [rows, plan.wide]);
      }
      if (plan.takesWords) {
        const padded = padCounts(inputs.map(({ counted }) => counted ?? NOTHING_COUNTED));
        const shape = [rows, padded.length];
        feeds['words'] = new Tensor('int64', padded.ids, shape);
        feeds['counts'] = new Tensor('float32', padded.counts, shape);
      }
      const found = await runSession(session, feeds, [plan.vectors, ...plan.heads]);
      const vectors = numbers(found, plan.vectors);
      const heads = plan.heads.map((name) => [name, numbers(found, name)] as const);
      return inputs.map((input, row) => ({
        embedding: readVector(vectors, row, rows, length, input.ids.length, plan),
        heads: Object.fromEntries(heads.map(([name, all]) => [name, slice(all, row, rows)])),
      }));
    },
    release: () => session.release(),
  };
}

async function runSession(
  session: InferenceSession,
  feeds: Record<string, Tensor>,
  outputs: readonly string[],
): Promise<InferenceSession.ReturnType> {
  try {
    return await session.run(feeds, outputs);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const why = /out of data bounds|out of range/i.test(said)
      ? 'it was given a token or a position that its tables do not have; its tokenizer.json or its length limit belongs to another model'
      : 'its graph failed';
    throw new AppError('model-unusable', `The model could not read a text: ${why}.`, { cause: error });
  }
}

function numbers(found: InferenceSession.ReturnType, name: string): Float32Array {
  const data = (found[name] as Tensor | undefined)?.data;
  if (!(data instanceof Float32Array)) {
    throw new AppError('model-unusable', `The model's output ${name} is not made of 32-bit numbers.`);
  }
  for (let at = 0; at < data.length; at++) {
    if (!Number.isFinite(data[at])) {
      throw new AppError('model-unusable', `The model's output ${name} holds a value that is no number.`);
    }
  }
  return data;
}

function readVector(
  vectors: Float32Array,
  row: number,
  rows: number,
  length: number,
  tokens: number,
  { pooling, normalise }: GraphPlan,
): Float32Array {
  const own = slice(vectors, row, rows);
  const vector = pooling ? poolTokens(own, tokens, own.length / length, pooling) : own;
  return normalise ? unitLength(vector) : vector;
}

function slice(all: Float32Array, row: number, rows: number): Float32Array {
  const width = all.length / rows;
  return all.slice(row * width, (row + 1) * width);
}
