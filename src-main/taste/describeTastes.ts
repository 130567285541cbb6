import type { Database } from 'better-sqlite3';

import type { TasteOverview, TasteProfile, TasteVersion, TrackId } from '../../src-preload/contract.ts';
import { PROMOTION } from '../recommend/taste/chooseStage.ts';
import { lockOf } from '../recommend/taste/tasteModels.ts';
import { isStrong, type Taste } from '../recommend/taste/tastes.ts';
import { countGenresOf } from '../storage/person/likedGenres.ts';
import type { KeptModels } from './createKeptModels.ts';
import type { TasteState } from './createTasteKeeper.ts';
import { openStage } from './openStage.ts';
import { tasteMetrics } from './tasteMetrics.ts';
import { tasteName } from './tasteName.ts';

const TOP_GENRES = 5;

/** The tastes as they are shown to the person, the most confident first, and the way through the stages. */
export function describeTastes(
  db: Database,
  state: TasteState,
  kept: KeptModels,
  clusterNames: readonly string[],
): TasteOverview {
  const { tastes, seen, catalogue } = state;
  const open = openStage(state.stage, tastes, kept, clusterNames);
  const next = PROMOTION.find(
    ({ confidence, seen: needed }) => tastes.confidence < confidence || seen < needed,
  );

  function describe(taste: Taste): TasteProfile {
    const { key, label } = tasteName(taste, clusterNames);
    const model = open.models.get(taste.key);
    const liked = taste.verdicts.flatMap(({ row, verdict }) =>
      verdict === 'like' ? [catalogue.ids[row]! as TrackId] : [],
    );
    return {
      key,
      label,
      likes: taste.likes,
      dislikes: taste.dislikes,
      skips: taste.skips,
      confidence: taste.confidence,
      isStrong: isStrong(taste),
      spread: taste.spread,
      genres: countGenresOf(db, liked, TOP_GENRES),
      stage: model?.version.kind ?? (open.models.size > 0 ? 'ranking' : open.name),
      locked: {
        logistic: lockOf(taste, 'logistic'),
        boosted: lockOf(taste, 'boosted'),
        neural: lockOf(taste, 'neural'),
      },
      versions: versionsOf(key, model?.version.id ?? kept.inUse(key, null)?.version.id ?? null),
    };
  }

  function versionsOf(key: string, inUse: number | null): TasteVersion[] {
    return kept
      .versions()
      .filter(({ taste }) => taste === key)
      .toReversed()
      .map((version) => ({
        version: version.id,
        kind: version.kind,
        state: version.state,
        isInUse: version.id === inUse,
        reason: version.reason,
        samples: version.samples,
        metrics: tasteMetrics(version.metrics),
        trainedAt: version.trainedAt,
        notice: kept.noticeOf(version),
      }));
  }

  return {
    tastes: tastes.all.map(describe),
    stage: open.name,
    confidence: tastes.confidence,
    seen,
    next: next ? { ...next } : null,
  };
}
