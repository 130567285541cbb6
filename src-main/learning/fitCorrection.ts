import { applyLinear, prepareRidge, type RidgeExamples, type RidgeFit } from './ridge.ts';

/** A place in the valence–arousal plane, both axes in [−1, 1]. */
export type PlanePoint = { readonly valence: number; readonly arousal: number };

/**
 * A text that the person has looked at: what the model heard and where they
 * left the point. One that they left where it was counts too: it says that the
 * model was right there.
 */
export type CorrectionExample = {
  /** The frozen embedding, of length 1. */
  readonly embedding: Float32Array;
  readonly heard: PlanePoint;
  readonly corrected: PlanePoint;
  /** What is known of the moment (see `momentFeatures`): as many numbers, each about −1..1, in every example. */
  readonly moment: readonly number[];
};

/** What one person means by their words, as a linear change of what is heard. Plain JSON. */
export type Correction = {
  readonly format: 1;
  readonly embeddingSize: number;
  readonly momentSize: number;
  /** Of the two axes. */
  readonly intercept: readonly number[];
  /** A row a feature (valence, arousal, moment, embedding), a column an axis. */
  readonly coefficients: readonly number[];
  readonly lambda: number;
  readonly examples: number;
};

/** A fit with what it would have done for texts it had not seen. */
export type CorrectionFit = {
  readonly correction: Correction;
  /** Mean distance in the plane between the point and where the person left it, without and with the correction (leave-one-out). */
  readonly distanceBefore: number;
  readonly distanceAfter: number;
  /** Whether it is better than none by more than chance, and so may be used. */
  readonly isBetter: boolean;
};

/** Fewer corrections than this are not learned from. */
export const MIN_CORRECTIONS = 10;
/** More examples than this add little and cost time (300 with 256 numbers each: some 100 ms). */
const MAX_EXAMPLES = 300;
/** From nearly free to nearly a plain shift of the plane; the best in leave-one-out is taken. */
const LAMBDAS = [0.1, 0.3, 1, 3, 10, 30, 100, 1000];
const AXES = 2;

/**
 * Fits corrected − heard by ridge regression on what was heard, the moment and
 * the embedding. It is better when squared distances shrink in leave-one-out by
 * more than the standard error of their mean: λ was chosen on the same
 * examples, so a bare "less" would too often be chance. Of more than 300
 * examples, which come oldest first, the newest count. Null below
 * `MIN_CORRECTIONS` examples in which the person moved the point.
 */
export function fitCorrection(history: readonly CorrectionExample[]): CorrectionFit | null {
  const steps = fitCorrectionInSteps(history);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `fitCorrection`, with a pause before each λ, for those who have other things to do meanwhile. */
export function* fitCorrectionInSteps(
  history: readonly CorrectionExample[],
): Generator<void, CorrectionFit | null> {
  const examples = history.slice(-MAX_EXAMPLES);
  const moved = examples.filter(({ heard, corrected }) => squaredDistance(heard, corrected) > 0);
  if (moved.length < MIN_CORRECTIONS) return null;

  const table = toTable(examples);
  yield;
  const fitAt = prepareRidge(table);
  let best: { readonly fit: RidgeFit; readonly lambda: number; readonly errors: readonly number[] } | null =
    null;
  for (const lambda of LAMBDAS) {
    yield;
    const fit = fitAt(lambda);
    const errors = squaredErrors(fit.leaveOneOut);
    if (!best || mean(errors) < mean(best.errors)) best = { fit, lambda, errors };
  }
  const { fit, lambda, errors } = best!;
  const before = squaredErrors(table.y);
  const gains = before.map((error, at) => error - errors[at]!);
  return {
    correction: {
      format: 1,
      embeddingSize: examples[0]!.embedding.length,
      momentSize: examples[0]!.moment.length,
      intercept: [...fit.intercept],
      coefficients: [...fit.coefficients],
      lambda,
      examples: examples.length,
    },
    distanceBefore: mean(before.map(Math.sqrt)),
    distanceAfter: mean(errors.map(Math.sqrt)),
    isBetter: mean(gains) > standardError(gains),
  };
}

/** The point as this person would place it, kept inside the plane. */
export function applyCorrection(
  correction: Correction,
  { embedding, heard, moment }: Omit<CorrectionExample, 'corrected'>,
): PlanePoint {
  if (embedding.length !== correction.embeddingSize || moment.length !== correction.momentSize) {
    throw new RangeError(
      `the correction takes ${correction.embeddingSize} + ${correction.momentSize} numbers, not ${embedding.length} + ${moment.length}`,
    );
  }
  const map = {
    intercept: Float64Array.from(correction.intercept),
    coefficients: Float64Array.from(correction.coefficients),
  };
  const [valence, arousal] = applyLinear(map, featuresOf({ embedding, heard, moment }));
  return { valence: inside(heard.valence + valence!), arousal: inside(heard.arousal + arousal!) };
}

/** A stored correction, or null when it is not one that this version can apply. */
export function readCorrection(value: unknown): Correction | null {
  const { format, embeddingSize, momentSize, intercept, coefficients } = (value ?? {}) as Partial<Correction>;
  if (format !== 1 || !Array.isArray(intercept) || !Array.isArray(coefficients)) return null;
  const features = AXES + Number(embeddingSize) + Number(momentSize);
  if (intercept.length !== AXES || coefficients.length !== features * AXES) return null;
  return [...intercept, ...coefficients].every(Number.isFinite) ? (value as Correction) : null;
}

function toTable(examples: readonly CorrectionExample[]): RidgeExamples {
  const rows = examples.map(featuresOf);
  const features = rows[0]!.length;
  if (rows.some(({ length }) => length !== features)) {
    throw new RangeError('all examples must have embeddings of one size and moments of one size');
  }
  return {
    rows: rows.length,
    features,
    targets: AXES,
    x: Float64Array.from(rows.flat()),
    y: Float64Array.from(
      examples.flatMap(({ heard, corrected }) => [
        corrected.valence - heard.valence,
        corrected.arousal - heard.arousal,
      ]),
    ),
  };
}

function featuresOf({ embedding, heard, moment }: Omit<CorrectionExample, 'corrected'>): number[] {
  return [heard.valence, heard.arousal, ...moment, ...embedding];
}

/** Squared length of each row of `AXES` numbers. */
function squaredErrors(residuals: Float64Array): number[] {
  return Array.from({ length: residuals.length / AXES }, (_, row) => {
    const [valence, arousal] = residuals.subarray(row * AXES, (row + 1) * AXES);
    return valence! ** 2 + arousal! ** 2;
  });
}

function squaredDistance(a: PlanePoint, b: PlanePoint): number {
  return (a.valence - b.valence) ** 2 + (a.arousal - b.arousal) ** 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}

function inside(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
