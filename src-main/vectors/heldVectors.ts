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

/** How vectors get into memory: in any order, each row once. */
export type VectorHolder = {
  /** Takes a row's components, which begin at `start`. */
  take(row: number, components: Int16Array, start: number): void;
  done(): HeldVectors;
};

/** Components that are multiplied between two turns of the event loop: some 8 ms. */
const COMPONENTS_PER_TURN = 8e6;
const EIGHT_OF_SIXTEEN = 127 / 32_767;

/** Room for `count` vectors out of `rows` rows. */
export function holdVectors(count: number, rows: number, dimensions: number): VectorHolder {
  const components = new Int8Array(count * dimensions);
  /** Without the eighth bit's rounding: 1 / length of the eight-bit vector. */
  const scales = new Float32Array(count);
  const rowAt = new Int32Array(count);
  const placeOf = new Int32Array(rows).fill(-1);
  let filled = 0;

  return {
    take(row, sixteen, start) {
      if (filled === count) return;
      const to = filled * dimensions;
      let squares = 0;
      for (let at = 0; at < dimensions; at++) {
        const eight = Math.round(sixteen[start + at]! * EIGHT_OF_SIXTEEN);
        components[to + at] = eight;
        squares += eight * eight;
      }
      scales[filled] = 1 / Math.sqrt(squares);
      rowAt[filled] = row;
      placeOf[row] = filled++;
    },
    done() {
      // The binding looks at the whole memory behind an array, so there must be nothing behind its end.
      const whole = filled === count ? components : components.slice(0, filled * dimensions);

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
