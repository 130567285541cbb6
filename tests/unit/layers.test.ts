import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { faultsOf, shapeFaultsOf } from '../support/layering.ts';

const root = join(import.meta.dirname, '../..');

function sources(pattern: string): { file: string; text: string }[] {
  return globSync(pattern, { cwd: root }).map((path) => ({
    file: path.replaceAll('\\', '/'),
    text: readFileSync(join(root, path), 'utf8'),
  }));
}

describe('the project', () => {
  test('every import points in an allowed direction, and every source file has its place, name and size', () => {
    const files = sources('src-*/**/*.{ts,mjs,svelte}');
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(({ file, text }) => faultsOf(file, text))).toEqual([]);
  });

  test('tests keep to the same names and sizes', () => {
    const files = sources('tests/**/*.{ts,mjs}');
    expect(files.flatMap(({ file, text }) => shapeFaultsOf(file, text))).toEqual([]);
  });
});

describe('the rules', () => {
  const cases: [what: string, file: string, text: string][] = [
    ['a file outside every layer', 'src-main/places/a.ts', ''],
    ['electron in the engine', 'src-main/engine/a.ts', "import { app } from 'electron';\n"],
    ['electron loaded late', 'src-main/ipc/loopback.ts', "const e = await import('electron');\n"],
    ['electron in the host', 'src-main/host.ts', "import 'electron';\n"],
    ['node in a pure layer', 'src-main/recommend/a.ts', "import { readFileSync } from 'node:fs';\n"],
    ['storage that knows the engine', 'src-main/storage/a.ts', "import { a } from '../engine/a.ts';\n"],
    ['learning that knows recommend', 'src-main/learning/a.ts', "import { a } from '../recommend/a.ts';\n"],
    ['a re-export across layers', 'src-main/learning/a.ts', "export * from '../storage/open.ts';\n"],
    [
      'an import over several lines',
      'src-main/learning/a.ts',
      "import {\n  a,\n} from '../storage/open.ts';\n",
    ],
    [
      'the contract as a value in the renderer',
      'src-renderer/a.ts',
      "import { Point } from '../src-preload/wire.ts';\n",
    ],
    [
      'a package in the renderer',
      'src-renderer/A.svelte',
      "<script>\n import { z } from 'zod';\n</script>\n",
    ],
    ['a launcher that needs a package', 'src-main/launch/a.mjs', "import { z } from 'zod';\n"],
    ['the clock in a pure layer', 'src-main/recommend/a.ts', 'export const now = () => Date.now();\n'],
    ['chance in a pure layer', 'src-main/learning/a.ts', 'export const any = Math.random();\n'],
    ['an empty name', 'src-main/catalogue/trackUtils.ts', ''],
    ['a name for anything at all', 'src-main/catalogue/common.ts', ''],
    ['a file above 300 lines', 'src-main/catalogue/long.ts', '\n'.repeat(301)],
  ];
  test.each(cases)('refuse %s', (_what, file, text) => {
    expect(faultsOf(file, text)).toHaveLength(1);
  });

  const allowed: [what: string, file: string, text: string][] = [
    [
      'types of the contract in the renderer',
      'src-renderer/a.ts',
      "import type { Point } from '../src-preload/wire.ts';\n",
    ],
    [
      'a pure function in the engine',
      'src-main/engine/a.ts',
      "import { topK } from '../recommend/topK.ts';\n",
    ],
    [
      'a comment that names the clock',
      'src-main/recommend/a.ts',
      '/** Never calls Date.now. */\nexport const a = 1;\n',
    ],
    ['words that only contain a banned one', 'src-main/catalogue/database.ts', ''],
  ];
  test.each(allowed)('let %s pass', (_what, file, text) => {
    expect(faultsOf(file, text)).toEqual([]);
  });
});
