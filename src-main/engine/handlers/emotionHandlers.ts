import type { Handlers, HeardEmotion } from '../../../src-preload/contract.ts';
import type { EmotionReading } from '../../emotion/openEar.ts';
import type { EngineParts } from '../engineParts.ts';

type EmotionMethod = 'emotion.infer' | 'emotion.inferMany' | 'text.embed';

/** Numbers of a vector beyond this are noise of the quantisation, and bulk on the wire. */
const DECIMALS = 1e7;

export function emotionHandlers({ ear }: EngineParts): Handlers<EmotionMethod> {
  return {
    async 'emotion.infer'({ text }) {
      // Opening the model is not part of reading a text.
      await ear.wake();
      const start = performance.now();
      const emotion = toHeard(await ear.read(text));
      return { ...emotion, ms: performance.now() - start };
    },
    async 'emotion.inferMany'({ texts }) {
      await ear.wake();
      const start = performance.now();
      const readings = await ear.readMany(texts);
      const ms = (performance.now() - start) / texts.length;
      return readings.map((reading) => ({ ...toHeard(reading), ms }));
    },
    async 'text.embed'({ texts }) {
      const start = performance.now();
      const { vectors, ...embedding } = await ear.embed(texts);
      return {
        ...embedding,
        size: vectors[0]!.length,
        vectors: vectors.map((vector) => Array.from(vector, (x) => Math.round(x * DECIMALS) / DECIMALS)),
        ms: performance.now() - start,
      };
    },
  };
}

function toHeard({ raw: _raw, emotions, ...reading }: EmotionReading): HeardEmotion {
  return { ...reading, emotions: [...emotions] };
}
