/** `npm run bench [-- name…] [--json]`: measures what is named, or everything that does not take half an hour, one after the other. */
import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

import { prepare } from '../../src-main/launch/prepare.mjs';
import { projectRoot } from '../../src-main/launch/projectRoot.mjs';
import type { BenchRow } from './benchRow.ts';

const names = [
  'inference',
  'models',
  'ranking',
  'recommend',
  'lists',
  'import',
  'start',
  'typing',
  'index',
  'search',
  'table',
  'million',
] as const;
const SLOW: readonly string[] = ['million'];
const words = process.argv.slice(2);
const isJson = words.includes('--json');
const chosen = words.filter((word) => !word.startsWith('--'));
const unknown = chosen.filter((word) => !(names as readonly string[]).includes(word));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}; there are ${names.join(', ')}.\n`);
  process.exit(2);
}

// The start is that of the built app.
await prepare(projectRoot);

const machine = `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
const rows: BenchRow[] = [];
if (!isJson) process.stdout.write(`${machine}\n`);
for (const name of names.filter((one) => (chosen.length > 0 ? chosen.includes(one) : !SLOW.includes(one)))) {
  if (!isJson) process.stdout.write(`\n${name}\n`);
  for (const row of await measure(name)) {
    rows.push(row);
    if (!isJson) process.stdout.write(`${render(row)}\n`);
  }
}
if (isJson) process.stdout.write(`${JSON.stringify({ machine, rows }, null, 2)}\n`);

/** Each bench is a file of its name that exports `bench<Name>`. */
async function measure(name: string): Promise<BenchRow[]> {
  const path = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(path)) return [];
  const bench = (await import(path)) as Record<string, () => Promise<BenchRow[]>>;
  return bench[`bench${name[0]!.toUpperCase()}${name.slice(1)}`]!();
}

function render({ name, value, unit, note }: BenchRow): string {
  const figure = value.toLocaleString('en', { maximumSignificantDigits: 4 });
  return `  ${name.padEnd(28)} ${figure.padStart(10)} ${unit.padEnd(8)} ${note ?? ''}`.trimEnd();
}
