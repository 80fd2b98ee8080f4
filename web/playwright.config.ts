import { defineConfig } from '@playwright/test'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser is Debian's, or the one that STRATA_CHROMIUM names. */
export default defineConfig({
  testDir: 'tests/e2e',
  fullyParallel: true,
  workers: 2,
  // Generous: a busy machine must pass too.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: process.env.STRATA_E2E_REPORT ?? 'test-results/e2e.json' }]],
  use: {
    launchOptions: { executablePath: process.env.STRATA_CHROMIUM ?? '/usr/bin/chromium', args },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
  },
})
