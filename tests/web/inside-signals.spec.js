// Inside, how signals travel: the data on the curve, the backward signal layer by layer, and the way there, "Why?".
import { findings } from './support/axe.js';
import { expect, open, step, test } from './support/page.js';
import { chooseTheme, load, tile } from './support/look.js';
import { loadEngine } from './support/engine.mjs';

const spec = {
  stop: { steps: 60 },
  lanes: [{ activation: 'sigmoid', set: { 'initializer.gain': 20 } }, { activation: 'relu' }, { activation: 'step' }],
};

/** What the engine says of a lane at step 60: a function of question and options. */
async function engineAt60(lane) {
  const { engine } = await loadEngine('wasm');
  engine.configure(spec, [[lane, 0]], 1_000_000);
  while (!engine.advance(60, 1000));
  return (question, options = null) => engine.inspect(0, [[question, options]])[0];
}

/** The rows of a panel's table, numbers as such, once it says what it says for this step. */
async function rows(panel) {
  const table = panel.locator('.numbers-table');
  if (!(await table.evaluate((node) => node.open))) await table.locator('summary').click();
  const cells = await table.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.replace('−', '-'))));
  return cells.map((row) => row.map((cell) => (Number.isNaN(Number(cell)) ? cell : Number(cell))));
}
const digits = (x) => (x === null ? '–' : Number(x.toPrecision(4)));

async function lookAt(page, lane) {
  await open(page, `/#v=1&lang=en&inside=${lane}&panels=signals,curve`);
  await load(page, spec);
  await step(page, 60);
  return [page.locator('.panel-signals'), page.locator('.panel-curve')];
}

test('data on the curve: bars, shares and curve are the engine’s, of a layer and of a unit', async ({ page }) => {
  const [, panel] = await lookAt(page, 0);
  const said = panel.locator('figure > p');
  const ask = await engineAt60(0);
  /** Waits until the table is that of this layer and unit; its axis may have grown on the way. */
  const shown = async (options) => {
    let answer;
    await expect.poll(async () => {
      const got = (await rows(panel)).map((row) => row.slice(0, 3));
      const reach = [...Array(20).keys()].map((k) => 4 * 1.5 ** k).find((each) => digits(each) === -got[0][0]);
      answer = ask('histogram', { ...options, reach });
      const width = (2 * reach) / 64;
      const wanted = Array.from(answer.counts, (n, i) => [digits(i * width - reach), digits((i + 1) * width - reach), n]);
      return JSON.stringify(got) === JSON.stringify(wanted);
    }).toBe(true);
    return answer;
  };

  const whole = await shown({ layer: 0 });
  const first = await rows(panel);
  expect(first.reduce((sum, [, , n]) => sum + n, 0) + whole.under + whole.over).toBe(128 * 16);
  for (const [from, to, , f, slope] of first.map((row) => [row[0], row[1], row[2], row[4], row[5]])) {
    const sigmoid = 1 / (1 + Math.exp(-(from + to) / 2));
    expect(Math.abs(f - sigmoid)).toBeLessThan(0.05);
    expect(Math.abs(slope - sigmoid * (1 - sigmoid))).toBeLessThan(0.02);
  }
  // A saturated layer in words, and parts that add up.
  await expect(said).toHaveText(/^[\d.]+ % of the samples lie on the flat part \(left [\d.]+ %, right [\d.]+ %\)/);
  const [share, left, right] = (await said.textContent()).match(/[\d.]+(?= %)/g).map(Number);
  expect(share).toBeCloseTo(left + right, 6);
  expect(Math.abs(left - 100 * whole.flatLeft)).toBeLessThan(0.051);
  expect(Math.abs(right - 100 * whole.flatRight)).toBeLessThan(0.051);
  expect(share).toBeGreaterThan(40);

  // The picture: the highest bar, and f through the middle.
  const geometry = await panel.locator('svg.on-curve').evaluate((node, tallest) => {
    const [above, below] = node.querySelectorAll('.bars');
    const f = node.querySelector('path.f');
    const bar = above.getBBox();
    const curve = f.getBBox();
    const half = f.getPointAtLength(f.getTotalLength() / 2);
    // The place of a bin, from the axis' ends, where f begins and ends.
    const x = curve.x + ((tallest + 0.5) / 64) * curve.width;
    const inside = (path, y) => path.isPointInFill(new DOMPoint(x, y));
    const hanging = below.getBBox();
    return { up: inside(above, bar.y + 2), over: inside(above, bar.y - 2), down: inside(below, hanging.y + hanging.height - 2), under: inside(below, hanging.y + hanging.height + 2),
      same: bar.height - hanging.height, middle: (half.x - curve.x) / curve.width, height: (half.y - curve.y) / curve.height, flat: node.querySelectorAll('rect').length };
  }, whole.counts.indexOf(Math.max(...whole.counts)));
  expect(geometry).toMatchObject({ up: true, over: false, down: true, under: false, flat: 4 });
  expect(Math.abs(geometry.same)).toBeLessThan(0.2);
  expect(geometry.middle).toBeCloseTo(0.5, 1);
  expect(geometry.height).toBeCloseTo(0.5, 1);

  // By keyboard: the second layer, then a unit of it, then the next.
  await panel.getByRole('button', { name: '2', exact: true }).press('Enter');
  await shown({ layer: 1 });
  await panel.getByRole('button', { name: 'Next unit' }).press('Enter');
  await shown({ layer: 1, unit: 0 });
  await panel.getByRole('button', { name: 'Next unit' }).press('Enter');
  await shown({ layer: 1, unit: 1 });
  await expect(panel).toContainText('unit 2 of 16');
  await expect(panel.locator('svg')).toHaveAttribute('aria-label', /^Data on the curve, layer 2, unit 2 of 16: /);
});

