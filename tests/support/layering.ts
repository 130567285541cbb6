import { basename, dirname, join, normalize } from 'node:path';

/** Which files a layer holds and what they may import: paths from the root, packages by name, Node's modules as `node:`. */
type Layer = {
  readonly files: RegExp;
  readonly may: readonly RegExp[];
  /** Imported for their types alone. */
  readonly types?: readonly RegExp[];
};

const contract = /^src-preload\/(?!index\.ts$)/;
const node = /^node:/;
const pure = /^src-main\/(recommend|learning|textualise)\//;
const middle =
  /^src-main\/(countedWords|encoder|modelRegistry|emotion|catalogue|catalogueTable|search|vectors|textualise|journal|playlists|simulate|taste|storage|jobs|recommend|learning)\//;
const database = /^better-sqlite3$/;
const figures = /^resources\/.*\.json$/;

/** From the outermost to the innermost; the first row whose `files` match decides. */
const layers: readonly Layer[] = [
  { files: /^src-preload\/(errors|channels)\.ts$/, may: [] },
  {
    files: /^src-preload\/index\.ts$/,
    may: [/^electron$/, /^src-preload\/channels\.ts$/],
    types: [contract],
  },
  { files: /^src-preload\//, may: [/^zod$/, contract] },

  // The composition roots, one per process; `launch/` prepares the checkout and runs before anything is installed.
  { files: /^src-main\/launch\//, may: [node, /^src-main\/launch\//] },
  { files: /^src-main\/index\.ts$/, may: [/^electron$/, /^src-(main|preload)\//, node] },
  { files: /^src-main\/[^/]+\.ts$/, may: [/^src-(main|preload)\//, node, /^(conf|zod)$/] },

  {
    files: /^src-main\/desktop\//,
    may: [
      /^electron(-store)?$/,
      /^src-main\/(desktop|ipc|processes)\//,
      /^src-main\/storage\/makeDirectory\.ts$/,
      contract,
      node,
    ],
  },
  {
    files: /^src-main\/ipc\/electron\.ts$/,
    may: [/^electron$/, /^src-main\/(ipc|processes)\//, contract, node],
  },
  { files: /^src-main\/ipc\//, may: [/^src-main\/(ipc|processes)\//, contract, node, /^zod$/] },
  { files: /^src-main\/processes\/electronPort\.ts$/, may: [/^electron$/, /^src-main\/processes\//, node] },
  { files: /^src-main\/processes\//, may: [/^src-main\/processes\//, contract, node] },

  { files: /^src-main\/commandLine\//, may: [/^src-main\/(commandLine|engine)\//, middle, contract, node] },

  // The engine's handlers bring the middle layer together.
  {
    files: /^src-main\/engine\//,
    may: [/^src-main\/(engine\/|ipc\/router\.ts$)/, middle, contract, figures, node],
    types: [database, /^src-main\/processes\/workerClient\.ts$/],
  },
  // The rules by which words are counted; some models take such counts.
  { files: /^src-main\/countedWords\//, may: [/^src-main\/countedWords\//] },
  {
    files: /^src-main\/encoder\//,
    may: [
      /^src-main\/encoder\//,
      /^src-main\/countedWords\//,
      contract,
      node,
      /^zod$/,
      /^onnxruntime-node$/,
      /^@huggingface\/tokenizers$/,
    ],
  },
  {
    files: /^src-main\/modelRegistry\//,
    may: [/^src-main\/(modelRegistry|encoder|storage|learning)\//, contract, node, /^zod$/],
    types: [database],
  },
  {
    files: /^src-main\/emotion\//,
    may: [middle, contract, figures, node, /^zod$/, /^onnxruntime-node$/],
    types: [database],
  },
  {
    files: /^src-main\/catalogue\//,
    may: [middle, contract, figures, node, /^(yauzl|music-metadata)$/],
    types: [database],
  },
  {
    files: /^src-main\/vectors\//,
    may: [middle, contract, figures, node, /^(usearch|zod)$/],
    types: [database],
  },
  { files: /^src-main\/catalogueTable\//, may: [middle, contract, node], types: [database] },
  { files: /^src-main\/search\//, may: [middle, contract, figures, node, /^usearch$/], types: [database] },
  { files: /^src-main\/playlists\//, may: [middle, contract, figures, node, /^spotify-web-api-node$/] },
  {
    files: /^src-main\/(journal|simulate|taste|jobs)\//,
    may: [middle, contract, figures, node],
    types: [database],
  },
  { files: /^src-main\/storage\//, may: [/^src-main\/storage\//, pure, contract, node, /^better-sqlite3$/] },

  // Pure: no input or output, not even Node's.
  {
    files: /^src-main\/recommend\//,
    may: [/^src-main\/(recommend|learning)\//, /^src-preload\/errors\.ts$/, figures],
    types: [contract],
  },
  {
    files: /^src-main\/textualise\//,
    may: [/^src-main\/textualise\//, /^src-preload\/errors\.ts$/],
    types: [contract],
  },
  { files: /^src-main\/learning\//, may: [/^src-main\/learning\//, figures] },

  {
    files: /^src-renderer\//,
    may: [/^src-renderer\//, /^src-preload\/errors\.ts$/, /^svelte(\/|$)/],
    types: [contract],
  },
];

/** Words that say nothing wherever they stand in a name, and words that say nothing alone. */
const empty = /^(utils?|helpers?|misc|manager|service|impl)$/i;
const emptyAlone = /^(common|data|info|base)$/i;
const clockOrChance = /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|crypto\.)/;
const MAX_LINES = 300;

type Import = { readonly source: string; readonly isType: boolean };

const imports = [
  /(?:^|[\n;>])\s*(?:import|export)\s+(type\s)?(?:[^'"();]*?\bfrom\s*)['"]([^'"]+)['"]/g,
  /(?:^|[\n;>])\s*import\s*()['"]([^'"]+)['"]/g,
  /\b(?:import|require)\s*\(()\s*['"]([^'"]+)['"]/g,
];

function importsOf(file: string, text: string): Import[] {
  return imports
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(([, type, source]) => ({
      isType: Boolean(type),
      source: source!.startsWith('.')
        ? normalize(join(dirname(file), source!)).replaceAll('\\', '/')
        : source!,
    }));
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}

/**
 * What is wrong with a source file by the rules of the house, one sentence
 * each: it belongs to a layer, imports only what its layer may, has a name that
 * says something and at most 300 lines; pure layers ask neither clock nor chance.
 */
export function faultsOf(file: string, text: string): string[] {
  const faults: string[] = [];
  const layer = layers.find(({ files }) => files.test(file));
  if (!layer) return [`${file} belongs to no layer`];

  for (const { source, isType } of importsOf(file, text)) {
    const allowed = isType ? [...layer.may, ...(layer.types ?? [])] : layer.may;
    if (!allowed.some((pattern) => pattern.test(source))) {
      faults.push(`${file} may not import ${source}${isType ? ' (its types)' : ''}`);
    }
  }
  if (pure.test(file) && clockOrChance.test(withoutComments(text))) {
    faults.push(`${file} asks the clock or chance; a pure layer gets both as arguments`);
  }
  return [...faults, ...shapeFaultsOf(file, text)];
}

/** The rules that hold for every source file, tests too: its name and its length. */
export function shapeFaultsOf(file: string, text: string): string[] {
  const faults: string[] = [];
  const stem = basename(file).replace(/\..*$/, '');
  const words = stem.split(/[-_]|(?<=[a-z0-9])(?=[A-Z])/);
  if (words.some((word) => empty.test(word)) || emptyAlone.test(stem)) {
    faults.push(`${file} has a name that says nothing`);
  }
  const lines = text.split('\n').length - 1;
  if (lines > MAX_LINES) faults.push(`${file} has ${lines} lines: find the idea that splits it`);
  return faults;
}
