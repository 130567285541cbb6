import type { InferenceSession } from 'onnxruntime-node';

import { AppError } from '../../../src-preload/errors.ts';
import type { EncodedText } from '../../countedWords/vocabulary.ts';
import type { Point } from '../point.ts';
import type { ProviderTry } from '../textModel.ts';

/** A loaded graph that scores encoded texts. */
export type Session = {
  /** One raw point a text, in order. Rejects when the graph fails or gives what is no number. */
  score(texts: readonly EncodedText[]): Promise<Point[]>;
  close(): Promise<void>;
};

/** In order of preference. There is no falling back inside ONNX Runtime, so each is tried by itself. */
const PROVIDERS = [
  { name: 'cpu', reason: 'Chosen: the only one asked for; a text takes well under a millisecond on it.' },
] as const;

/** One look-up and one sum per feature: a second thread costs more than it gives. */
const THREADS = 1;

/**
 * Loads a graph that takes `ids` and `counts`, both [batch, length], and gives
 * `valence_arousal`, [batch, 2], and tries it on `probe`, which should reach
 * its highest id. Tells `onTry` of each provider. Throws an `AppError` when ONNX
 * Runtime itself or the graph cannot be used.
 */
export async function openSession(
  graph: Uint8Array,
  probe: EncodedText,
  onTry: (attempt: ProviderTry) => void,
): Promise<Session> {
  const reasons: string[] = [];
  for (const { name, reason } of PROVIDERS) {
    try {
      const session = await startSession(graph, name);
      await session.score([probe]);
      onTry({ provider: name, ok: true, reason });
      return session;
    } catch (error) {
      const failure = messageOf(error);
      onTry({ provider: name, ok: false, reason: failure });
      reasons.push(`${name}: ${failure}`);
    }
  }
  throw new AppError('model-unusable', `The emotion model could not be started (${reasons.join('; ')}).`);
}

async function startSession(graph: Uint8Array, provider: string): Promise<Session> {
  // Loaded late: where its native library cannot be, the lexicon still answers.
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session: InferenceSession = await InferenceSession.create(graph, {
    executionProviders: [provider],
    intraOpNumThreads: THREADS,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });

  async function score(texts: readonly EncodedText[]): Promise<Point[]> {
    const length = Math.max(1, ...texts.map(({ ids }) => ids.length));
    const ids = new BigInt64Array(texts.length * length);
    const counts = new Float32Array(texts.length * length);
    texts.forEach((text, row) => {
      ids.set(text.ids.map(BigInt), row * length);
      counts.set(text.counts, row * length);
    });
    const dims = [texts.length, length];
    const output = await session.run({
      ids: new Tensor('int64', ids, dims),
      counts: new Tensor('float32', counts, dims),
    });
    return pointsOf(output['valence_arousal'], texts.length);
  }

  return { score, close: () => session.release() };
}

function pointsOf(tensor: InferenceSession.ReturnType[string] | undefined, rows: number): Point[] {
  const values = tensor && 'data' in tensor ? tensor.data : undefined;
  if (!(values instanceof Float32Array) || tensor?.dims.join() !== `${rows},2`) {
    throw new AppError('model-unusable', 'The emotion model has the wrong shape.');
  }
  if (!values.every(Number.isFinite)) {
    throw new AppError('model-unusable', 'The emotion model gave something that is no number.');
  }
  return Array.from({ length: rows }, (_, row) => ({
    valence: values[2 * row]!,
    arousal: values[2 * row + 1]!,
  }));
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]!.slice(0, 300);
}
