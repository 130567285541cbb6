import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import type { FormRecord } from './formRecord.ts';
import type { UsearchIndex, UsearchModule } from '../loadUsearch.ts';

const CHUNK_BYTES = 1 << 22;

/** What tells whether a file is as it was written. The event loop is free between pieces. */
export async function sumOf(path: string): Promise<{ bytes: number; crc32: number }> {
  const file = await open(path);
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    let bytes = 0;
    let sum = 0;
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, bytes);
      if (bytesRead === 0) return { bytes, crc32: sum };
      sum = crc32(chunk.subarray(0, bytesRead), sum);
      bytes += bytesRead;
      await nextTurn();
    }
  } finally {
    await file.close();
  }
}

/** Whether the graph's file is as it was written: USearch takes the process down on one that is not. */
export async function isGraphWhole(path: string, graph: NonNullable<FormRecord['graph']>): Promise<boolean> {
  try {
    const sum = await sumOf(path);
    return sum.bytes === graph.bytes && sum.crc32 === graph.crc32;
  } catch {
    // Missing, or the disk fails: it is made again either way.
    return false;
  }
}

/** An empty graph for vectors of so many numbers. The fixed numbers are what the bench was run with. */
export function makeGraph(
  { Index, MetricKind, ScalarKind }: UsearchModule,
  dimensions: number,
): UsearchIndex {
  return new Index({
    dimensions,
    metric: MetricKind.Cos,
    quantization: ScalarKind.I8,
    connectivity: 16,
    expansion_add: 96,
    expansion_search: 64,
    multi: false,
  });
}
