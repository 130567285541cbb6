import { AppError } from '../../src-preload/errors.ts';
import { chooseRunner, holdRunner } from './providers/chooseRunner.ts';
import { createEncoder, type Encoder } from './createEncoder.ts';
import type { EncoderInput, Runner } from './providers/createRunner.ts';
import { type EarManifest, filesInUse } from './layout/earManifest.ts';
import { type CountedWords, openCountedWords } from './input/openCountedWords.ts';
import { openRunner } from './providers/openRunner.ts';
import { openTokenizer, type TextTokenizer } from './input/openTokenizer.ts';
import { openWideFeatures } from './input/openWideFeatures.ts';
import { type EncoderLayout, readLayout } from './layout/readLayout.ts';
import type { TokenisedText } from './windows/splitSentences.ts';
import type { ProviderMemory } from './providers/tryProviders.ts';
import { verifyFiles } from './layout/verifyFiles.ts';

/** An encoder with what belongs to it. */
export type OpenEncoder = Encoder & {
  readonly tokenizer: TextTokenizer;
  readonly layout: EncoderLayout;
  /** Null for a model that takes no counted words. */
  readonly words: CountedWords | null;
  /** Null for a sentence-transformers folder. */
  readonly manifest: EarManifest | null;
};

export type EncoderOptions = {
  /** Only the CPU, or the best of what the machine has, as remembered or tried. */
  readonly providers: 'cpu' | ProviderMemory;
  /** Expected SHA-256 by file; where none are given, those of the folder's own manifest count. */
  readonly sha256?: Readonly<Record<string, string>>;
  /** Another graph of the folder than the one that its settings name. */
  readonly graph?: string;
};

/** The most tokens of one run; long texts are read in several windows. */
const MAX_TOKENS = 128;

/** By what providers make of it they are compared. It is never changed: remembered trials were made with it. */
const PROBE_TEXT =
  'Today was a long day, but in the evening we sat by the water, somebody played the guitar, and for the first time in weeks I felt quiet and glad.';

/**
 * Opens a model folder: the app's own layout, or one of sentence-transformers.
 * Files are verified, the graph is compared with the folder's settings, and a
 * text is read before the encoder is returned. Throws `model-unusable` with
 * what is wrong.
 */
export async function openEncoder(folder: string, options: EncoderOptions): Promise<OpenEncoder> {
  const settings = await readLayout(folder);
  const layout = options.graph ? { ...settings, modelFile: options.graph } : settings;
  await verifyFiles(folder, options.sha256 ?? ownSums(layout));
  const tokenizer = await openTokenizer(folder);
  const { plan, runner: cpu } = await openRunner(layout, 'cpu', tokenizer.padId);
  try {
    const wide = await openWideFeatures(folder, plan.wide);
    const words = plan.takesWords ? await openCountedWords(folder) : null;
    const longest = Math.min(layout.longest ?? MAX_TOKENS, tokenizer.longest ?? MAX_TOKENS, MAX_TOKENS);
    const prepare = ({ text, ids }: TokenisedText) => ({
      ids: tokenizer.frame(ids, longest),
      wide: wide(text),
      counted: words?.count(text) ?? null,
    });
    const embeddingSize = await tryLongest(cpu, layout, {
      ids: new Array<number>(longest).fill(tokenizer.size - 1),
      wide: new Float32Array(plan.wide),
      counted: words && { ids: [words.vocabulary.size - 1], counts: [1] },
    });
    const runner =
      options.providers === 'cpu'
        ? holdRunner({ runner: cpu, name: 'cpu', trials: [] })
        : await chooseRunner({
            cpu,
            openOn: async (provider) => (await openRunner(layout, provider, tokenizer.padId)).runner,
            probe: prepare({ text: PROBE_TEXT, ids: tokenizer.tokenise(PROBE_TEXT) }),
            memory: options.providers,
          });
    const encoder = createEncoder({ runner, prepare, embeddingSize, longest });
    return { ...encoder, tokenizer, layout, words, manifest: layout.manifest };
  } catch (error) {
    await cpu.release();
    throw error;
  }
}

/** Sums of the files that are used, of all that the manifest lists. */
function ownSums({ manifest }: EncoderLayout): Record<string, string> {
  if (!manifest) return {};
  const used = filesInUse(manifest);
  return Object.fromEntries(Object.entries(manifest.sha256).filter(([file]) => used.includes(file)));
}

/**
 * Reads the longest text that can come, out of the last entries of its
 * vocabularies: a tokenizer of another model shows itself here and not in the
 * middle of somebody's text. Returns the length of the embedding.
 */
async function tryLongest(
  runner: Runner,
  { embeddingSize }: EncoderLayout,
  text: EncoderInput,
): Promise<number> {
  const [found] = await runner.run([text]);
  const size = found!.embedding.length;
  if (embeddingSize !== null && size !== embeddingSize) {
    throw new AppError(
      'model-unusable',
      `The model gives embeddings of ${size} numbers, but its folder says ${embeddingSize}. The graph and the settings are of two models.`,
    );
  }
  return size;
}