test('backward signal: the numbers of the engine, and factors that multiply to the fall', async ({ page }) => {
  const [panel] = await lookAt(page, 0);
  const { layers, passed } = (await engineAt60(0))('signals');
  const wanted = layers.map(({ length, backward, weight, slope, mean, sd, zero }) =>
    [length, backward, weight, slope, weight === null ? null : weight * slope, mean, sd, zero].map(digits));
  await expect.poll(async () => (await rows(panel)).map((row) => row.slice(1))).toEqual(wanted);
  const shown = await rows(panel);
  for (const l of [0, 1, 2]) {
    expect(shown[l][5] / (shown[l][3] * shown[l][4])).toBeCloseTo(1, 2);
    expect(shown[l][5] / (shown[l][1] / shown[l + 1][1])).toBeCloseTo(1, 2);
  }
  await expect(panel.locator('figure > p').first()).toHaveText(`Layer 1 gets ${Number(passed.toPrecision(3))} times the error signal of layer 3.`);
  // The bars, by their lengths on the axis of powers of ten.
  const ends = await panel.locator('svg.signals').evaluate((node) => [...node.querySelectorAll('.delta')].map((bar) => bar.getBBox().width).reverse());
  const decade = (ends[3] - ends[0]) / Math.log10(layers[3].length / layers[0].length);
  expect((ends[1] - ends[0]) / decade).toBeCloseTo(Math.log10(layers[1].length / layers[0].length), 1);
  expect(await panel.locator('svg .factors').allTextContents()).toHaveLength(3);
});

test('a slope of 0 is shown as what it is', async ({ page }) => {
  const [signals, curve] = await lookAt(page, 2);
  await expect(curve.locator('figure > p')).toContainText('The slope is 0 everywhere');
  await expect.poll(async () => (await rows(signals)).map((row) => row[1])).toEqual([0, 0, 0, expect.any(Number)]);
  await expect(signals.locator('svg .none')).toHaveCount(3);
  await expect(signals.locator('svg .factors')).toHaveText(/weights · × 0 slopes = × 0$/);
});

