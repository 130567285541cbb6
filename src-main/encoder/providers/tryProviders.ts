import type { ProviderName } from './providerCandidates.ts';

/** What came of trying one execution provider with one model on this machine. */
export type ProviderTrial = {
  readonly provider: ProviderName;
  readonly ok: boolean;
  /** Median time for the fixed text; null when it did not get that far. */
  readonly ms: number | null;
  /** Largest difference from what the CPU gives; null when it did not get that far. */
  readonly maxDifference: number | null;
  /** Why it was taken or not, as a sentence. */
  readonly reason: string;
  readonly isChosen: boolean;
};

/** Where trials are kept between starts, for one model and machine. */
export type ProviderMemory = {
  /** The trials of the last time, the chosen one among them; null when there were none. */
  recall(): readonly ProviderTrial[] | null;
  /** Notes that a trial begins. A driver may take the whole process down: what has begun and not ended is not tried again. */
  begin(provider: ProviderName): void;
  hasCrashed(provider: ProviderName): boolean;
  remember(trials: readonly ProviderTrial[]): void;
};

/** What a trial needs of a model that was opened on a provider. */
export type Probe = {
  /** Reads the fixed text and returns all the numbers that came out. */
  read(): Promise<Float32Array>;
};

/** Runs before the clock counts, and runs of which the median counts. */
const WARM_UP_RUNS = 2;
const TIMED_RUNS = 5;
/** Kernels round differently, quantised ones visibly so; a wrong result is off by far more. */
const MAX_DIFFERENCE = 0.02;
/** A provider that is faster by less than this share is not worth its start-up and its driver. */
const WORTHWHILE = 0.9;

/**
 * Tries every candidate against the CPU and returns the trials with one chosen:
 * the fastest of those whose result agrees with the CPU's within a bound, the
 * CPU where none is clearly faster. `open` throws where a provider cannot be had.
 */
export async function tryProviders<P extends Probe>(options: {
  readonly candidates: readonly ProviderName[];
  readonly cpu: Probe;
  readonly open: (provider: ProviderName) => Promise<P>;
  readonly release: (probe: P) => Promise<void>;
  readonly memory: Pick<ProviderMemory, 'begin' | 'hasCrashed'>;
  /** Milliseconds. */
  readonly clock: () => number;
}): Promise<ProviderTrial[]> {
  const { candidates, cpu, open, release, memory, clock } = options;
  const expected = await cpu.read();
  const cpuMs = await medianMs(cpu, clock);
  const trials: ProviderTrial[] = [];
  for (const provider of candidates) {
    if (memory.hasCrashed(provider)) {
      trials.push(failed(provider, 'took the engine down when it was last tried'));
      continue;
    }
    memory.begin(provider);
    try {
      const probe = await open(provider);
      try {
        trials.push(await measure(provider, probe, expected, clock));
      } finally {
        await release(probe);
      }
    } catch (error) {
      trials.push(failed(provider, error instanceof Error ? error.message : String(error)));
    }
  }
  return settle(cpuMs, trials);
}

async function measure(
  provider: ProviderName,
  probe: Probe,
  expected: Float32Array,
  clock: () => number,
): Promise<ProviderTrial> {
  const maxDifference = largestDifference(await probe.read(), expected);
  if (!(maxDifference <= MAX_DIFFERENCE)) {
    const reason = `gives other results than the CPU (off by up to ${maxDifference.toPrecision(2)})`;
    return { provider, ok: false, ms: null, maxDifference, reason, isChosen: false };
  }
  return { provider, ok: true, ms: await medianMs(probe, clock), maxDifference, reason: '', isChosen: false };
}

/** The trials with the CPU's own at the end, one of them chosen, and the reasons of those that ran. */
function settle(cpuMs: number, trials: readonly ProviderTrial[]): ProviderTrial[] {
  let best: ProviderTrial | null = null;
  for (const trial of trials) {
    if (trial.ms !== null && trial.ms < (best?.ms ?? cpuMs * WORTHWHILE)) best = trial;
  }
  const cpu: ProviderTrial = {
    provider: 'cpu',
    ok: true,
    ms: cpuMs,
    maxDifference: 0,
    reason: best
      ? `slower than ${best.provider}`
      : `chosen: ${trials.length > 0 ? 'nothing else is clearly faster here' : 'this machine shows nothing else'}`,
    isChosen: best === null,
  };
  const named = trials.map((trial) => {
    if (trial.ms === null) return trial;
    if (trial === best)
      return { ...trial, isChosen: true, reason: 'chosen: the fastest here, and agrees with the CPU' };
    return { ...trial, reason: 'agrees with the CPU, but is not clearly faster' };
  });
  return [...named, cpu];
}

function failed(provider: ProviderName, reason: string): ProviderTrial {
  return { provider, ok: false, ms: null, maxDifference: null, reason, isChosen: false };
}

async function medianMs(probe: Probe, clock: () => number): Promise<number> {
  for (let run = 0; run < WARM_UP_RUNS; run++) await probe.read();
  const times: number[] = [];
  for (let run = 0; run < TIMED_RUNS; run++) {
    const start = clock();
    await probe.read();
    times.push(clock() - start);
  }
  return times.sort((a, b) => a - b)[TIMED_RUNS >> 1]!;
}

/** NaN when the lengths differ or a value is none, so that no bound is met. */
function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return NaN;
  let largest = 0;
  for (let at = 0; at < a.length; at++) {
    const difference = Math.abs(a[at]! - b[at]!);
    if (Number.isNaN(difference)) return NaN;
    if (difference > largest) largest = difference;
  }
  return largest;
}
