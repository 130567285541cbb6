import { join } from 'node:path';

import { defineConfig } from '@playwright/test';

/** The same specs through both doors of the app. */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: join(import.meta.dirname, '../../test-results'),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  // A trace costs as much as the app itself; `npm run test:e2e -- --trace retain-on-failure` keeps one.
  use: { trace: 'off' },
  projects: [{ name: 'chromium', testIgnore: 'desktop.spec.ts' }, { name: 'electron' }],
});
