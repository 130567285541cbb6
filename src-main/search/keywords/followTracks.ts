import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import { cutFeatured } from '../../catalogue/names/cutFeatured.ts';
import { foldName } from '../../catalogue/names/foldName.ts';
import { songHash } from '../../catalogue/names/songKey.ts';
import type { CatalogueView } from '../../recommend/catalogueView.ts';
import {
  type KeywordRows,
  prepareKeywordRows,
  readProgress,
  writeProgress,
} from '../../storage/keywords/keywordRows.ts';
import { lastRevision } from '../../storage/tracks/trackFacts.ts';
import {
  countChanged,
  prepareTrackTexts,
  readChangedTracks,
  type TrackText,
} from '../../storage/tracks/trackTexts.ts';
import { foldWords } from '../understanding/foldWords.ts';
import { placeOrder } from './placeOrder.ts';

/** How long a slice should take: calls that come meanwhile wait no longer. */
const SLICE_MS = 4;
const FIRST_SLICE = 100;
const LEAST = 20;
const MOST = 2000;
/** Where more than this share has changed, building anew is quicker. */
const REBUILD_SHARE = 0.3;
/** Shorter words are not corrected. */
const SHORTEST_TERM = 4;
/** Words remembered as known, so that they are not asked for again. */
const TERMS_HELD = 200_000;

type Following = {
  readonly db: Database;
  readonly keywords: Database;
  readonly view: () => Promise<CatalogueView>;
  readonly isStopped: () => boolean;
};

/** Reads what changed in the catalogue since the last time into the keyword index; all of it where that is quicker or nothing was read yet. */
export async function followTracks(following: Following): Promise<void> {
  const { db, keywords } = following;
  const progress = readProgress(keywords);
  const newest = lastRevision(db);
  if (progress.isWhole && progress.revision > newest) {
    // Another catalogue than the one that was read: it was put back from a backup.
    writeProgress(keywords, { revision: 0, isWhole: false });
  } else if (progress.isWhole) {
    const view = await following.view();
    const most = Math.max(5000, Math.floor(view.size * REBUILD_SHARE));
    if (countChanged(db, progress.revision, most) < most) return readChanges(following, progress.revision);
  }
  return readAll(following);
}

async function readAll(following: Following): Promise<void> {
  const { db, keywords, view, isStopped } = following;
  empty(keywords);
  const revision = lastRevision(db);
  const { ids, popularity } = await view();
  const order = await placeOrder(popularity);
  const textsOf = prepareTrackTexts(db);
  const writer = createWriter(keywords);
  await inSlices(order.length, isStopped, (from, until) => {
    const slice = Array.from(order.subarray(from, until), (row) => ids[row]!);
    keywords.transaction(() => textsOf(slice).forEach(writer.put))();
  });
  if (!isStopped()) writeProgress(keywords, { revision, isWhole: true });
}

async function readChanges({ db, keywords, isStopped }: Following, after: number): Promise<void> {
  const textsOf = prepareTrackTexts(db);
  const writer = createWriter(keywords);
  // A whole revision is read before it is written down as read.
  let seen = { revision: after, id: Number.MAX_SAFE_INTEGER };
  while (!isStopped()) {
    const changed = readChangedTracks(db, seen, FIRST_SLICE);
    const last = changed.at(-1);
    keywords.transaction(() => {
      for (const { id } of changed) writer.drop(id);
      const there = changed.filter(({ isRemoved }) => isRemoved === 0).map(({ id }) => id);
      const texts = textsOf(there).toSorted((a, b) => (b.popularity ?? 0) - (a.popularity ?? 0));
      texts.forEach(writer.put);
      writeProgress(keywords, { revision: last ? last.revision - 1 : seen.revision, isWhole: true });
    })();
    if (!last) return;
    seen = { revision: last.revision, id: last.id };
    await setImmediate();
  }
}

/** Calls `act` on runs of 0 … `total`, each so long that it takes about `SLICE_MS`. */
async function inSlices(
  total: number,
  isStopped: () => boolean,
  act: (from: number, until: number) => void,
): Promise<void> {
  let size = FIRST_SLICE;
  for (let from = 0; from < total && !isStopped();) {
    const start = performance.now();
    const until = Math.min(total, from + size);
    act(from, until);
    from = until;
    const fits = size * Math.min(1.5, Math.max(0.3, SLICE_MS / (performance.now() - start)));
    size = Math.max(LEAST, Math.min(MOST, Math.round(fits)));
    await setImmediate();
  }
}

type Writer = { put(text: TrackText): void; drop(id: number): void };

function createWriter(keywords: Database): Writer {
  const rows: KeywordRows = prepareKeywordRows(keywords);
  const known = new Set<string>();
  const learn = (text: string) => {
    for (const { word } of foldWords(text)) {
      if (word.length < SHORTEST_TERM || known.has(word)) continue;
      if (known.size >= TERMS_HELD) known.clear();
      known.add(word);
      rows.learn(word);
    }
  };
  return {
    put(text) {
      rows.put({ ...text, titleKey: titleKeyOf(text.title) });
      learn(text.title);
      learn(text.artist);
    },
    drop: (id) => rows.drop(id),
  };
}

/** Equal for titles that are the same but for case, accents, signs and guests. */
export function titleKeyOf(title: string): number {
  return songHash(foldName(cutFeatured(title)));
}

function empty(keywords: Database): void {
  keywords.transaction(() => {
    keywords.exec(`
      INSERT INTO words (words) VALUES ('delete-all');
      DELETE FROM places;
    `);
    writeProgress(keywords, { revision: 0, isWhole: false });
  })();
}
