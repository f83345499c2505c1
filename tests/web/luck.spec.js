// What stands behind one race: luck, the phase map, rates and sizes of each lane's own, the log. Judged by what they show.
import { button, expect, open, quiet, step, test, trainBehind } from './support/page.js';
import { extent, load, specOf, themed, tile } from './support/look.js';

const three = { stop: { steps: 150 }, lanes: ['gelu', 'relu', 'identity'].map((activation) => ({ activation })) };
const tiny = { network: { layers: [{ units: 4 }] }, stop: { steps: 30 } };

/** How strong colours mix: `share` of one over the other. */
const mixed = (over, under, share) => over.map((x, i) => Math.round(share * x + (1 - share) * under[i]));

test.beforeEach(({ page }) => trainBehind(page));

test('the luck meter tells what is luck and what is not, with bands, numbers and all pairs', async ({ page }) => {
  await open(page, quiet);
  await load(page, three);
  await page.getByRole('tab', { name: 'Luck' }).click();
  const panel = page.locator('#panel-seeds');
  const verdict = panel.locator('.luck-verdict');
  const [seeds, lane, reference] = [0, 1, 2].map((i) => panel.locator('.luck-head select').nth(i));
  // ReLU learns this spiral from every seed, a straight line from none.
  await expect(verdict).toContainText('Against ReLU, 20 seeds: ', { timeout: 30_000 });
  await expect(verdict).toContainText(/later beyond luck: Identity\./);
  await lane.selectOption('Identity');
  await expect(verdict).toHaveText('Identity before ReLU with 0 of 20 seeds, after it with 20, tied with 0; p < 0.001. A difference beyond luck: Identity is later.');
  await reference.selectOption('Identity');
  await lane.selectOption('ReLU');
  await expect(verdict).toContainText('A difference beyond luck: ReLU is sooner.');
  // The band of ReLU, and its median over it.
  const lines = panel.locator('.luck-bands .plot-lines');
  const [hinged, paper] = [await themed(page, 'hinged'), await themed(page, 'paper')];
  await expect.poll(async () => (await extent(lines, mixed(hinged, paper, 0.2))).count).toBeGreaterThan(300);
  expect((await extent(lines, hinged)).count).toBeGreaterThan(100);
  await panel.locator('summary').click();
  const rows = () => panel.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s/g, ' '))));
  await expect(panel.locator('tbody tr')).toHaveCount(3);
  const [gelu, relu, identity] = await rows();
  expect([relu[0], relu[1], relu[2], relu[6], relu[7], relu[8]]).toEqual(['2 ReLU', '20/20', '84 %–100 %', gelu[7] === '◂' ? '▸' : gelu[7] === '▸' ? '◂' : '≈', '', '◂']);
  expect(identity.slice(1, 6)).toEqual(['0/20', '0 %–16 %', '–', '–', '–']);
  const [low, median, high] = relu.slice(3, 6).map(Number);
  expect(low <= median && median <= high && low > 0 && high <= 150).toBe(true);
  // More seeds join those there are.
  await seeds.selectOption('40');
  await expect(verdict).toContainText('of 40 seeds', { timeout: 30_000 });
  expect((await rows())[1][1]).toBe('40/40');
});

test('the highlighted curve has the band of its seeds behind it', async ({ page }) => {
  await open(page, quiet);
  await load(page, three);
  await step(page, 150);
  await expect.poll(() => page.locator('#tiles .tile[data-lane="1"] .dots .learned').getAttribute('d').then((d) => d?.split('M').length), { timeout: 30_000 }).toBe(21);
  const lines = page.locator('#panel-curves .plot-lines');
  const band = mixed(await themed(page, 'hinged'), await themed(page, 'paper'), 0.2);
  const before = (await extent(lines, band)).count;
  await page.locator('.chart-controls select').selectOption('1');
  await expect.poll(async () => (await extent(lines, band)).count - before).toBeGreaterThan(300);
});

