import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { AppError } from '../../src-preload/errors.ts';
import { filesInUse, MANIFEST_FILES, readEarManifest } from '../encoder/layout/earManifest.ts';
import type { ModelEntry, ModelTask } from './modelEntry.ts';
import { readModelList, type ShippedModel } from './modelList.ts';

const tasksOf: Readonly<Record<string, readonly ModelTask[]>> = {
  'valence-arousal': ['emotion'],
  search: ['search'],
  ear: ['emotion', 'search'],
};

/** Models that were found, and what of them could not be read. */
export type FoundModels = {
  readonly entries: readonly ModelEntry[];
  readonly problems: readonly { readonly id: string; readonly problem: string }[];
};

/**
 * The models that come with the app, those first that are preferred where the
 * person has chosen none: folders with a manifest of their own (the last by
 * name first), then what `manifest.json` lists. One that cannot be read does
 * not hide the others.
 */
export async function readShippedModels(modelsDir: string): Promise<FoundModels> {
  const names = existsSync(modelsDir) ? readdirSync(modelsDir).sort().reverse() : [];
  const folders = names.filter((name) =>
    MANIFEST_FILES.some((file) => existsSync(join(modelsDir, name, file))),
  );
  const entries: ModelEntry[] = [];
  const problems: FoundModels['problems'][number][] = [];
  const take = async (id: string, read: () => Promise<readonly ModelEntry[]>) => {
    try {
      const found = await read();
      entries.push(...found.filter((entry) => !entries.some((other) => other.id === entry.id)));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push({ id, problem: error.message });
    }
  };
  for (const name of folders) await take(name, async () => [await readOwnFolder(join(modelsDir, name))]);
  await take('manifest.json', async () => {
    const list = await readModelList(modelsDir);
    // Where every model has a folder that describes it, no list is needed.
    if (!list && folders.length === 0) {
      throw new AppError('model-unusable', 'The list of models (manifest.json) is missing.');
    }
    problems.push(...(list?.faults ?? []).map((problem) => ({ id: 'manifest.json', problem })));
    return (list?.models ?? []).map((model) => entryOf(modelsDir, model));
  });
  return { entries, problems };
}

/** A folder as the training pipeline writes it. Other exports of the model may have been left out of the app; what it is run from may not. */
async function readOwnFolder(folder: string): Promise<ModelEntry> {
  const manifest = (await readEarManifest(folder))!;
  const needed = filesInUse(manifest);
  const files = Object.entries(manifest.sha256).filter(
    ([file]) => needed.includes(file) || existsSync(join(folder, file)),
  );
  const sizes = files.map(([file]) => statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0);
  return {
    id: manifest.id,
    origin: 'shipped',
    tasks: ['emotion', 'search'],
    reader: 'encoder',
    folder,
    sha256: Object.fromEntries(files),
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    licence: manifest.licence,
    source: 'trained by this project',
    metrics: manifest.figures,
    addedAt: null,
  };
}

function entryOf(
  modelsDir: string,
  { id, task, reader, files, licence, sources, metrics }: ShippedModel,
): ModelEntry {
  const name = files[0]!.path.split('/')[0]!;
  return {
    id,
    origin: 'shipped',
    tasks: tasksOf[task] ?? [],
    reader,
    folder: join(modelsDir, name),
    sha256: Object.fromEntries(files.map(({ path, sha256 }) => [path.slice(name.length + 1), sha256])),
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    licence,
    source: sources.map((source) => source.name).join('; ') || null,
    metrics,
    addedAt: null,
  };
}
