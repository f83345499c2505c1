// The single file from disk, and the Content Security Policy of both forms.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, hashes, lanes, open, quiet, step, test } from './support/page.js';
import { extent, load, specOf, themed, tile } from './support/look.js';

const file = pathToFileURL('dist/nonlin.html').href;

test('the single file works from disk: same race, same bits, pictures, links, and nothing else is fetched', async ({ page, context }) => {
  const requests = [];
  context.on('request', (request) => requests.push(request.url()));
  await open(page, `${file}#v=1&lang=en`);
  expect(await lanes(page)).toHaveLength(16);
  const alone = (await step(page, 60)).map(({ hash }) => hash);
  // The maps show two sides.
  const canvas = tile(page, 4).locator('canvas');
  const blue = await themed(page, 'positive');
  await expect.poll(async () => (await extent(canvas, blue)).count).toBeGreaterThan(5);
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page.locator('#side tbody tr')).toHaveCount(16);
  await page.locator('.top-actions button').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  // A link holds the experiment here, too.
  await load(page, { seed: 3, lanes: [{ activation: 'mish' }] });
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#v=1&s=/);
  const address = await page.evaluate(() => location.href);
  await page.goto('about:blank');
  await open(page, address);
  expect((await specOf(page)).seed).toBe(3);
  expect((await lanes(page)).map(({ id }) => id)).toEqual(['mish']);
  expect(requests.map((url) => url.replace(/#.*$/, '')).filter((url) => url !== file && url !== 'about:blank' && !/^(blob|data):/.test(url))).toEqual([]);

  await open(page, quiet);
  await step(page, 60);
  expect(await hashes(page)).toEqual(alone);
});

test('the single file says so where it cannot be unpacked', async ({ page }) => {
  await page.addInitScript(() => delete window.DecompressionStream);
  await page.goto(file);
  await expect(page.locator('main')).toContainText('打不开本页。This browser cannot open the page: ReferenceError: DecompressionStream');
});

test('the single file is one file', () => {
  const html = readFileSync('dist/nonlin.html', 'utf8');
  expect(html).not.toMatch(/<(script|img|iframe|source)[^>]+src=|<link[^>]+href="(?!data:)|@import|url\((?!["']?(?:data:|#))/);
  expect(html).toContain("default-src 'none'");
});

/** What a page must not do, and the directive that forbids it. */
const forbidden = [
  ['script-src', () => document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.broken = true' }))],
  ['connect-src', () => void fetch('https://elsewhere.invalid/').catch(() => {})],
  ['img-src', () => void Object.assign(new Image(), { src: 'https://elsewhere.invalid/a.png' })],
  ['style-src', () => document.body.append(Object.assign(document.createElement('style'), { textContent: 'body { display: none }' }))],
  ['frame-src', () => document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://elsewhere.invalid/' }))],
];

for (const [name, address] of [['the hosted page', quiet], ['the single file', `${file}#v=1`]]) {
  test(`${name} forbids scripts, styles and addresses that are not its own`, async ({ browser, baseURL }) => {
    // A page of its own: what is refused is told on the console.
    const page = await browser.newPage({ baseURL });
    const sent = [];
    page.on('response', (response) => sent.push(response.url()));
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
    });
    await open(page, address);
    await step(page, 3);
    expect(await page.evaluate(() => window.violations), 'by itself it violates nothing').toEqual([]);
    for (const [directive, attempt] of forbidden) {
      await page.evaluate(() => (window.violations.length = 0));
      await page.evaluate(attempt);
      await expect.poll(() => page.evaluate(() => window.violations.map((each) => each.replace(/-(elem|attr)$/, ''))), `${attempt}`).toContain(directive);
    }
    expect(await page.evaluate(() => window.broken)).toBeUndefined();
    expect(await page.evaluate(() => getComputedStyle(document.body).display)).not.toBe('none');
    expect(sent.filter((url) => url.includes('elsewhere'))).toEqual([]);
    await page.close();
  });
}
