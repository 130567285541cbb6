import { AppError } from '../../src-preload/errors.ts';
import type { Calibration } from '../encoder/layout/calibration.ts';
import { type Heard, topEmotions } from '../encoder/heard.ts';
import type { OpenEncoder } from '../encoder/openEncoder.ts';
import type { Reader } from '../encoder/openReader.ts';
import type { ModelEntry } from '../modelRegistry/modelEntry.ts';
import { calibrate } from './calibrate.ts';
import type { Point } from './point.ts';
import type { ModelReading, TextModel } from './textModel.ts';
import { textToRead } from './words/textToRead.ts';
import { NOTHING, shortened, type Trust, trustIn } from './words/trust.ts';

/** As many emotions are named at most. */
const NAMED = 5;

/** What an open encoder is to the ear: readings in the plane where it hears emotion, vectors in any case. */
export function openEarModel({ id }: ModelEntry, reader: Reader): TextModel {
  const { encoder } = reader;
  return {
    async hear(texts) {
      const heard = await reader.read(texts);
      return texts.map((text, at) => toReading(heard[at]!, text, encoder, id));
    },
    async embed(texts) {
      return (await reader.read(texts)).map(({ embedding }) => embedding);
    },
    provider: () => encoder.provider(),
    close: () => reader.close(),
  };
}

function toReading(heard: Heard, text: string, { manifest, words }: OpenEncoder, id: string): ModelReading {
  const raw = heard.point;
  if (!raw) throw new AppError('model-unusable', `${id} does not hear emotions.`);
  const trust = words ? trustByWords(text, words) : trustByPresence(text);
  return {
    point: shortened(place(raw, manifest?.calibration ?? null), trust.share),
    raw: { valence: raw.valence, arousal: raw.arousal },
    embedding: heard.embedding,
    emotions:
      heard.emotions && manifest && trust.notice !== NOTHING
        ? topEmotions(heard.emotions, manifest.labels, manifest.thresholds, NAMED)
        : [],
    confidence: trust.notice === NOTHING ? null : heard.confidence,
    notice: [trust.notice, heard.notice].filter((notice) => notice !== null).join(' ') || null,
  };
}

/** A model that was not calibrated places texts in the plane by itself. */
function place(raw: Point, calibration: Calibration | null): Point {
  if (calibration) return calibrate(raw, calibration);
  const inside = (value: number) => Math.min(1, Math.max(-1, value));
  return { valence: inside(raw.valence), arousal: inside(raw.arousal) };
}

function trustByWords(text: string, { vocabulary, count }: NonNullable<OpenEncoder['words']>): Trust {
  const read = textToRead(text);
  // Counting costs more than looking: most texts have a word that is known whole.
  const hasKnown =
    read.tokens.some((token) => token !== null && vocabulary.has(token)) ||
    count(read.beginning).ids.length > 0;
  // Pieces of words carry the ear over a slip.
  return trustIn(read, vocabulary, hasKnown, true);
}

function trustByPresence(text: string): Trust {
  return text.trim() === '' ? { share: 0, notice: NOTHING } : { share: 1, notice: null };
}
