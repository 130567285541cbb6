/** The best `capacity` of a stream of rows, held in a binary heap with the worst on top. */
export type Best = {
  readonly capacity: number;
  /** What a row must beat to enter; −Infinity until the heap is full. */
  threshold(): number;
  /** Ties go to the lower row, and NaN never enters. */
  offer(row: number, score: number): void;
  /** The rows held, best first, with their scores; empties the heap. */
  drain(): { readonly rows: Int32Array; readonly scores: Float64Array };
};

/** Makes an empty heap for the best `capacity` rows. Memory grows with `capacity`, not with what is offered. */
export function createBest(capacity: number): Best {
  if (!(capacity >= 0 && Number.isInteger(capacity))) {
    throw new RangeError(`capacity must be a whole number from 0, got ${capacity}`);
  }
  const rows = new Int32Array(capacity);
  const scores = new Float64Array(capacity);
  let size = 0;

  function isWorse(i: number, j: number): boolean {
    return scores[i]! < scores[j]! || (scores[i] === scores[j] && rows[i]! > rows[j]!);
  }

  function swap(i: number, j: number): void {
    const row = rows[i]!;
    rows[i] = rows[j]!;
    rows[j] = row;
    const score = scores[i]!;
    scores[i] = scores[j]!;
    scores[j] = score;
  }

  function rise(start: number): void {
    let i = start;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isWorse(i, parent)) return;
      swap(i, parent);
      i = parent;
    }
  }

  function sink(): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) return;
      if (child + 1 < size && isWorse(child + 1, child)) child++;
      if (!isWorse(child, i)) return;
      swap(i, child);
      i = child;
    }
  }

  return {
    capacity,
    threshold: () => (size < capacity ? -Infinity : capacity === 0 ? Infinity : scores[0]!),
    offer(row, score) {
      if (Number.isNaN(score) || capacity === 0) return;
      if (size < capacity) {
        rows[size] = row;
        scores[size] = score;
        rise(size++);
        return;
      }
      if (score < scores[0]! || (score === scores[0] && row > rows[0]!)) return;
      rows[0] = row;
      scores[0] = score;
      sink();
    },
    drain() {
      const held = size;
      while (size > 1) {
        size--;
        swap(0, size);
        sink();
      }
      size = 0;
      return { rows: rows.slice(0, held), scores: scores.slice(0, held) };
    },
  };
}

/**
 * Indices of the `k` largest scores, best first; fewer where there are fewer.
 * Ties go to the lower index, and NaN is never selected.
 */
export function topK(scores: ArrayLike<number>, k: number): Int32Array {
  if (!(k >= 0)) throw new RangeError(`k must be at least 0, got ${k}`);
  const best = createBest(Math.min(Math.floor(k), scores.length));
  for (let i = 0; i < scores.length; i++) best.offer(i, scores[i]!);
  return best.drain().rows;
}
