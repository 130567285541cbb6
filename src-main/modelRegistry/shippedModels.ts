import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { AppError } from '../../src-preload/errors.ts';
import { filesInUse, MANIFEST_FILES, readEarManifest } from '../encoder/earManifest.ts';
import type { ModelEntry, ModelTask } from './modelEntry.ts';

/** What the registry reads of models/manifest.json; the rest is the readers' own. */
const Shipped = z.object({
  models: z.array(
    z.object({
      id: z.string(),
      task: z.string(),
      reader: z.string(),
      files: z.array(
        z.object({ path: z.string().regex(/^[\w-]+\/[\w./-]+$/), sha256: z.string(), sizeBytes: z.number() }),
      ),
      licence: z.string(),
      sources: z.array(z.object({ name: z.string() })).default([]),
      metrics: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

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
  await take('manifest.json', () => readList(modelsDir));
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

async function readList(modelsDir: string): Promise<ModelEntry[]> {
  const file = join(modelsDir, 'manifest.json');
  if (!existsSync(file)) return [];
  const parsed = Shipped.safeParse(parseJson(await readFile(file, 'utf8')));
  if (!parsed.success) {
    throw new AppError('model-unusable', `The list of models (${file}) is damaged.`, { cause: parsed.error });
  }
  return parsed.data.models.map(({ id, task, reader, files, licence, sources, metrics }) => {
    const name = files[0]?.path.split('/')[0] ?? id;
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
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
