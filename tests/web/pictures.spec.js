// Pictures: that maps, curves and charts show the numbers they are made of, pixel by pixel.
import { button, expect, lanes, open, quiet, step, test } from './support/page.js';
import { chooseTheme, colours, extent, heights, load, specOf, themed, tile } from './support/look.js';

/** Four samples at the corners: nothing of them in the middle of the map. */
const corners = { inputs: [[-1, -1], [1, -1], [-1, 1], [1, 1]], targets: [[0], [1], [0], [1]], kind: 'classes' };
/** A network without hidden layers, at given parameters. */
const line = (W0, b0, more = {}) => ({ data: { points: corners }, network: { layers: [] }, lanes: [{ name: 'line' }], start: { W0, b0 }, ...more });

/** How far a colour has gone from the neutral one to a side's (0..1), and how far it is from the way there. */
function toward([r, g, b], neutral, side) {
  const way = side.map((to, i) => to - neutral[i]);
  const gone = [r, g, b].map((to, i) => to - neutral[i]);
  const share = way.reduce((sum, w, i) => sum + w * gone[i], 0) / way.reduce((sum, w) => sum + w * w, 0);
  return { share, off: Math.hypot(...gone.map((g, i) => g - share * way[i])) };
}

/** A colour is clearly that of a side. Maps stay paler than the points on them. */
function expectSide(colour, neutral, side, place) {
  const { share, off } = toward(colour, neutral, side);
  expect(off, `${place}: ${colour}`).toBeLessThan(8);
  expect(share, `${place}: ${colour}`).toBeGreaterThan(0.6);
  expect(share, `${place}: ${colour}`).toBeLessThan(0.95);
}

for (const theme of ['light', 'dark']) {
  test(`maps in ${theme}: blue where the network says 1, orange where it says 0, a line between`, async ({ page }) => {
    await chooseTheme(page, theme);
    await open(page, quiet);
    const [neutral, blue, orange, ink] = await Promise.all(['neutral', 'positive', 'negative', 'ink'].map((each) => themed(page, each)));
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(`rgb(${(await themed(page, 'paper')).join(', ')})`);
    const canvas = tile(page, 0).locator('canvas');
    for (const [W0, ahead, behind] of [
      [[[40, 0]], [0.8, 0.5], [0.2, 0.5]], // along x: right
      [[[0, 40]], [0.5, 0.2], [0.5, 0.8]], // along y: up
      [[[-40, 0]], [0.2, 0.5], [0.8, 0.5]],
    ]) {
      await load(page, line(W0, [0]));
      // The map before had its line here: not any lighter colour is the new map.
      await expect.poll(async () => {
        const { share, off } = toward((await colours(canvas, [ahead]))[0], neutral, blue);
        return share > 0.6 && off < 8;
      }, `${W0} ahead`).toBe(true);
      const [there, here] = await colours(canvas, [ahead, behind]);
      expectSide(there, neutral, blue, `${W0} ahead`);
      expectSide(here, neutral, orange, `${W0} behind`);
      // Half of the way between the two the network is undecided, and the line lies there.
      const across = W0[0][0] ? Array.from({ length: 21 }, (_, i) => [0.4 + i / 100, 0.35]) : Array.from({ length: 21 }, (_, i) => [0.35, 0.4 + i / 100]);
      const distance = (colour) => Math.max(...colour.slice(0, 3).map((channel, i) => Math.abs(channel - ink[i])));
      const found = (await colours(canvas, across)).map(distance);
      const nearest = found.indexOf(Math.min(...found));
      expect(found[nearest]).toBeLessThan(100);
      expect(Math.abs(nearest - 10)).toBeLessThanOrEqual(3);
    }
  });
}

test('a map of three classes has the colour of the likeliest', async ({ page }) => {
  await open(page, quiet);
  const points = { inputs: [[-1, -1], [1, -1], [-1, 1], [1, 1]], targets: [[0], [1], [2], [2]], kind: 'classes' };
  // Class 0 left below, class 1 right below, class 2 above.
  await load(page, line([[-30, -20], [30, -20], [0, 40]], [0, 0, 0], { data: { points } }));
  const canvas = tile(page, 0).locator('canvas');
  const [neutral, first, second, third] = await Promise.all(['neutral', 'negative', 'positive', 'ink'].map((each) => themed(page, each)));
  await expect.poll(async () => (await colours(canvas, [[0.5, 0.2]]))[0][3]).toBeGreaterThan(70);
  const [left, right, above] = await colours(canvas, [[0.25, 0.7], [0.75, 0.7], [0.5, 0.2]]);
  expectSide(left, neutral, first, 'left');
  expectSide(right, neutral, second, 'right');
  expectSide(above, neutral, third, 'above');
});

