import type { Database } from 'better-sqlite3';

import type { SearchReason, SearchResult, TextForm } from '../../src-preload/contract.ts';
import { readTableRows, type StoredTableRow } from '../storage/tracks/tableRows.ts';
import type { Textualiser } from '../textualise/createTextualiser.ts';
import type { Lists } from './answerQuery.ts';
import type { SearchColumns } from './columns/searchColumns.ts';
import type { Hit } from './mergeLists.ts';
import { sayCondition, type QueryReading } from './understanding/createUnderstanding.ts';
import { foldWords } from './understanding/foldWords.ts';
import type { GenreNames } from './understanding/genreNames.ts';
import { keptBy, type Wanted } from './readWanted.ts';

/** Songs farther than this are no answer by meaning, whatever else there is. */
const CLOSE = 0.6;
/** As many parts of a query are named in one reason. */
const MOST_NAMED = 5;

/** The songs of hits, each with the sentence it stands for, its distance, and why it is there. */
export function describeHits(found: {
  readonly db: Database;
  readonly textualiser: () => Textualiser;
  readonly hits: readonly Hit[];
  readonly lists: Lists;
  readonly wanted: Wanted;
  readonly columns: SearchColumns;
  readonly genres: GenreNames;
  readonly form: TextForm;
  readonly reading: QueryReading;
}): SearchResult[] {
  const { db, hits, lists, form, reading } = found;
  const places = new Map(hits.map((hit) => [hit.id, hit]));
  const textualiser = found.textualiser();
  const asked = new Set(reading.words);
  const tfidf = new Set(lists.tfidf.ids);

  function reasonsFor(song: StoredTableRow, row: number, distance: number | null): SearchReason[] {
    const reasons: SearchReason[] = namesOf(song, asked, lists);
    const kept = keptBy(row, found.wanted, found.columns, found.genres);
    if (kept.genres.length > 0) reasons.push({ kind: 'genre', text: `genre: ${kept.genres.join(', ')}` });
    if (kept.sound.length > 0) {
      reasons.push({ kind: 'sound', text: `sounds like: ${kept.sound.slice(0, MOST_NAMED).join(', ')}` });
    }
    if (kept.mood.length > 0) reasons.push({ kind: 'mood', text: `mood: ${kept.mood.join(', ')}` });
    if (distance !== null && distance < CLOSE) {
      reasons.push({ kind: 'meaning', text: `close in meaning: ${textualiser.textOf(song, 'short')}` });
    }
    const strict = reading.conditions.filter(({ isStrict }) => isStrict);
    if (strict.length > 0) reasons.push({ kind: 'condition', text: strict.map(sayCondition).join(', ') });
    if (reasons.length === 0 && tfidf.has(song.id))
      reasons.push({ kind: 'words', text: 'shares words with the query' });
    if (reasons.length === 0) reasons.push({ kind: 'meaning', text: 'the nearest there is' });
    return reasons;
  }

  return readTableRows(
    db,
    hits.map(({ id }) => id),
  ).map((song) => {
    const { row, score } = places.get(song.id)!;
    const distance = lists.meant.distances.get(song.id) ?? null;
    const { id, title, artist, album, year, genres, durationMs, popularity, isDemo, isSynthetic } = song;
    return {
      id,
      title,
      artist,
      album,
      year,
      genres,
      durationMs,
      popularity,
      isDemo,
      isSynthetic,
      text: textualiser.textOf(song, form),
      distance,
      score: Math.round(score * 1e6) / 1e6,
      reasons: reasonsFor(song, row, distance),
    };
  });
}

/** Which of a song's names hold words of the query. */
function namesOf(song: StoredTableRow, asked: ReadonlySet<string>, { named }: Lists): SearchReason[] {
  const held = (name: string | null) => {
    const words = foldWords(name ?? '').map(({ word }) => word);
    return words.length > 0 && words.some((word) => asked.has(word)) ? words : null;
  };
  const reasons: SearchReason[] = [];
  const title = held(song.title);
  if (named.titled.has(song.id)) reasons.push({ kind: 'title', text: 'title matches' });
  else if (title) {
    const words = [...new Set(title.filter((word) => asked.has(word)))];
    reasons.push({ kind: 'title', text: `title has: ${words.join(', ')}` });
  }
  if (named.byArtist.has(song.id) || held(song.artist)) {
    reasons.push({ kind: 'artist', text: `artist matches: ${song.artist}` });
  }
  if (reasons.length === 0 && held(song.album)) {
    reasons.push({ kind: 'album', text: `album matches: ${song.album!}` });
  }
  return reasons;
}
