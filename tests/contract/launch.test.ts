import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterEach, beforeEach, expect, test } from 'vitest';

const launch = join(import.meta.dirname, '../../src-main/launch');
/** Long enough for a build, should the sources have changed since the last one. */
const BUILD_MS = 120_000;

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'waves-launch-'));
});
afterEach(() => rmSync(profile, { recursive: true, force: true }));

test('the installed command runs the built app', { timeout: BUILD_MS }, async () => {
  const args = [join(launch, 'waves.mjs'), 'infer', 'I am happy.', '--json', '--profile', profile];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  expect(JSON.parse(await text(child.stdout))).toMatchObject({ valence: expect.any(Number) as number });
});

test(
  'a start without Electron says so in one line and serves the same app',
  { timeout: BUILD_MS },
  async () => {
    const child = spawn(process.execPath, [join(launch, 'start.mjs'), '--no-open', '--profile', profile], {
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: join(profile, 'nowhere'), DISPLAY: ':0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const said = text(child.stderr);
    try {
      const url = await firstUrl(child.stdout);
      const page = await fetch(url);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<title>Words to Waves</title>');
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
    const about = (await said).split('\n').filter((line) => /electron/i.test(line));
    expect(about).toEqual([expect.stringMatching(/ELECTRON_OVERRIDE_DIST_PATH.*browser/)]);
  },
);

async function firstUrl(stdout: AsyncIterable<Buffer>): Promise<string> {
  let output = '';
  for await (const chunk of stdout) {
    output += chunk.toString('utf8');
    const url = /^Words to Waves: (\S+)/m.exec(output)?.[1];
    if (url) return url;
  }
  throw new Error(`No URL was printed:\n${output}`);
}
