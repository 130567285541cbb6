/**
 * TF-IDF over runs of one and two words of title, artists and genres, as
 * postings in typed arrays. A run counts once a track, so that
 * weight(run, track) = idf(run) / norm(track), with
 * idf = ln((1 + tracks) / (1 + tracks with it)) + 1 and norm = √Σ idf².
 */
export type TfidfIndex = {
  /** The tracks by row, ascending. */
  readonly ids: Int32Array;
  /** Up to where the catalogue had been read. */
  readonly revision: number;
  /** The runs that are features, by place; words of a run are parted by one space. */
  readonly features: readonly string[];
  readonly idf: Float32Array;
  /** Length of each track's vector; 0 for one without a feature. */
  readonly norms: Float32Array;
  /** The rows of feature f are `rows[offsets[f]] … rows[offsets[f + 1] - 1]`, ascending. */
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
};

/** The runs of one and two words, each once. */
export function runsOf(words: readonly string[]): Set<string> {
  const runs = new Set(words);
  for (let at = 1; at < words.length; at++) runs.add(`${words[at - 1]!} ${words[at]!}`);
  return runs;
}
