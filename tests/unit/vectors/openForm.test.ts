import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fc } from '@fast-check/vitest';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { derivedFolder, type FormRecord } from '../../../src-main/vectors/files/formRecord.ts';
import { openForm, type OpenForm } from '../../../src-main/vectors/openForm.ts';
import { openVectorAppender } from '../../../src-main/vectors/files/vectorFile.ts';
import { makeRows, NO_HASH, writeRow } from '../../../src-main/vectors/files/vectorRow.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { drawVectors, writeVectorForm } from '../../support/vectorForm.ts';
import type { TrackId } from '../../../src-preload/contract.ts';

const COUNT = 6000;
const SIZE = 24;
const vectorOf = drawVectors(COUNT, SIZE);

async function opened(graphFrom: number): Promise<{ form: OpenForm; record: FormRecord; folder: string }> {
  const profile = temporaryDirectory();
  const record = await writeVectorForm(profile, { count: COUNT, dimensions: SIZE, vectorOf, graphFrom });
  const folder = derivedFolder(profile);
  const form = await openForm(folder, record);
  onTestFinished(() => form.close());
  return { form, record, folder };
}

/** Ids of the nearest, by the vectors as they were drawn. */
function nearestByHand(
  query: Float32Array,
  k: number,
  isAllowed: (id: number) => boolean = () => true,
): number[] {
  return Array.from({ length: COUNT }, (_, row) => ({
    id: row + 1,
    score: vectorOf(row).reduce((sum, x, at) => sum + x * query[at]!, 0),
  }))
    .filter(({ id }) => isAllowed(id))
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .slice(0, k)
    .map(({ id }) => id);
}

const idsOf = async (found: ReturnType<OpenForm['nearest']>) => (await found).map(({ id }) => id);
const shared = (a: readonly number[], b: readonly number[]) =>
  a.filter((id) => b.includes(id)).length / b.length;
const some = (ids: number[]) => new Set(ids as TrackId[]);

describe.each([
  ['with a graph', 100, 'usearch'],
  ['without one', 1e9, 'exact'],
] as const)('a form %s', (_name, graphFrom, kind) => {
  test('finds at least 98 of a hundred true neighbours, in order, with their cosine', async () => {
    const { form } = await opened(graphFrom);
    expect(form.kind).toBe(kind);
    const shares = [];
    for (let at = 0; at < 40; at++) {
      const query = vectorOf(at * 149);
      const found = await form.nearest(query, 10, null);
      shares.push(
        shared(
          found.map(({ id }) => id),
          nearestByHand(query, 10),
        ),
      );
      const self = found.find(({ id }) => id === at * 149 + 1);
      // A graph built by several threads may leave a song without a way to it, once in thousands.
      if (self) expect([self.score, found[0]]).toEqual([expect.closeTo(1, 3), self]);
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
    }
    expect(shares.reduce((sum, share) => sum + share) / 40).toBeGreaterThanOrEqual(0.98);
  });

  test.each([1, 40, 3000, 5500])('looks only among %s allowed songs', async (size) => {
    const { form } = await opened(graphFrom);
    const step = COUNT / size;
    const allowed = some(Array.from({ length: size }, (_, at) => Math.floor(at * step) + 1));
    const query = vectorOf(17);
    const found = await idsOf(form.nearest(query, 10, allowed));
    const wanted = nearestByHand(query, 10, (id) => allowed.has(id as TrackId));
    expect(found).toHaveLength(Math.min(10, size));
    expect(shared(found, wanted)).toBeGreaterThanOrEqual(0.9);
  });

  test('finds nothing among no songs, or among songs that it does not have', async () => {
    const { form } = await opened(graphFrom);
    expect(await form.nearest(vectorOf(0), 10, some([]))).toEqual([]);
    expect(await form.nearest(vectorOf(0), 10, some([COUNT + 5, 2 ** 30]))).toEqual([]);
  });

  test('finds what was added after it was built, and nothing that was removed', async () => {
    const { record, folder } = await opened(graphFrom);
    const query = vectorOf(42);
    const appender = openVectorAppender(join(folder, record.vectors), record);
    const rows = makeRows(2, SIZE);
    writeRow(rows, 0, { id: 43, hash: NO_HASH, vector: null });
    writeRow(rows, 1, { id: 99_999, hash: 5, vector: query });
    appender.append(rows);
    appender.close();
    const form = await openForm(folder, record);
    onTestFinished(() => form.close());
    const found = await idsOf(form.nearest(query, 10, null));
    expect(found[0]).toBe(99_999);
    expect(found).not.toContain(43);
    expect(form.rows.live).toBe(COUNT);
  });
});

describe('a graph on the disk', () => {
  test.each([0, 0.3, 0.9])(
    'with a flipped bit is never opened: all vectors are compared (at %s)',
    async (share) => {
      const { record, folder } = await opened(100);
      const file = join(folder, record.graph!.file);
      const bytes = readFileSync(file);
      bytes[Math.floor(bytes.length * share)]! ^= 16;
      writeFileSync(file, bytes);
      const form = await openForm(folder, record);
      onTestFinished(() => form.close());
      expect(form.kind).toBe('exact');
      expect(form.notice).toContain('damaged');
      expect(await idsOf(form.nearest(vectorOf(5), 3, null))).toEqual(nearestByHand(vectorOf(5), 3));
    },
  );

  test('over more rows than there are is refused', async () => {
    const { record, folder } = await opened(100);
    const file = join(folder, record.vectors);
    writeFileSync(file, readFileSync(file).subarray(0, 5000));
    await expect(openForm(folder, record)).rejects.toThrow('cut off');
  });
});

test('where USearch cannot be loaded the same neighbours are found', async () => {
  const { record, folder } = await opened(100);
  const cases = fc.sample(fc.tuple(fc.nat(COUNT - 1), fc.integer({ min: 1, max: 50 })), 20);
  vi.stubEnv('WAVES_NO_USEARCH', '1');
  onTestFinished(() => void vi.unstubAllEnvs());
  const form = await openForm(folder, record);
  onTestFinished(() => form.close());
  expect(form).toMatchObject({
    kind: 'exact',
    notice: expect.stringContaining('all vectors are compared') as string,
  });
  for (const [row, k] of cases) {
    const found = await idsOf(form.nearest(vectorOf(row), k, null));
    expect(shared(found, nearestByHand(vectorOf(row), k))).toBeGreaterThanOrEqual(0.9);
  }
});
