// The network of a lane, looked into: units in pictures and in numbers, and parameters changed by hand.
import { readFileSync } from 'node:fs';
import { expect, lanes, open, step, test } from './support/page.js';
import { chooseTheme, colours, extent, load, settled, themed } from './support/look.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const inside = (lang = 'en') => `/#v=1&inside=0&panels=network,curve&lang=${lang}`;

/** Unit 1 is x, unit 2 is tanh(0.5 − 2 y). */
const points = { inputs: [[-1, -1], [1, -1], [-1, 1], [1, 0.5]], targets: [[0], [1], [0], [1]], kind: 'classes' };
const start = { W0: [[1, 0], [0, -2]], b0: [0, 0.5], W1: [[1.5, -0.5]], b1: [0.25] };
const byHand = (activation, changed = {}) => ({ data: { points }, network: { layers: [{ units: 2 }] }, lanes: [{ activation }, { activation: 'relu' }], start: { ...start, ...changed } });

const panel = (page) => page.locator('.panel-network').first();
const words = (page) => panel(page).locator('.net-words');
const unit = (page, name) => panel(page).getByRole('button', { name, exact: true });
const hash = async (page, lane) => (await lanes(page))[lane].hash;

/** Types into a field, as a person does. */
async function enter(field, value) {
  await field.press('ControlOrMeta+a');
  await field.pressSequentially(value);
  await field.press('Enter');
}

/** Numbers as they are written. */
const numbers = (text) => text.replaceAll('−', '-').match(/-?\d+(\.\d+)?/g).map(Number);

test('a unit in numbers, for any sample: z = w·x + b, a = f(z), f′(z) add up; by keyboard', async ({ page }) => {
  await open(page, inside());
  await load(page, byHand('tanh'));
  await unit(page, 'Layer 1, unit 2').hover();
  await expect(words(page)).toContainText('Layer 1, unit 2 (f = Tanh)');
  const sample = panel(page).getByLabel('Sample', { exact: true });
  for (const [i, [x1, x2]] of points.inputs.entries()) {
    await enter(sample, String(i + 1));
    const z = 0.5 - 2 * x2;
    const line = (which) => words(page).locator('span span').nth(which).textContent();
    await expect.poll(async () => numbers(await line(0)).slice(0, -1)).toEqual([0, x1, 2, x2, 0.5]);
    const sum = numbers(await line(0)).at(-1);
    const aLine = await line(1);
    expect(sum).toBeCloseTo(z, 2);
    expect(numbers(aLine)[0]).toBeCloseTo(Math.tanh(z), 2);
    expect(numbers(aLine)[1]).toBeCloseTo(1 - Math.tanh(z) ** 2, 2);
  }
  // To the output and back by arrow keys, one stop of the Tab key for all units.
  await unit(page, 'Layer 1, unit 2').focus();
  await page.keyboard.press('ArrowRight');
  await expect(unit(page, 'Output 1')).toBeFocused();
  await expect(words(page)).toContainText('Output 1 (f = logistic)');
  const [a1, a2] = [Math.tanh(1), Math.tanh(0.5 - 2 * 0.5)];
  const logit = 1.5 * a1 - 0.5 * a2 + 0.25;
  expect(numbers(await words(page).locator('span span').last().textContent())[0]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 2);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await expect(unit(page, 'Layer 1, unit 1')).toBeFocused();
  await expect(panel(page).locator('.net-unit[tabindex="0"]')).toHaveCount(1);
  await panel(page).locator('summary').click();
  const cells = await panel(page).locator('tbody tr').last().locator('td').allTextContents();
  expect(cells.slice(0, 2)).toEqual(['Layer 1, unit 2', '0.5']);
  expect(numbers(cells[3])[0]).toBeCloseTo(a2, 3);
});

