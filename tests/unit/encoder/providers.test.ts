import { describe, expect, test } from 'vitest';

import { chooseRunner } from '../../../src-main/encoder/providers/chooseRunner.ts';
import type { EncoderInput, Runner } from '../../../src-main/encoder/providers/createRunner.ts';
import { describeMachine } from '../../../src-main/encoder/providers/describeMachine.ts';
import { openEncoder } from '../../../src-main/encoder/openEncoder.ts';
import {
  providerCandidates,
  type ProviderName,
} from '../../../src-main/encoder/providers/providerCandidates.ts';
import type { ProviderMemory, ProviderTrial } from '../../../src-main/encoder/providers/tryProviders.ts';
import { earFolder } from '../../support/onnx/tinyFolders.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

/** A clock that only the runners move, and what they leave behind. */
type Bench = { time: number; readonly released: string[]; readonly begun: string[] };

const probe: EncoderInput = { ids: [1, 2], wide: new Float32Array(0) };

/** A runner that takes `ms` a run and gives `value`; from its `failsAt`-th run on it fails. */
function runner(bench: Bench, name: string, ms: number, value = 1, failsAt = Infinity): Runner {
  let runs = 0;
  return {
    async run(inputs) {
      runs += 1;
      if (runs >= failsAt) throw new Error('device lost');
      bench.time += ms;
      return inputs.map(() => ({ embedding: Float32Array.of(value), heads: {} }));
    },
    async release() {
      bench.released.push(name);
    },
  };
}

function memory(bench: Bench, kept: readonly ProviderTrial[] | null = null, crashed: ProviderName[] = []) {
  const held = {
    kept,
    recall: () => held.kept,
    begin: (provider: ProviderName) => void bench.begun.push(provider),
    hasCrashed: (provider: ProviderName) => crashed.includes(provider),
    remember: (trials: readonly ProviderTrial[]) => void (held.kept = trials),
  };
  return held satisfies ProviderMemory & { kept: unknown };
}

function bench(): Bench {
  return { time: 0, released: [], begun: [] };
}

function choose(
  on: Bench,
  remembered: ProviderMemory,
  others: Partial<Record<ProviderName, () => Runner>>,
  cpu = runner(on, 'cpu', 10),
) {
  return chooseRunner({
    cpu,
    openOn: async (provider) => {
      const make = others[provider];
      if (!make) throw new Error(`there is no ${provider} here`);
      return make();
    },
    probe,
    memory: remembered,
    candidates: ['cuda', 'webgpu'],
    clock: () => on.time,
  });
}

const chosen = (trials: readonly ProviderTrial[]) =>
  trials.filter(({ isChosen }) => isChosen).map(({ provider }) => provider);

describe('the provider that runs a model', () => {
  test('is the fastest that agrees with the CPU', async () => {
    const on = bench();
    const held = await choose(on, memory(on), {
      cuda: () => runner(on, 'cuda', 5),
      webgpu: () => runner(on, 'webgpu', 2, 1.001),
    });
    expect(held.provider().name).toBe('webgpu');
    expect(chosen(held.provider().trials)).toEqual(['webgpu']);
    expect(on.released).toContain('cpu');
  });

  test('is the CPU where the others are missing, and each reason is kept', async () => {
    const on = bench();
    const held = await choose(on, memory(on), {});
    const { name, trials } = held.provider();
    expect(name).toBe('cpu');
    expect(trials).toMatchObject([
      { provider: 'cuda', ok: false, reason: 'there is no cuda here' },
      { provider: 'webgpu', ok: false, reason: 'there is no webgpu here' },
      { provider: 'cpu', ok: true, ms: 10, isChosen: true },
    ]);
  });

  test.each([
    ['gives other numbers', 1.1],
    ['gives what is no number', NaN],
  ])('is not one that is faster but %s', async (_what, value) => {
    const on = bench();
    const held = await choose(on, memory(on), { webgpu: () => runner(on, 'webgpu', 1, value) });
    expect(held.provider().name).toBe('cpu');
    expect(held.provider().trials[1]).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/other results/),
    });
    expect(on.released).toEqual(['webgpu']);
  });

  test('is the CPU where another is hardly faster', async () => {
    const on = bench();
    const held = await choose(on, memory(on), { webgpu: () => runner(on, 'webgpu', 9.5) });
    expect(held.provider().name).toBe('cpu');
  });

  test('is remembered, so that the next start tries nothing', async () => {
    const on = bench();
    const remembered = memory(on);
    const webgpu = () => runner(on, 'webgpu', 2);
    await choose(on, remembered, { webgpu });
    on.begun.length = 0;
    const held = await choose(on, remembered, { webgpu });
    expect(held.provider().name).toBe('webgpu');
    expect(on.begun).toEqual(['webgpu']);
  });

  test('is not one that took the process down when it was tried', async () => {
    const on = bench();
    const held = await choose(on, memory(on, null, ['webgpu']), { webgpu: () => runner(on, 'webgpu', 1) });
    expect(held.provider().name).toBe('cpu');
    expect(on.begun).toEqual(['cuda']);
    expect(held.provider().trials[1]!.reason).toMatch(/took the engine down/);
  });

  test('goes back to the CPU when it worked before and does not open now', async () => {
    const on = bench();
    const remembered = memory(on);
    await choose(on, remembered, { webgpu: () => runner(on, 'webgpu', 2) });
    const held = await choose(on, remembered, {});
    expect(held.provider().name).toBe('cpu');
    expect(chosen(remembered.kept!)).toEqual(['cpu']);
    expect(remembered.kept![1]!.reason).toMatch(/worked before, but not now/);
  });

  test('goes back to the CPU when it fails while reading, and the reading is answered', async () => {
    const on = bench();
    const remembered = memory(on);
    let opened = 0;
    const held = await choose(on, remembered, {
      // The first is for the trial; the second fails at its third run.
      webgpu: () => runner(on, 'webgpu', 2, 1, ++opened === 1 ? Infinity : 3),
      cpu: () => runner(on, 'second cpu', 10, 7),
    });
    expect(held.provider().name).toBe('webgpu');
    const answers = [];
    for (let at = 0; at < 3; at++) answers.push((await held.run([probe]))[0]!.embedding[0]);
    expect(answers).toEqual([1, 7, 7]);
    expect(held.provider().name).toBe('cpu');
    expect(chosen(remembered.kept!)).toEqual(['cpu']);
  });

  test('fails as it is when it is the CPU', async () => {
    const on = bench();
    const held = await choose(on, memory(on), {}, runner(on, 'cpu', 1, 1, 12));
    await expect(
      (async () => {
        for (let at = 0; at < 12; at++) await held.run([probe]);
      })(),
    ).rejects.toThrow('device lost');
  });
});

describe('on this machine', () => {
  test('every provider of the platform is tried with a real model, and one is chosen', async () => {
    const on = bench();
    const remembered = memory(on);
    const encoder = await openEncoder(earFolder(temporaryDirectory()), { providers: remembered });
    const { name, trials } = encoder.provider();
    expect(trials.map(({ provider }) => provider)).toEqual([...providerCandidates(), 'cpu']);
    expect(chosen(trials)).toEqual([name]);
    for (const { ok, ms, reason } of trials) {
      expect(reason).not.toBe('');
      expect(ok).toBe(ms !== null);
    }
    await encoder.close();
  });

  test('the line that describes it stays the same while nothing changes', () => {
    expect(describeMachine()).toMatch(/^onnxruntime \d+\.\d+\.\d+; \w+ \w+/);
    expect(describeMachine()).toBe(describeMachine());
  });
});
