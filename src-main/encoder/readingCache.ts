import { createHash } from 'node:crypto';

/** What was read lately, by a hash of the text: the text itself is not kept. */
export type ReadingCache<T> = {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
  /** What is held now, by the sizes that were given. */
  sizeBytes(): number;
};

/** What one entry costs beside its value: key, links, object headers. */
const OVERHEAD_BYTES = 160;

/** Forgets what was not asked for the longest, so that no more than `maxBytes` is held; `sizeOf` is the size of a value in bytes. */
export function createReadingCache<T>(maxBytes: number, sizeOf: (value: T) => number): ReadingCache<T> {
  const held = new Map<string, { readonly value: T; readonly bytes: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= held.get(key)?.bytes ?? 0;
    held.delete(key);
  }

  return {
    get(text) {
      const key = keyOf(text);
      const entry = held.get(key);
      if (!entry) return undefined;
      // A Map keeps the order of insertion: what was used last goes to the end.
      held.delete(key);
      held.set(key, entry);
      return entry.value;
    },
    set(text, value) {
      const key = keyOf(text);
      const bytes = sizeOf(value) + OVERHEAD_BYTES;
      drop(key);
      if (bytes > maxBytes) return;
      held.set(key, { value, bytes });
      total += bytes;
      for (const oldest of held.keys()) {
        if (total <= maxBytes) break;
        drop(oldest);
      }
    },
    sizeBytes: () => total,
  };
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
