// Layout: everything in its place and inside the window, from a phone to a projector, in both languages and in a longer one.
import { button, expect, lanes, open, quiet, rowCount, step, test, trainBehind } from './support/page.js';
import { boxes, drawMap, load, misfits, openOptions, openOwnData, readOwnTable, settled, tile } from './support/look.js';
import { speakPseudo } from './support/pseudo-page.js';

const parts = ['#top', '#sentence', '#data', '#tiles', '#side', '#transport', '#result'];
const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

/** Ways the page may look, which need room of their own. */
const looks = {
  start: async () => {},
  finished: (page) => page.evaluate(() => window.nonlin.step(1000)),
  table: (page) => page.locator('#tab-table').click(),
  seeds: (page) => page.locator('#tab-seeds').click(),
  map: drawMap,
  options: async (page) => {
    await page.locator('#tab-curves').click();
    await openOptions(page);
  },
  lanes: async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('#sentence .chip').first().click();
  },
  certificate: async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('#sentence .badge').click();
  },
  data: async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('#sentence .chip').nth(1).click();
  },
  large: async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('#tiles .tile').nth(7).press('Enter');
  },
  painting: openOwnData,
  ownTable: readOwnTable,
  help: async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.top-actions button').last().click();
  },
};
const widths = [[320, 640], [390, 844], [768, 1024], [1024, 768], [1366, 640], [1920, 1080]];

for (const [name, address] of [['Chinese', '/#v=1&lang=zh'], ['a longer language', quiet]]) {
  test(`nothing sticks out or is cut off at any width, in ${name}`, async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium' && name !== 'a longer language', 'the longest words are enough in another browser');
    if (name === 'a longer language') await speakPseudo(page);
    await open(page, address);
    await trainBehind(page);
    await load(page, { data: { trainShare: 0.8 }, batch: { size: 32 }, stop: { steps: 20 } });
    for (const [look, go] of Object.entries(looks)) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await go(page);
      for (const [width, height] of widths) {
        await page.setViewportSize({ width, height });
        await settled(page);
        await expect.poll(() => misfits(page), `${look} at ${width}`).toEqual([]);
      }
    }
  });
}

for (const [name, address] of [['English', quiet], ['Chinese', '/#v=1&lang=zh'], ['a longer language', quiet]]) {
  test(`all of the main job is seen without scrolling at 1366 x 640, in ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 1366, height: 640 });
    if (name === 'a longer language') await speakPseudo(page);
    await open(page, address);
    await step(page, 100);
    for (const count of [16, rowCount]) {
      if (count === rowCount) {
        await page.locator('#transport .toggle').click();
        await expect.poll(async () => (await lanes(page)).length).toBe(rowCount);
      }
      await settled(page);
      expect(await page.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth])).toEqual([640, 1366]);
      const main = await boxes(page, parts.join());
      expect(main).toHaveLength(parts.length);
      for (const [i, a] of main.entries()) for (const b of main.slice(i + 1)) expect(overlap(a, b), `${a.name} and ${b.name}`).toBe(false);
      const tiles = await boxes(page, '#tiles .tile');
      expect(tiles).toHaveLength(count);
      for (const [i, a] of tiles.entries()) for (const b of tiles.slice(i + 1)) expect(overlap(a, b), `${a.name} and ${b.name}`).toBe(false);
      const inside = await boxes(page, [...parts, '#tiles .tile', '#tiles .tile canvas', '#transport button', '#data button', '#data canvas', '#side canvas', '#side button', '#result p'].join());
      for (const box of inside) {
        expect(box.top, box.name).toBeGreaterThanOrEqual(-1);
        expect(box.left, box.name).toBeGreaterThanOrEqual(-1);
        expect(box.bottom, box.name).toBeLessThanOrEqual(641);
        expect(box.right, box.name).toBeLessThanOrEqual(1367);
      }
      // Each tile has a map to be seen, and its parts inside it.
      for (const canvas of await boxes(page, '#tiles canvas')) expect(canvas.width).toBeGreaterThanOrEqual(count === 16 ? 78 : 48);
      if (count === 16 && name !== 'a longer language') {
        const cut = await page.locator('#tiles .tile-name, #tiles .tile-state, #tiles .tile-score').evaluateAll((nodes) => nodes.filter((node) => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline').map((node) => node.textContent));
        expect(cut).toEqual([]);
      }
    }
  });
}

test('where there is more room the maps are larger', async ({ page }) => {
  await open(page, quiet);
  const size = async (width, height) => {
    await page.setViewportSize({ width, height });
    await settled(page);
    return (await tile(page, 0).locator('canvas').boundingBox()).width;
  };
  const laptop = await size(1366, 640);
  await expect.poll(() => size(1920, 1080)).toBeGreaterThan(1.5 * laptop);
  // Fewer lanes, larger tiles; and the pixels follow the size.
  await load(page, { lanes: [{ activation: 'tanh' }, { activation: 'relu' }] });
  await expect.poll(() => size(1366, 640)).toBeGreaterThan(2 * laptop);
  const [pixels, shown] = await tile(page, 0).locator('canvas').evaluate((node) => [node.width, node.getBoundingClientRect().width * devicePixelRatio]);
  expect(Math.abs(pixels - shown)).toBeLessThanOrEqual(1);
});

test('by touch on a phone: play, open a lane, change a setting', async ({ browser, baseURL, browserName }) => {
  test.skip(browserName === 'firefox', 'a stock Firefox gives no touch to a page that is driven');
  const page = await browser.newPage({ baseURL, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  await open(page, quiet);
  await button(page, '#transport', /play/i).tap();
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(2);
  await button(page, '#transport', /pause/i).tap();
  await page.evaluate(() => window.nonlin.pause());
  // The transport stays at hand.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const bar = await page.locator('#transport').boundingBox();
  expect(Math.round(bar.y + bar.height)).toBe(844);
  expect(bar.height).toBeLessThan(100);
  await tile(page, 5).tap();
  const dialog = page.getByRole('dialog', { name: 'Leaky ReLU' });
  await expect(dialog).toBeVisible();
  expect((await dialog.boundingBox()).width).toBeLessThanOrEqual(390);
  await dialog.getByRole('button', { name: 'Close' }).tap();
  await expect(dialog).toBeHidden();
  await page.locator('#data .thumb').nth(4).tap();
  await expect.poll(() => page.evaluate(() => window.nonlin.spec().data.generator)).toBe('moons');
  await page.locator('#sentence .chip').nth(2).tap();
  await expect(page.locator('#sentence [role=dialog]:visible')).toBeVisible();
  await page.locator('#top h1').tap();
  await expect(page.locator('#sentence [role=dialog]:visible')).toHaveCount(0);
  // A finger needs room.
  for (const box of await boxes(page, 'button, select, summary')) expect(Math.min(box.width, box.height), box.name).toBeGreaterThanOrEqual(24);
  await page.close();
});
