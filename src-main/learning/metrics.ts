/**
 * Area under the ROC curve: how often one of label 1 has a higher score than
 * one of label 0, ties counting half (Mann and Whitney 1947). NaN where one of
 * the labels is missing.
 */
export function areaUnderCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const order = Uint32Array.from({ length: scores.length }, (_, at) => at).sort(
    (a, b) => scores[a]! - scores[b]!,
  );
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    let until = from + 1;
    while (until < order.length && scores[order[until]!] === scores[order[from]!]) until++;
    const rank = (from + until + 1) / 2;
    for (let at = from; at < until; at++) {
      if (labels[order[at]!] !== 1) continue;
      positives++;
      rankSum += rank;
    }
    from = until;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean negative log likelihood of labels under probabilities, which are kept 1e−15 from 0 and 1. */
export function logLoss(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < labels.length; at++) {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probabilities[at]!));
    sum -= Math.log(labels[at] === 1 ? p : 1 - p);
  }
  return sum / labels.length;
}

/** Mean squared difference between probabilities and labels (Brier 1950). */
export function brierScore(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < labels.length; at++) sum += (probabilities[at]! - labels[at]!) ** 2;
  return sum / labels.length;
}

/** 1 / (1 + e⁻ᵐ). */
export function sigmoid(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}
