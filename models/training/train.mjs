// Runs the ear's training with the Python that has PyTorch: `node models/training/train.mjs [--smoke] [settings…]`.
// Without one it says so and ends well, since nobody needs to train to use or build the app.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 'import numpy, onnx, scipy, torch';

/** The first Python that imports all that training needs, or null. */
function findPython() {
  return (
    ['python3', '/usr/bin/python3'].find(
      (python) => spawnSync(python, ['-c', NEEDED], { stdio: 'ignore' }).status === 0,
    ) ?? null
  );
}

const given = process.argv.slice(2);
const python = findPython();
if (!python) {
  console.log('models:train: not run: no PyTorch here (Debian: python3-torch python3-scipy python3-onnx).');
  process.exit(0);
}
// A trial run leaves nothing behind; a real one goes on from its last checkpoint.
const trial = given.includes('--smoke') && !given.includes('--out');
const out = trial ? mkdtempSync(join(tmpdir(), 'ear-smoke-')) : null;
const started = performance.now();
const { status } = spawnSync(python, ['-m', 'ear', 'all', ...given, ...(out ? ['--out', out] : [])], {
  cwd: dirname(fileURLToPath(import.meta.url)),
  stdio: 'inherit',
});
if (out) rmSync(out, { recursive: true, force: true });
console.log(`models:train: ${status === 0 ? 'done' : 'failed'} in ${Math.round((performance.now() - started) / 1000)} s.`);
process.exit(status ?? 1);
