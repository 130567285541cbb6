import type { Stage, TasteOverview, TasteProfile } from '../../src-preload/contract.ts';
import { counted } from './quantity.ts';

const BY_STAGE: Record<Stage, string> = {
  'cold-start': 'by mood and by what is widely known',
  fallback: 'by your first likes, with much to try',
  ranking: 'by likeness to what you liked',
  logistic: 'by models of your verdicts',
  boosted: 'by models of your verdicts, decision trees among them',
  neural: 'by models of your verdicts, a network among them',
};

const KIND_WORDS: Partial<Record<Stage, string>> = {
  logistic: 'a model',
  boosted: 'decision trees',
  neural: 'a network',
};

/** How songs are chosen in a stage, for people. */
export function stageWords(stage: Stage): string {
  return BY_STAGE[stage];
}

/** What chooses the songs of a taste now: "by a model of 84 verdicts". */
export function servedBy({ stage, versions }: Pick<TasteProfile, 'stage' | 'versions'>): string {
  const model = versions.find(({ isInUse, kind }) => isInUse && kind === stage);
  const kind = KIND_WORDS[stage];
  if (!model) return kind ? 'by a model of the whole cluster' : stageWords(stage);
  return `by ${kind} of ${counted(model.samples, 'verdict')}`;
}

/** Why a taste has no model, or none of a further kind, yet; null where nothing is locked. */
export function lockWords({ locked }: Pick<TasteProfile, 'locked'>): string | null {
  if (locked.logistic !== null) return `No model yet: ${locked.logistic}.`;
  if (locked.boosted !== null) return `No decision trees yet: ${locked.boosted}.`;
  if (locked.neural !== null) return `No network yet: ${locked.neural}.`;
  return null;
}

/** What the next stage still takes; null at the last. */
export function nextWords({ next, seen, confidence }: TasteOverview): string | null {
  if (!next) return null;
  const missing = [
    ...(seen < next.seen ? [`${seen} of ${counted(next.seen, 'song')} shown`] : []),
    ...(confidence < next.confidence
      ? [`confidence ${confidence.toFixed(1)} of ${next.confidence.toFixed(1)}`]
      : []),
  ];
  if (missing.length === 0) return null;
  return `Next they will be chosen ${stageWords(next.stage)}; on the way there: ${missing.join(', ')}.`;
}

/** Confidence, which has no upper end, as a share of a bar: c / (1 + c), so that a strong taste fills about half of it. */
export function confidenceShare(confidence: number): number {
  return confidence > 0 ? confidence / (1 + confidence) : 0;
}
