import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { ProviderTrial } from '../../../src-main/encoder/providers/tryProviders.ts';
import { openEncoderModel } from '../../../src-main/modelRegistry/openEncoderModel.ts';
import { providerMemory } from '../../../src-main/modelRegistry/providerMemory.ts';
import { readShippedModels } from '../../../src-main/modelRegistry/shippedModels.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';
import { earFolder } from '../../support/onnx/tinyFolders.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const trials: ProviderTrial[] = [
  { provider: 'webgpu', ok: false, ms: null, maxDifference: null, reason: 'found no card', isChosen: false },
  { provider: 'cpu', ok: true, ms: 1.5, maxDifference: 0, reason: 'chosen', isChosen: true },
];

describe('what is remembered of providers', () => {
  test('is what was stored, for this model on this machine', () => {
    const db = emptyDatabase();
    const memory = providerMemory(db, 'aa', 'machine', () => 1);
    expect(memory.recall()).toBeNull();
    memory.remember(trials);
    expect(memory.recall()).toEqual(trials);
    expect(providerMemory(db, 'bb', 'machine', () => 1).recall()).toBeNull();
    expect(providerMemory(db, 'aa', 'machine with a new card', () => 1).recall()).toBeNull();
  });

  test('is nothing while a trial has not ended, and that one counts as a crash', () => {
    const db = emptyDatabase();
    const memory = providerMemory(db, 'aa', 'machine', () => 1);
    memory.remember(trials);
    memory.begin('webgpu');
    const afterCrash = providerMemory(db, 'aa', 'machine', () => 2);
    expect(afterCrash.recall()).toBeNull();
    expect(afterCrash.hasCrashed('webgpu')).toBe(true);
    expect(afterCrash.hasCrashed('cpu')).toBe(false);
    afterCrash.remember(trials);
    expect(afterCrash.hasCrashed('webgpu')).toBe(false);
  });

  test('spares the next opening of a real model the trials, until they are asked for afresh', async () => {
    const db = emptyDatabase();
    const modelsDir = temporaryDirectory();
    earFolder(join(modelsDir, 'ear-tiny'));
    const [entry] = (await readShippedModels(modelsDir)).entries;
    const open = async (time: number, afresh = false) => {
      const reader = await openEncoderModel(entry!, { db, now: () => time, afresh });
      await reader.close();
      return {
        ...reader.encoder.provider(),
        triedAt: db.prepare('SELECT max(tried_at) FROM provider_trials').pluck().get(),
      };
    };
    const first = await open(1);
    expect(first.trials.filter(({ isChosen }) => isChosen)).toHaveLength(1);
    const second = await open(2);
    expect(second.trials).toEqual(first.trials);
    expect(second.triedAt).toBe(first.name === 'cpu' ? 1 : 2);
    expect((await open(3, true)).triedAt).toBe(3);
  });
});
