// Data of one's own, painted or from a table: what the experiment holds of them, and that the race trains on them.
import { button, expect, hash, hashes, lanes, open, quiet, step, test } from './support/page.js';
import { colours, load, specOf, themed, tile } from './support/look.js';

const small = { network: { layers: [{ units: 4 }] }, lanes: [{ activation: 'tanh' }, { activation: 'relu' }], stop: { steps: 50 } };
const pointsOf = async (page) => (await specOf(page)).data.points;

/** The drawer, open at painting, with the picture's box. */
async function openPainting(page) {
  await button(page, '#data', /^Your own data/).click();
  const drawer = page.getByRole('complementary', { name: 'Your own data' });
  const picture = drawer.getByRole('application');
  await expect(picture).toBeVisible();
  const place = async (x, y) => {
    const box = await picture.boundingBox();
    return [box.x + x * box.width, box.y + y * box.height];
  };
  return { drawer, picture, place };
}

/** The race stands at its start, on so many points. */
const standsOn = (page, count) => expect.poll(async () => [(await pointsOf(page))?.inputs.length, (await lanes(page)).every((lane) => lane.hash !== null && lane.step === 0)]).toEqual([count, true]);

const near = (point, x, y, by) => Math.abs(point[0] - x) < by && Math.abs(point[1] - y) < by;

test('points are painted, erased and taken back by mouse; the race trains on them; all of it is one step to undo', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  const before = await specOf(page);
  await step(page, 5);
  const trained = await hashes(page);
  const { drawer, picture, place } = await openPainting(page);
  await drawer.getByRole('button', { name: /^Class 3/ }).click();
  await page.mouse.click(...await place(0.75, 0.25));
  await standsOn(page, 129);
  // The picture reaches from -1.8 to 1.8.
  const points = await pointsOf(page);
  expect(points.kind).toBe('classes');
  expect(near(points.inputs[128], 0.9, 0.9, 0.02)).toBe(true);
  expect(points.targets[128]).toEqual([2]);
  expect([...new Set(points.targets.flat())].sort()).toEqual([0, 1, 2]);
  // Numbers short enough for a link, which holds them.
  for (const x of points.inputs.flat()) expect(String(x).length).toBeLessThanOrEqual(6);
  await expect.poll(async () => (await hash(page)).length).toBeGreaterThan(500);
  const link = await hash(page);
  // A stroke along the lower edge, in class 2 by its key.
  await drawer.getByRole('button', { name: /^Class 3/ }).press('2');
  await page.mouse.move(...await place(0.1, 0.9));
  await page.mouse.down();
  await page.mouse.move(...await place(0.5, 0.9), { steps: 10 });
  await page.mouse.up();
  await expect.poll(async () => (await pointsOf(page)).inputs.length).toBeGreaterThan(135);
  const stroked = await pointsOf(page);
  stroked.inputs.slice(129).forEach(([x, y], i) => {
    expect(Math.abs(y + 1.44)).toBeLessThan(0.02);
    expect(x).toBeGreaterThan(-1.5);
    expect(x).toBeLessThan(0.03);
    expect(stroked.targets[129 + i]).toEqual([1]);
  });
  // Where it was painted the picture has the class's colour.
  const [colour] = await colours(picture, [[0.1, 0.9]]);
  (await themed(page, 'positive')).forEach((channel, i) => expect(Math.abs(colour[i] - channel)).toBeLessThan(30));
  const start = (await lanes(page))[0];
  const end = (await step(page, 5))[0];
  expect(end.trainLoss).toBeLessThan(start.trainLoss);
  expect(await hashes(page)).not.toEqual(trained);
  // The eraser takes the point of class 3; one stroke back brings it again.
  await button(page, '#drawers', /^Erase/).click();
  await page.mouse.click(...await place(0.75, 0.25));
  await expect.poll(async () => (await pointsOf(page)).targets.flat().includes(2)).toBe(false);
  await drawer.getByRole('button', { name: 'Back one stroke' }).click();
  await expect.poll(async () => (await pointsOf(page))).toEqual(stroked);
  await page.keyboard.press('Escape');
  await button(page, '#transport', 'Undo').click();
  await expect.poll(() => specOf(page)).toEqual(before);
  await button(page, '#data', /^Your own data/).click();
  await expect(drawer.getByRole('status')).toHaveText(/^128 points/);
  await load(page, link);
  expect((await pointsOf(page)).inputs).toEqual(points.inputs);
});

test('by keyboard: a cross, a class by its number, Enter, the eraser; nothing is sent of less than two points', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  const { drawer, picture } = await openPainting(page);
  await drawer.getByRole('button', { name: 'Clear' }).click();
  await expect(drawer.getByRole('status')).toHaveText(/At least two points/);
  await picture.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('2');
  for (let i = 0; i < 10; ++i) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(drawer.getByRole('status')).toHaveText('0.9, 0.36');
  await page.keyboard.press(' ');
  await standsOn(page, 2);
  const { inputs, targets } = await pointsOf(page);
  expect([inputs, targets]).toEqual([[[0, 0], [0.9, 0.36]], [[0], [1]]]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('4');
  await page.keyboard.press('Enter');
  await standsOn(page, 3);
  expect((await pointsOf(page)).targets).toEqual([[0], [1], [3]]);
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await expect(drawer.getByRole('status')).toHaveText(/At least two points/);
  await page.keyboard.press('Control+z');
  await standsOn(page, 3);
  await page.keyboard.press('Escape');
  await expect(button(page, '#data', /^Your own data/)).toBeFocused();
});

