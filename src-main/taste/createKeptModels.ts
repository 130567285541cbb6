import type { Database } from 'better-sqlite3';

import type { TasteModelKind } from '../../src-preload/contract.ts';
import type { TasteModel } from '../recommend/stages/model.ts';
import { type KeptModel, openTasteModel, readKeptModel } from '../recommend/taste/keptModel.ts';
import { listTasteModels, readTasteModel, type TasteModelVersion } from '../storage/person/tasteModels.ts';

/** A model of a taste that judges songs. */
export type OpenTasteModel = {
  readonly version: TasteModelVersion;
  readonly kept: KeptModel;
  readonly judge: TasteModel;
};

/** The models of tastes as they are kept, opened when they are needed. */
export type KeptModels = {
  /** All versions, the oldest first. */
  versions(): readonly TasteModelVersion[];
  /** The newest promoted model of a taste that was not taken back and can be read; of some kinds, or of any. */
  inUse(taste: string, kinds: readonly TasteModelKind[] | null): OpenTasteModel | null;
  /** What is wrong with a version as it is kept; null where nothing is. */
  noticeOf(version: TasteModelVersion): string | null;
  /** Says that versions were added or taken back. */
  invalidate(): void;
};

/** What cannot be read is passed over with a notice: the version before it serves. */
export function createKeptModels(db: Database): KeptModels {
  let held: readonly TasteModelVersion[] | null = null;
  const opened = new Map<number, OpenTasteModel | null>();

  const versions = () => (held ??= listTasteModels(db));

  function open(version: TasteModelVersion): OpenTasteModel | null {
    let model = opened.get(version.id);
    if (model === undefined) {
      const kept = readKeptModel(readTasteModel(db, version.id));
      model = kept?.kind === version.kind ? { version, kept, judge: openTasteModel(kept) } : null;
      opened.set(version.id, model);
    }
    return model;
  }

  return {
    versions,
    inUse(taste, kinds) {
      for (const version of versions().toReversed()) {
        if (version.taste !== taste || version.state !== 'promoted') continue;
        if (kinds !== null && !kinds.includes(version.kind)) continue;
        const model = open(version);
        if (model) return model;
      }
      return null;
    },
    noticeOf: (version) =>
      open(version) ? null : 'The model cannot be read. The one before it is used; training makes another.',
    invalidate() {
      held = null;
    },
  };
}
