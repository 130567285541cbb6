import type { ImportSummary } from '../../../src-preload/contract.ts';

/** How many rejects a summary names; all are counted. */
const MAX_LISTED_REJECTS = 1_000;

export type RowOutcome = 'added' | 'updated' | 'unchanged';

const outcomes: readonly RowOutcome[] = ['added', 'updated', 'unchanged'];

export type ImportTally = {
  /** Whether a row of this file was this track already. */
  hasSeen(trackId: number): boolean;
  /** Counts a row. A track counts once, by the strongest thing that its rows did to it. */
  count(trackId: number, outcome: RowOutcome): void;
  reject(line: number, reason: string): void;
  /** Tracks that the file holds so far. */
  tracks(): number;
  /** Rows so far, rejects among them. */
  rows(): number;
  counts(): Pick<
    ImportSummary,
    'rows' | 'added' | 'updated' | 'unchanged' | 'repeated' | 'rejected' | 'rejects'
  >;
};

/** Keeps count of what became of the rows of one file, in a byte for each track id. */
export function createImportTally(): ImportTally {
  const totals = { added: 0, updated: 0, unchanged: 0 };
  const rejects: { line: number; reason: string }[] = [];
  // 1 + the index of the track's outcome; 0 where no row was this track.
  let marks = new Uint8Array(4096);
  let repeated = 0;
  let rejected = 0;

  const tracks = () => totals.added + totals.updated + totals.unchanged;
  const rows = () => tracks() + repeated + rejected;

  return {
    hasSeen: (trackId) => (marks[trackId] ?? 0) > 0,
    count(trackId, outcome) {
      if (trackId >= marks.length) {
        const grown = new Uint8Array(Math.max(trackId + 1, marks.length * 2));
        grown.set(marks);
        marks = grown;
      }
      const before = outcomes[marks[trackId]! - 1];
      if (before) repeated += 1;
      if (before === undefined || (before === 'unchanged' && outcome === 'updated')) {
        if (before) totals[before] -= 1;
        totals[outcome] += 1;
        marks[trackId] = 1 + outcomes.indexOf(outcome);
      }
    },
    reject(line, reason) {
      rejected += 1;
      if (rejects.length < MAX_LISTED_REJECTS) rejects.push({ line, reason });
    },
    tracks,
    rows,
    counts: () => ({ rows: rows(), ...totals, repeated, rejected, rejects }),
  };
}