test('a fitted curve goes where the network says', async ({ page }) => {
  await open(page, quiet);
  const points = { inputs: [[-1], [0], [1]], targets: [[-1], [0], [1]], kind: 'values' };
  await load(page, line([[-1]], [0], { data: { points } }));
  const canvas = tile(page, 0).locator('canvas');
  const ink = await themed(page, 'baseline');
  await expect.poll(async () => (await extent(canvas, ink)).count).toBeGreaterThan(20);
  // It falls from the left above to the right below, against the samples.
  const slopes = await heights(canvas, ink, [0.25, 0.35, 0.65, 0.75]);
  expect([...slopes].sort((a, b) => a - b)).toEqual(slopes);
  expect(slopes[0]).toBeLessThan(0.4);
  expect(slopes[3]).toBeGreaterThan(0.6);
  expect((slopes[0] + slopes[3]) / 2).toBeCloseTo(0.5, 1);
});

test('the loss curve reaches as far as the race, falls with the loss, and has both scales', async ({ page }) => {
  await open(page, quiet);
  await load(page, { lanes: [{ activation: 'gelu' }] });
  const colour = await themed(page, 'gated');
  const canvas = page.locator('#side .plot-lines').first();
  const over = await page.locator('#side .plot-area').evaluate((node) => {
    const size = node.parentElement.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    return { left: (box.left - size.left) / size.width, width: box.width / size.width, top: (box.top - size.top) / size.height, height: box.height / size.height };
  });
  const along = async () => ((await extent(canvas, colour)).right - over.left) / over.width;
  await step(page, 75);
  await expect.poll(along).toBeCloseTo(0.25, 1);
  await step(page, 150);
  await expect.poll(along).toBeCloseTo(0.75, 1);
  const logarithmic = await extent(canvas, colour);
  expect(logarithmic.left).toBeCloseTo(over.left, 1);
  const { trainLoss } = (await lanes(page))[0];
  await expect(page.locator('#side .plot')).toHaveAttribute('aria-label', new RegExp(`step 225: GELU ${trainLoss < 0.001 ? '<0\\.001' : trainLoss.toPrecision(1).slice(0, 5)}`));
  await button(page, '#side', 'linear').click();
  // On the straight scale a small loss lies on the floor, and the first one about where it is of the highest shown.
  await expect.poll(async () => ((await extent(canvas, colour)).bottom - over.top) / over.height).toBeCloseTo(1, 1);
  expect((await extent(canvas, colour)).top).not.toBeCloseTo(logarithmic.top, 2);
  await button(page, '#side', 'log').click();
  await expect.poll(async () => (await extent(canvas, colour)).top).toBeCloseTo(logarithmic.top, 2);
});

test('after a change the run before stays as grey curves, and the new one begins', async ({ page }) => {
  await open(page, quiet);
  await load(page, { lanes: [{ activation: 'tanh' }, { activation: 'relu' }] });
  const ghost = await themed(page, 'ghost');
  const canvas = page.locator('#side .plot-lines').first();
  const grey = async () => (await extent(canvas, ghost)).count;
  await step(page, 200);
  const before = (await lanes(page)).map(({ hash }) => hash);
  const colour = await themed(page, 'hinged');
  await expect.poll(async () => (await extent(canvas, colour)).count).toBeGreaterThan(50);
  const none = await grey();
  for (const [name, path, value] of [[/weights × 3/i, (spec) => spec.initializer.gain, 3], [/inputs × 4/i, (spec) => spec.inputs.scale, 4], [/six layers/i, (spec) => spec.network.layers.length, 6]]) {
    await page.locator('#data .block').last().getByRole('button', { name }).click();
    await expect.poll(async () => path(await specOf(page))).toBe(value);
    await expect.poll(async () => (await lanes(page))[0].step).toBe(0);
    if (name.test('six layers')) break; // another scene: other lanes
    await expect.poll(grey).toBeGreaterThan(none + 100);
    await page.locator('#result').getByRole('button', { name: /skip/i }).click();
    await page.evaluate(() => window.nonlin.pause());
    await step(page, 200);
    expect((await lanes(page)).map(({ hash }) => hash)).not.toEqual(before);
  }
});
