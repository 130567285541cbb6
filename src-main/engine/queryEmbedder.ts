import { AppError } from '../../src-preload/errors.ts';
import type { Ear } from '../emotion/openEar.ts';
import { verifyEntry } from '../modelRegistry/modelEntry.ts';
import { type Embedder, embeddingFingerprint, openEmbedder } from '../vectors/embedder.ts';

/** Makes vectors of what people search for by the model that made the index. */
export type QueryEmbedder = {
  embed(text: string, made: { model: string; fingerprint: string }): Promise<Float32Array>;
  /** Frees models that were opened beside the one that is in use. */
  forgetOthers(): Promise<void>;
};

/**
 * Asks the model in use for search; while an index made by another is still
 * answered from, that one is opened beside it.
 */
export function createQueryEmbedder(ear: Ear): QueryEmbedder {
  const others = new Map<string, Promise<Embedder>>();

  async function open(model: string, fingerprint: string): Promise<Embedder> {
    const entry = (await ear.models.list()).find(
      ({ id, sha256 }) => id === model && embeddingFingerprint(id, sha256) === fingerprint,
    );
    if (!entry) {
      throw new AppError(
        'model-unusable',
        `The index was made by ${model}, which is not there any more. It is built again by the model in use.`,
      );
    }
    await verifyEntry(entry);
    return openEmbedder({ id: model, folder: entry.folder, fingerprint });
  }

  return {
    async embed(text, { model, fingerprint }) {
      const vector = await ear.models.with('search', async ({ model: atWork, entry: { id, sha256 } }) =>
        embeddingFingerprint(id, sha256) === fingerprint ? (await atWork.embed([text]))[0]! : null,
      );
      if (vector) return vector;
      let other = others.get(fingerprint);
      if (!other) {
        others.set(fingerprint, (other = open(model, fingerprint)));
        other.catch(() => others.delete(fingerprint));
      }
      return (await (await other).embed([text]))[0]!;
    },
    async forgetOthers() {
      const open = [...others.values()];
      others.clear();
      for (const other of open) await other.then((embedder) => embedder.close()).catch(() => {});
    },
  };
}
