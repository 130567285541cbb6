import { checkModels, problemOf } from './checkModels.ts';
import type { Ear, EmotionReading } from './ear.ts';
import { lexiconReading } from './lexiconReading.ts';
import { modelReadings } from './modelReadings.ts';
import { openModel, type OpenModel } from './openModel.ts';
import type { ProviderTry } from './openSession.ts';
import { MAX_READ, type TextToRead, textToRead } from './textToRead.ts';

export type { Ear, EmotionReading } from './ear.ts';

/** Texts scored at once; more would only hold the thread longer. */
const BATCH = 32;
const CUT = `Only the first ${MAX_READ.toLocaleString('en')} characters were read.`;
const CLOSED = 'The emotion model was closed.';

/**
 * Opens the emotion model of a models directory. Never throws for a bad model:
 * a small word list answers then, and every reading says so and why.
 */
export async function openEar({ modelsDir }: { modelsDir: string }): Promise<Ear> {
  const tried: ProviderTry[] = [];
  let model: OpenModel | null = null;
  let problem = CLOSED;
  try {
    model = await openModel(modelsDir, (attempt) => tried.push(attempt));
  } catch (error) {
    problem = problemOf(error);
  }
  const openingProblem = model ? null : problem;

  async function readBatch(texts: readonly TextToRead[]): Promise<EmotionReading[]> {
    if (!model) return texts.map((text) => lexiconReading(text, problem));
    try {
      return await modelReadings(model, texts);
    } catch (error) {
      return texts.map((text) => lexiconReading(text, problemOf(error)));
    }
  }

  async function readMany(texts: readonly string[]): Promise<EmotionReading[]> {
    const readings: EmotionReading[] = [];
    for (let start = 0; start < texts.length; start += BATCH) {
      const batch = texts.slice(start, start + BATCH).map(textToRead);
      const read = await readBatch(batch);
      batch.forEach((text, index) => readings.push(withCut(read[index]!, text)));
    }
    return readings;
  }

  return {
    readMany,
    async read(text) {
      const [reading] = await readMany([text]);
      return reading!;
    },
    check() {
      const checks = checkModels(modelsDir);
      // Whole files may not work together, or may have been mended after they were read.
      const isSaid = checks.some(({ problem }) => problem === openingProblem);
      if (openingProblem === null || isSaid) return checks;
      return [...checks, { id: 'emotion', file: 'manifest.json', ok: false, problem: openingProblem }];
    },
    providers: () => [...tried],
    async close() {
      const open = model;
      model = null;
      await open?.session.close();
    },
  };
}

function withCut(reading: EmotionReading, { isCut }: TextToRead): EmotionReading {
  if (!isCut) return reading;
  const { notice } = reading.model;
  return { ...reading, model: { ...reading.model, notice: notice === null ? CUT : `${notice} ${CUT}` } };
}
