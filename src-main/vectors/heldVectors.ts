import { setImmediate as nextTurn } from 'node:timers/promises';

import { createBest } from '../recommend/topK.ts';
import { dot } from './dot.ts';
import { loadUsearch } from './loadUsearch.ts';

/**
 * Vectors in memory with eight bits a component: enough to say which few dozen
 * may be the nearest, which are then compared as they are stored.
 */
export type HeldVectors = {
  /** Rows of vectors that are probably the nearest to one of length 1, in no order: of `among`, or of all. */
  candidates(query: Float32Array, count: number, among: Int32Array | null): Promise<Int32Array>;
};

/** How vectors get into memory. */
export type VectorHolder = {
  /** Takes a row's components, which begin at `start`, with their scale, which is not 0. */
  take(row: number, components: Int16Array, start: number, scale: number): void;
  /** What is held, without the rows that are out of use by now. */
  done(isInUse: (row: number) => boolean): HeldVectors;
};

/** Components that are multiplied between two turns of the event loop: some 8 ms. */
const COMPONENTS_PER_TURN = 8e6;
/** From sixteen bits to eight: by 127 / 32,768, rounded. */
const EIGHT_BITS = 127;
const HALF = 2 ** 14;
const SHIFT = 15;

/** Room for the vectors of `rows` rows. */
export function holdVectors(rows: number, dimensions: number): VectorHolder {
  const components = new Int8Array(rows * dimensions);
  const scales = new Float32Array(rows);
  const rowAt = new Int32Array(rows);
  const placeOf = new Int32Array(rows).fill(-1);
  let filled = 0;

  /** Moves what stays to the front. */
  function drop(isInUse: (row: number) => boolean): void {
    const taken = filled;
    filled = 0;
    for (let place = 0; place < taken; place++) {
      const row = rowAt[place]!;
      placeOf[row] = -1;
      if (!isInUse(row)) continue;
      if (filled !== place) {
        components.copyWithin(filled * dimensions, place * dimensions, (place + 1) * dimensions);
        scales[filled] = scales[place]!;
        rowAt[filled] = row;
      }
      placeOf[row] = filled++;
    }
  }

  return {
    take(row, sixteen, start, scale) {
      const to = filled * dimensions;
      for (let at = 0; at < dimensions; at++) {
        components[to + at] = (sixteen[start + at]! * EIGHT_BITS + HALF) >> SHIFT;
      }
      scales[filled] = scale;
      rowAt[filled] = row;
      placeOf[row] = filled++;
    },
    done(isInUse) {
      drop(isInUse);
      // The binding looks at the whole memory behind an array, so there must be nothing behind its end.
      const whole = filled === rows ? components : components.slice(0, filled * dimensions);

      async function byHand(
        query: Float32Array,
        wanted: number,
        among: Int32Array | null,
      ): Promise<Int32Array> {
        const best = createBest(wanted);
        const places = among?.length ?? filled;
        const perTurn = Math.ceil(COMPONENTS_PER_TURN / dimensions);
        for (let from = 0; from < places; from += perTurn) {
          if (from > 0) await nextTurn();
          const until = Math.min(places, from + perTurn);
          for (let at = from; at < until; at++) {
            const place = among ? placeOf[among[at]!]! : at;
            if (place < 0) continue;
            const score = dot(query, whole, place * dimensions, dimensions) * scales[place]!;
            if (score > best.threshold()) best.offer(rowAt[place]!, score);
          }
        }
        return best.drain().rows;
      }

      return {
        async candidates(query, wanted, among) {
          const usearch = loadUsearch();
          const found = Math.min(wanted, filled);
          if (among || typeof usearch === 'string' || found === 0) return byHand(query, found, among);
          const { keys } = usearch.exactSearch(
            whole,
            eightBits(query),
            dimensions,
            found,
            usearch.MetricKind.Cos,
            1,
          );
          return Int32Array.from(keys, (place) => rowAt[Number(place)]!);
        },
      };
    },
  };
}

function eightBits(query: Float32Array): Int8Array {
  const largest = query.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return Int8Array.from(query, (x) => Math.round((x / largest) * 127));
}
