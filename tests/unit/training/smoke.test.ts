import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { sharedData } from '../../support/sharedData.ts';

const root = join(import.meta.dirname, '../../..');
const needed = 'import numpy, onnx, scipy, torch';
const hasTorch = ['python3', '/usr/bin/python3'].some(
  (python) => spawnSync(python, ['-c', needed], { stdio: 'ignore' }).status === 0,
);
const why = hasTorch ? 'the data sets are not here' : 'PyTorch is not here';

test.skipIf(!hasTorch || !sharedData)(
  `the trial run of the training goes through every stage (${hasTorch && sharedData ? 'run' : `not run: ${why}`})`,
  { timeout: 180_000 },
  () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'models/training/train.mjs'), '--smoke', '--data', sharedData!],
      { encoding: 'utf8' },
    );
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    for (const stage of ['tokenizer', 'pretrain', 'meaning', 'emotion', 'export']) {
      expect(`${stdout}\n${stderr}`).toContain(`[${stage}`);
    }
    expect(stdout).toContain('models:train: done');
  },
);