test('a curve is painted over x; spray sets several points at once', async ({ page }) => {
  await open(page, quiet);
  await load(page, { ...small, data: { generator: 'sine' } });
  const count = (await specOf(page)).data.count;
  const { drawer, place } = await openPainting(page);
  await page.mouse.click(...await place(0.5, 0.5));
  await standsOn(page, count + 1);
  const points = await pointsOf(page);
  expect([points.kind, points.inputs[0].length, points.ranges.length]).toEqual(['values', 1, 1]);
  await drawer.getByLabel('spray').check();
  await page.mouse.click(...await place(0.25, 0.25));
  await standsOn(page, count + 5);
  expect((await step(page, 20))[0].trainLoss).toBeLessThan((await lanes(page))[0].trainLoss + 1);
  await drawer.getByRole('combobox').selectOption('classes');
  await expect(drawer.getByRole('status')).toHaveText(/At least two points/);
});

test('by touch', async ({ browser, baseURL, browserName }) => {
  test.skip(browserName === 'firefox', 'a stock Firefox gives no touch to a page that is driven');
  const page = await browser.newPage({ baseURL, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  await open(page, quiet);
  await load(page, small);
  await page.locator('.data-own').tap();
  const picture = page.getByRole('application');
  await page.getByRole('button', { name: /^Class 4/ }).tap();
  const { width } = await picture.boundingBox();
  await picture.tap({ position: { x: width / 4, y: width / 2 } });
  await standsOn(page, 129);
  const { inputs, targets } = await pointsOf(page);
  expect([near(inputs[128], -0.9, 0, 0.03), targets[128]]).toEqual([true, [3]]);
  await page.close();
});

const table = 'length,width,weight,kind\n' + Array.from({ length: 40 }, (_, i) => `${i % 2 ? 10 + i / 10 : 2 + i / 10},${i % 7},${i % 2 ? 0.1 : 0.9},${i % 2 ? 'pear' : 'apple'}`).join('\n');

/** Drops a file somewhere on the page. */
const drop = (page, selector, name, content) => page.locator(selector).evaluate((node, [file, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], file, { type: 'text/csv' }));
  for (const type of ['dragover', 'drop']) node.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
}, [name, content]);

test('a table is pasted and used: classes, names, standardised inputs, a map of two of them', async ({ page }) => {
  await open(page, quiet);
  await load(page, { ...small, batch: { size: 64 } });
  const { drawer } = await openPainting(page);
  await drawer.getByRole('tab', { name: 'Table (CSV)' }).click();
  const area = drawer.getByRole('textbox');
  await area.fill(table);
  await expect(drawer.getByRole('status').last()).toHaveText('3 inputs. Classes: apple, pear.');
  await expect(drawer.getByLabel('Standardise')).toBeChecked();
  await expect(drawer.getByLabel('The first row holds names')).toBeChecked();
  expect((await specOf(page)).data.generator).toBe('spiral');
  await drawer.getByRole('button', { name: 'Use these data' }).click();
  await expect(drawer).toBeHidden();
  await standsOn(page, 40);
  const { data, inputs, batch, head } = await specOf(page);
  expect(data.points.columns).toEqual(['length', 'width', 'weight', 'kind']);
  expect(data.points.classes).toEqual(['apple', 'pear']);
  expect(data.points.inputs[3]).toEqual([10.3, 3, 0.1]);
  expect(data.points.targets.slice(0, 2)).toEqual([[0], [1]]);
  expect([inputs.standardize, batch.size, head]).toEqual([true, 'all', 'logistic']);
  await expect(page.locator('.data-legend')).toHaveText('◆ apple ● pear');
  await expect(page.locator('.data-caption')).toContainText('other inputs at their training mean');
  const end = await step(page, 50);
  expect(end[0].accuracy).toBe(1);
  // The two inputs that say most are shown; another one gives another map, upward and rightward trade places.
  const axes = page.locator('#data select');
  expect(await axes.evaluateAll((all) => all.map((each) => each.value))).toEqual(['0', '2']);
  const corners = () => colours(tile(page, 0).locator('canvas').first(), [[0.05, 0.05], [0.95, 0.95], [0.05, 0.95], [0.95, 0.05]]);
  const [blue, orange] = [2, 0].map((channel) => (pixel) => pixel[channel] - pixel[2 - channel] > 10);
  // Pears are long and light: blue at the lower right, apples at the upper left.
  await expect.poll(async () => {
    const [upperLeft, lowerRight] = await corners();
    return [orange(upperLeft), blue(lowerRight)];
  }).toEqual([true, true]);
  await axes.first().selectOption('2');
  await expect.poll(() => axes.evaluateAll((all) => all.map((each) => each.value))).toEqual(['2', '0']);
  await expect.poll(async () => {
    const [upperLeft, lowerRight] = await corners();
    return [blue(upperLeft), orange(lowerRight)];
  }).toEqual([true, true]);
  await expect.poll(() => hash(page)).toContain('mapX=2&mapY=0');
  expect((await lanes(page))[0].step).toBe(50);
});

