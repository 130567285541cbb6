import { brierOf, forecastsIn, pooled } from '../../learning/reliability.ts';
import { mean } from './mean.ts';
import type { SessionMeasures } from './measureSession.ts';

type ListenerMeasure = (session: SessionMeasures, lateFrom: number) => number | null;

/** What a session comes to in one figure each; null where it says nothing. Intervals and differences are taken over listeners. */
export const listenerMeasures = {
  /** Mean chance of a like in the late rounds. */
  late: ({ chances }, lateFrom) => mean(chances.slice(lateFrom)),
  likeRate: ({ likeRates }) => mean(likeRates),
  /** Likes that are expected to have been missed in all. */
  regret: ({ regrets }) => regrets.reduce((sum, regret) => sum + regret, 0),
  precision10: ({ precision10 }) => precision10,
  recall10: ({ recall10 }) => recall10,
  ndcg10: ({ ndcg10 }) => ndcg10,
  order: ({ order }) => order,
  coverage50: ({ coverage50 }) => coverage50,
  coverage60: ({ coverage60 }) => coverage60,
  /** The same of listeners with three tastes or more. */
  coverage60OfMany: ({ coverage60, tastes }) => (tastes >= 3 ? coverage60 : null),
  diversity: ({ diversity }) => diversity,
  novelty: ({ novelty }) => novelty,
  /** Different songs of all that were shown. */
  songs: ({ songs }) => new Set(songs.shown).size,
  brier({ forecasts }) {
    const all = pooled(forecasts);
    return forecastsIn(all) > 0 ? brierOf(all) : null;
  },
} as const satisfies Readonly<Record<string, ListenerMeasure>>;

export type MeasureName = keyof typeof listenerMeasures;

/** Their names, in the order in which they are shown. */
export const measureNames = Object.keys(listenerMeasures) as MeasureName[];
