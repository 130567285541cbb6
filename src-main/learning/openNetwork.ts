import type { Network } from './network.ts';
import { standardise } from './standards.ts';

/** Log odds of rows of features, row-major, NaN where unknown. */
export type NetworkScorer = (x: Float64Array) => Float64Array;

/** Prepares a network for scoring: the standards are folded into the weights of the first layer, so that rows are read as they are. */
export function openNetwork({
  standards,
  hidden,
  inner,
  innerBias,
  outer,
  outerBias,
}: Network): NetworkScorer {
  const { means, deviations } = standards;
  const features = means.length;
  const middle = Float64Array.from(means);
  const weights = Float64Array.from(inner, (own, at) => {
    const deviation = deviations[at % features]!;
    return deviation === 0 ? 0 : own / deviation;
  });
  const biases = Float64Array.from(innerBias, (own, unit) =>
    means.reduce((sum, mean, f) => sum - weights[unit * features + f]! * mean, own),
  );
  const outers = Float64Array.from(outer);
  const row = new Float64Array(features);
  return (x) => {
    const margins = new Float64Array(x.length / features);
    for (let at = 0, from = 0; at < margins.length; at++, from += features) {
      for (let f = 0; f < features; f++) {
        const value = x[from + f]!;
        row[f] = Number.isNaN(value) ? middle[f]! : value;
      }
      let margin = outerBias;
      for (let unit = 0, first = 0; unit < hidden; unit++, first += features) {
        let sum = biases[unit]!;
        for (let f = 0; f < features; f++) sum += weights[first + f]! * row[f]!;
        margin += outers[unit]! * Math.tanh(sum);
      }
      margins[at] = margin;
    }
    return margins;
  };
}

/**
 * What each feature adds to the log odds of one row, beside those of a row that
 * is the mean in all: the gradient times the input, integrated along the way
 * from that row to this one (Sundararajan et al. 2017), so that the parts sum to
 * the difference. With one layer of tanh the integral has a closed form.
 */
export function networkParts(network: Network, row: Float64Array): Float64Array {
  const { standards, hidden, inner, innerBias, outer } = network;
  const z = standardise(standards, row);
  const parts = new Float64Array(z.length);
  for (let unit = 0; unit < hidden; unit++) {
    const own = inner.slice(unit * z.length, (unit + 1) * z.length);
    const way = own.reduce((sum, weight, f) => sum + weight * z[f]!, 0);
    const start = Math.tanh(innerBias[unit]!);
    // The mean slope along the way; where there is hardly any way, the slope at its start.
    const slope = Math.abs(way) < 1e-7 ? 1 - start ** 2 : (Math.tanh(innerBias[unit]! + way) - start) / way;
    own.forEach((weight, f) => (parts[f]! += outer[unit]! * slope * weight * z[f]!));
  }
  return parts;
}
