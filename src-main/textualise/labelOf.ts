/** The edges of a feature, ascending, and one label more than edges. */
export type FeatureLabels = { readonly edges: readonly number[]; readonly labels: readonly string[] };

/** The label of a number: the first below the first edge, the next from that edge on, and so on. Null for null and NaN. */
export function labelOf(value: number | null, { edges, labels }: FeatureLabels): string | null {
  if (value === null || Number.isNaN(value)) return null;
  const above = edges.findIndex((edge) => value < edge);
  return labels[above === -1 ? edges.length : above]!;
}
