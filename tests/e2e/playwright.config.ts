import { join } from 'node:path';

import { defineConfig } from '@playwright/test';

/**
 * What is timed is tagged `@alone`: `npm test` gives it a turn of its own, for a
 * second worker on the same cores would be measured with it.
 */
const turn = {
  together: { workers: 2, grepInvert: /@alone/ },
  alone: { workers: 1, grep: /@alone/ },
  any: { workers: 2 },
}[process.env.WAVES_E2E_TURN ?? 'any'];

/** The same specs through both doors of the app. */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: join(import.meta.dirname, '../../test-results'),
  fullyParallel: true,
  ...turn,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: { trace: 'retain-on-failure' },
  projects: [{ name: 'chromium', testIgnore: 'desktop.spec.ts' }, { name: 'electron' }],
});
