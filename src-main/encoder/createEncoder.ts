import { setImmediate as nextTurn } from 'node:timers/promises';

import { AppError } from '../../src-preload/errors.ts';
import { batchByLength } from './input/batchByLength.ts';
import type { HeldRunner } from './providers/chooseRunner.ts';
import type { EncoderInput, EncoderOutput } from './providers/createRunner.ts';
import type { ProviderName } from './providers/providerCandidates.ts';
import type { TokenisedText } from './windows/splitSentences.ts';
import type { ProviderTrial } from './providers/tryProviders.ts';

/** An open model that turns texts into vectors. */
export type Encoder = {
  readonly embeddingSize: number;
  /** The most tokens of one text, those around it included; what is more is cut off. */
  readonly longest: number;
  /** What runs it, and what else was tried. */
  provider(): { readonly name: ProviderName; readonly trials: readonly ProviderTrial[] };
  /** One result a text, in order. The event loop is free between batches. */
  encode(texts: readonly TokenisedText[]): Promise<EncoderOutput[]>;
  /** Waits for what is in flight and frees the session; calls of `encode` fail from now on. */
  close(): Promise<void>;
};

/** Tokens of one run, padding included: about 20 ms of int8 on two cores, so that other calls get their turn. */
const TOKENS_PER_RUN = 1024;
/** Texts that are prepared before the event loop gets a turn. */
const TEXTS_PER_TURN = 64;

/** `prepare` turns a text into what the graph takes. */
export function createEncoder(options: {
  readonly runner: HeldRunner;
  readonly prepare: (text: TokenisedText) => EncoderInput;
  readonly embeddingSize: number;
  readonly longest: number;
}): Encoder {
  const { runner, prepare, embeddingSize, longest } = options;
  const inFlight = new Set<Promise<unknown>>();
  let isClosed = false;

  async function encode(texts: readonly TokenisedText[]): Promise<EncoderOutput[]> {
    const inputs: EncoderInput[] = [];
    for (const text of texts) {
      if (inputs.length % TEXTS_PER_TURN === TEXTS_PER_TURN - 1) await nextTurn();
      inputs.push(prepare(text));
    }
    const found = new Array<EncoderOutput>(texts.length);
    const lengths = inputs.map(({ ids }) => ids.length);
    for (const batch of batchByLength(lengths, TOKENS_PER_RUN)) {
      const outputs = await runner.run(batch.map((index) => inputs[index]!));
      batch.forEach((index, at) => {
        found[index] = outputs[at]!;
      });
    }
    return found;
  }

  return {
    embeddingSize,
    longest,
    provider: () => runner.provider(),
    async encode(texts) {
      if (isClosed)
        throw new AppError('model-unusable', 'The model was closed; another has taken its place.');
      const work = encode(texts);
      inFlight.add(work);
      try {
        return await work;
      } finally {
        inFlight.delete(work);
      }
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await Promise.allSettled(inFlight);
      await runner.release();
    },
  };
}
