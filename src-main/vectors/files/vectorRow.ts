import { crc32 } from 'node:zlib';

/**
 * One vector as it lies in a file: 4 bytes of CRC-32 of all that follows, track
 * id, 8 bytes of text hash (zeros where the track was removed), the scale as a
 * 32-bit float, then the components as 16-bit integers. Cosine with a vector q
 * of length 1 is scale · Σ qᵢ·cᵢ. Little-endian, as every machine that the app
 * runs on. Sixteen bits keep the order of neighbours that 32 give; eight lose
 * one in twenty-five of the nearest ten.
 */
export const ROW_HEAD_BYTES = 20;
/** The hash that stands for "removed". */
export const NO_HASH = 0;

const HIGHEST = 32_767;
const TWO_32 = 2 ** 32;

export function rowBytes(dimensions: number): number {
  // Rows begin where 32-bit numbers may.
  return ROW_HEAD_BYTES + 4 * Math.ceil(dimensions / 2);
}

/** The rows in a piece of a file, as columns over the same memory; `bytes` must begin where its buffer does. */
export type RowViews = {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly scales: Float32Array;
  readonly components: Int16Array;
  readonly dimensions: number;
};

export function viewRows(bytes: Uint8Array, dimensions: number): RowViews {
  const { buffer, byteOffset, byteLength } = bytes;
  return {
    bytes,
    words: new Uint32Array(buffer, byteOffset, byteLength / 4),
    scales: new Float32Array(buffer, byteOffset, byteLength / 4),
    components: new Int16Array(buffer, byteOffset, byteLength / 2),
    dimensions,
  };
}

/** Room for so many rows. */
export function makeRows(count: number, dimensions: number): RowViews {
  return viewRows(new Uint8Array(count * rowBytes(dimensions)), dimensions);
}

export function trackIdAt({ words, dimensions }: RowViews, row: number): number {
  return words[row * wordsOf(dimensions) + 1]!;
}

/** The text hash of a row: 53 bits as a number, `NO_HASH` where the track was removed. */
export function textHashAt({ words, dimensions }: RowViews, row: number): number {
  const at = row * wordsOf(dimensions);
  return words[at + 2]! + words[at + 3]! * TWO_32;
}

/** 0 for a text without any meaning, such as an empty one, and for a track that was removed. */
export function scaleAt({ scales, dimensions }: RowViews, row: number): number {
  return scales[row * wordsOf(dimensions) + 4]!;
}

/** Where a row's components begin in `components`. */
export function componentsAt({ dimensions }: RowViews, row: number): number {
  return row * (rowBytes(dimensions) / 2) + ROW_HEAD_BYTES / 2;
}

/** Whether a row is as it was written. */
export function isWhole({ bytes, words, dimensions }: RowViews, row: number): boolean {
  const size = rowBytes(dimensions);
  const start = row * size;
  return crc32(bytes.subarray(start + 4, start + size)) === words[row * wordsOf(dimensions)]!;
}

/** Writes a vector, of any length but zero, into a row; one with a number that is none has no direction and scale 0. */
export function writeRow(
  rows: RowViews,
  row: number,
  {
    id,
    hash,
    vector,
  }: { readonly id: number; readonly hash: number; readonly vector: ArrayLike<number> | null },
): void {
  const { components, dimensions } = rows;
  const start = componentsAt(rows, row);
  let largest = 0;
  for (let at = 0; at < dimensions; at++) largest = Math.max(largest, Math.abs(vector?.[at] ?? 0));
  const step = largest > 0 && Number.isFinite(largest) ? HIGHEST / largest : 0;
  let squares = 0;
  for (let at = 0; at < dimensions; at++) {
    const component = step === 0 ? 0 : Math.round(vector![at]! * step);
    components[start + at] = component;
    squares += component * component;
  }
  finishRow(rows, row, id, hash, squares > 0 ? 1 / Math.sqrt(squares) : 0);
}

/** Writes what another row holds, for another track or the same. */
export function copyRow(
  rows: RowViews,
  row: number,
  {
    id,
    hash,
    from,
    fromRow,
  }: { readonly id: number; readonly hash: number; readonly from: RowViews; readonly fromRow: number },
): void {
  const start = componentsAt(from, fromRow);
  rows.components.set(from.components.subarray(start, start + rows.dimensions), componentsAt(rows, row));
  finishRow(rows, row, id, hash, scaleAt(from, fromRow));
}

function finishRow(
  { bytes, words, scales, dimensions }: RowViews,
  row: number,
  id: number,
  hash: number,
  scale: number,
): void {
  const at = row * wordsOf(dimensions);
  words[at + 1] = id;
  words[at + 2] = hash % TWO_32;
  words[at + 3] = Math.floor(hash / TWO_32);
  scales[at + 4] = scale;
  const size = rowBytes(dimensions);
  words[at] = crc32(bytes.subarray(row * size + 4, (row + 1) * size));
}

function wordsOf(dimensions: number): number {
  return rowBytes(dimensions) / 4;
}
