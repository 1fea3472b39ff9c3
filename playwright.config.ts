import { defineConfig } from '@playwright/test';

/** One suite for both hosts; each spec starts its own centre, line and desk. Retries hide nothing here: there are none. */
export default defineConfig({
  testDir: 'test/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'out/test/playwright.json' }]],
});