test('the pictures show what units compute, links and biases their sign', async ({ page }) => {
  await chooseTheme(page, 'light');
  await open(page, inside());
  await load(page, byHand('identity'));
  const [blue, orange, neutral] = await Promise.all(['positive', 'negative', 'neutral'].map((name) => themed(page, name)));
  const canvas = panel(page).locator('.net-field canvas');
  /** Which side a colour is on. */
  const side = ([r, g, b]) => {
    const distance = (other) => Math.hypot(r - other[0], g - other[1], b - other[2]);
    return distance(blue) < distance(orange) ? 'blue' : 'orange';
  };
  /** Colours at places of a unit's picture, as shares of it. */
  const at = async (name, places) => {
    await Promise.all([canvas.waitFor(), unit(page, name).waitFor()]);
    const [whole, box] = await Promise.all([canvas.boundingBox(), unit(page, name).boundingBox()]);
    return colours(canvas, places.map(([x, y]) => [(box.x - whole.x + x * box.width) / whole.width, (box.y - whole.y + y * box.height) / whole.height]));
  };
  await expect.poll(async () => (await at('Layer 1, unit 1', [[0.9, 0.3]])).map(side)).toEqual(['blue']);
  const first = await at('Layer 1, unit 1', [[0.1, 0.3], [0.1, 0.7], [0.9, 0.7], [0.5, 0.3]]);
  expect(first.slice(0, 3).map(side)).toEqual(['orange', 'orange', 'blue']);
  expect(Math.max(...first[3].slice(0, 3).map((c, i) => Math.abs(c - neutral[i])))).toBeLessThan(40); // x = 0
  const second = await at('Layer 1, unit 2', [[0.4, 0.1], [0.9, 0.1], [0.4, 0.9], [0.9, 0.9]]);
  expect(second.map(side)).toEqual(['orange', 'orange', 'blue', 'blue']);
  // The bias of unit 1 is 0, that of unit 2 positive: a full blue square.
  const corner = await at('Layer 1, unit 2', [[0, 1]]);
  expect(side(corner[0])).toBe('blue');
  expect(Math.max(...corner[0].slice(0, 3).map((c, i) => Math.abs(c - blue[i])))).toBeLessThan(30);
  // Its weight −2 is the widest link, orange and dashed: it comes and goes on the way.
  const [whole, from, to] = await Promise.all([canvas.boundingBox(), panel(page).locator('.net-input').last().boundingBox(), unit(page, 'Layer 1, unit 2').boundingBox()]);
  await unit(page, 'Layer 1, unit 2').hover();
  await settled(page);
  const y = (from.y + from.height / 2 - whole.y) / whole.height;
  const x0 = (from.x + from.width + 4 + to.width - whole.x) / whole.width;
  const x1 = (to.x - whole.x) / whole.width;
  const end = (to.y + to.height / 2 - whole.y) / whole.height;
  const along = await colours(canvas, Array.from({ length: 200 }, (_, i) => [x0 + ((x1 - x0) * (i + 20)) / 240, y + ((end - y) * (i + 20)) / 240]));
  const dashes = along.map(([r, , b, alpha]) => alpha > 128 && r > b + 60);
  expect(dashes.filter((on, i) => i > 0 && on !== dashes[i - 1]).length).toBeGreaterThan(6);
  expect(along.some(([r, , b, alpha]) => alpha > 128 && b > r + 60)).toBe(false);
});

