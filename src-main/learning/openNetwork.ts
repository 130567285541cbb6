import type { Network } from './network.ts';
import { standardise } from './standards.ts';

/** Log odds of rows of features, row-major, NaN where unknown. */
export type NetworkScorer = (x: Float64Array) => Float64Array;

/** Units whose sums are worked out together: each value of a row is read once for all of them. */
const UNITS = 4;

/**
 * Prepares a network for scoring: the standards are folded into the weights of
 * the first layer, so that rows are read as they are, and so is what turns
 * tanh a = 1 − 2 / (e²ᵃ + 1) into an exponential, which takes less time.
 */
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
  // Units that add nothing fill the last four up.
  const units = Math.ceil(hidden / UNITS) * UNITS;
  const weights = new Float64Array(units * features);
  const biases = new Float64Array(units);
  const outers = new Float64Array(units);
  let start = outerBias;
  for (let unit = 0; unit < hidden; unit++) {
    biases[unit] = 2 * innerBias[unit]!;
    for (let f = 0; f < features; f++) {
      if (deviations[f] === 0) continue;
      const weight = (2 * inner[unit * features + f]!) / deviations[f]!;
      weights[unit * features + f] = weight;
      biases[unit]! -= weight * means[f]!;
    }
    outers[unit] = -2 * outer[unit]!;
    start += outer[unit]!;
  }
  const row = new Float64Array(features);

  function marginOfRow(): number {
    let margin = start;
    for (let unit = 0; unit < units; unit += UNITS) {
      let a = biases[unit]!;
      let b = biases[unit + 1]!;
      let c = biases[unit + 2]!;
      let d = biases[unit + 3]!;
      for (let f = 0, at = unit * features; f < features; f++, at++) {
        const value = row[f]!;
        a += weights[at]! * value;
        b += weights[at + features]! * value;
        c += weights[at + 2 * features]! * value;
        d += weights[at + 3 * features]! * value;
      }
      margin +=
        outers[unit]! / (Math.exp(a) + 1) +
        outers[unit + 1]! / (Math.exp(b) + 1) +
        outers[unit + 2]! / (Math.exp(c) + 1) +
        outers[unit + 3]! / (Math.exp(d) + 1);
    }
    return margin;
  }

  return (x) => {
    const margins = new Float64Array(x.length / features);
    for (let at = 0, from = 0; at < margins.length; at++, from += features) {
      for (let f = 0; f < features; f++) {
        const value = x[from + f]!;
        row[f] = Number.isNaN(value) ? middle[f]! : value;
      }
      margins[at] = marginOfRow();
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
