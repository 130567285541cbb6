import type { TextTemplate } from '../../src-preload/contract.ts';

/** One feature as it is edited: its edges and labels as lists in words. */
export type FeatureDraft = { readonly name: string; readonly edges: string; readonly labels: string };

/** A template as it is edited. */
export type TemplateDraft = {
  readonly features: readonly FeatureDraft[];
  readonly full: string;
  readonly short: string;
};

/** What is wrong with a draft: of a feature by its name, or of a sentence. */
export type DraftProblem = { readonly field: string; readonly message: string };

/** The draft that shows a template. */
export function draftOf({ features, full, short }: TextTemplate): TemplateDraft {
  return {
    features: Object.entries(features).map(([name, { edges, labels }]) => ({
      name,
      edges: edges.join(', '),
      labels: labels.join(', '),
    })),
    full,
    short,
  };
}

/** The template that a draft means, or what is wrong with it. */
export function templateOf(draft: TemplateDraft): { template: TextTemplate } | { problems: DraftProblem[] } {
  const problems: DraftProblem[] = [];
  const features: TextTemplate['features'] = {};
  for (const { name, edges, labels } of draft.features) {
    const numbers = listIn(edges).map(Number);
    const words = listIn(labels);
    const message = problemOf(numbers, words);
    if (message) problems.push({ field: name, message });
    features[name] = { edges: numbers, labels: words };
  }
  for (const field of ['full', 'short'] as const) {
    if (draft[field].trim() === '') problems.push({ field, message: 'The sentence is empty.' });
  }
  if (problems.length > 0) return { problems };
  return { template: { features, full: draft.full, short: draft.short } };
}

function problemOf(edges: readonly number[], labels: readonly string[]): string | null {
  if (edges.some(Number.isNaN)) return 'An edge is no number. Write numbers with commas between them.';
  if (edges.some((edge, at) => at > 0 && edge <= edges[at - 1]!)) return 'The edges must rise.';
  if (labels.length === edges.length + 1) return null;
  const wanted = edges.length + 1;
  return `${edges.length} ${edges.length === 1 ? 'edge needs' : 'edges need'} ${wanted} labels; there ${
    labels.length === 1 ? 'is' : 'are'
  } ${labels.length}.`;
}

function listIn(text: string): string[] {
  return text
    .split(',')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}
