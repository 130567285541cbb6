import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { AppError } from '../../src-preload/errors.ts';
import { openEncoder } from '../encoder/openEncoder.ts';
import { type EncoderLayout, readLayout } from '../encoder/layout/readLayout.ts';
import { sha256Of } from '../encoder/layout/verifyFiles.ts';
import { addedModelsFolder, type AddedRecord, PARTIAL, RECORD } from './addedModels.ts';
import type { ModelEntry } from './modelEntry.ts';
import { fingerprint } from './modelEntry.ts';
import { modelFiles } from './modelFiles.ts';

const PROBE = 'A quiet evening by the water.';

/**
 * Copies a model folder into the profile. Only when the copy has been opened
 * and has read a text does it get its place and its name, all at once; whatever
 * goes wrong before leaves nothing behind. Throws `model-unusable` with what
 * does not fit, `bad-request` when the model is there already.
 */
export async function addModel(
  source: string,
  profile: string,
  known: readonly ModelEntry[],
  now: number,
): Promise<ModelEntry> {
  const folder = resolve(source);
  if (!existsSync(folder)) throw new AppError('not-found', `There is no folder ${folder}.`);
  if (!(await stat(folder)).isDirectory()) {
    throw new AppError('bad-request', `${folder} is a file. Give the folder that holds model and tokenizer.`);
  }
  const layout = await readLayout(folder);
  const directory = addedModelsFolder(profile);
  const partial = join(directory, `${PARTIAL}${randomUUID()}`);
  await mkdir(partial, { recursive: true });
  try {
    const copied = await copyFiles(layout, partial);
    const entry = await inspect(layout, partial, copied, now);
    refuseSame(entry, known);
    const id = freeId(idOf(layout), entry, known);
    const { origin: _origin, folder: _folder, ...rest } = { ...entry, id };
    const record = { format: 1, ...rest } as AddedRecord;
    await writeFile(join(partial, RECORD), JSON.stringify(record, null, 2));
    const final = join(directory, id);
    await rename(partial, final);
    return { ...entry, id, folder: final };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Removes what an addition left behind that the process did not live to end. */
export async function sweepPartialModels(profile: string): Promise<void> {
  const directory = addedModelsFolder(profile);
  if (!existsSync(directory)) return;
  for (const name of await readdir(directory)) {
    if (name.startsWith(PARTIAL)) await rm(join(directory, name), { recursive: true, force: true });
  }
}

type Copied = { readonly sha256: Record<string, string>; readonly sizeBytes: number };

async function copyFiles(layout: EncoderLayout, destination: string): Promise<Copied> {
  const sha256: Record<string, string> = {};
  let sizeBytes = 0;
  for (const file of modelFiles(layout)) {
    const target = join(destination, file);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(layout.folder, file), target);
    sha256[file] = await sha256Of(target);
    sizeBytes += (await stat(target)).size;
  }
  return { sha256, sizeBytes };
}

/** Opens the copy and reads a text with it; what it can do is what it did. */
async function inspect(
  layout: EncoderLayout,
  folder: string,
  copied: Copied,
  now: number,
): Promise<ModelEntry> {
  // A folder of the app's own carries sums of its own, which must hold too.
  const stated = Object.entries(layout.manifest?.sha256 ?? {}).filter(([file]) => file in copied.sha256);
  const encoder = await openEncoder(folder, {
    providers: 'cpu',
    sha256: { ...copied.sha256, ...Object.fromEntries(stated) },
  });
  try {
    const ids = encoder.tokenizer.tokenise(PROBE);
    const [read] = await encoder.encode([{ text: PROBE, ids }]);
    const hasEmotion = 'vad' in read!.heads;
    return {
      id: '',
      origin: 'added',
      tasks: hasEmotion ? ['emotion', 'search'] : ['search'],
      reader: 'encoder',
      folder,
      ...copied,
      licence: layout.manifest?.licence ?? (await licenceIn(folder)),
      source: await sourceOf(layout),
      metrics: { ...layout.manifest?.figures, embeddingSize: encoder.embeddingSize },
      addedAt: now,
    };
  } finally {
    await encoder.close();
  }
}

function refuseSame(entry: ModelEntry, known: readonly ModelEntry[]): void {
  const same = known.find((other) => fingerprint(other) === fingerprint(entry));
  if (same) throw new AppError('bad-request', `This model is there already, as ${same.id}.`);
}

/** A name out of the folder's own; the cache of Hugging Face calls folders by their commits, so there the model's name counts. */
function idOf({ folder, manifest }: EncoderLayout): string {
  if (manifest) return manifest.id.toLowerCase();
  const name = basename(folder);
  const cached = /models--[^/\\]*--([^/\\]+)[/\\]snapshots[/\\]/.exec(folder)?.[1];
  const slug = (cached ?? name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 60);
  return slug || 'model';
}

/** The id, with the beginning of the model's sum where another model has that name. */
function freeId(id: string, entry: ModelEntry, known: readonly ModelEntry[]): string {
  const isTaken = known.some((other) => other.id === id);
  return isTaken ? `${id}-${fingerprint(entry).slice(0, 8)}` : id;
}

async function sourceOf({ folder, manifest }: EncoderLayout): Promise<string> {
  if (manifest) return `added from ${folder}`;
  const file = join(folder, 'config.json');
  const config = existsSync(file)
    ? (JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>)
    : {};
  const name = config['_name_or_path'];
  return typeof name === 'string' && name ? `added from ${folder} (${name})` : `added from ${folder}`;
}

/** What the model card says of its licence, in its first lines. */
async function licenceIn(folder: string): Promise<string | null> {
  const file = join(folder, 'README.md');
  if (!existsSync(file)) return null;
  const head = (await readFile(file, 'utf8')).slice(0, 4_000);
  return /^licen[cs]e:\s*["']?([\w.+-]+)/m.exec(head)?.[1] ?? null;
}
