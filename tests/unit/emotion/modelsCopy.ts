import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

/** The shipped models. */
export const modelsDir = join(import.meta.dirname, '../../../models');

/** Copies the list of models and `ridge-1`, the linear model, alone. */
export function copyRidge(directory: string): void {
  for (const path of ['manifest.json', 'ridge-1'])
    cpSync(join(modelsDir, path), join(directory, path), { recursive: true });
}

/** A copy of the linear model that the running test may break. */
export function modelsCopy(): string {
  const copy = temporaryDirectory();
  copyRidge(copy);
  return copy;
}

/** Puts other content into a model's file, and into the manifest what it then should be. */
export function replaceModelFile(modelsDir: string, path: string, content: Uint8Array): void {
  writeFileSync(join(modelsDir, path), content);
  const manifestPath = join(modelsDir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  for (const file of manifest.models.flatMap((model: { files: unknown[] }) => model.files)) {
    if (file.path !== path) continue;
    file.sizeBytes = content.length;
    file.sha256 = createHash('sha256').update(content).digest('hex');
  }
  writeFileSync(manifestPath, JSON.stringify(manifest));
}