test('why: a measured sentence for each way to end, in both languages, and the panel it leads to', async ({ page }) => {
  const deep = { 'network.layers': Array.from({ length: 6 }, () => ({ units: 16 })) };
  const lanes = [
    ['hard-sigmoid', {}, /^The curve is straight where the data lie \(bend used <0\.001; middle 90 % of z in layer 1: −[\d.]+ to [\d.]+\)/, 'Data on the curve'],
    ['step', {}, /^At layer 3 the slope is 0 .*Bend is there \(0\.\d+\)/, 'Backward signal'],
    ['sigmoid', {}, /^At the start the curve was straight where the data lay \(bend used <0\.001\); now it bends \(0\.1\d\)/, 'Data on the curve'],
    ['tanh', {}, /^The curve bends where the data lie \(bend used 0\.1\d\) and lets the error signal through \([\d.]+\)/, 'Data on the curve'],
    ['relu', { 'optimizer.rate': 0.3 }, /^[23]\d of 48 hidden units pass nothing \(layer [123]: \d+ of 16\)/, 'Unit states'],
    ['sigmoid', { ...deep, 'optimizer.id': 'sgd', 'optimizer.rate': 0.5 }, /^Of the error signal at layer 6 only \d\.\d×10⁻⁴ reaches layer 1: at each layer × [\d.]+ by weights, × 0\.2\d by slopes/, 'Backward signal'],
    ['relu', { 'optimizer.id': 'sgd', 'optimizer.rate': 1000 }, /^After step \d+ a number was no longer finite/, 'Divergence report'],
  ];
  await open(page, '/#v=1&lang=en');
  await load(page, { lanes: lanes.map(([activation, set]) => ({ activation, set })) });
  await step(page, 300);
  const dialog = page.locator('dialog.large');
  const sentence = dialog.locator('.why > p');
  for (const [i, [, , words, panel]] of lanes.entries()) {
    await tile(page, i).click();
    await expect(sentence).toHaveText(words);
    await expect(dialog.locator('.why > button')).toHaveText(`See: ${panel} →`);
    await page.keyboard.press('Escape');
  }
  // A tile that puzzles offers it itself; it leads to the panel in two taps.
  await expect(page.getByRole('button', { name: /^Why\? Tanh/ })).toBeHidden(); // it learned
  await page.getByRole('button', { name: 'Why? Step', exact: true }).press('Enter');
  await expect(sentence).toHaveText(lanes[1][2]);
  await dialog.getByRole('button', { name: 'See: Backward signal' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('#inside h2').filter({ hasText: 'Backward signal: Step' })).toBeVisible();
  await expect(page.locator('.panel-curve').getByRole('button', { name: '3', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await page.locator('.inside-close').click();

  // In the other language, with the numbers of the gauges.
  await page.locator('.top-actions button').first().click();
  await tile(page, 5).click();
  await expect(dialog.locator('.gauge b').last()).toHaveText(/^\d\.\d×10⁻⁴$/);
  const small = await dialog.locator('.gauge b').last().textContent();
  await expect(sentence).toHaveText(new RegExp(`^第 6 层的反向信号只有 ${small} 倍到达第 1 层`));
});

test('axe finds nothing in the panels, their tables open, nor in the answer to why', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'words, roles and settings: the same in every browser');
  await chooseTheme(page, 'dark');
  const panels = await lookAt(page, 0);
  for (const panel of panels) {
    await panel.locator('summary').click();
    await panel.locator('tbody tr').first().waitFor();
  }
  expect.soft(await findings(page, '#inside')).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect.soft(await findings(page, '#inside')).toEqual([]);
  await page.locator('.inside-close').click();
  expect.soft(await findings(page, '#tiles')).toEqual([]);
  await page.locator('.tile-why:visible').first().click();
  await page.locator('.why[data-known]').waitFor();
  expect(await findings(page, 'dialog.large')).toEqual([]);
});
