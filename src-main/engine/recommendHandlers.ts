import type {
  Emotion,
  Handlers,
  Parsed,
  Point,
  Reason,
  Recommendation,
  RecommendationList,
  Track,
} from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { EmotionReading } from '../emotion/openEar.ts';
import { moodOf } from '../emotion/mood.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { explain } from '../recommend/explain.ts';
import { moveTarget } from '../recommend/intent.ts';
import { rowOf } from '../recommend/rowOf.ts';
import type { Ranked } from '../recommend/stage.ts';
import { coldStart } from '../recommend/stages/coldStart.ts';
import { listDisliked } from '../storage/feedback.ts';
import { addImpressions } from '../storage/impressions.ts';
import { readEntry } from '../storage/journal.ts';
import { readSettings } from '../storage/settings.ts';
import { readTracks } from '../storage/tracks.ts';
import type { EngineParts } from './engineParts.ts';

/** A longer list is cut here: nobody reads it, and each song in it is recorded as shown. */
const MAX_LIST_LENGTH = 500;

const DAY_MS = 86_400_000;

export function recommendHandlers(parts: EngineParts): Handlers<'recommend.list'> {
  return { 'recommend.list': (request) => recommend(parts, request) };
}

async function recommend(parts: EngineParts, request: Parsed<'recommend.list'>): Promise<RecommendationList> {
  const { db, ear, catalogue, now } = parts;
  const { text, point, intent, entryId } = request;
  if (text.trim() === '' && !point) {
    throw new AppError(
      'bad-request',
      'There is nothing to go by: write how you feel, or choose a place on the plane.',
    );
  }
  if (entryId !== null && !readEntry(db, entryId)) {
    throw new AppError('not-found', `There is no journal entry ${entryId}.`);
  }

  await ear.wake();
  const start = performance.now();
  const emotion = movedTo(point, toEmotion(await ear.read(text)));
  const inferred = performance.now();

  const view = await catalogue.current();
  const settings = readSettings(db);
  const target = moveTarget(emotion, intent);
  // Another day brings other songs for the same mood.
  const seed = Math.floor(now() / DAY_MS);
  const ranked = coldStart(view, {
    target,
    limit: Math.min(request.limit, MAX_LIST_LENGTH),
    exclude: new Set<number>([...listDisliked(db), ...request.exclude]),
    allowBackground: settings.allowBackgroundGenres,
    onePerArtist: settings.onePerArtist,
    seed,
  });
  const reasons = explain({
    catalogue: view,
    ranked,
    clusterNames: parts.knowledge.genres.names,
    felt: emotion,
    target,
    intent,
    seed,
  });
  const songs = describeSongs(parts, view, ranked, reasons);
  const impressionIds = addImpressions(db, {
    entryId,
    point: { valence: emotion.valence, arousal: emotion.arousal },
    target,
    intent,
    stage: 'cold-start',
    modelId: emotion.model.id,
    createdAt: now(),
    tracks: songs,
  });
  const end = performance.now();

  return {
    emotion,
    target,
    intent,
    stage: 'cold-start',
    tracks: songs.map((song, index) => ({ ...song, impressionId: impressionIds[index]! })),
    ms: { infer: inferred - start, rank: end - inferred, total: end - start },
  };
}

type Song = Omit<Recommendation, 'impressionId'>;

/** The ranked rows as songs; a row whose track has left the tables since the catalogue was read is passed over. */
function describeSongs(
  { db }: EngineParts,
  view: CatalogueView,
  { rows, scores }: Ranked,
  reasons: readonly Recommendation['reasons'][],
): Song[] {
  const ids = Array.from(rows, (row) => view.ids[row]! as Song['id']);
  const place = new Map(ids.map((id, index) => [id, index]));
  return readTracks(db, ids).map((track) => {
    const index = place.get(track.id)!;
    const row = rowOf(view, track.id);
    return {
      ...track,
      // A track of which no feature is known stands in the middle of the plane.
      valence: view.valence[row]! || 0,
      arousal: view.arousal[row]! || 0,
      score: scores[index]!,
      reasons: [...reasons[index]!, ...inventedReason(track)],
    };
  });
}

/** Says of a song that no one has recorded that it was made up. */
function inventedReason({ isDemo, isSynthetic }: Track): Reason[] {
  if (isDemo) return [{ kind: 'demo', text: 'An invented song of the demo catalogue' }];
  return isSynthetic ? [{ kind: 'demo', text: 'An invented song of a synthetic catalogue' }] : [];
}

function toEmotion({ valence, arousal, mood, model }: EmotionReading): Emotion {
  return { valence, arousal, mood, model };
}

/** The emotion at the point where the person put it, if they did. */
function movedTo(point: Point | null, emotion: Emotion): Emotion {
  return point ? { ...emotion, ...point, mood: moodOf(point) } : emotion;
}
