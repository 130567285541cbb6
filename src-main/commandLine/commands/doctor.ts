import type { Output } from '../../../src-preload/contract.ts';
import type { Command } from '../command.ts';

const MARKS = { ok: '✓', warning: '!', failed: '✗' } as const;

/** Looks at everything the app stands on. `--repair` is handled before the engine opens; see runCommandLine. */
export const doctor: Command = {
  usage: 'doctor [--repair]',
  summary: 'check Node, ONNX providers, database, index and models; --repair brings a damaged database back',
  flags: { repair: { type: 'boolean' } },
  async run(_input, { call, write }) {
    const report = await call('engine.doctor', {});
    await write(report, describe(report));
    return report.ok ? 0 : 1;
  },
};

function describe({ checks }: Output<'engine.doctor'>): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, state, detail }) => `${MARKS[state]} ${name.padEnd(width)}  ${detail}`)
    .join('\n');
}
