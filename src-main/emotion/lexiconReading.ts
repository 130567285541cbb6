import type { EmotionReading } from './ear.ts';
import { moodOf } from './mood.ts';
import { scoreByLexicon } from './scoreByLexicon.ts';
import type { TextToRead } from './words/textToRead.ts';

/** What the lexicon makes of a text; `problem` says why the model did not answer. */
export function lexiconReading({ tokens }: TextToRead, problem: string): EmotionReading {
  const point = scoreByLexicon(tokens) ?? { valence: 0, arousal: 0 };
  const notice = `${problem} A small word list answered instead, which is less exact.`;
  return {
    ...point,
    raw: point,
    mood: moodOf(point),
    confidence: null,
    emotions: [],
    provider: null,
    model: { id: 'lexicon', kind: 'lexicon', notice },
  };
}