test('a file is dropped: a target of numbers is regression, other columns and classes by choice', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  await drop(page, '#tiles', 'houses.csv', '﻿rooms;grade;price\r\n1;1;10,5\r\n2;2;20,5\r\n3;1;28\r\n4;2;42\r\n');
  const drawer = page.getByRole('complementary', { name: 'Your own data' });
  await expect(drawer).toContainText('houses.csv 4 rows, 3 columns, separated by ;.');
  await drawer.getByLabel('Standardise').uncheck();
  await drawer.getByRole('checkbox', { name: 'rooms' }).uncheck();
  await expect(drawer.getByRole('status').last()).toHaveText('1 input. Regression.');
  await drawer.getByRole('button', { name: 'Use these data' }).click();
  await standsOn(page, 4);
  const { kind, inputs, targets } = await pointsOf(page);
  expect([kind, inputs, targets]).toEqual(['values', [[1], [2], [1], [2]], [[10.5], [20.5], [28], [42]]]);
  await button(page, '#data', /^Your own data/).click();
  await drawer.getByLabel('To be predicted').selectOption('grade');
  await drawer.getByLabel('Its numbers are classes').check();
  await drawer.getByRole('button', { name: 'Use these data' }).click();
  await expect.poll(async () => (await pointsOf(page)).classes).toEqual(['1', '2']);
  expect((await pointsOf(page)).inputs[3]).toEqual([4, 42]);
});

test('a bad file is refused by line and column, and nothing changes', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  await step(page, 7);
  const [spec, standing] = [await specOf(page), await lanes(page)];
  const drawer = page.getByRole('complementary', { name: 'Your own data' });
  const wrong = [
    ['x,y,k\n1,2,a\n3,oops,b\n5,6,a\n', /^Line 3, column 2:.*“oops” in “y” is not a number/],
    ['x,y\n1,2\n3,"4\n', /^Line 3, column 2:.*quotation mark/],
    ['x,y\n1,2\n3\n', /^Line 3, column 2:.*1 cells, but the first row has 2/],
    [`${'1,'.repeat(16)}2\n`, /^Line 1, column 17:.*17 columns; at most 16/],
    [`x,y\n${'1,2\n'.repeat(20_001)}`, /^Line 20,002, column 1:.*more than 20,000 rows/],
  ];
  for (const [text, words] of wrong) {
    await drop(page, '#data', 'bad.csv', text);
    await expect(drawer.getByRole('alert')).toHaveText(words);
    expect(await drawer.getByRole('button', { name: 'Use these data' }).filter({ visible: true }).evaluateAll((all) => all.every((each) => each.disabled))).toBe(true);
  }
  expect(await specOf(page)).toEqual(spec);
  expect(await lanes(page)).toEqual(standing);
  // An experiment dropped is opened as one.
  await drop(page, '#data', 'experiment.json', JSON.stringify({ ...small, seed: 99 }));
  await expect.poll(async () => (await specOf(page)).seed).toBe(99);
});

test('a table of 20,000 rows and 16 columns trains, is drawn, and is too large for a link', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  const rows = Array.from({ length: 20_000 }, (_, i) => [...Array.from({ length: 15 }, (_, j) => ((i * (j + 7) * 31) % 1000) / 500 - 1), i % 3 ? 'yes' : 'no'].join());
  await button(page, '#data', /^Your own data/).click();
  const drawer = page.getByRole('complementary', { name: 'Your own data' });
  await drawer.getByRole('tab', { name: 'Table (CSV)' }).click();
  // A long text from a spreadsheet is read without being shown.
  await drawer.getByRole('textbox').evaluate((area) => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    const text = `a\tb\n${'0,25\t1e3\n'.repeat(3000)}`;
    area.dispatchEvent(Object.assign(event, { clipboardData: { getData: () => text } }));
  });
  await expect(drawer).toContainText('3,000 rows, 2 columns, separated by ⇥.');
  await expect(drawer.getByRole('textbox')).toHaveValue('');
  await drawer.locator('input[type=file]').setInputFiles({ name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await expect(drawer.getByRole('status').last()).toHaveText('15 inputs. Classes: no, yes.');
  await drawer.getByRole('button', { name: 'Use these data' }).click();
  await expect.poll(async () => (await lanes(page)).every((lane) => lane.hash !== null && lane.step === 0)).toBe(true);
  await expect(page.locator('.data-caption')).toContainText('20,000 training samples');
  const start = await lanes(page);
  const end = await step(page, 2);
  end.forEach((lane, i) => {
    expect(lane.step).toBe(2);
    expect(lane.trainLoss).toBeLessThan(start[i].trainLoss);
  });
  await expect(page.locator('#notice')).toContainText(/too large for a link/);
});
