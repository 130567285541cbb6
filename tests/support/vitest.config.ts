import { join } from 'node:path';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  plugins: [svelte()],
  test: {
    include: ['tests/{unit,contract,storage,recommend,learning,search,simulate}/**/*.test.ts'],
    // Native modules (SQLite, ONNX Runtime) are safest one process a file.
    pool: 'forks',
    // By default one core is left idle, which on a machine of two is half of it.
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
