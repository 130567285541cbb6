import { calibrate } from './calibrate.ts';
import type { EmotionReading } from './ear.ts';
import { familiarity } from './familiarity.ts';
import { countFeatures } from './features.ts';
import { moodOf } from './mood.ts';
import type { OpenModel } from './openModel.ts';
import type { Point } from './point.ts';
import type { TextToRead } from './textToRead.ts';
import { encode } from './vocabulary.ts';

/**
 * At or below the lower share of known letters nothing is believed, from the
 * upper on everything. Of English comments 1 in 100 has less than .5; French,
 * German, Spanish, Portuguese and Polish sentences have 0 to .36.
 */
const FAMILIARITY = { stranger: 0.2, friend: 0.5 };
const CENTRE: Point = { valence: 0, arousal: 0 };
const LETTER = /\p{L}/u;
const NOTHING = 'There are no words to read here.';
const UNFAMILIAR =
  'Few of these words are known to the model, which reads English, so the answer stays near the middle.';

/**
 * What the model makes of texts, in order. Words it does not know pull the
 * answer to the centre. Rejects when the graph fails.
 */
export async function modelReadings(
  { id, calibration, vocabulary, session }: OpenModel,
  texts: readonly TextToRead[],
): Promise<EmotionReading[]> {
  const encoded = texts.map(({ tokens }) => encode(countFeatures(tokens), vocabulary));
  const raws = await session.score(encoded);
  return texts.map(({ beginning, tokens }, index) => {
    const raw = raws[index]!;
    const hasNothing = encoded[index]!.ids.length === 0;
    const trust = hasNothing ? 0 : trustIn(familiarity(beginning, tokens, vocabulary));
    const point = shortened(calibrate(raw, calibration), trust);
    const notice = hasNothing && !LETTER.test(beginning) ? NOTHING : trust < 1 ? UNFAMILIAR : null;
    return { ...point, raw, mood: moodOf(point), model: { id, kind: 'model', notice } };
  });
}

/** The point on the way from the centre at a share of the distance; the centre itself has no −0. */
function shortened({ valence, arousal }: Point, share: number): Point {
  return share === 0 ? CENTRE : { valence: share * valence, arousal: share * arousal };
}

function trustIn(share: number): number {
  const { stranger, friend } = FAMILIARITY;
  return Math.min(1, Math.max(0, (share - stranger) / (friend - stranger)));
}
