import { expect, test } from 'vitest';

import type { FileInspection, JobId, Parsed } from '../../../src-preload/contract.ts';
import { ColumnChoice } from '../../../src-renderer/state/columnChoice.svelte.ts';
import { Imports } from '../../../src-renderer/state/imports.svelte.ts';
import { createFarSide } from './farSide.ts';
import { job } from './samples.ts';

function inspection(parts: Partial<FileInspection> = {}): FileInspection {
  return {
    file: 'lieder.csv',
    format: null,
    formatName: null,
    columns: ['Titel', 'Wer'],
    sample: [['99 Luftballons', 'Nena']],
    suggested: { title: 'Titel' },
    isRemembered: false,
    ...parts,
  };
}

test('title and artist must be said, and files come one after the other', async () => {
  const columns = new ColumnChoice();
  const files = ['a.csv', 'b.csv'].map((path) => ({ path, inspection: inspection() }));
  const asking = columns.ask(files, false);
  expect(columns.left).toBe(1);
  expect(columns.problem).toContain('artist');
  columns.take(false);
  expect(columns.file?.path).toBe('a.csv');

  columns.choose('artist', 'Wer');
  expect(columns.problem).toBeNull();
  columns.take(false);
  await Promise.resolve();
  expect(columns.file?.path).toBe('b.csv');
  columns.choose('artist', 'Wer');
  columns.choose('title', '');
  expect(columns.problem).toContain('title');
  columns.choose('title', 'Titel');
  columns.take(true);
  expect(await asking).toEqual({
    'a.csv': { title: 'Titel', artist: 'Wer' },
    'b.csv': { title: 'Titel', artist: 'Wer' },
  });
  expect(columns.isTrial).toBe(true);
});

test('a step that is left imports nothing', async () => {
  const far = createFarSide({ 'catalogue.inspect': () => inspection() });
  const imports = new Imports(far.client);
  const taking = imports.take([new File(['x'], 'lieder.csv')]);
  await expect.poll(() => imports.columns.file).not.toBeNull();
  imports.columns.cancel();
  await taking;
  expect(far.inputs('catalogue.import')).toEqual([]);
  expect(imports.isRunning).toBe(false);
});

test('a trial counts, changes nothing, and can be imported with the same columns', async () => {
  let jobs = 10;
  const far = createFarSide({
    'catalogue.inspect': () => inspection({ suggested: { title: 'Titel', artist: 'Wer' } }),
    'catalogue.import': () => ({ jobId: ++jobs as JobId }),
    'job.get': ({ id }: Parsed<'job.get'>) => job(id, { state: 'done', endedAt: 2 }),
  });
  const imports = new Imports(far.client);
  const taking = imports.take([new File(['x'], 'lieder.csv')]);
  await expect.poll(() => imports.columns.file).not.toBeNull();
  imports.columns.take(true);
  await taking;
  expect(imports.canTakeTried).toBe(true);
  await imports.takeTried();
  expect(imports.canTakeTried).toBe(false);
  const mappings = { '/dropped/lieder.csv': { title: 'Titel', artist: 'Wer' } };
  expect(far.inputs('catalogue.import')).toEqual([
    { paths: ['/dropped/lieder.csv'], mappings, dryRun: true },
    { paths: ['/dropped/lieder.csv'], mappings, dryRun: false },
  ]);
});

test('the index of meanings is no import', () => {
  const far = createFarSide();
  const imports = new Imports(far.client);
  far.announce({ name: 'job.change', value: { job: job(3, { kind: 'index' }) } });
  expect(imports.job).toBeNull();
});
