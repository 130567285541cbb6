import { join } from 'node:path';

import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const root = join(import.meta.dirname, '../..');

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', 'models/**', 'test-results/**', 'playwright-report/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['src-*/**/*.ts', 'tests/**/*.ts'],
    languageOptions: { parserOptions: { project: join(root, 'tsconfig.json') } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    // What a person sees on a terminal, and what they run.
    files: ['src-main/{cli,host,engine,worker}.ts', 'src-main/launch/**', 'tests/run.mjs', 'tests/bench/**'],
    rules: { 'no-console': 'off' },
  },
);
