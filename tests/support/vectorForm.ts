import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { createRandom } from '../../src-main/recommend/random.ts';
import { buildGraph } from '../../src-main/vectors/build/buildGraph.ts';
import { newFile } from '../../src-main/vectors/files/derivedFiles.ts';
import { derivedFolder, type FormRecord, writeFormRecord } from '../../src-main/vectors/files/formRecord.ts';
import { readKnownTexts } from '../../src-main/vectors/build/knownTexts.ts';
import { openVectorAppender } from '../../src-main/vectors/files/vectorFile.ts';
import { makeRows, writeRow } from '../../src-main/vectors/files/vectorRow.ts';

const FINGERPRINT = 'ab'.repeat(32);
const BATCH = 4096;

/**
 * Vectors in clusters, as those of sentences lie: of length 1, `dimensions`
 * numbers each, drawn by a seed. About a hundred a cluster.
 */
export function drawVectors(count: number, dimensions: number, seed = 1): (row: number) => Float32Array {
  const normal = (random: () => number) => random() + random() + random() + random() - 2;
  const drawCentres = createRandom(seed);
  const clusters = Math.max(1, Math.round(count / 100));
  const centres = Float32Array.from({ length: clusters * dimensions }, () => normal(drawCentres));
  return (row) => {
    const random = createRandom(seed * 1_000_003 + row + 1);
    const centre = Math.floor(random() * clusters) * dimensions;
    const vector = Float32Array.from(
      { length: dimensions },
      (_, at) => centres[centre + at]! + 0.6 * normal(random),
    );
    const length = Math.hypot(...vector);
    return vector.map((x) => x / length);
  };
}

type Shape = {
  readonly count: number;
  readonly dimensions: number;
  readonly vectorOf: (row: number) => Float32Array;
  /** From how many vectors on there is a graph. */
  readonly graphFrom: number;
};

/** Writes vectors, of the tracks 1 to `count`, into a profile as a build leaves them. */
export async function writeVectorForm(profile: string, shape: Shape): Promise<FormRecord> {
  return indexVectorRows(profile, writeVectorRows(profile, shape), shape);
}

/** Writes the vectors alone, and returns the file's name. */
export function writeVectorRows(profile: string, { count, dimensions, vectorOf }: Shape): string {
  const folder = derivedFolder(profile);
  mkdirSync(folder, { recursive: true });
  const rows = newFile(folder, 'full', FINGERPRINT, 'rows');
  const appender = openVectorAppender(join(folder, rows), { dimensions, fingerprint: FINGERPRINT });
  for (let from = 0; from < count; from += BATCH) {
    const batch = makeRows(Math.min(BATCH, count - from), dimensions);
    for (let at = 0; at < BATCH && from + at < count; at++) {
      const row = from + at;
      writeRow(batch, at, { id: row + 1, hash: row + 1, vector: vectorOf(row) });
    }
    appender.append(batch);
  }
  appender.close();
  return rows;
}

/** Builds the graph over written vectors, and names both in a record. */
export async function indexVectorRows(
  profile: string,
  rows: string,
  { dimensions, graphFrom }: Shape,
): Promise<FormRecord> {
  const folder = derivedFolder(profile);
  const graph = await buildGraph({
    folder,
    form: 'full',
    rows,
    dimensions,
    fingerprint: FINGERPRINT,
    known: await readKnownTexts(join(folder, rows), dimensions),
    before: null,
    from: graphFrom,
    isShared: false,
    context: { signal: new AbortController().signal, report: () => {} },
    done: 0,
  });
  const record: FormRecord = {
    version: 1,
    form: 'full',
    model: 'drawn',
    fingerprint: FINGERPRINT,
    dimensions,
    template: '',
    revision: 0,
    vectors: rows,
    graph,
  };
  writeFormRecord(folder, record);
  return record;
}
