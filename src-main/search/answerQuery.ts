import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Output, Parsed, SearchMode, TextForm, TrackId } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { rowOf } from '../recommend/rowOf.ts';
import type { AllowedTracks } from '../vectors/vectorIndex.ts';
import { scoreRows } from './columns/scoreRows.ts';
import type { SearchColumns } from './columns/searchColumns.ts';
import { type AllowedRows, allowedRows } from './conditions/allowedRows.ts';
import { maskRows } from './conditions/maskRows.ts';
import { soundConditions, toSearchCondition } from './createMatchRows.ts';
import { describeHits } from './describeHits.ts';
import type { KeywordIndex } from './keywords/createKeywordIndex.ts';
import { findByWords, type NamedHits } from './keywords/findByWords.ts';
import { mergeLists } from './mergeLists.ts';
import { readWanted, type Wanted } from './readWanted.ts';
import type { SearchSources } from './searchSources.ts';
import type { TfidfHits } from './tfidf/createTfidfSearch.ts';
import type { HeldTfidf } from './tfidf/createHeldTfidf.ts';
import type { QueryReading, Understanding } from './understanding/createUnderstanding.ts';
import type { GenreNames } from './understanding/genreNames.ts';
import { moodTargets } from './understanding/moodTargets.ts';
import { soundTerms } from './understanding/soundTerms.ts';
import type { SoundTarget } from './understanding/soundTarget.ts';

/** What answers a query beside its sources. */
export type QueryParts = SearchSources & {
  readonly keywords: KeywordIndex;
  readonly tfidf: HeldTfidf;
  readonly understanding: Understanding;
  readonly columns: () => Promise<SearchColumns>;
  readonly genres: () => GenreNames;
};

/** Songs by their meaning, and how far each is from the query; null where meaning had no part. */
export type MeantHits = { readonly ids: readonly number[]; readonly distances: ReadonlyMap<number, number> };

/** Every way of finding, each with its hits. Those that had no part are empty. */
export type Lists = {
  readonly named: NamedHits;
  readonly tfidf: TfidfHits;
  readonly meant: MeantHits;
  /** By sound, the best first. */
  readonly sound: readonly number[];
};

/** Hits of each way that are fused. */
const DEPTH = 120;
const NO_NAMES: NamedHits = {
  ids: [],
  titled: new Set(),
  byArtist: new Set(),
  isWhole: false,
  corrected: null,
};
const NO_WORDS: TfidfHits = { ids: [], cosines: [] };
const STILL_READING =
  'The names of the catalogue are still being read: songs may be missing that are found by name.';

/** Answers one query: reads it, finds in every way that the mode allows, fuses, describes. */
export async function answerQuery(
  parts: QueryParts,
  { text, limit, form, mode }: Parsed<'search.query'>,
): Promise<Omit<Output<'search.query'>, 'ms'>> {
  const columns = await parts.columns();
  const genres = parts.genres();
  const reading = parts.understanding.read(text, parts.template().features, genres);
  const { conditions, levels } = reading;
  const strict = conditions.filter(({ isStrict }) => isStrict);
  const mask = await maskRows(strict, { columns, levels, genres, keywords: parts.keywords });
  const allowed = mask && allowedRows(mask);
  const chips = conditions.map(toSearchCondition);
  const isEmpty = reading.allWords.length === 0;
  if (isEmpty && conditions.length === 0) {
    return { results: [], conditions: [], notice: emptyNotice(text) };
  }

  const depth = Math.max(DEPTH, limit);
  const notices: string[] = [];
  const isAllowed = mask && ((id: number) => mask[rowOf(columns.view, id)] === 1);
  const isFused = mode === 'fused';
  const inference = begin(parts, reading, form, mode);
  // Lets it start: it runs beside the names.
  if (inference.vector) await nextTurn();
  const named = isFused || mode === 'keyword' ? findNamed(parts, reading, mode) : NO_NAMES;
  if (named.corrected !== null) notices.push(`Looked for “${named.corrected}”.`);
  if ((isFused || mode === 'keyword') && !parts.keywords.isWhole()) notices.push(STILL_READING);

  // The mood is heard while meaning and words are looked for.
  const listening = isFused ? readSoundWanted(parts, reading, named, inference.heard) : null;
  listening?.catch(() => {});
  if (listening) await nextTurn();
  const meant = inference.vector
    ? await findMeant(parts, inference.vector, form, depth, allowed, columns, mode === 'semantic', notices)
    : { ids: [], distances: new Map<number, number>() };
  const tfidf =
    isFused || mode === 'tfidf'
      ? (parts.tfidf.current()?.search(reading.allWords, depth, isAllowed) ?? NO_WORDS)
      : NO_WORDS;
  const wanted = listening
    ? await listening
    : readWanted({ ...reading, understood: [], unknown: [] }, [], []);
  const isSounding = isFused
    ? wanted.targets.length > 0 || wanted.genres.length > 0
    : isEmpty && (strict.length > 0 || wanted.targets.length > 0);
  const terms = soundTerms(columns, wanted.targets, wanted.genres);
  const lists: Lists = {
    named: { ...named, ids: isAllowed ? named.ids.filter(isAllowed) : named.ids },
    tfidf,
    meant,
    sound:
      isSounding || (isEmpty && strict.length > 0)
        ? Array.from(scoreRows(columns.cells, terms, allowed, depth).rows, (row) => columns.view.ids[row]!)
        : [],
  };
  const hits = mergeLists({
    lists,
    terms,
    coverage: wanted.coverage,
    columns,
    isDescribing: reading.isDescribing,
    mode,
    limit,
  });
  const results = describeHits({ ...parts, hits, lists, wanted, columns, genres, form, reading });
  if (results.length === 0) notices.push('Nothing in the catalogue fits.');
  const understood = isFused ? soundConditions({ understood: wanted.understood }) : [];
  return {
    results,
    conditions: [...chips, ...understood].sort((a, b) => a.from - b.from),
    notice: notices.join(' ') || null,
  };
}