test('the phase map fills, is walked by keys, and a cell becomes the setting', async ({ page }) => {
  await open(page, quiet);
  await load(page, { ...tiny, lanes: [{ activation: 'tanh' }, { activation: 'relu' }] });
  await page.getByRole('tab', { name: 'Phase map' }).click();
  const panel = page.locator('#panel-map');
  await panel.locator('.luck-head select').first().selectOption('Tanh');
  await panel.getByRole('button', { name: 'Draw (189 runs)' }).click();
  const cells = panel.locator('td button');
  await expect(cells).toHaveCount(63);
  await expect(cells.filter({ hasText: '·' })).toHaveCount(0, { timeout: 30_000 });
  // Rows from the largest gain, columns from the smallest rate: the setting now is in the middle.
  await expect(cells.nth(31)).toHaveAttribute('data-now', '');
  await cells.nth(31).focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await expect(cells.nth(42)).toBeFocused();
  await expect(panel.locator('.map-told')).toHaveText(/^Rate 0\.1, weights × 0\.5: .*\d of 3/);
  expect(await cells.nth(42).getAttribute('aria-label')).toBe(await panel.locator('.map-told').textContent());
  await page.keyboard.press('Enter');
  await expect.poll(async () => { const { optimizer, initializer } = await specOf(page); return [optimizer.rate, initializer.gain]; }).toEqual([0.1, 0.5]);
  await expect(cells.nth(42)).toHaveAttribute('data-now', '');
  await expect(cells.nth(42)).toBeFocused();
  // What the cell told of its first seed is what the race does.
  const [lane] = await step(page, 30);
  expect(await cells.nth(42).getAttribute('aria-label')).toContain({ learned: 'learned', slow: 'slow', stuck: 'stuck', diverged: 'diverged' }[lane.state]);
  await button(page, '#transport', 'Undo').click();
  await expect.poll(async () => { const { optimizer, initializer } = await specOf(page); return [optimizer.rate, initializer.gain]; }).toEqual([0.01, 1]);
  // Other data: the map says nothing of them.
  await load(page, { ...tiny, data: { generator: 'xor' } });
  await expect(cells.first()).toBeHidden();
});

test('each lane at its own best rate and with as many parameters, a step to undo each', async ({ page }) => {
  await open(page, quiet);
  await load(page, { ...tiny, lanes: ['tanh', 'relu', 'maxout'].map((activation) => ({ activation })) });
  const sets = async () => (await specOf(page)).lanes.map(({ set }) => set ?? {});
  const plain = await sets();
  await page.getByRole('tab', { name: 'Luck' }).click();
  await button(page, '#panel-seeds', 'Own best rates').click();
  await expect.poll(async () => (await sets()).map((set) => typeof set['optimizer.rate']), { timeout: 30_000 }).toEqual(['number', 'number', 'number']);
  const rates = (await sets()).map((set) => set['optimizer.rate']);
  for (const [i, rate] of rates.entries()) await expect(tile(page, i).locator('.tile-aside')).toHaveText(`rate ${rate}`);
  await button(page, '#transport', 'Undo').click();
  await expect.poll(sets).toEqual(plain);
  const counts = () => page.locator('#tiles .tile-aside').allTextContents().then((all) => all.map(Number));
  await expect.poll(counts).toEqual([17, 17, 29]);
  await button(page, '#panel-seeds', 'Same number of parameters').click();
  await expect.poll(sets).toEqual([...plain.slice(0, 2), { 'network.layers[0].units': 2 }]);
  await expect.poll(counts).toEqual([17, 17, 15]);
  expect((await page.evaluate(() => window.nonlin.lanes()))[2].name).toBe('Maxout (2 units)');
  await button(page, '#transport', 'Undo').click();
  await expect.poll(sets).toEqual(plain);
});

test('the log lists what was changed and what happened, brings it back, and is saved', async ({ page }) => {
  await open(page, quiet);
  await load(page, { ...tiny, lanes: [{ activation: 'tanh' }] });
  const first = await specOf(page);
  await step(page, 30);
  await button(page, '#data', 'Inputs × 4').click();
  await expect.poll(async () => (await specOf(page)).inputs.scale).toBe(4);
  await step(page, 12);
  await button(page, '#result', 'Log').click();
  const entries = page.locator('.log-list li');
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText('2. Inputs times 1 → 4');
  await expect(entries.first()).toContainText('Step 12: ');
  await expect(entries.last()).toContainText(/1\. .*30 steps: 1 (slow|stuck)/);
  // Files are read as they are made: not every browser lets a test have a download.
  await page.evaluate(() => {
    URL.createObjectURL = (blob) => {
      window.saved = blob.text();
      return 'data:,';
    };
  });
  const saved = async (name) => {
    await page.getByRole('button', { name }).click();
    return page.evaluate(() => window.saved);
  };
  const csv = (await saved('Save as CSV')).trimEnd().split('\r\n');
  expect(csv).toHaveLength(3);
  expect(csv[0].replace('\ufeff', '')).toBe('number,time,seed,changed,happened');
  expect(csv[2]).toMatch(/^2,[^,]+Z,7,Inputs times 1 → 4,"Step 12: .*"$/);
  const json = JSON.parse(await saved('Save as JSON'));
  expect(json.map(({ steps }) => steps)).toEqual([30, 12]);
  expect(json[0].spec).toEqual(first);
  await page.getByRole('button', { name: 'Bring back 1' }).click();
  await expect.poll(() => specOf(page)).toEqual(first);
});
