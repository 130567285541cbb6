import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import type { TextForm, TextTemplate } from '../../../src-preload/contract.ts';
import {
  countChangedTracks,
  readTextChanges,
  readTrackIds,
  type TextChange,
} from '../../storage/tracks/textTracks.ts';
import { countTracks } from '../../storage/tracks/tracks.ts';
import { createTextualiser } from '../../textualise/createTextualiser.ts';
import type { BuildContext } from './buildForm.ts';
import type { KnownTexts } from './knownTexts.ts';
import { textHash } from '../files/textHash.ts';
import type { VectorAppender } from '../files/vectorFile.ts';
import { copyRow, makeRows, NO_HASH, writeRow } from '../files/vectorRow.ts';

/** Songs that are read and put into words between two turns of the event loop: a few milliseconds. */
const TRACKS_PER_TURN = 200;
/** Different texts that are embedded together; after each batch what was made is on the disk. */
const TEXTS_PER_BATCH = 512;

const LAST_ID = Number.MAX_SAFE_INTEGER;

type Waiting = { readonly text: string; readonly ids: number[] };

/**
 * Appends a row for every song whose sentence is another than the one that has
 * a vector, and for every one that has left the catalogue. Identical texts are
 * embedded once. Returns the revision up to which everything was read.
 */
export async function followCatalogue(options: {
  readonly db: Database;
  readonly form: TextForm;
  readonly template: TextTemplate;
  readonly appender: VectorAppender;
  readonly known: KnownTexts;
  readonly dimensions: number;
  readonly embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  /** The revision up to which the rows follow the catalogue already. */
  readonly after: number;
  readonly context: BuildContext;
}): Promise<{ revision: number; looked: number; embedded: number }> {
  const { db, form, appender, known, dimensions, embed, context } = options;
  const textualiser = createTextualiser(options.template);
  const waiting = new Map<number, Waiting>();
  let revision = options.after;
  let looked = 0;
  let embedded = 0;

  async function flush(): Promise<void> {
    if (waiting.size === 0) return;
    const entries = [...waiting];
    waiting.clear();
    const vectors = await embed(entries.map(([, { text }]) => text));
    const rows = makeRows(
      entries.reduce((sum, [, { ids }]) => sum + ids.length, 0),
      dimensions,
    );
    let row = 0;
    entries.forEach(([hash, { ids }], at) => {
      for (const id of ids) writeRow(rows, row++, { id, hash, vector: vectors[at]! });
    });
    const first = appender.rows();
    appender.append(rows);
    row = first;
    for (const [hash, { ids }] of entries) for (const id of ids) known.note(row++, id, hash);
    embedded += entries.length;
  }

  function remove(id: number): void {
    const row = makeRows(1, dimensions);
    writeRow(row, 0, { id, hash: NO_HASH, vector: null });
    appender.append(row);
    known.note(appender.rows() - 1, id, NO_HASH);
  }

  function follow({ id, track }: TextChange): void {
    if (!track) {
      if (known.hashOf(id) !== NO_HASH) remove(id);
      return;
    }
    const text = textualiser.textOf(track, form);
    const hash = textHash(text);
    if (known.hashOf(id) === hash) return;
    const same = known.rowOf(hash);
    if (same === undefined) {
      const entry = waiting.get(hash);
      if (entry) entry.ids.push(id);
      else waiting.set(hash, { text, ids: [id] });
      return;
    }
    const row = makeRows(1, dimensions);
    copyRow(row, 0, { id, hash, from: appender.read(same), fromRow: 0 });
    appender.append(row);
    known.note(appender.rows() - 1, id, hash);
  }

  async function readFrom(after: number): Promise<void> {
    let total = looked + countChangedTracks(db, after);
    for (let cursor = { revision: after, id: LAST_ID }; ;) {
      const changes = readTextChanges(db, cursor, TRACKS_PER_TURN);
      if (changes.length === 0) break;
      changes.forEach(follow);
      cursor = changes.at(-1)!;
      revision = Math.max(revision, cursor.revision);
      looked += changes.length;
      if (waiting.size >= TEXTS_PER_BATCH) await flush();
      // Songs may come while it reads: an import that is still running, say.
      if (looked > total) total = looked + countChangedTracks(db, cursor.revision);
      context.report({ done: looked, total });
      await nextTurn();
      context.signal.throwIfAborted();
    }
    await flush();
  }

  await readFrom(options.after);
  if (known.live() !== countTracks(db)) {
    // Rows were lost or songs were taken away without a trace: everything is compared.
    const ids = new Set(readTrackIds(db));
    for (const id of [...known.ids()]) if (!ids.has(id)) remove(id);
    if (known.live() !== ids.size) await readFrom(0);
  }
  return { revision, looked, embedded };
}
