import { resolve } from 'node:path';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          index: at('src-main/index.ts'),
          engine: at('src-main/engine.ts'),
          worker: at('src-main/worker.ts'),
          host: at('src-main/host.ts'),
          cli: at('src-main/cli.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload must be CommonJS, and "type": "module" makes .js an ES module.
      rolldownOptions: {
        input: at('src-preload/index.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [svelte()],
    build: {
      outDir: at('out/renderer'),
      minify: true,
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
});
