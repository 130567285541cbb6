import { createHash } from 'node:crypto';

import { z } from 'zod';

import { readEarManifest } from '../../encoder/layout/earManifest.ts';
import { openReader } from '../../encoder/openReader.ts';

/** The model that makes vectors, as another process can open it. */
export type EmbeddingModel = {
  readonly id: string;
  readonly folder: string;
  /** SHA-256, in hexadecimal, of its files and of how they are read. */
  readonly fingerprint: string;
};

/** An open model that makes vectors of many texts. */
export type Embedder = {
  readonly dimensions: number;
  /** Vectors of length 1, in order. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
};

/** Grows when vectors of one model become others: by another pooling, another reading of long texts. */
const READING = 1;

/** What vectors of a model are made by; vectors with another fingerprint are never compared with them. */
export function embeddingFingerprint(id: string, sha256: Readonly<Record<string, string>>): string {
  const files = Object.entries(sha256).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([READING, id, files]))
    .digest('hex');
}

/**
 * Opens a model for embedding on the CPU. Its files have been verified. Where
 * the folder has a graph for meaning alone, that one is run. Throws
 * `model-unusable`.
 */
export async function openEmbedder({ folder }: Pick<EmbeddingModel, 'folder'>): Promise<Embedder> {
  return (await openMeaning(folder)) ?? openGraph(folder);
}

/**
 * The graph of a folder that gives meanings alone: the same vectors as the
 * whole model, in a fraction of the time. Null where the folder names none.
 */
export async function openMeaning(folder: string): Promise<Embedder | null> {
  const manifest = await readEarManifest(folder);
  const file = Meaning.safeParse(manifest?.all).data?.meaning.file;
  return file === undefined ? null : openGraph(folder, file);
}

const Meaning = z.object({ meaning: z.object({ file: z.string().regex(/^\w[\w.-]*$/) }) });

async function openGraph(folder: string, graph?: string): Promise<Embedder> {
  const reader = await openReader(folder, { providers: 'cpu', sha256: {}, ...(graph && { graph }) });
  return {
    dimensions: reader.encoder.embeddingSize,
    embed: async (texts) => (await reader.read(texts)).map(({ embedding }) => embedding),
    close: () => reader.close(),
  };
}
