import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { AppError } from '../../src-preload/errors.ts';
import { Calibration } from '../encoder/layout/calibration.ts';

/** A path in a folder below the models directory, never out of it. */
const ModelPath = z
  .string()
  .regex(/^[\w-]+\/[\w./-]+$/, 'must lie in a folder of the models directory')
  .refine((path) => !path.split('/').includes('..'), 'must lie below the models directory');

const Tensor = z.object({
  name: z.string(),
  type: z.string(),
  shape: z.array(z.union([z.string(), z.int().positive()])),
});

/** What a model says about itself. Metrics and sources are for people. */
const Model = z
  .object({
    id: z.string().min(1),
    task: z.string(),
    /** The version of the rules by which text becomes the inputs. */
    reader: z.string(),
    files: z
      .array(
        z.object({
          role: z.string(),
          path: ModelPath,
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          sizeBytes: z.int().positive(),
        }),
      )
      .min(1),
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

/** A model as `manifest.json` of the models directory lists it. */
export type ShippedModel = z.output<typeof Model>;

/** The models that are well described, and a sentence for each that is not. */
export type ModelList = { readonly models: readonly ShippedModel[]; readonly faults: readonly string[] };

const ListFile = z.object({ format: z.literal(1), models: z.array(z.unknown()) });

/**
 * The list of a models directory (`manifest.json`), null when it has none. A
 * model that is badly described does not hide the others. Throws
 * `model-unusable` when the list as a whole is none.
 */
export async function readModelList(modelsDir: string): Promise<ModelList | null> {
  const file = join(modelsDir, 'manifest.json');
  if (!existsSync(file)) return null;
  const parsed = ListFile.safeParse(parseJson(await readFile(file, 'utf8')));
  if (!parsed.success) throw new AppError('model-unusable', faultOf(parsed.error));
  const models: ShippedModel[] = [];
  const faults: string[] = [];
  parsed.data.models.forEach((entry, index) => {
    const model = Model.safeParse(entry);
    if (model.success) models.push(model.data);
    else faults.push(faultOf(model.error, `models.${index}.`));
  });
  return { models, faults };
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
