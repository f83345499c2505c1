// Folds and the loss landscape, judged by networks made by hand and by what the lanes themselves say.
import { button, expect, lanes, open, quiet, step, test } from './support/page.js';
import { findings } from './support/axe.js';
import { colours, load, themed } from './support/look.js';

const inside = `${quiet}&inside=0&panels=folding,landscape`;

/** Two ReLU units that fold at x = 0.5 and y = -0.25; logit = 2 relu(x - 0.5) - 3 relu(-y - 0.25) + 1. */
const byHand = {
  data: { generator: 'circle' },
  network: { layers: [{ units: 2 }] },
  start: { W0: [[1, 0], [0, -1]], b0: [-0.5, -0.25], W1: [[2, -3]], b1: [1] },
  lanes: [{ activation: 'relu' }, { activation: 'tanh' }],
};

/** The map shows -1.44..1.44 both ways: a place as shares of it. */
const share = (x, y) => [(x + 1.44) / 2.88, (1.44 - y) / 2.88];

const differ = (a, b) => Math.max(...a.slice(0, 3).map((channel, i) => Math.abs(channel - b[i])));

test('the folding map of two units: its regions, folds and boundary, and the formula at a place', async ({ page }) => {
  await open(page, inside);
  await load(page, byHand);
  const panel = page.locator('.panel-folding');
  const map = panel.locator('.fold-canvas');
  await expect(panel.locator('.fold-count')).toHaveText(/^Linear regions met at 256 × 256 points: 4; .* The 128 training points lie in 4 of them\.$/);

  // Both sides of a fold differ, the boundary is drawn, and a layer's folds can be left out.
  const [left, right] = await colours(map, [share(0.4, 1.38), share(0.6, 1.38)]);
  expect(differ(left, right)).toBeGreaterThan(12);
  const ink = await themed(page, 'ink');
  const muted = await themed(page, 'muted');
  const boundary = share(-0.55, -0.25 - 1 / 3);
  expect(differ((await colours(map, [boundary]))[0], ink)).toBeLessThan(30);
  await expect(panel.getByLabel('Chosen unit', { exact: true })).toHaveValue('0');
  const fold = share(-1.38, -0.25);
  await expect.poll(async () => differ((await colours(map, [fold]))[0], muted)).toBeLessThan(60);
  await panel.getByRole('checkbox').uncheck();
  await expect.poll(async () => differ((await colours(map, [fold]))[0], muted)).toBeGreaterThan(60);
  await panel.getByRole('checkbox').check();

  // By keyboard: from the middle to the right, over the fold.
  const here = panel.locator('.fold-here');
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(here).toHaveText('At (0.0288, 0): logit = 1 = 1, output 0.731.');
  for (let i = 0; i < 2; ++i) await page.keyboard.press('Shift+ArrowRight');
  await expect(here).toHaveText('At (0.605, 0): logit = 2·x + 0 = 1.21, output 0.77.');
  // With the pointer: below both folds; a click on a fold chooses its unit.
  const { width, height } = await map.boundingBox();
  const point = ([x, y]) => ({ position: { x: x * width, y: y * height } });
  await map.hover(point(share(1, -1)));
  await expect(here).toHaveText(/: logit = 2·x \+ 3·y \+ 0\.75 = −0\.2/);
  await map.click(point(fold));
  await expect(panel.getByLabel('Chosen unit', { exact: true })).toHaveValue('1');
  await panel.locator('.numbers-table summary').click();
  await expect(panel.locator('tbody tr')).toHaveCount(4);
  expect(await findings(page)).toEqual([]);

  // A smooth lane says why it has none, and leads to one that folds.
  await page.getByLabel('Lane looked into').selectOption('1');
  await expect(panel).toContainText('Tanh has no linear regions');
  await panel.getByRole('button', { name: 'ReLU' }).click();
  await expect(panel.locator('h2')).toHaveText('Folds: ReLU');
});

test('the pieces of a fitted curve', async ({ page }) => {
  await open(page, inside);
  await load(page, {
    data: { generator: 'sine' }, head: 'identity', loss: 'mse', inputs: { scale: 2 }, network: { layers: [{ units: 2 }] }, lanes: [{ activation: 'relu' }],
    start: { W0: [[1], [-1]], b0: [-0.5, 1.5], W1: [[1.5, -1]], b1: [0] },
  });
  const panel = page.locator('.panel-folding');
  await expect(panel.locator('.fold-count')).toContainText('Straight pieces met at 2,000 points: 3;');
  await panel.locator('.numbers-table summary').click();
  const rows = await panel.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  expect(rows).toEqual([['1', '−0.1', '0.25', '2'], ['2', '0.25', '0.75', '5'], ['3', '0.75', '1.1', '3']]);
  const line = panel.locator('.fold-canvas');
  const { width } = await line.boundingBox();
  await line.hover({ position: { x: (width * 0.6) / 1.2, y: 20 } });
  await expect(panel.locator('.fold-here')).toContainText('output = 5·x − 2.25 = 0.');
});

