import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { AppError } from '../../src-preload/errors.ts';
import type { Model, ModelFile } from './manifest.ts';

/** The content of a model's file. Throws an `AppError` when it is not what the manifest says. */
export function readModelFile(modelsDir: string, { path, sha256, sizeBytes }: ModelFile): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(join(modelsDir, path));
  } catch (error) {
    throw new AppError('model-unusable', `The model file ${path} is missing or cannot be read.`, {
      cause: error,
    });
  }
  if (content.length !== sizeBytes) {
    throw new AppError(
      'model-unusable',
      `The model file ${path} is damaged: ${content.length} bytes instead of ${sizeBytes}.`,
    );
  }
  if (createHash('sha256').update(content).digest('hex') !== sha256) {
    throw new AppError('model-unusable', `The model file ${path} is damaged: its checksum is wrong.`);
  }
  return content;
}

/** The file of a model in a role. Throws an `AppError` when the manifest names none. */
export function fileOf(model: Model, role: string): ModelFile {
  const file = model.files.find((candidate) => candidate.role === role);
  if (!file) throw new AppError('model-unusable', `The model ${model.id} names no ${role} file.`);
  return file;
}
