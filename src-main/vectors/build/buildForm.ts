import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { TextForm, TextTemplate } from '../../../src-preload/contract.ts';
import { openDatabaseReader } from '../../storage/openDatabaseReader.ts';
import { asStorageFailure } from '../../storage/storageFailure.ts';
import { buildGraph } from './buildGraph.ts';
import { compactRows } from './compactRows.ts';
import { findRows, newFile, sweepFiles } from '../files/derivedFiles.ts';
import { type Embedder, type EmbeddingModel, openEmbedder } from './embedder.ts';
import { followCatalogue } from './followCatalogue.ts';
import { derivedFolder, type FormRecord, readFormRecord, writeFormRecord } from '../files/formRecord.ts';
import { readKnownTexts } from './knownTexts.ts';
import { templateHash } from '../files/templateHash.ts';
import { openVectorAppender } from '../files/vectorFile.ts';

/** What one form of the index is to be built from. Plain values: it goes to another process. */
export type BuildInput = {
  readonly profile: string;
  readonly form: TextForm;
  readonly template: TextTemplate;
  readonly model: EmbeddingModel;
  /** From how many songs on a graph is built; below, all are compared. */
  readonly graphFrom: number;
  /** Whether other work of this process waits meanwhile, so that every step has to be short. */
  readonly isShared: boolean;
};

/** How far a build is; `total` grows when there turns out to be more to do. */
export type BuildProgress = { readonly done: number; readonly total: number };

export type BuildOutcome = {
  /** Songs that have a vector. */
  readonly indexed: number;
  /** Texts that the model read. */
  readonly embedded: number;
};

export type BuildContext = { readonly signal: AbortSignal; report(progress: BuildProgress): void };

/**
 * Brings the vectors and the graph of one form up to the catalogue, the
 * template and the model. Only texts that have no vector are embedded. It may
 * be killed at any moment: rows that were written are kept, and what a reader
 * uses is what the record names, which is written last.
 */
export async function buildForm(input: BuildInput, context: BuildContext): Promise<BuildOutcome> {
  const { profile, form, template, model } = input;
  const folder = derivedFolder(profile);
  let embedder: Promise<Embedder> | null = null;
  const open = () => (embedder ??= openEmbedder(model));
  const db = openDatabaseReader(profile);
  try {
    mkdirSync(folder, { recursive: true });
    const found = findRows(folder, form, model.fingerprint);
    const dimensions = found?.head.dimensions ?? (await open()).dimensions;
    let rows = found?.name ?? newFile(folder, form, model.fingerprint, 'rows');
    const appender = openVectorAppender(join(folder, rows), { dimensions, fingerprint: model.fingerprint });
    const known = await readKnownTexts(join(folder, rows), dimensions);

    const record = readFormRecord(folder, form);
    const own = record?.vectors === rows && record.fingerprint === model.fingerprint ? record : null;
    const hash = templateHash(template, form);
    let followed;
    try {
      followed = await followCatalogue({
        db,
        form,
        template,
        appender,
        known,
        dimensions,
        embed: async (texts) => (await open()).embed(texts),
        after: own?.template === hash ? own.revision : 0,
        context,
      });
    } finally {
      appender.close();
    }

    const compacted = await compactRows({
      folder,
      form,
      rows,
      known,
      fingerprint: model.fingerprint,
      dimensions,
    });
    if (compacted) rows = compacted;
    const graph = await buildGraph({
      folder,
      form,
      rows,
      dimensions,
      fingerprint: model.fingerprint,
      known: compacted ? await readKnownTexts(join(folder, rows), dimensions) : known,
      before: compacted ? null : (own?.graph ?? null),
      from: input.graphFrom,
      isShared: input.isShared,
      context,
      done: followed.looked,
    });
    const next: FormRecord = {
      version: 1,
      form,
      model: model.id,
      fingerprint: model.fingerprint,
      dimensions,
      template: hash,
      revision: followed.revision,
      vectors: rows,
      graph,
    };
    writeFormRecord(folder, next);
    sweepFiles(folder, form, [rows, graph?.file]);
    return { indexed: known.live(), embedded: followed.embedded };
  } catch (error) {
    throw asStorageFailure(error, profile);
  } finally {
    db.close();
    await (embedder as Promise<Embedder> | null)?.then((opened) => opened.close()).catch(() => {});
  }
}
