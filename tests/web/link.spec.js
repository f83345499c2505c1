// Links in a browser: they hold the experiment, a broken one says what is wrong, and the lessons' interface takes them.
import { button, expect, frames, hash, hashes, lanes, open, quiet, step, test } from './support/page.js';

const spec = {
  seed: 12,
  data: { generator: 'moons', noise: 0.2, trainShare: 0.5 },
  network: { layers: [{ units: 5 }, { units: 3 }] },
  optimizer: { id: 'momentum', rate: 0.05 },
  batch: { size: 16 },
  stop: { steps: 120 },
  lanes: [{ activation: 'leaky-relu', parameters: { alpha: 0.3 } }, { activation: 'tanh', set: { 'initializer.gain': 2 } }],
};

test('a link brings the same experiment to the same end in another tab', async ({ page, context }) => {
  await open(page, quiet);
  await page.evaluate((given) => window.nonlin.load(given), spec);
  await expect.poll(() => hash(page)).toMatch(/^#v=1&s=[\w-]+&lang=en$/);
  const address = await hash(page);
  await step(page, 120);
  const other = await context.newPage();
  await open(other, `/${address}`);
  expect(await other.evaluate(() => window.nonlin.spec())).toEqual(await page.evaluate(() => window.nonlin.spec()));
  expect((await lanes(other))[0].step).toBe(0);
  await step(other, 120);
  expect(await hashes(other)).toEqual(await hashes(page));
  await expect.poll(() => hash(other)).toBe(address);
});

test('the page goes along, and an address typed in is followed', async ({ page }) => {
  await open(page, '/#v=1&panel=table&pace=200&lang=en');
  await expect(page.getByRole('table').first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.evaluate(() => (location.hash = `#v=1&j=${btoa('{"seed":9}').replace(/=/g, '')}&lang=en`));
  await expect.poll(() => page.evaluate(() => window.nonlin.spec().seed)).toBe(9);
});

for (const [address, words] of [
  ['#v=9', /version 9/],
  ['#v=1&colour=red', /colour/],
  ['#v=1&s=@@@', /damaged/],
  [`#v=1&j=${Buffer.from('{"network":{"layers":[{"units":0}]}}').toString('base64url')}&lang=en`, /network\.layers\[0\]\.units: 0 is outside 1\.\.256/],
  ['#activation=tanh&learningRate=fast', /learningRate=fast/],
]) {
  test(`${address.slice(0, 30)} is refused in words, and the default experiment stands`, async ({ page }) => {
    await open(page, `/${address}`);
    await expect(page.locator('#notice')).toContainText(words);
    expect((await lanes(page)).map((lane) => [lane.id, lane.step])[0]).toEqual(['sigmoid', 0]);
    await button(page, '#notice', /ok/i).click();
    await expect(page.locator('#notice')).toBeHidden();
  });
}

test('nothing plays by itself on a link', async ({ page }) => {
  await open(page, '/#v=9');
  await frames(page, 100); // the opening begins after 60
  expect((await lanes(page))[0].step).toBe(0);
});

test('window.nonlin: specs, links, steps, lanes, and errors that reject', async ({ page }) => {
  await open(page, quiet);
  await page.evaluate(() => window.nonlin.load('{"seed": 4, "lanes": [{"activation": "relu"}]}'));
  expect(await page.evaluate(() => window.nonlin.spec().seed)).toBe(4);
  const [lane] = await step(page, 10);
  expect(lane).toMatchObject({ id: 'relu', step: 10, state: 'running' });
  expect(lane.hash).toMatch(/^[0-9a-f]{16}$/);
  const refused = (argument) => page.evaluate((given) => window.nonlin.load(given).then(() => 'loaded', (error) => error.message), argument);
  expect(await refused({ optimizer: { rate: -1 } })).toMatch(/^optimizer\.rate: -1/);
  expect(await refused('{"seed": ')).toMatch(/JSON/);
  expect(await refused('spiral')).not.toBe('loaded');
  expect(await refused('5')).not.toBe('loaded');
  expect((await lanes(page))[0]).toEqual(lane);
});
