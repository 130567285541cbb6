import { type ConfidenceCurve, confidence, emotionSignals } from '../confidence.ts';
import type { EncoderOutput } from '../providers/createRunner.ts';
import type { Heard, RawPoint } from '../heard.ts';
import { unitLength } from '../unitLength.ts';

/** One window as the model read it, with its share of the whole (the shares sum to 1). */
export type ReadWindow = { readonly found: EncoderOutput; readonly weight: number };

/**
 * What was heard in a text out of its windows, at least one: weighted means of
 * point, sentiment and probabilities; the embedding is the weighted mean of the
 * windows' directions, brought to length 1. `tokens` and `shareUnknown` are of
 * the whole text.
 */
export function combineWindows(
  windows: readonly ReadWindow[],
  text: { readonly tokens: number; readonly shareUnknown: number },
  curve: ConfidenceCurve | null,
): Omit<Heard, 'notice'> {
  const embedding = unitLength(mean(windows, ({ embedding }) => unitLength(embedding)));
  if (!('vad' in windows[0]!.found.heads)) {
    return { embedding, point: null, sentiment: null, emotions: null, confidence: null };
  }
  const [valence, arousal, dominance] = mean(windows, ({ heads }) => heads['vad']!);
  const point = { valence: valence!, arousal: arousal!, dominance: dominance! };
  const emotions = head(windows, 'emotions', ({ heads }) => heads['emotions']!.map(logistic));
  const sentiment = head(windows, 'sentiment', ({ heads }) => heads['sentiment']!)?.[0] ?? null;
  const signals = {
    ...emotionSignals(emotions ?? []),
    disagreement: sentiment === null ? 0 : Math.abs(sentiment - point.valence),
    strength: Math.hypot(point.valence, point.arousal),
    logTokens: Math.log1p(text.tokens),
    shareUnknown: text.shareUnknown,
    spread: spread(windows, point),
    certainty: head(windows, 'certainty', ({ heads }) => heads['certainty']!)?.[0] ?? 0,
  };
  return { embedding, point, sentiment, emotions, confidence: curve && confidence(curve, signals) };
}

/** The weighted mean of an output that not every model has. */
function head(
  windows: readonly ReadWindow[],
  name: string,
  of: (found: EncoderOutput) => Float32Array,
): Float32Array | null {
  return name in windows[0]!.found.heads ? mean(windows, of) : null;
}

function mean(windows: readonly ReadWindow[], of: (found: EncoderOutput) => Float32Array): Float32Array {
  const sums = new Float64Array(of(windows[0]!.found).length);
  for (const { found, weight } of windows) {
    of(found).forEach((value, at) => {
      sums[at]! += weight * value;
    });
  }
  return Float32Array.from(sums);
}

/** Root of the weighted mean squared distance of the windows' points from the whole's. */
function spread(windows: readonly ReadWindow[], { valence, arousal }: RawPoint): number {
  let sum = 0;
  for (const { found, weight } of windows) {
    const [v, a] = found.heads['vad']!;
    sum += weight * ((v! - valence) ** 2 + (a! - arousal) ** 2);
  }
  return Math.sqrt(sum);
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
