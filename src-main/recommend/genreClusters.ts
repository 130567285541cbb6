/** The clusters and word rules as `resources/genre-clusters.json` holds them. */
export type GenreRules = {
  readonly clusters: readonly {
    /** As it is shown to people. */
    readonly name: string;
    /** Genres that belong here by name. */
    readonly genres: readonly string[];
    /** Words or runs of words that place other genres. */
    readonly phrases: readonly string[];
    /** Ends of a genre's last word that place it when no phrase does ("-core", "-step"). */
    readonly endings?: readonly string[];
  }[];
  /** What plays in the background: a genre that is or ends with a phrase, or holds one of `anywhere`. */
  readonly background: { readonly phrases: readonly string[]; readonly anywhere: readonly string[] };
};

/** Places genres, however they are spelt, in the 24 clusters. */
export type GenreClusters = {
  /** Names of the clusters, by index. */
  readonly names: readonly string[];
  /** The cluster of a genre, or null where its words say nothing. */
  clusterOf(genre: string): number | null;
  /** Whether a genre is sleep, white noise or other music not meant to be listened to. */
  isBackground(genre: string): boolean;
};

/**
 * Reads the rules once. A genre is looked for by its folded name among all members
 * and phrases; then its longest ending made of whole words ("detroit hip hop" → "hip
 * hop"), because the last words of a genre are its noun; then the longest run of
 * words anywhere in it ("indie poptimism"); then the ending of its last word
 * ("deathstep"). Answers are remembered.
 */
export function createGenreClusters(rules: GenreRules): GenreClusters {
  const phrases = new Map<string, number>();
  const endings: [ending: string, cluster: number][] = [];
  for (const [index, cluster] of rules.clusters.entries()) {
    for (const phrase of [...cluster.phrases, ...cluster.genres]) phrases.set(foldGenre(phrase), index);
    for (const ending of cluster.endings ?? []) endings.push([ending, index]);
  }
  endings.sort(([a], [b]) => b.length - a.length);

  const background = new Set(rules.background.phrases.map(foldGenre));
  const backgroundAnywhere = new Set(rules.background.anywhere.map(foldGenre));
  const known = new Map<string, number | null>();

  function place(genre: string): number | null {
    const words = foldGenre(genre).split(' ');
    const runs = [...endRuns(words), ...allRuns(words)];
    const found = runs.find((run) => phrases.has(run));
    if (found !== undefined) return phrases.get(found)!;
    const last = words.at(-1)!;
    return endings.find(([ending]) => last.endsWith(ending))?.[1] ?? null;
  }

  return {
    names: rules.clusters.map(({ name }) => name),
    clusterOf(genre) {
      let cluster = known.get(genre);
      if (cluster === undefined) known.set(genre, (cluster = place(genre)));
      return cluster;
    },
    isBackground(genre) {
      const words = foldGenre(genre).split(' ');
      return (
        endRuns(words).some((run) => background.has(run)) ||
        allRuns(words).some((run) => backgroundAnywhere.has(run))
      );
    },
  };
}

/** A genre in the form in which genres are compared: lower case, no accents, words of letters and digits, "&" as "and". */
export function foldGenre(genre: string): string {
  return genre
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/&|(?<= )n(?= )|(?<=-)n(?=-)/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The runs of words that end a genre, longest first. */
function endRuns(words: readonly string[]): string[] {
  return words.map((_, start) => words.slice(start).join(' '));
}

/** All runs of words, those with more letters first. */
function allRuns(words: readonly string[]): string[] {
  return words
    .flatMap((_, start) =>
      words.slice(start).map((_, more) => words.slice(start, start + more + 1).join(' ')),
    )
    .sort((a, b) => b.length - a.length);
}
