import type { EncoderInput, EncoderOutput, Runner } from './createRunner.ts';
import { type ProviderName, providerCandidates } from './providerCandidates.ts';
import { type ProviderMemory, type ProviderTrial, tryProviders } from './tryProviders.ts';

/** The runner on the best provider of this machine, with the way back to the CPU. */
export type HeldRunner = {
  /** As `Runner.run`; when another provider than the CPU fails, the CPU takes over from then on. */
  run(inputs: readonly EncoderInput[]): Promise<EncoderOutput[]>;
  provider(): { readonly name: ProviderName; readonly trials: readonly ProviderTrial[] };
  release(): Promise<void>;
};

/**
 * Takes the provider that `memory` holds for this model and machine, or tries
 * those of the platform and lets it remember. `cpu` is the runner that is open
 * already; it is released when another takes its place.
 */
export async function chooseRunner(options: {
  readonly cpu: Runner;
  readonly openOn: (provider: ProviderName) => Promise<Runner>;
  /** The fixed text by which providers are compared. */
  readonly probe: EncoderInput;
  readonly memory: ProviderMemory;
  readonly candidates?: readonly ProviderName[];
  /** Milliseconds. */
  readonly clock?: () => number;
}): Promise<HeldRunner> {
  const { cpu, openOn, probe, memory, candidates, clock } = options;
  let trials = memory.recall();
  if (!trials) {
    const asProbe = (runner: Runner) => ({ runner, read: async () => flatten(await runner.run([probe])) });
    trials = await tryProviders({
      candidates: candidates ?? providerCandidates(),
      cpu: asProbe(cpu),
      open: async (provider) => asProbe(await openOn(provider)),
      release: ({ runner }) => runner.release(),
      memory,
      clock: clock ?? (() => performance.now()),
    });
    memory.remember(trials);
  }

  const chosen = trials.find(({ isChosen }) => isChosen)?.provider ?? 'cpu';
  if (chosen === 'cpu') return holdRunner({ runner: cpu, name: 'cpu', trials });
  memory.begin(chosen);
  const fallBack = (reason: string, known: readonly ProviderTrial[]) => {
    const noted = backToCpu(known, chosen, reason);
    memory.remember(noted);
    return noted;
  };
  try {
    const runner = await openOn(chosen);
    await runner.run([probe]);
    memory.remember(trials);
    await cpu.release();
    return holdRunner({ runner, name: chosen, trials }, { fallBack, openCpu: () => openOn('cpu') });
  } catch (error) {
    const noted = fallBack(`worked before, but not now: ${messageOf(error)}`, trials);
    return holdRunner({ runner: cpu, name: 'cpu', trials: noted });
  }
}

type Held = {
  readonly runner: Runner;
  readonly name: ProviderName;
  readonly trials: readonly ProviderTrial[];
};

type WayBack = {
  readonly openCpu: () => Promise<Runner>;
  readonly fallBack: (reason: string, known: readonly ProviderTrial[]) => readonly ProviderTrial[];
};

/** Runs on what is held; `wayBack` is there for everything but the CPU. */
export function holdRunner(first: Held, wayBack?: WayBack): HeldRunner {
  let held = first;
  let changing: Promise<void> | null = null;

  async function changeToCpu(failed: Runner, reason: string, { openCpu, fallBack }: WayBack): Promise<void> {
    const trials = fallBack(reason, held.trials);
    held = { runner: await openCpu(), name: 'cpu', trials };
    await failed.release();
  }

  return {
    async run(inputs) {
      const used = held;
      try {
        return await used.runner.run(inputs);
      } catch (error) {
        if (used.name === 'cpu' || !wayBack) throw error;
        changing ??= changeToCpu(used.runner, `failed while reading: ${messageOf(error)}`, wayBack);
        await changing;
        return held.runner.run(inputs);
      }
    },
    provider: () => ({ name: held.name, trials: held.trials }),
    release: () => held.runner.release(),
  };
}

function flatten(outputs: readonly EncoderOutput[]): Float32Array {
  return Float32Array.from(
    outputs.flatMap(({ embedding, heads }) =>
      [embedding, ...Object.values(heads)].flatMap((part) => [...part]),
    ),
  );
}

function backToCpu(trials: readonly ProviderTrial[], failed: ProviderName, reason: string): ProviderTrial[] {
  return trials.map((trial) => {
    if (trial.provider === failed) return { ...trial, ok: false, isChosen: false, reason };
    if (trial.provider === 'cpu') return { ...trial, isChosen: true, reason: `chosen: ${failed} failed` };
    return trial;
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
