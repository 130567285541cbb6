import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const hostModule = join(import.meta.dirname, '../../src-main/host.ts');

type Run = { readonly process: ChildProcess; readonly out: { stdout: string; stderr: string } };

function run(args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [hostModule, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
  return { process: child, out };
}

/** Waits for the line with the address, and takes it apart. */
async function address({ out }: Run): Promise<{ origin: string; token: string }> {
  const line = /^Words to Waves: (http:\/\/127\.0\.0\.1:\d+)\/#token=([\w-]{43})\n$/;
  await vi.waitFor(() => expect(out.stdout, out.stderr).toMatch(line), { timeout: 20_000 });
  const [, origin = '', token = ''] = line.exec(out.stdout) ?? [];
  return { origin, token };
}

async function exitCode({ process: child }: Run): Promise<number | null> {
  return child.exitCode ?? ((await once(child, 'close')) as [number | null])[0];
}

async function status({ origin, token }: { origin: string; token: string }): Promise<unknown> {
  const response = await fetch(`${origin}/call`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ method: 'catalogue.status', input: {} }),
  });
  return response.json();
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'it prints one line, serves the engine, and ends cleanly on %s',
  async (signal) => {
    const profile = join(temporaryDirectory(), 'profile');
    const host = run(['--profile', profile]);
    expect(await status(await address(host))).toMatchObject({ ok: true });
    host.process.kill(signal);
    expect(await exitCode(host)).toBe(0);
    expect(host.out.stdout.split('\n')).toHaveLength(2);
    // A clean end leaves no write-ahead log.
    expect([existsSync(join(profile, 'waves.db')), existsSync(join(profile, 'waves.db-wal'))]).toEqual([
      true,
      false,
    ]);
  },
);

test('it ends with the reason when another instance holds the profile, which goes on', async () => {
  const profile = join(temporaryDirectory(), 'profile');
  const first = await address(run(['--profile', profile]));
  expect(await status(first)).toMatchObject({ ok: true });

  const second = run(['--profile', profile]);
  expect(await exitCode(second)).toBe(1);
  expect(second.out.stderr).toMatch(/^Words to Waves: .*profile/);
  expect(await status(first)).toMatchObject({ ok: true });
});

test('it ends with the reason when the port is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const host = run(['--profile', join(temporaryDirectory(), 'profile'), '--port', String(port)]);
  expect(await exitCode(host)).toBe(1);
  expect(host.out.stderr).toContain(`Port ${port} is in use.`);
  expect(host.out.stdout).toBe('');
});

test.each([
  [['--port', 'x']],
  [['--port', '65536']],
  [['--port=-1']],
  [['--no-such-flag']],
  [['--profile']],
  [['word']],
])('it explains its usage when it is started with %j', async (args) => {
  const host = run(args);
  expect(await exitCode(host)).toBe(2);
  expect(host.out.stderr).toContain('Usage: host');
});

test.skipIf(process.platform !== 'linux')(
  'it opens the browser with an address that holds no secret',
  async () => {
    const directory = temporaryDirectory();
    const [opener, opened] = [join(directory, 'xdg-open'), join(directory, 'opened')];
    writeFileSync(opener, `#!/bin/sh\nprintf %s "$1" > "${opened}"\n`);
    chmodSync(opener, 0o755);
    const host = run(['--open', '--profile', join(directory, 'profile')], {
      PATH: `${directory}${delimiter}${process.env.PATH}`,
    });
    const { origin, token } = await address(host);
    await vi.waitFor(() =>
      expect(existsSync(opened) && readFileSync(opened, 'utf8')).toContain(`${origin}/open/`),
    );
    const url = readFileSync(opened, 'utf8');
    expect(url).not.toContain(token);
    expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBe(`/#token=${token}`);
  },
);