/** What the landscape says at its mark, and where the mark stands in pixels. */
async function readMark(panel) {
  const text = await panel.locator('figcaption p').first().textContent();
  const [x, y, loss] = text.replaceAll('−', '-').match(/-?\d[\d.e-]*/g).map((word) => Number(word.replace(/\.$/, '')));
  const [left, top] = await panel.locator('.land-mark').evaluate((node) => [parseFloat(node.style.left), parseFloat(node.style.top)]);
  return { x, y, loss, left, top };
}

test('the landscape: the loss where the lane is, its path from start to now, and one scale for two lanes', async ({ page }) => {
  await open(page, inside);
  await load(page, { network: { layers: [{ units: 4 }] }, lanes: [{ activation: 'relu' }, { activation: 'tanh' }] });
  const panel = page.locator('.panel-landscape');
  await expect(panel).toContainText('There is no path yet');
  const [lane] = await step(page, 40);
  const summary = panel.locator('figcaption');
  await expect(summary).toContainText('at step 40');
  await expect(summary).toContainText(/they hold \d+\s% of its movement/);
  const shown = await panel.locator('.numbers-table').evaluate((node) => {
    node.open = true;
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve([...node.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => Number(cell.textContent.replace('−', '-'))))))));
  });
  expect(shown.length).toBe(41);
  expect(shown.at(-1)).toEqual([40, 0, 0, 0]);
  expect(shown[0][0]).toBe(0);
  expect(shown[0][1]).toBeLessThan(0);

  // From the middle of the picture step by step to where the lane is: the loss there is the lane's.
  const map = panel.locator('.land-canvas');
  await map.focus();
  await page.keyboard.press('ArrowRight');
  const first = await readMark(panel);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const second = await readMark(panel);
  const across = second.x - first.x;
  const up = first.y - second.y;
  const right = Math.round(-second.x / across);
  const down = Math.round(second.y / up);
  for (let i = 0; i < Math.abs(right); ++i) await page.keyboard.press(right > 0 ? 'ArrowRight' : 'ArrowLeft');
  for (let i = 0; i < Math.abs(down); ++i) await page.keyboard.press(down > 0 ? 'ArrowDown' : 'ArrowUp');
  const now = await readMark(panel);
  expect([now.x, now.y]).toEqual([0, 0]);
  expect(now.loss).toBe(Number(lane.trainLoss.toPrecision(2)));

  // The path's marks: hollow where it began, filled where the lane is.
  const pixel = (second.left - first.left) / across;
  const box = await map.boundingBox();
  const begin = [now.left + shown[0][1] * pixel, now.top - shown[0][2] * pixel];
  const [hollow, filled] = await colours(map, [[begin[0] / box.width, begin[1] / box.height], [now.left / box.width, now.top / box.height]]);
  expect(hollow.slice(0, 3)).toEqual([255, 255, 255]);
  expect(filled.slice(0, 3)).toEqual([0, 0, 0]);

  // Two lanes: the same colours for the same loss, and so the same bar.
  const bars = () => page.locator('.land-canvas').evaluateAll((all) => all.map((canvas) => {
    const bar = Object.assign(document.createElement('canvas'), { width: 60, height: canvas.height });
    bar.getContext('2d').drawImage(canvas, -(canvas.width - 60), 0);
    return bar.toDataURL();
  }));
  const [alone] = await bars();
  await page.getByLabel('Second lane beside it').selectOption('1');
  await expect(page.locator('.panel-landscape')).toHaveCount(2);
  for (const each of await page.locator('.panel-landscape').all()) await expect(each).toContainText('the same for both lanes');
  await expect.poll(async () => new Set(await bars()).size).toBe(1);
  expect((await bars())[0]).not.toBe(alone);
  expect(await findings(page)).toEqual([]);
});

test('the landscape over two weights, and along random directions', async ({ page }) => {
  await open(page, inside);
  await load(page, byHand);
  await step(page, 3);
  const panel = page.locator('.panel-landscape');
  const kind = panel.getByLabel('Plane', { exact: true });
  await kind.selectOption('weights');
  await panel.getByLabel('Weight up').selectOption('b1');
  await expect(panel.locator('figcaption')).toContainText('at step 3');
  await panel.locator('.numbers-table summary').click();
  const head = panel.locator('thead');
  await expect(head).toContainText('W0[0]b1[0]');
  // On the axes the weights stand themselves: as the spec gave them.
  await expect(panel.locator('tbody tr').first()).toContainText(/^011/);
  await panel.getByLabel('Weight up').selectOption('W0');
  await expect(panel).toContainText('are not two parameters');
  await kind.selectOption('random');
  await expect(panel.locator('figcaption')).toContainText('Random directions');
  const picture = () => panel.locator('.land-canvas').evaluate((node) => node.toDataURL());
  const before = await picture();
  await button(page, '.panel-landscape', 'Other directions').click();
  await expect.poll(picture).not.toBe(before);
  expect((await lanes(page))[0].step).toBe(3);
});
