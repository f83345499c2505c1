// Rewind and branch on the page: the bar by mouse and keyboard, what the pictures then show, a branch and its undo.
import { button, expect, hash, hashes, lanes, open, step, test } from './support/page.js';
import { colours, load, specOf, tile } from './support/look.js';

const pair = { seed: 0, network: { layers: [{ units: 6 }] }, stop: { steps: 100 }, lanes: [{ activation: 'tanh' }, { activation: 'relu' }] };
const stands = (page, words) => expect(page.locator('#transport .where')).toHaveText(words);
const map = (page) => colours(tile(page, 0).locator('canvas').first(), [[0.3, 0.3], [0.7, 0.3], [0.5, 0.5], [0.3, 0.7], [0.7, 0.7]]);

test('the bar takes the race back, every picture follows, and playing on comes to the same end', async ({ page }) => {
  await open(page, '/#v=1&lang=en');
  await load(page, pair);
  await step(page, 20);
  const at20 = await hashes(page);
  const map20 = await map(page);
  const lanes20 = await lanes(page);
  await step(page, 60);
  const at80 = await hashes(page);
  expect(await map(page)).not.toEqual(map20);
  const bar = page.getByRole('slider', { name: /rewind/i });
  const { x, y, width, height } = await bar.boundingBox();
  await page.mouse.move(x + 0.8 * width, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 0.5 * width, y + height / 2, { steps: 4 });
  await page.mouse.move(x + 0.2 * width, y + height / 2, { steps: 4 });
  await page.mouse.up();
  // The mouse comes near it, the keys come to the step.
  await expect.poll(async () => (await lanes(page))[0].step).toBeLessThan(23);
  for (let k = 0; k < 6; ++k) {
    const { step: now } = (await lanes(page))[0];
    if (now === 20) break;
    await bar.press(now > 20 ? 'ArrowLeft' : 'ArrowRight');
    await expect.poll(async () => (await lanes(page))[0].step).toBe(now > 20 ? now - 1 : now + 1);
  }
  await stands(page, /20/);
  expect(await hashes(page)).toEqual(at20);
  expect(await lanes(page)).toEqual(lanes20);
  await expect.poll(() => map(page)).toEqual(map20);
  await bar.press('End'); // no further than it has been
  await stands(page, /80/);
  expect(await hashes(page)).toEqual(at80);
  await bar.press('Home');
  await stands(page, /\b0 \//);
  await step(page, 80);
  expect(await hashes(page)).toEqual(at80);
});

test('dragged away and back to where it was, it stands as at rest', async ({ page }) => {
  await open(page, '/#v=1&lang=en');
  await load(page, pair);
  await step(page, 60);
  const before = await hashes(page);
  const { x, y, width, height } = await page.getByRole('slider', { name: /rewind/i }).boundingBox();
  const at = 8 + 0.6 * (width - 16); // the middle of the handle
  await page.mouse.move(x + at, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + at - 0.2 * width, y + height / 2);
  await expect.poll(async () => (await lanes(page))[0].step).toBeLessThan(45);
  await page.mouse.move(x + at, y + height / 2);
  await expect.poll(async () => (await lanes(page))[0].step).toBe(60);
  await page.mouse.up();
  await expect.poll(() => hashes(page)).toEqual(before);
});

test('a large race keeps fewer moments and says how many', async ({ page }) => {
  await open(page, '/#v=1&lang=en');
  const wide = { ...pair, data: { count: 16 }, network: { layers: [{ units: 256 }, { units: 256 }] } };
  await load(page, wide);
  await step(page, 5);
  await expect(page.locator('#rewind')).not.toContainText('moments');
  await step(page, 45);
  await expect(page.locator('#rewind > .hint')).toHaveText('26 moments'); // of two lanes 40 at most: every second step
});

test('a branch starts from the lane as it stands, beside it; the link brings it back, undo brings back the race', async ({ page }) => {
  await open(page, '/#v=1&lang=en');
  await load(page, pair);
  await step(page, 30);
  const parent = (await hashes(page))[0];
  const before = await specOf(page);
  await page.getByLabel('Highlight a curve').selectOption('1');
  await button(page, '#rewind', 'Branch').click();
  const form = page.locator('#rewind .branch');
  await expect(form.getByLabel('Lane')).toHaveValue('1'); // the one that is looked at
  await form.getByLabel('Lane').selectOption('0');
  await form.getByRole('button').click();
  await expect(form.getByRole('status')).toHaveText('Choose what shall differ.');
  await form.getByLabel('Activation').selectOption('prelu');
  await form.getByRole('button').click();
  await expect(form.getByRole('status')).toContainText('other parameters');
  expect(await specOf(page)).toEqual(before);
  expect((await hashes(page))[0]).toBe(parent); // it stands where it stood
  await form.getByLabel('Activation').selectOption('gelu');
  await form.getByLabel('Learning rate').fill('0.05');
  await form.getByRole('button').click();
  await expect.poll(async () => (await lanes(page)).map(({ id }) => id)).toEqual(['tanh', 'gelu']);
  await stands(page, /30/);
  expect(await hashes(page)).toEqual([parent, parent]);
  expect((await lanes(page))[1].name).toContain('GELU');
  await step(page, 20);
  const ends = await hashes(page);
  expect(ends[0]).not.toBe(ends[1]);

  await expect.poll(() => hash(page)).toContain('branch=30');
  const link = await hash(page);
  await load(page, pair);
  await load(page, link);
  await stands(page, /30/);
  await step(page, 20);
  expect(await hashes(page)).toEqual(ends);
});
