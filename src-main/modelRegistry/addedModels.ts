import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import type { ModelEntry } from './modelEntry.ts';

/** The record that stands beside the files of an added model. */
export const RECORD = 'added.json';
/** What a folder is called while a model is being added; such a one is never read. */
export const PARTIAL = '.adding-';

const Record = z.object({
  format: z.literal(1),
  id: z.string(),
  tasks: z.array(z.enum(['emotion', 'search'])),
  reader: z.literal('encoder'),
  sha256: z.record(z.string(), z.string()),
  sizeBytes: z.number(),
  licence: z.string().nullable(),
  source: z.string().nullable(),
  metrics: z.record(z.string(), z.unknown()),
  addedAt: z.number(),
});

/** What is written as `added.json`. */
export type AddedRecord = z.output<typeof Record>;

/** The folder of the profile that holds the models that the person has added. */
export function addedModelsFolder(profile: string): string {
  return join(profile, 'models');
}

/** The added models of a profile by the time they were added; a folder without a readable record is none. */
export async function readAddedModels(profile: string): Promise<ModelEntry[]> {
  const directory = addedModelsFolder(profile);
  if (!existsSync(directory)) return [];
  const entries: ModelEntry[] = [];
  for (const name of readdirSync(directory)) {
    if (name.startsWith(PARTIAL)) continue;
    const record = await readRecord(join(directory, name, RECORD));
    // The folder's name is the id: a copy of a folder under another name is not a second model.
    if (record?.id !== name) continue;
    entries.push({ ...record, origin: 'added', folder: join(directory, name) });
  }
  return entries.sort((a, b) => a.addedAt! - b.addedAt! || (a.id < b.id ? -1 : 1));
}

async function readRecord(file: string): Promise<AddedRecord | null> {
  try {
    return Record.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Missing or damaged: the model is not listed, and its files stay as they are.
    return null;
  }
}
