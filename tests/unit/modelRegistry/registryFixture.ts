import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { onTestFinished } from 'vitest';

import { openReader, type Reader } from '../../../src-main/encoder/openReader.ts';
import {
  createModelRegistry,
  type ModelRegistry,
} from '../../../src-main/modelRegistry/createModelRegistry.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';
import { earFolder } from '../../support/onnx/tinyFolders.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

/** A profile with two models of the app's own, `ear-a` and `ear-b`, of which `ear-b` comes first. */
export type Place = { readonly db: Database; readonly profile: string; readonly modelsDir: string };

export function place(): Place {
  const directory = temporaryDirectory();
  const modelsDir = join(directory, 'models');
  earFolder(join(modelsDir, 'ear-a'), { id: 'ear-a' });
  earFolder(join(modelsDir, 'ear-b'), {
    id: 'ear-b',
    changes: { figures: { r: 0.71 }, licence: 'CC-BY-SA-4.0' },
  });
  return { db: emptyDatabase(), profile: join(directory, 'profile'), modelsDir };
}

export type Opened = {
  readonly registry: ModelRegistry<Reader>;
  readonly switches: string[];
  /** Ids of models in the order in which they were opened and closed. */
  readonly opened: string[];
  readonly closed: string[];
};

/** The registry of a place, with real models; it is closed when the test has ended. */
export async function openRegistry({ db, profile, modelsDir }: Place): Promise<Opened> {
  const opened: string[] = [];
  const closed: string[] = [];
  const switches: string[] = [];
  let time = 1_000;
  const registry = await createModelRegistry<Reader>({
    db,
    profile,
    modelsDir,
    now: () => ++time,
    onSwitch: (task, { id }) => switches.push(`${task} ${id}`),
    async open(entry, afresh) {
      const reader = await openReader(entry.folder, { providers: 'cpu', sha256: {} });
      opened.push(afresh ? `${entry.id} afresh` : entry.id);
      return {
        ...reader,
        async close() {
          closed.push(entry.id);
          await reader.close();
        },
      };
    },
  });
  onTestFinished(() => registry.close());
  return { registry, switches, opened, closed };
}

/** The id of the model that answers for a task now. */
export function answering(registry: ModelRegistry<Reader>, task: 'emotion' | 'search'): Promise<string> {
  return registry.with(task, async ({ model, entry }) => {
    const [heard] = await model.read(['a happy day']);
    if (!heard!.embedding.every(Number.isFinite)) throw new Error('the answer is no number');
    return entry.id;
  });
}
