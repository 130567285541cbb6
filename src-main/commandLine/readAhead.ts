import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Groups of what comes in, in order: as many as are there already, at least one
 * and at most `limit`. So a file is read in large groups, and somebody who types
 * gets an answer to each line.
 */
export async function* readAhead<T>(source: AsyncIterable<T>, limit: number): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]();
  const nothingYet = Symbol('nothing yet');
  let next = iterator.next();
  for (;;) {
    const first = await next;
    if (first.done) return;
    const group = [first.value];
    next = iterator.next();
    while (group.length < limit) {
      const ready = await Promise.race([next, nextTurn(nothingYet)]);
      if (ready === nothingYet || ready.done) break;
      group.push(ready.value);
      next = iterator.next();
    }
    yield group;
  }
}
