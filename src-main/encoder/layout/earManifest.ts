import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { AppError } from '../../../src-preload/errors.ts';
import { Calibration } from './calibration.ts';
import { ConfidenceCurve } from '../confidence.ts';
import { Adapters } from './readAdapters.ts';
import { readJsonFile } from './readJsonFile.ts';

/** The graph of a folder whose manifest names none. */
const DEFAULT_FILE = 'model-int8.onnx';

const Manifest = z.object({
  /** It becomes the name of a folder, so it may not lead anywhere else. */
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i),
  /** The graph that is used, of those in the folder. */
  file: z
    .string()
    .regex(/^\w[\w.-]*$/)
    .default(DEFAULT_FILE),
  outputs: z.object({ embedding: z.tuple([z.unknown(), z.int().positive()]) }),
  /** The most tokens, those around a text included. */
  longest: z.int().min(3),
  /** Names of the emotions in the order of the model's output. */
  labels: z.array(z.string()).default([]),
  /** From which probability on each emotion counts as heard. */
  thresholds: z.array(z.number()).default([]),
  /** SHA-256 of each file, in hexadecimal. */
  sha256: z.record(z.string(), z.string()),
  /** For a graph that takes its adapters as inputs; a folder may have them beside a merged graph too. */
  adapters: z
    .union([Adapters, z.strictObject({}).transform(() => null)])
    .nullable()
    .default(null),
  /** From the raw point to the plane; null where the raw point lies there as it is. */
  calibration: Calibration.nullable().default(null),
  /** How sure a reading is, from what the model shows; null where that was not calibrated. */
  confidence: ConfidenceCurve.nullable().default(null),
  licence: z.string().nullable().default(null),
  figures: z.record(z.string(), z.unknown()).default({}),
});

/** What the training pipeline writes beside a model of the app's own; `all` is everything in the file. */
export type EarManifest = z.output<typeof Manifest> & {
  readonly embeddingSize: number;
  readonly all: Readonly<Record<string, unknown>>;
};

/** The files that a model is run from, of all that its manifest lists. */
export function filesInUse({ file, adapters, sha256 }: EarManifest): string[] {
  const optional = ['vocabulary.txt', adapters?.file ?? ''].filter((name) => name in sha256);
  return [file, 'tokenizer.json', 'wide.json', ...optional];
}

/** What an export of the training is described in, and what a model that is shipped is. */
export const MANIFEST_FILES = ['manifest.json', 'model.json'] as const;

/** The folder's manifest, or null when it has none. Throws `model-unusable` when it lacks what the app needs. */
export async function readEarManifest(folder: string): Promise<EarManifest | null> {
  const name = MANIFEST_FILES.find((candidate) => existsSync(join(folder, candidate)));
  if (!name) return null;
  const file = join(folder, name);
  const all = await readJsonFile(file);
  if (!all) return null;

  const parsed = Manifest.safeParse(all);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new AppError('model-unusable', `${file} has no usable "${path.join('.')}": ${message}.`);
  }
  const { labels, thresholds } = parsed.data;
  if (thresholds.length !== labels.length) {
    throw new AppError(
      'model-unusable',
      `${file} has ${thresholds.length} thresholds for ${labels.length} labels.`,
    );
  }
  return { ...parsed.data, embeddingSize: parsed.data.outputs.embedding[1], all };
}
