import { AppError } from '../../src-preload/errors.ts';
import { readManifest } from './manifest.ts';
import { readModelFile } from './modelFile.ts';

/** What is wrong with a model's file, or null. */
export type ModelCheck = { id: string; file: string; ok: boolean; problem: string | null };

/** Reads every file that the manifest names and says how it is, and how the manifest itself is where it is not well. */
export function checkModels(modelsDir: string): ModelCheck[] {
  try {
    const { models, faults } = readManifest(modelsDir);
    const files = models.flatMap(({ id, files }) =>
      files.map((file) => ({
        id,
        file: file.path,
        ...outcomeOf(() => readModelFile(modelsDir, file)),
      })),
    );
    return [...faults.map(manifestFault), ...files];
  } catch (error) {
    return [manifestFault(problemOf(error))];
  }
}

function manifestFault(problem: string): ModelCheck {
  return { id: 'manifest', file: 'manifest.json', ok: false, problem };
}

/** The sentence for whatever kept a model from being used. */
export function problemOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `The emotion model cannot be used: ${error instanceof Error ? error.message : String(error)}`;
}

function outcomeOf(act: () => void): { ok: boolean; problem: string | null } {
  try {
    act();
    return { ok: true, problem: null };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}