/** What models make of a query: its vector where the mode finds by meaning, and what is heard in it where that is sure to count. */
type Inference = {
  readonly vector: Promise<Float32Array> | null;
  readonly heard: ReturnType<QueryParts['hear']> | null;
};

function begin(
  { vectors, hear }: QueryParts,
  reading: QueryReading,
  form: TextForm,
  mode: SearchMode,
): Inference {
  const { rest, understood, allWords } = reading;
  const mayMean = (mode === 'fused' || mode === 'semantic') && allWords.length > 0;
  const vector = mayMean ? vectors.embed(form, rest) : null;
  // Whoever waits for it is told; until then a failure is nobody's.
  vector?.catch(() => {});
  const heard = mode === 'fused' && understood.length > 0 && isMoodOpen(reading) ? hear(rest) : null;
  heard?.catch(() => {});
  return { vector, heard };
}

function findNamed(
  { keywords }: QueryParts,
  { rest, words, understood, unknown }: QueryReading,
  mode: SearchMode,
): NamedHits {
  const heard = understood.map(({ from, until }) => rest.slice(from, until).toLowerCase());
  const mayCorrect = (word: string) => !heard.some((part) => part.includes(word));
  // Where most of a query speaks of sound, single words in names are chance.
  const isOnlyWhole = mode === 'fused' && understood.length > unknown.length;
  return keywords.ask((queries) => findByWords(queries, rest, words, mayCorrect, isOnlyWhole)) ?? NO_NAMES;
}

/** What is asked of sound: by the word list, by the meaning of other words, and by the mood of the whole where it is no name. */
async function readSoundWanted(
  parts: QueryParts,
  reading: QueryReading,
  named: NamedHits,
  begun: Inference['heard'],
): Promise<Wanted> {
  const { understood, unknown, levels, rest } = reading;
  // A name is what is meant, unless something in the query speaks of sound, or of songs that are to be found.
  const isBare = reading.allWords.length === reading.words.length;
  const isName = understood.length === 0 && (named.titled.size > 0 || (named.isWhole && isBare));
  const guessed = isName ? [] : await parts.meanings.guess(unknown, levels, reading.isDescribing);
  const heard = !isName && isMoodOpen(reading) ? await (begun ?? parts.hear(rest)) : null;
  return readWanted(reading, guessed, heard ? moodTargets(heard, heard.mood) : []);
}

/** Whether no word of the list says a mood already. */
function isMoodOpen({ rest, understood }: QueryReading): boolean {
  const targets: readonly SoundTarget[] = understood.flatMap((part) => part.targets);
  return (
    rest.trim() !== '' && !targets.some(({ dimension }) => dimension === 'valence' || dimension === 'energy')
  );
}

async function findMeant(
  { vectors }: QueryParts,
  begun: Promise<Float32Array>,
  form: TextForm,
  depth: number,
  allowed: AllowedRows | null,
  columns: SearchColumns,
  isTold: boolean,
  notices: string[],
): Promise<MeantHits> {
  try {
    const vector = await begun;
    const tracks = allowed ? allowedTracks(allowed, columns) : undefined;
    const { ids, distances } = await vectors.nearest(form, vector, depth, tracks);
    if (isTold && ids.length === 0)
      notices.push('The index of meanings is not there yet: `waves index --wait` builds it.');
    return { ids, distances: new Map(ids.map((id, at) => [id, distances[at]!])) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (isTold) notices.push(error.message);
    return { ids: [], distances: new Map() };
  }
}

/** Rows as a set of ids. */
function allowedTracks({ mask, rows }: AllowedRows, { view }: SearchColumns): AllowedTracks {
  return {
    size: rows.length,
    has: (id) => mask[rowOf(view, id)] === 1,
    forEach(take) {
      for (let at = 0; at < rows.length; at++) take(view.ids[rows[at]!]! as TrackId);
    },
  };
}

function emptyNotice(text: string): string {
  return text.trim() === ''
    ? 'Type a title, an artist, a mood, or what it should sound like.'
    : 'There are no words in this that songs could be found by.';
}
