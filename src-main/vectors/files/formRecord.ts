import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { TextForm } from '../../../src-preload/searchCalls.ts';

const FileName = z.string().regex(/^[\w.-]+$/);

const Graph = z.object({
  file: FileName,
  bytes: z.number(),
  /** CRC-32 of the whole file: a damaged one takes the process down when it is opened. */
  crc32: z.number(),
  /** Rows of the vector file that were looked at; those after them are not in it. */
  rows: z.int(),
});

const Record = z.object({
  version: z.literal(1),
  form: TextForm,
  /** The id of the model, for people and for the registry. */
  model: z.string(),
  /** SHA-256 of what makes the vectors: model, its files, and how it is read. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  dimensions: z.int().min(1),
  /** SHA-256 of what makes the sentences of this form. */
  template: z.string(),
  /** The highest revision of the catalogue that was read. */
  revision: z.int(),
  vectors: FileName,
  /** Null where there are so few songs that all are compared, or USearch cannot be loaded. */
  graph: Graph.nullable(),
});

/** What is indexed of one form, and in which files: written last, so that what it names is there. */
export type FormRecord = z.output<typeof Record>;

/** The folder of a profile that holds what is derived from the rest. */
export function derivedFolder(profile: string): string {
  return join(profile, 'derived');
}

/** The record of a form, or null where there is none that can be read. */
export function readFormRecord(folder: string, form: TextForm): FormRecord | null {
  try {
    const record = Record.parse(JSON.parse(readFileSync(recordFile(folder, form), 'utf8')));
    return record.form === form ? record : null;
  } catch {
    // Missing, damaged or of another version: what it would name is derived, and is made again.
    return null;
  }
}

export function writeFormRecord(folder: string, record: FormRecord): void {
  const file = recordFile(folder, record.form);
  writeFileSync(`${file}.partial`, JSON.stringify(record, null, 1));
  renameSync(`${file}.partial`, file);
}

/** Forgets what is indexed of a form; its files are swept by the next build. */
export function removeFormRecord(folder: string, form: TextForm): void {
  rmSync(recordFile(folder, form), { force: true });
}

function recordFile(folder: string, form: TextForm): string {
  return join(folder, `vectors-${form}.json`);
}
