import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { flagValue } from './flagValue.ts';
import { profileDirectory } from './profileDirectory.ts';

/** Where the parts of the app and the person's profile are on this computer. All paths are absolute. */
export type AppPlaces = {
  readonly root: string;
  /** The engine's entry: built, or the source when the app runs from its sources. */
  readonly engine: string;
  /** The entry of the worker process, likewise. */
  readonly worker: string;
  readonly renderer: string;
  readonly preload: string;
  readonly profile: string;
  readonly models: string;
  readonly resources: string;
  /** What the engine process is started with. */
  readonly engineArgs: readonly string[];
};

/** Finds the places from the arguments `--profile`, `--models` and `--resources`, the environment and this file's own path. */
export function appPlaces(argv: readonly string[], env: NodeJS.ProcessEnv): AppPlaces {
  const root = findRoot(import.meta.dirname);
  const isSource = import.meta.filename.endsWith('.ts');
  const profile = resolve(profileDirectory(argv, env, process.platform, homedir()));
  const models = resolve(flagValue(argv, 'models') ?? join(root, 'models'));
  const resources = resolve(flagValue(argv, 'resources') ?? join(root, 'resources'));
  return {
    root,
    engine: isSource ? join(root, 'src-main', 'engine.ts') : join(root, 'out', 'main', 'engine.js'),
    worker: isSource ? join(root, 'src-main', 'worker.ts') : join(root, 'out', 'main', 'worker.js'),
    renderer: join(root, 'out', 'renderer'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    profile,
    models,
    resources,
    engineArgs: ['--profile', profile, '--models', models, '--resources', resources],
  };
}

/** The bundler may put this file at any depth below the root, so the root is looked for. */
function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('No package.json above the app: it is not installed completely.');
  return findRoot(parent);
}
