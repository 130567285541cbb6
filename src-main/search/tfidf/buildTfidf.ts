import { setImmediate } from 'node:timers/promises';

import type { TrackText } from '../../storage/tracks/trackTexts.ts';
import { foldWords } from '../understanding/foldWords.ts';
import { runsOf, type TfidfIndex } from './tfidfIndex.ts';

/** How many features there are at most. */
export const MOST_FEATURES = 20_000;
/** Features are chosen by this many tracks, evenly taken: what is rare in them is no feature. */
const SAMPLE = 60_000;
/** Tracks read between two turns of the event loop: some 5 ms. */
const SLICE_SIZE = 250;
const RUNS_A_TURN = 50_000;
const ENTRIES_A_TURN = 200_000;

/**
 * Builds the index over tracks by ascending id, letting others work between
 * slices. The features are the runs that stand in most tracks.
 * Null when `isStopped` says so on the way.
 */
export async function buildTfidf(
  ids: Int32Array,
  revision: number,
  textsOf: (ids: readonly number[]) => readonly TrackText[],
  isStopped: () => boolean,
): Promise<TfidfIndex | null> {
  const features = await chooseFeatures(ids, textsOf, isStopped);
  const placeOf = new Map(features.map((feature, place) => [feature, place]));

  const counts = new Int32Array(features.length);
  const rowStarts = new Int32Array(ids.length + 1);
  let entries: Uint16Array = new Uint16Array(Math.max(16, ids.length * 8));
  let used = 0;
  for (let from = 0; from < ids.length; from += SLICE_SIZE) {
    if (isStopped()) return null;
    const slice = ids.subarray(from, Math.min(ids.length, from + SLICE_SIZE));
    const texts = new Map(textsOf([...slice]).map((text) => [text.id, text]));
    for (let at = 0; at < slice.length; at++) {
      const text = texts.get(slice[at]!);
      for (const run of text ? runsOf(wordsOf(text)) : []) {
        const place = placeOf.get(run);
        if (place === undefined) continue;
        if (used === entries.length) entries = grown(entries);
        entries[used++] = place;
        counts[place]!++;
      }
      rowStarts[from + at + 1] = used;
    }
    await setImmediate();
  }
  return { ids, revision, features, ...(await transpose(rowStarts, entries, counts)) };
}

async function chooseFeatures(
  ids: Int32Array,
  textsOf: (ids: readonly number[]) => readonly TrackText[],
  isStopped: () => boolean,
): Promise<string[]> {
  const counts = new Map<string, number>();
  const step = Math.max(1, ids.length / SAMPLE);
  const count = Math.min(ids.length, SAMPLE);
  for (let from = 0; from < count && !isStopped(); from += SLICE_SIZE) {
    const size = Math.min(SLICE_SIZE, count - from);
    const slice = Array.from({ length: size }, (_, at) => ids[Math.floor((from + at) * step)]!);
    for (const text of textsOf(slice)) {
      for (const run of runsOf(wordsOf(text))) counts.set(run, (counts.get(run) ?? 0) + 1);
    }
    await setImmediate();
  }
  return mostFrequent(counts);
}

/** The runs with the highest counts, in the order in which they came; of the runs on the brink the first. */
async function mostFrequent(counts: ReadonlyMap<string, number>): Promise<string[]> {
  const highest = 1000;
  const runsWith = new Int32Array(highest + 1);
  let seen = 0;
  for (const count of counts.values()) {
    runsWith[Math.min(highest, count)]!++;
    if (++seen % RUNS_A_TURN === 0) await setImmediate();
  }
  let least = highest;
  let above = 0;
  while (least > 1 && above + runsWith[least]! <= MOST_FEATURES) above += runsWith[least--]!;
  let room = MOST_FEATURES - above;
  const chosen: string[] = [];
  for (const [run, count] of counts) {
    if (++seen % RUNS_A_TURN === 0) await setImmediate();
    if (count > least || (count === least && room-- > 0)) chosen.push(run);
  }
  return chosen;
}

function wordsOf({ title, artist, genre }: TrackText): string[] {
  return foldWords(`${title} ${artist} ${genre ?? ''}`).map(({ word }) => word);
}

/** From the features of each row to the rows of each feature. */
async function transpose(
  rowStarts: Int32Array,
  entries: Uint16Array,
  counts: Int32Array,
): Promise<Pick<TfidfIndex, 'idf' | 'norms' | 'offsets' | 'rows'>> {
  const size = rowStarts.length - 1;
  const offsets = new Int32Array(counts.length + 1);
  for (let place = 0; place < counts.length; place++) offsets[place + 1] = offsets[place]! + counts[place]!;
  const idf = Float32Array.from(counts, (count) => Math.log((1 + size) / (1 + count)) + 1);
  const next = offsets.slice();
  const rows = new Int32Array(rowStarts[size]!);
  const norms = new Float32Array(size);
  let sinceTurn = 0;
  for (let row = 0; row < size; row++) {
    let squares = 0;
    for (let at = rowStarts[row]!; at < rowStarts[row + 1]!; at++) {
      const place = entries[at]!;
      rows[next[place]!++] = row;
      squares += idf[place]! ** 2;
    }
    norms[row] = Math.sqrt(squares);
    sinceTurn += rowStarts[row + 1]! - rowStarts[row]!;
    if (sinceTurn > ENTRIES_A_TURN) {
      sinceTurn = 0;
      await setImmediate();
    }
  }
  return { idf, norms, offsets, rows };
}

function grown(entries: Uint16Array): Uint16Array {
  const larger = new Uint16Array(Math.ceil(entries.length * 1.5));
  larger.set(entries);
  return larger;
}
