import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

/**
 * The browser's program: the environment variable, else the first name on PATH. Undefined if there is none, and the
 * project's tests then fail by saying so.
 *
 * @param {string} variable
 * @param {string[]} names
 */
function program(variable, names) {
  if (process.env[variable]) return process.env[variable];
  for (const name of names) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // not this one
    }
  }
  return undefined;
}

const port = Number(process.env.NONLIN_TEST_PORT ?? 47683);

export default defineConfig({
  testDir: 'tests/web',
  testMatch: '*.spec.js',
  outputDir: 'test-results',
  workers: 2, // each waits for half of its time
  retries: 0,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  expect: { timeout: 10_000, toHaveScreenshot: { animations: 'disabled', maxDiffPixelRatio: 0.01 } },
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    locale: 'en-US',
    actionTimeout: 10_000,
  },
  webServer: {
    command: `node scripts/serve.mjs ${port}`,
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath: program('NONLIN_CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome']),
          chromiumSandbox: false, // it cannot start as root, as in most containers
          args: [
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
    {
      name: 'firefox',
      use: {
        browserName: 'firefox',
        channel: 'moz-firefox', // a stock Firefox, driven over WebDriver BiDi
        launchOptions: {
          executablePath: program('NONLIN_FIREFOX', ['firefox-esr', 'firefox']),
          // A user's setting, which Playwright switches off: with it, a page from disk may load nothing else from disk.
          firefoxUserPrefs: { 'security.fileuri.strict_origin_policy': true },
        },
      },
    },
  ],
});
