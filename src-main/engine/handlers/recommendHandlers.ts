import type {
  Emotion,
  Handlers,
  Parsed,
  Point,
  Reason,
  Recommendation,
  RecommendationList,
  Stage as StageName,
  Track,
  TrackId,
} from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import type { EmotionReading } from '../../emotion/openEar.ts';
import { moodOf } from '../../emotion/mood.ts';
import type { CatalogueView } from '../../recommend/catalogueView.ts';
import { explain } from '../../recommend/explain/explain.ts';
import { moveTarget } from '../../recommend/intent.ts';
import { rowOf } from '../../recommend/rowOf.ts';
import type { Ranked } from '../../recommend/stage.ts';
import type { TasteQuestion } from '../../recommend/explain/tasteReason.ts';
import { readRunningComparison } from '../../storage/person/comparisons.ts';
import { addImpressions } from '../../storage/person/impressions.ts';
import { readEntry } from '../../storage/person/journal.ts';
import { readSettings } from '../../storage/settings.ts';
import { readTracks } from '../../storage/tracks/tracks.ts';
import type { TasteState } from '../../taste/createTasteKeeper.ts';
import { mixForComparison } from '../../taste/mixForComparison.ts';
import { type OpenStage, openStage } from '../../taste/openStage.ts';
import type { EngineParts } from '../engineParts.ts';

/** A longer list is cut here: nobody reads it, and each song in it is recorded as shown. */
const MAX_LIST_LENGTH = 500;

const DAY_MS = 86_400_000;

export function recommendHandlers(parts: EngineParts): Handlers<'recommend.list'> {
  return { 'recommend.list': (request) => recommend(parts, request) };
}

async function recommend(parts: EngineParts, request: Parsed<'recommend.list'>): Promise<RecommendationList> {
  const { db, ear, now } = parts;
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

  const { keeper } = parts.tastes;
  const state = await keeper.current();
  const view = state.catalogue;
  const settings = readSettings(db);
  const clusterNames = parts.knowledge.genres.names;
  const openFor = (stage: StageName) => openStage(stage, state.tastes, keeper.models, clusterNames);
  const open = openFor(request.stage ?? state.stage);
  const target = moveTarget(emotion, intent);
  // Another day brings other songs for the same mood.
  const seed = Math.floor(now() / DAY_MS);
  const asked = { target, intent };
  const shownBefore = keeper.shown(view, asked);
  const barred = keeper.banned(view);
  const { judged, shown } = keeper.exclusions(asked, request.allowHeard ? 0 : settings.daysBeforeRepeat);
  const { onePerArtist } = settings;
  const limit = Math.min(request.limit, MAX_LIST_LENGTH);
  const rank = ({ stage }: OpenStage) =>
    rankWithout(
      (exclude) =>
        stage(view, {
          target,
          limit,
          exclude,
          ...(barred ? { barred } : {}),
          allowBackground: settings.allowBackgroundGenres,
          onePerArtist,
          shown: shownBefore,
          seed,
        }),
      new Set<number>([...judged, ...request.exclude]),
      shown,
      limit,
    );
  const comparison = request.stage === null ? readRunningComparison(db) : null;
  const { ranked, mix } = comparison
    ? mixForComparison(
        comparison,
        view,
        ({ stage }) => openFor(stage === 'staged' ? state.stage : stage),
        rank,
        { ...asked, limit, onePerArtist, seed, excluded: request.exclude.length },
      )
    : { ranked: rank(open), mix: null };
  // The same words whichever side a song came from: they must not speak for one of them.
  const reasons = explain({
    catalogue: view,
    ranked,
    clusterNames,
    felt: emotion,
    target,
    intent,
    seed,
    ...(open.name === 'cold-start' ? {} : { taste: tasteQuestion(parts, state, open) }),
  });
  const songs = describeSongs(parts, view, ranked, reasons);
  const impressionIds = addImpressions(db, {
    entryId,
    point: { valence: emotion.valence, arousal: emotion.arousal },
    target,
    intent,
    stage: open.name,
    modelId: emotion.model.id,
    createdAt: now(),
    tracks: songs,
    ...(mix ? { mix } : {}),
  });
  const end = performance.now();

  return {
    emotion,
    target,
    intent,
    stage: open.name,
    tracks: songs.map((song, index) => ({ ...song, impressionId: impressionIds[index]! })),
    ms: { infer: inferred - start, rank: end - inferred, total: end - start },
  };
}

/**
 * A list without what must not come and, where there are songs enough, without
 * what was shown of late: of a small catalogue all was shown soon.
 */
function rankWithout(
  rank: (exclude: ReadonlySet<number>) => Ranked,
  never: ReadonlySet<number>,
  rather: ReadonlySet<number>,
  limit: number,
): Ranked {
  const ranked = rank(new Set([...never, ...rather]));
  return ranked.rows.length < limit && rather.size > 0 ? rank(never) : ranked;
}

/** What explanations may say of the person's taste. */
function tasteQuestion(
  { db }: EngineParts,
  { catalogue, tastes }: TasteState,
  open: OpenStage,
): TasteQuestion {
  return {
    tastes,
    models: new Map([...open.models].map(([key, { kept }]) => [key, kept])),
    nameOf(row) {
      const [track] = readTracks(db, [catalogue.ids[row]! as TrackId]);
      return track ? `“${track.title}” by ${track.artist}` : null;
    },
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
