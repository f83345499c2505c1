// The single file, opened from disk: the same features, the same results, nothing fetched.
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { button, expect, hashes, lanes, link, open, quiet, step, test } from './support/page.js';

const file = fileURLToPath(new URL('../../dist/nonlin.html', import.meta.url));
const address = pathToFileURL(file).href;

test.beforeAll(() => expect(existsSync(file), `${file} is missing: run scripts/run --build`).toBe(true));

test('it opens from disk, plays and ends as the hosted page does', async ({ page }) => {
  await open(page, quiet);
  await step(page, 300);
  const hosted = await hashes(page);
  await open(page, address);
  await expect(page.locator('#result')).toContainText(/300/, { timeout: 30_000 });
  await expect.poll(() => hashes(page)).toEqual(hosted);
});

test('its links work from disk', async ({ page }) => {
  await open(page, `${address}#v=1&lang=en`);
  await page.evaluate(() => window.nonlin.load({ seed: 21, data: { generator: 'xor' } }));
  const hash = await link(page);
  expect(hash).toMatch(/^#v=1&s=/);
  await step(page, 30);
  const before = await hashes(page);
  await page.goto('about:blank');
  await open(page, address + hash);
  await step(page, 30);
  expect(await hashes(page)).toEqual(before);
});

test('a worker that dies is replaced from disk, too', async ({ page }) => {
  await page.addInitScript(() => {
    const Real = window.Worker;
    window.started = [];
    window.Worker = class extends Real {
      constructor(...given) {
        super(...given);
        window.started.push(this);
      }
    };
  });
  await open(page, `${address}#v=1&lang=en`);
  await step(page, 10);
  await page.evaluate(() => window.started[0].terminate());
  await step(page, 10);
  expect((await lanes(page)).every((lane) => lane.step === 20)).toBe(true);
  await expect(page.locator('#notice')).toContainText(/started again/);
  await button(page, '#notice', /ok/i).click();
});

test('its policy forbids everything it does not need', async ({ page }) => {
  await open(page, `${address}#v=1&lang=en`);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).toMatch(/connect-src 'none'/);
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:/);
});
