import { AppError } from '../../src-preload/errors.ts';
import type { Ear } from '../emotion/openEar.ts';
import { type ModelEntry, verifyEntry } from '../modelRegistry/modelEntry.ts';
import { type Embedder, embeddingFingerprint, openEmbedder, openMeaning } from '../vectors/build/embedder.ts';

/** Makes vectors of what people search for by the model that made the index. */
export type QueryEmbedder = {
  embed(text: string, made: { model: string; fingerprint: string }): Promise<Float32Array>;
  /** Frees what was opened beside the models in use: it is opened again when it is needed. */
  close(): Promise<void>;
};

/**
 * Asks the model in use for search, by its graph for meaning where it has one;
 * while an index made by another model is still answered from, that one is
 * opened beside it.
 */
export function createQueryEmbedder(ear: Ear): QueryEmbedder {
  const opened = new Map<string, Promise<Embedder | null>>();

  /** Opens once; a failure is tried again by the next text. */
  function once(fingerprint: string, open: () => Promise<Embedder | null>): Promise<Embedder | null> {
    let found = opened.get(fingerprint);
    if (!found) {
      opened.set(fingerprint, (found = open()));
      found.catch(() => opened.delete(fingerprint));
    }
    return found;
  }

  async function openOther(model: string, fingerprint: string): Promise<Embedder> {
    const entry = (await ear.models.list()).find(
      (one) => one.id === model && fingerprintOf(one) === fingerprint,
    );
    if (!entry) {
      throw new AppError(
        'model-unusable',
        `The index was made by ${model}, which is not there any more. It is built again by the model in use.`,
      );
    }
    await verifyEntry(entry);
    return openEmbedder(entry);
  }

  return {
    async embed(text, { model, fingerprint }) {
      const vector = await ear.models.with('search', async ({ model: atWork, entry }) => {
        if (fingerprintOf(entry) !== fingerprint) return null;
        const meaning = await once(fingerprint, () => openMeaning(entry.folder));
        return (await (meaning ?? atWork).embed([text]))[0]!;
      });
      if (vector) return vector;
      const other = await once(fingerprint, () => openOther(model, fingerprint));
      return (await other!.embed([text]))[0]!;
    },
    async close() {
      const open = [...opened.values()];
      opened.clear();
      for (const one of open) await one.then((embedder) => embedder?.close()).catch(() => {});
    },
  };
}

const fingerprints = new WeakMap<object, string>();

/** What vectors of a model in the registry are made by. */
export function fingerprintOf({ id, sha256 }: Pick<ModelEntry, 'id' | 'sha256'>): string {
  let found = fingerprints.get(sha256);
  if (!found) fingerprints.set(sha256, (found = embeddingFingerprint(id, sha256)));
  return found;
}
