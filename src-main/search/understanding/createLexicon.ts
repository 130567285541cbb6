import type { Dimension } from '../columns/dimensions.ts';
import type { Level } from '../conditions/condition.ts';
import type { AudioWords, SoundConcept } from './audioWords.ts';
import { foldWords } from './foldWords.ts';
import { createPhraseTable, type PhraseTable } from './phraseTable.ts';

/** What a phrase of the word list does in a query. */
export type Entry =
  | { readonly kind: 'concept' | 'occasion'; readonly concept: SoundConcept }
  | { readonly kind: 'feature'; readonly dimension: Dimension }
  | { readonly kind: 'level'; readonly level: Level }
  | { readonly kind: 'genre'; readonly name: string }
  | { readonly kind: 'negator' | 'intensifier' | 'joiner' | 'breaker' | 'filler' };

export type Lexicon = {
  readonly phrases: PhraseTable<Entry>;
  /** By place: what unknown words are compared with. */
  readonly concepts: readonly SoundConcept[];
  readonly levelWords: AudioWords['levelWords'];
};

/** The word list as phrases; of phrases with two meanings the one named first here counts. */
export function createLexicon(words: AudioWords): Lexicon {
  const { concepts, occasions } = words;
  const entries: [string, Entry][] = [];
  const add = (phrases: readonly string[], entry: Entry) =>
    entries.push(...phrases.map((phrase): [string, Entry] => [foldPhrase(phrase), entry]));

  for (const kind of ['negator', 'joiner', 'intensifier'] as const) add(words[`${kind}s`], { kind });
  for (const concept of concepts) add(concept.words, { kind: 'concept', concept });
  for (const concept of occasions) add(concept.words, { kind: 'occasion', concept });
  for (const [level, phrases] of Object.entries(words.levelWords)) {
    add(phrases, { kind: 'level', level: level as Level });
  }
  for (const [dimension, phrases] of Object.entries(words.features)) {
    add(phrases, { kind: 'feature', dimension: dimension as Dimension });
  }
  for (const [name, phrases] of Object.entries(words.genreWords)) add(phrases, { kind: 'genre', name });
  for (const kind of ['breaker', 'filler'] as const) add(words[`${kind}s`], { kind });
  return {
    phrases: createPhraseTable(entries),
    concepts: [...concepts, ...occasions],
    levelWords: words.levelWords,
  };
}

/** A phrase in the form in which phrases are compared. */
export function foldPhrase(phrase: string): string {
  return foldWords(phrase)
    .map(({ word }) => word)
    .join(' ');
}