test('a unit opened: its map large picks samples; its parameters are changed by keyboard and by dragging, and given back', async ({ page }) => {
  await open(page, inside());
  await load(page, byHand('tanh', { W0: [[1, 0], [0.75, -2]], b0: [0, -3] }));
  const wanted = await hash(page, 0);
  await load(page, byHand('tanh'));
  const whole = await hash(page, 0);
  await unit(page, 'Layer 1, unit 2').focus();
  await page.keyboard.press('Enter');
  const card = panel(page).locator('.net-card');
  await expect(card.getByRole('heading', { name: 'Layer 1, unit 2' })).toBeVisible();
  const weight = card.getByRole('spinbutton', { name: 'Layer 1, unit 2: w₁' });
  await expect(weight).toHaveValue('0');
  await enter(weight, '0.75');
  await expect.poll(() => hash(page, 0)).not.toBe(whole);
  const bias = card.getByRole('spinbutton', { name: 'Layer 1, unit 2: b' });
  await enter(bias, '-3');
  await expect.poll(() => hash(page, 0)).toBe(wanted);
  expect((await lanes(page))[0].name).toBe('Tanh (edited by hand, step 0)');
  expect((await lanes(page))[1].name).toBe('ReLU');
  await expect(words(page)).toContainText('(b = −3.00)');
  const undo = card.getByRole('button', { name: 'Undo edit' });
  await undo.click();
  await undo.click();
  await expect.poll(() => hash(page, 0)).toBe(whole);
  await expect(undo).toBeDisabled();
  expect((await lanes(page))[0].name).toBe('Tanh');
  // The slider belongs to the field that was left last: the bias.
  const slider = card.getByRole('slider');
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Number(await bias.inputValue())).toBeGreaterThan(1.5);
  await undo.click();
  await expect.poll(() => hash(page, 0)).toBe(whole);
  // The sample nearest to the pointer; (1, 0.5) is the fourth.
  const map = card.locator('figure canvas').first();
  const place = await map.boundingBox();
  await map.click({ position: { x: place.width * 0.92, y: place.height * 0.3 } });
  await expect(panel(page).getByLabel('Sample', { exact: true })).toHaveValue('4');
  await expect(words(page)).toContainText('y\u00a0=\u00a00.50');
  // What the engine refuses is said, and nothing has changed.
  await enter(weight, '20000');
  await expect(page.locator('#notice')).toContainText('is outside');
  expect(await hash(page, 0)).toBe(whole);
  await page.locator('#notice').getByRole('button', { name: 'OK' }).click();
  await card.getByRole('button', { name: 'Back to the whole network' }).click();
  await expect(card).toBeHidden();
  await expect(unit(page, 'Layer 1, unit 2')).toBeFocused();
});

test('large networks: units come in turn, also while it plays; one input has curves', async ({ page }) => {
  await open(page, inside());
  await load(page, { network: { layers: [{ units: 256 }, { units: 40 }] }, lanes: [{ activation: 'relu' }, { activation: 'maxout' }], stop: { steps: 100_000 } });
  const turn = panel(page).locator('button.net-label').first();
  await expect(turn).toContainText('/ 256');
  const shown = await panel(page).getByRole('button', { name: /^Layer 1, unit/ }).count();
  await page.evaluate(() => window.nonlin.play());
  await turn.click();
  await unit(page, `Layer 1, unit ${shown + 1}`).focus();
  await expect(words(page)).toContainText(`Layer 1, unit ${shown + 1} `);
  await page.keyboard.press('ArrowUp');
  await expect(unit(page, `Layer 1, unit ${shown}`)).toBeFocused();
  await page.keyboard.press('Enter');
  const card = panel(page).locator('.net-card');
  const bias = card.getByRole('spinbutton', { name: /: b$/ });
  await enter(bias, '1');
  await expect.poll(async () => (await lanes(page))[0].name).toContain('edited by hand');
  await page.evaluate(() => window.nonlin.pause());
  await load(page, { data: { generator: 'sine' }, network: { layers: [{ units: 1 }] }, lanes: [{ activation: 'tanh' }] });
  await step(page, 100);
  const canvas = panel(page).locator('.net-field canvas');
  await expect.poll(async () => (await extent(canvas, await themed(page, 's-shaped'))).count).toBeGreaterThan(50);
  // Of several inputs two are shown.
  await load(page, { data: { points: { inputs: [[1, 2, 3], [4, 5, 6]], targets: [[0], [1]], kind: 'classes' } }, lanes: [{ activation: 'tanh' }] });
  await expect(panel(page).locator('.net-legend')).toContainText('at its training mean');
  await expect(words(page)).toContainText('x3 = 3.');
});

for (const [lang, theme, width] of [['en', 'dark', 1366], ['zh', 'light', 390]]) {
  test(`axe finds nothing in the network: ${lang}, ${theme}, ${width} wide`, async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'words, roles and settings: the same in every browser');
    await chooseTheme(page, theme);
    await page.setViewportSize({ width, height: 800 });
    await open(page, inside(lang));
    await panel(page).locator('.net-unit').first().click();
    await expect(panel(page).locator('.net-fields input').first()).toBeVisible();
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document.querySelector('#inside'));
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
    });
    expect(found).toEqual([]);
  });
}
