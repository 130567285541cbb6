import { verifyFiles } from '../encoder/layout/verifyFiles.ts';
import type { ModelTask } from '../storage/modelChoices.ts';

export type { ModelTask } from '../storage/modelChoices.ts';

/** How the files of a model are read: each reader is opened by code of its own. */
export type ModelReader = 'encoder' | (string & {});

/** A model that is there, with what is known of it. */
export type ModelEntry = {
  readonly id: string;
  /** Part of the app, or added to the profile by the person. */
  readonly origin: 'shipped' | 'added';
  readonly tasks: readonly ModelTask[];
  readonly reader: ModelReader;
  readonly folder: string;
  /** SHA-256 of each file, by its path inside the folder. */
  readonly sha256: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  readonly licence: string | null;
  /** Where it comes from, in words. */
  readonly source: string | null;
  /** Figures as its maker states them, for people. */
  readonly metrics: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds; null for what came with the app. */
  readonly addedAt: number | null;
};

/** Every task, in the order in which they are shown. */
export const TASKS: readonly ModelTask[] = ['emotion', 'search'];

/** What tells two versions of a model apart: the sum of its graph, or of its first file where none is a graph. */
export function fingerprint({ sha256 }: ModelEntry): string {
  const files = Object.entries(sha256);
  return (files.find(([file]) => file.endsWith('.onnx')) ?? files[0])?.[1] ?? '';
}

/** Reads all files of a model and compares their sums. Throws `model-unusable` naming the first that is not as it was. */
export function verifyEntry({ folder, sha256, origin }: ModelEntry): Promise<void> {
  return verifyFiles(
    folder,
    sha256,
    origin === 'shipped' ? 'Install the app again.' : 'Add the model again.',
  );
}
