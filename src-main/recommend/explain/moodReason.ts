import type { Intent, Point, Reason } from '../../../src-preload/wire.ts';
import type { CatalogueView } from '../catalogueView.ts';
import { differenceWords, MOOD_WORDS, moodWords } from './moodWords.ts';

/** What counts as the step that an intent asked for, on its axis. */
const STEP = 0.1;

/** The axis that an intent moves, which way, and the word for a step along it. */
const STEPS = {
  lift: { axis: 'valence', sign: 1, word: 'brighter' },
  calm: { axis: 'arousal', sign: -1, word: 'calmer' },
  energise: { axis: 'arousal', sign: 1, word: 'livelier' },
} as const;

const NEARNESS = {
  here: {
    same: ['right where you are', 'just as you feel', 'a match for how you feel'],
    close: ['close to where you are', 'near how you feel', 'not far from how you feel'],
  },
  there: {
    same: ['right where you want to be', 'just where you asked to go', 'the mood you asked for'],
    close: ['close to where you want to be', 'near where you asked to go', 'not far from what you asked for'],
  },
} as const;

/**
 * What a song has to do with the feeling: that it takes the step that the intent
 * asked for, or how near it is to where the person is or wants to be.
 */
export function moodReason(
  { catalogue, felt, target, intent }: MoodQuestion,
  row: number,
  wording: number,
): Reason {
  const mood: Point = { valence: catalogue.valence[row]!, arousal: catalogue.arousal[row]! };
  if (Number.isNaN(mood.valence) || Number.isNaN(mood.arousal)) {
    return { kind: 'mood', text: 'Its mood is not known' };
  }
  const words = moodWords(mood, wording);
  if (intent !== 'match') {
    const { axis, sign, word } = STEPS[intent];
    const step = sign * (mood[axis] - felt[axis]);
    if (step >= STEP) return { kind: 'intent', text: stepWords(word, words, step, wording) };
  }

  const distance = Math.hypot(mood.valence - target.valence, mood.arousal - target.arousal);
  const nearness = NEARNESS[intent === 'match' ? 'here' : 'there'];
  if (distance <= MOOD_WORDS.same) return { kind: 'mood', text: `${words}, ${nearness.same[wording]!}` };
  if (distance <= MOOD_WORDS.close) return { kind: 'mood', text: `${words}, ${nearness.close[wording]!}` };
  return { kind: 'mood', text: `${words}, ${differenceWords(mood, felt)} than you feel` };
}

/** What the reason is measured against. */
export type MoodQuestion = {
  readonly catalogue: Pick<CatalogueView, 'valence' | 'arousal'>;
  /** Where the person is, before the intent moved the target. */
  readonly felt: Point;
  readonly target: Point;
  readonly intent: Intent;
};

function stepWords(word: string, words: string, step: number, wording: number): string {
  const amount = step >= MOOD_WORDS.far ? `Much ${word}` : `A step ${word}`;
  const lower = words[0]!.toLowerCase() + words.slice(1);
  return [
    `${amount} than you feel, as you asked`,
    `${words}: ${amount.toLowerCase()} than you feel`,
    `${amount} than you feel, as you asked: ${lower}`,
  ][wording]!;
}
