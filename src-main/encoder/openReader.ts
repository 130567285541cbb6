import { setImmediate as nextTurn } from 'node:timers/promises';

import { combineWindows } from './windows/combineWindows.ts';
import type { Heard } from './heard.ts';
import { type EncoderOptions, openEncoder, type OpenEncoder } from './openEncoder.ts';
import { createReadingCache } from './readingCache.ts';
import { MAX_WINDOWS, splitIntoWindows, type TextWindow } from './windows/splitIntoWindows.ts';
import { weighWindows } from './windows/weighWindows.ts';

/** A model that reads texts of any length. */
export type Reader = {
  readonly encoder: OpenEncoder;
  /** What is heard in each text, in order. Texts that were read lately are not read again. */
  read(texts: readonly string[]): Promise<Heard[]>;
  /** Waits for what is in flight and frees the model. */
  close(): Promise<void>;
};

/** Readings of some 10,000 texts. */
const CACHE_BYTES = 16 * 2 ** 20;
/** Texts that are cut into windows and read together. */
const TEXTS_PER_ROUND = 256;

const SAMPLED = `This text is too long to be read whole: its beginning, its end and ${MAX_WINDOWS - 2} parts between were read.`;

/** Opens a model folder for reading; options and failures as of `openEncoder`. */
export async function openReader(folder: string, options: EncoderOptions): Promise<Reader> {
  const encoder = await openEncoder(folder, options);
  const cache = createReadingCache(CACHE_BYTES, sizeOf);

  /** Reads texts of which none is in the cache. */
  async function readRound(texts: readonly string[]): Promise<Heard[]> {
    const cut = [];
    for (const text of texts) {
      cut.push(cutText(encoder, text));
      if (cut.at(-1)!.windows.length > 1) await nextTurn();
    }
    const encoded = await encoder.encode(cut.flatMap(({ windows }) => windows));
    let next = 0;
    return cut.map(({ windows, isSampled }) => {
      const weights = weighWindows(windows);
      const read = weights.map((weight) => ({ weight, found: encoded[next++]! }));
      const ids = windows.flatMap((window) => window.ids);
      const whole = { tokens: ids.length, shareUnknown: encoder.tokenizer.shareUnknown(ids) };
      const heard = combineWindows(read, whole, encoder.manifest?.confidence ?? null);
      return { ...heard, notice: isSampled ? SAMPLED : null };
    });
  }

  return {
    encoder,
    async read(texts) {
      const found = texts.map((text) => cache.get(text));
      const missing = [...new Set(texts.filter((_, at) => !found[at]))];
      const fresh = new Map<string, Heard>();
      for (let at = 0; at < missing.length; at += TEXTS_PER_ROUND) {
        const round = missing.slice(at, at + TEXTS_PER_ROUND);
        const heard = await readRound(round);
        round.forEach((text, index) => {
          fresh.set(text, heard[index]!);
          cache.set(text, heard[index]!);
        });
      }
      return texts.map((text, at) => found[at] ?? fresh.get(text)!);
    },
    close: () => encoder.close(),
  };
}

function cutText(
  { tokenizer, longest }: OpenEncoder,
  text: string,
): { windows: readonly TextWindow[]; isSampled: boolean } {
  return splitIntoWindows(text, longest - tokenizer.specials, (piece) => tokenizer.tokenise(piece));
}

function sizeOf({ embedding, emotions }: Heard): number {
  return embedding.byteLength + (emotions?.byteLength ?? 0) + 200;
}
