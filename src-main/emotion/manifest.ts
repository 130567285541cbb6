import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { AppError } from '../../src-preload/errors.ts';

/** A path below the models directory, never out of it. */
const ModelPath = z
  .string()
  .min(1)
  .refine((path) => !/^[/\\]|[:\\]|(^|\/)\.\.(\/|$)/.test(path), 'must lie below the models directory');

/** A file of a model, with what its content must be. */
export const ModelFile = z.object({
  role: z.string(),
  path: ModelPath,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().positive(),
});
export type ModelFile = z.output<typeof ModelFile>;

const Tensor = z.object({
  name: z.string(),
  type: z.string(),
  shape: z.array(z.union([z.string(), z.int().positive()])),
});

/** Per axis, plane = tanh(gain · (raw − centre)). */
export const Calibration = z.object({
  kind: z.literal('tanh'),
  valence: z.object({ centre: z.number(), gain: z.number().positive() }),
  arousal: z.object({ centre: z.number(), gain: z.number().positive() }),
});
export type Calibration = z.output<typeof Calibration>;

/** What a model says about itself. Metrics and sources are for people. */
export const Model = z
  .object({
    id: z.string().min(1),
    task: z.string(),
    /** The version of the rules by which text becomes the inputs. */
    reader: z.string(),
    files: z.array(ModelFile).min(1),
    opset: z.int().min(7),
    inputs: z.array(Tensor).min(1),
    outputs: z.array(Tensor).min(1),
    /** From what the graph gives to the plane; every model that places texts there has one. */
    calibration: Calibration.optional(),
    licence: z.string(),
    sources: z.array(z.object({ name: z.string(), licence: z.string(), use: z.string() })),
    metrics: z.record(z.string(), z.unknown()),
  })
  .refine(({ task, calibration }) => task !== 'valence-arousal' || calibration, {
    path: ['calibration'],
    message: 'missing',
  });
export type Model = z.output<typeof Model>;

/** models/manifest.json: the models that are well described, and a sentence for each that is not. */
export type Manifest = { readonly models: readonly Model[]; readonly faults: readonly string[] };

const ManifestFile = z.object({ format: z.literal(1), models: z.array(z.unknown()) });

/**
 * The manifest of a models directory. A model that is badly described does not
 * hide the others. Throws an `AppError` when there is nothing to be read.
 */
export function readManifest(modelsDir: string): Manifest {
  const parsed = ManifestFile.safeParse(parseJson(readManifestText(modelsDir)));
  if (!parsed.success) throw new AppError('model-unusable', faultOf(parsed.error));
  const models: Model[] = [];
  const faults: string[] = [];
  parsed.data.models.forEach((entry, index) => {
    const model = Model.safeParse(entry);
    if (model.success) models.push(model.data);
    else faults.push(faultOf(model.error, `models.${index}.`));
  });
  return { models, faults };
}

function readManifestText(modelsDir: string): string {
  try {
    return readFileSync(join(modelsDir, 'manifest.json'), 'utf8');
  } catch (error) {
    throw new AppError('model-unusable', 'The list of models (manifest.json) is missing.', { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOf({ issues }: z.ZodError, prefix = ''): string {
  const [issue] = issues;
  const place = `${prefix}${issue?.path.join('.') ?? ''}` || 'the whole of it';
  return `The list of models (manifest.json) is damaged: ${place}.`;
}
