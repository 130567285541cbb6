import type {
  Entry,
  EntryId,
  HeardEmotion,
  Job,
  JobId,
  Recommendation,
  RecommendationList,
} from '../../../src-preload/contract.ts';

/** What a model hears: pleasant and a little energetic unless told otherwise. */
export function emotion(parts: Partial<HeardEmotion> = {}): HeardEmotion & { ms: number } {
  const model = { id: 'test', kind: 'model', notice: null } as const;
  const named = { confidence: 0.7, emotions: [{ label: 'joy', p: 0.8 }], provider: 'cpu' };
  return { valence: 0.5, arousal: 0.2, mood: 'glad', model, ...named, ms: 1, ...parts };
}

/** An entry as the engine returns it. */
export function entry(id: number, parts: Partial<Entry> = {}): Entry {
  return {
    id: id as EntryId,
    text: `entry ${id}`,
    valence: 0.5,
    arousal: 0.2,
    mood: 'glad',
    heard: { valence: 0.5, arousal: 0.2 },
    isCorrected: false,
    modelId: 'test',
    createdAt: 1_700_000_000_000 + id,
    ...parts,
  };
}

/** A recommended song. */
function song(id: number): Recommendation {
  return {
    id,
    title: `song ${id}`,
    artist: 'somebody',
    album: null,
    year: null,
    genres: [],
    durationMs: null,
    popularity: null,
    isDemo: false,
    isSynthetic: false,
    impressionId: id + 1000,
    valence: 0.5,
    arousal: 0.2,
    score: 1,
    reasons: [{ kind: 'mood', text: 'close to where you are' }],
  } as unknown as Recommendation;
}

/** A list of songs with these ids. */
export function list(...ids: readonly number[]): RecommendationList {
  const { ms: _ms, ...heard } = emotion();
  return {
    emotion: heard,
    target: { valence: 0.5, arousal: 0.2 },
    intent: 'match',
    stage: 'cold-start',
    tracks: ids.map(song),
    ms: { infer: 1, rank: 1, total: 2 },
  };
}

/** An import job. */
export function job(id: number, parts: Partial<Job> = {}): Job {
  return {
    id: id as JobId,
    kind: 'import',
    title: 'Importing songs.csv',
    isTrial: false,
    state: 'running',
    done: 0,
    total: 100,
    unit: 'bytes',
    rate: null,
    remainingMs: null,
    failure: null,
    summaries: [],
    startedAt: 1,
    endedAt: null,
    ...parts,
  };
}
