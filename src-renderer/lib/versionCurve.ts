import type { TasteVersion } from '../../src-preload/contract.ts';

/** A version of a model on its curve. Places are shares of the width and height, from the top left. */
export type VersionPoint = {
  readonly version: number;
  readonly x: number;
  readonly y: number;
  readonly logLoss: number;
  /** Whether it was taken into use and not taken back. */
  readonly isKept: boolean;
  readonly isInUse: boolean;
  readonly words: string;
};

const STATE_WORDS: Record<TasteVersion['state'], string> = {
  promoted: 'taken',
  rejected: 'not taken',
  'rolled-back': 'taken back',
};

/**
 * Where the versions of a taste's models stand by their log loss, the oldest at
 * the left and the best at the bottom. All alike, or a single one, stand in the middle.
 */
export function versionCurve(newestFirst: readonly TasteVersion[]): VersionPoint[] {
  const versions = newestFirst.filter(({ metrics }) => Number.isFinite(metrics.logLoss)).toReversed();
  const losses = versions.map(({ metrics }) => metrics.logLoss);
  const low = Math.min(...losses);
  const range = Math.max(...losses) - low;
  return versions.map(({ version, state, isInUse, metrics }, place) => ({
    version,
    x: versions.length === 1 ? 0.5 : place / (versions.length - 1),
    y: range === 0 ? 0.5 : (low + range - metrics.logLoss) / range,
    logLoss: metrics.logLoss,
    isKept: state === 'promoted',
    isInUse,
    words: `${metrics.logLoss.toFixed(2)} ${isInUse ? 'in use' : STATE_WORDS[state]}`,
  }));
}
