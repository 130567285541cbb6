import { createPhraseTable, type PhraseTable } from './phraseTable.ts';
import { foldPhrase } from './createLexicon.ts';

/** The genres of the catalogue by name. */
export type GenreNames = {
  readonly phrases: PhraseTable<readonly number[]>;
  /** Genres that bear a name, or have it as whole words in theirs ("metal" → "black-metal"); none for an unknown one. */
  idsOf(name: string): readonly number[];
  nameOf(id: number): string | undefined;
};

/** Genres of one cluster and of one name are told apart by `names`; `clusterGenres` are the genres of clusters by the clusters' own names. */
export function createGenreNames(names: ReadonlyMap<number, string>): GenreNames {
  const byName = new Map<string, number[]>();
  const folded: [id: number, name: string][] = [];
  for (const [id, name] of names) {
    const phrase = foldPhrase(name);
    if (phrase === '') continue;
    folded.push([id, ` ${phrase} `]);
    byName.set(phrase, [...(byName.get(phrase) ?? []), id]);
  }
  const found = new Map<string, readonly number[]>();

  function idsOf(name: string): readonly number[] {
    const phrase = foldPhrase(name);
    if (phrase === '') return [];
    let ids = found.get(phrase);
    if (!ids) {
      ids = folded.filter(([, genre]) => genre.includes(` ${phrase} `)).map(([id]) => id);
      if (found.size > 1000) found.clear();
      found.set(phrase, ids);
    }
    return ids;
  }

  return { phrases: createPhraseTable(byName), idsOf, nameOf: (id) => names.get(id) };
}
