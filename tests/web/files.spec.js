// Open and save: Playground's links, our own, files; what is saved is read back.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { button, expect, hash, hashes, lanes, open, quiet, step, test } from './support/page.js';
import { chooseTheme, drawMap, load, specOf } from './support/look.js';

const spiral = 'activation=relu&batchSize=10&dataset=spiral&learningRate=0.03&networkShape=8,8&seed=0.59704&percTrainData=50&x=true&y=true&problem=classification';

/** Opens the drawer and returns it. */
async function openFiles(page) {
  await button(page, '#top', 'Open, save').click();
  const drawer = page.locator('#drawers aside:visible');
  await drawer.waitFor();
  return drawer;
}

/** From now on what the page has kept goes to window.kept: name, type and bytes in base64. (Firefox reports no downloads.) */
const keepHere = (page) => page.addInitScript(() => {
  window.kept = [];
  const blobs = new Map();
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob);
    blobs.set(url, blob);
    return url;
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    const blob = blobs.get(this.href);
    if (!this.download || !blob) return void click.call(this);
    const reader = new FileReader();
    reader.onload = () => window.kept.push({ name: this.download, type: blob.type, base64: reader.result.split(',')[1] });
    reader.readAsDataURL(blob);
  };
});

/** What a click has the page keep. */
async function kept(page, click) {
  await page.evaluate(() => (window.kept.length = 0));
  await click();
  await expect.poll(() => page.evaluate(() => window.kept.length)).toBe(1);
  const [{ name, type, base64 }] = await page.evaluate(() => window.kept);
  return { name, type, base64, text: Buffer.from(base64, 'base64').toString('utf8') };
}

/** A PNG's size, its colours at places given in pixels, and how many pixels have each of some colours. */
const pixels = (page, base64, places, wanted) => page.evaluate(async ([data, at, colours]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const all = context.getImageData(0, 0, image.width, image.height).data;
  const count = ([r, g, b]) => {
    let n = 0;
    for (let i = 0; i < all.length; i += 4) if (all[i] === r && all[i + 1] === g && all[i + 2] === b) ++n;
    return n;
  };
  return { width: image.width, height: image.height, at: at.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data]), counts: colours.map(count) };
}, [base64, places, wanted]);

test("a Playground link runs as there, then beside the other activations, and says what differs", async ({ page }) => {
  await open(page, `/#${spiral}&discretize=true&dropout=0.2`);
  const notice = page.locator('#notice');
  for (const words of [/as TensorFlow Playground runs it/, /Not followed: discretize=true, dropout=0\.2\./, /ReLU drift.*double precision.*single precision/]) await expect(notice).toContainText(words);
  await expect(notice.getByRole('button', { name: 'Same start' })).toBeVisible();
  await notice.getByRole('button', { name: 'OK' }).click();
  expect((await specOf(page)).data.textSeed).toBe('0.59704');
  const start = (await lanes(page))[0];
  expect(start).toMatchObject({ id: 'relu', step: 0 });
  // Of its rules in double precision, at epoch 10.
  const [relu] = await step(page, 250);
  expect(Math.abs(relu.trainLoss / 0.453110064 - 1)).toBeLessThan(1e-5);
  expect(Math.abs(relu.testLoss / 0.495870983 - 1)).toBeLessThan(1e-5);
  // One tap: all lanes from the same start, which play.
  await button(page, '#data', 'Same start, other activations').click();
  await expect.poll(async () => (await lanes(page)).length).toBe(16);
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(0);
  await page.evaluate(() => window.nonlin.load('#v=1'));
  await button(page, '#transport', 'Undo').click();
  await expect.poll(async () => (await lanes(page)).length).toBe(16);
  const again = await step(page, 250);
  expect(again.find(({ id }) => id === 'relu').hash).toBe(relu.hash);
  expect(new Set(again.map((lane) => lane.hash)).size).toBeGreaterThan(12);
});

test('a whole address pasted, the seed it lacks, what it hides, and the way back', async ({ page }) => {
  await open(page, quiet);
  const drawer = await openFiles(page);
  const place = drawer.getByRole('textbox').first();
  await place.fill('https://playground.tensorflow.org/#activation=tanh&dataset=xor&playButton_hide=true&learningRate_hide=true&hideText=true');
  await drawer.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.locator('#notice')).toContainText(/no seed; 0\.\d{5} was drawn\. Controls are hidden/);
  await expect(drawer).toHaveCount(0);
  await expect(page.locator('h1')).toBeHidden();
  await expect(page.locator('#transport .play')).toBeHidden();
  const rate = page.locator('#sentence .chip').nth(4);
  await expect(rate).toHaveText('0.03');
  await expect(rate).toBeDisabled();
  await expect.poll(() => hash(page)).toContain('hide=title.play.rate');
  await page.locator('#notice').getByRole('button', { name: 'Same start' }).click();
  await expect.poll(async () => (await lanes(page)).length).toBe(16);
  await button(page, '#transport', 'Show all controls').click();
  for (const part of ['h1', '#transport .play']) await expect(page.locator(part)).toBeVisible();
  await expect(rate).toBeEnabled();
});

test('what cannot be read leaves the experiment as it is', async ({ page }) => {
  await open(page, quiet);
  await load(page, { seed: 5, lanes: [{ activation: 'relu' }], stop: { steps: 50 } });
  const [before] = await step(page, 20);
  const drawer = await openFiles(page);
  const place = drawer.getByRole('textbox').first();
  for (const [text, words] of [['https://playground.tensorflow.org/#batchSize=many', /batchSize=many; allowed: 1\.\.250/], ['#v=9', /version 9/], ['{"seed": -1}', /seed: -1/], ['{"seed": ', /JSON/], ['hello', /JSON/]]) {
    await place.fill(text);
    await drawer.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.locator('#notice')).toContainText(words);
    await expect(place).toHaveValue(text);
    expect((await lanes(page))[0]).toEqual(before);
  }
});

test('link and experiment go out and come in again', async ({ page }) => {
  await keepHere(page);
  await page.addInitScript(() => {
    const clipboard = { writeText: async (text) => void (window.copied = text) };
    Object.defineProperty(navigator, 'clipboard', { get: () => clipboard });
  });
  await open(page, quiet);
  const given = { seed: 5, data: { points: { inputs: [[0, 1], [1, 0.25], [-1, 2]], targets: [[0], [1], [1]], kind: 'classes' } }, lanes: [{ name: '甲, "b"', activation: 'relu' }] };
  await load(page, given);
  const spec = await specOf(page);
  const drawer = await openFiles(page);
  await expect.poll(() => drawer.getByRole('textbox', { name: 'Link', exact: true }).inputValue()).toMatch(/#v=1&s=/);
  await drawer.getByRole('button', { name: 'Copy' }).click();
  await expect(drawer.getByRole('button', { name: 'Copied' })).toBeVisible();
  const file = await kept(page, () => drawer.getByRole('button', { name: /JSON/ }).click());
  expect(file.name).toBe('nonlin-points-seed5-step0-experiment.json');
  expect(JSON.parse(file.text)).toEqual(spec);
  const other = async () => {
    await load(page, { seed: 1 });
    expect(await specOf(page)).not.toEqual(spec);
  };
  await other();
  await load(page, await page.evaluate(() => window.copied));
  expect(await specOf(page)).toEqual(spec);
  await other();
  await drawer.locator('input[type=file]').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(file.text) });
  await expect.poll(() => specOf(page)).toEqual(spec);
  await expect(drawer).toHaveCount(0);
  await other();
  await openFiles(page);
  await drawer.locator('.drop').evaluate((node, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'dropped.json'));
    node.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, file.text);
  await expect.poll(() => specOf(page)).toEqual(spec);
});

test('more points than a link holds: the page says so, the address names no other experiment, the file has them', async ({ page }) => {
  await keepHere(page);
  await open(page, '/#v=1&scene=deep&lang=en');
  const inputs = Array.from({ length: 20_000 }, (_, i) => [Math.sin(i), Math.cos(1.7 * i)]);
  await page.evaluate((points) => window.nonlin.load({ data: { points: { inputs: points, targets: points.map(([x]) => [x > 0 ? 1 : 0]), kind: 'classes' } }, network: { layers: [{ units: 2 }] }, lanes: [{ activation: 'relu' }], stop: { steps: 5 } }), inputs);
  await expect(page.locator('#notice')).toContainText('too large for a link');
  await expect.poll(() => hash(page)).toBe('');
  const drawer = await openFiles(page);
  await expect(drawer.getByRole('button', { name: 'Copy' })).toBeDisabled();
  await expect(drawer).toContainText('too large for a link');
  const file = await kept(page, () => drawer.getByRole('button', { name: /JSON/ }).click());
  expect(JSON.parse(file.text).data.points.inputs).toEqual(inputs);
  await load(page, { seed: 2 });
  await expect.poll(() => hash(page)).toMatch(/^#v=1&s=/);
  await expect(drawer.getByRole('button', { name: 'Copy' })).toBeEnabled();
});

test('the runs as CSV hold every record of every lane', async ({ page }) => {
  await keepHere(page);
  await open(page, quiet);
  await load(page, { data: { trainShare: 0.75 }, batch: { size: 32 }, lanes: [{ name: '=SUM(A1)', activation: 'relu' }, { activation: 'tanh' }], stop: { steps: 30 } });
  const all = await step(page, 30);
  const drawer = await openFiles(page);
  await expect(drawer).toContainText('62 rows');
  const { name, text } = await kept(page, () => drawer.getByRole('button', { name: /CSV/ }).click());
  expect(name).toBe('nonlin-spiral-seed7-step30-runs.csv');
  const [head, ...rows] = text.replace(/^\ufeff/, '').trimEnd().split('\r\n').map((line) => line.split(','));
  expect(head.join()).toBe('lane,seed,step,epoch,train_loss,test_loss,train_score,test_score,state');
  expect(rows).toHaveLength(62);
  expect([rows[0][0], rows[31][0]]).toEqual(["'=SUM(A1)", 'Tanh']);
  for (const [k, lane] of all.entries()) {
    const last = rows[31 * k + 30];
    expect(last.slice(1, 4)).toEqual(['7', '30', '10']);
    expect(Math.abs(Number(last[4]) - lane.trainLoss)).toBeLessThan(1e-6);
    expect(Math.abs(Number(last[5]) - lane.testLoss)).toBeLessThan(1e-6);
    expect(last[8]).toBe(lane.state);
  }
});

test('pictures are kept on white at two pixels for one, whatever the theme, and the page looks as before', async ({ page }) => {
  await keepHere(page);
  await chooseTheme(page, 'dark');
  await open(page, quiet);
  await load(page, { data: { generator: 'blobs', parameters: { spread: 0.2 } }, lanes: [{ activation: 'identity' }, { activation: 'tanh' }], stop: { steps: 100 } });
  await step(page, 100);
  const drawer = await openFiles(page);
  const picture = drawer.getByRole('combobox', { name: 'Picture' });
  const before = await page.locator('#tiles canvas').first().evaluate((node) => node.toDataURL());
  const ink = [31, 35, 40];
  const purple = [77, 4, 100];
  const darkPaper = [20, 22, 26];
  const save = async (what) => {
    await picture.selectOption({ label: what });
    const { name, type, base64 } = await kept(page, () => drawer.getByRole('button', { name: /PNG/ }).click());
    expect(type).toBe('image/png');
    return { name, ...(await pixels(page, base64, [[2, 2], [40 + 280, 60 + 840], [40 + 840, 60 + 280]], [ink, purple, darkPaper])) };
  };
  const white = [255, 255, 255, 255];

  const map = await save('Tanh');
  expect(map.name).toBe('nonlin-blobs-seed7-step100-2-tanh.png');
  expect(map.width).toBe(2 * (560 + 32));
  expect(map.at[0]).toEqual(white);
  expect(map.counts[0]).toBeGreaterThan(200); // title and boundary
  // The class below and left is orange, the one above and right is blue, in the light theme's colours.
  const [, [r0, g0, b0], [r1, g1, b1]] = map.at;
  expect(r0 - b0).toBeGreaterThan(80);
  expect(b1 - r1).toBeGreaterThan(80);
  expect(Math.min(r0, g0)).toBeGreaterThan(100);
  expect(Math.min(g1, b1)).toBeGreaterThan(100);

  const sheet = await save('All maps on a sheet');
  expect(sheet.at[0]).toEqual(white);
  expect(sheet.width).toBe(2 * (480 + 32));
  expect(sheet.counts[0]).toBeGreaterThan(200);

  const chart = await save('Loss curves');
  expect([chart.name, chart.at[0]]).toEqual(['nonlin-blobs-seed7-step100-chart.png', white]);
  expect(chart.width).toBe(2 * (960 + 32));
  for (const n of chart.counts.slice(0, 2)) expect(n, 'a curve in its light colour').toBeGreaterThan(300);
  for (const { counts } of [map, sheet, chart]) expect(counts[2], 'nothing of the dark theme').toBe(0);

  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.locator('#tiles canvas').first().evaluate((node) => node.toDataURL())).toBe(before);
  expect(await page.locator('.print-host').count()).toBe(0);
});

test('what else is open is a picture as a whole, words and tables too, without controls', async ({ page }) => {
  await keepHere(page);
  await chooseTheme(page, 'dark');
  await open(page, quiet);
  await load(page, { data: { generator: 'blobs', parameters: { spread: 0.2 } }, network: { layers: [{ units: 3 }] }, lanes: [{ activation: 'tanh' }], stop: { steps: 20 } });
  await drawMap(page);
  const [ink, darkPaper] = [[31, 35, 40], [20, 22, 26]];
  const save = async (what) => {
    const drawer = await openFiles(page);
    await drawer.getByRole('combobox', { name: 'Picture' }).selectOption({ label: what });
    const { name, base64 } = await kept(page, () => drawer.getByRole('button', { name: /PNG/ }).click());
    await page.keyboard.press('Escape');
    expect(name).toBe('nonlin-blobs-seed7-step0-view-0.png');
    return pixels(page, base64, [[2, 2]], [ink, darkPaper]);
  };
  const map = await save('Phase map');
  expect(map.at[0]).toEqual([255, 255, 255, 255]);
  expect(map.counts[0]).toBeGreaterThan(2000); // the marks in its cells, numbers, words
  expect(map.counts[1], 'nothing of the dark theme').toBe(0);
  await page.evaluate(() => { location.hash += '&inside=0&panels=signals,units'; });
  await page.locator('.signals text').first().waitFor();
  const signals = await save('Backward signal: Tanh');
  expect(signals.counts[0]).toBeGreaterThan(1000);
  expect(signals.counts[1], 'nothing of the dark theme').toBe(0);
  expect(await page.locator('[data-print]').count()).toBe(0);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const { name } = await kept(page, () => page.getByRole('button', { name: 'PNG Backward signal: Tanh' }).click());
  expect(name).toBe('nonlin-blobs-seed7-step0-1-signals.png');
});

test('a figure of svg is kept with the colours and places of the page', async ({ page }) => {
  const { outputFiles: [{ text }] } = await build({ entryPoints: ['web/views/picture.js'], bundle: true, format: 'esm', write: false });
  await page.route('**/picture.js', (route) => route.fulfill({ contentType: 'text/javascript', body: text }));
  await chooseTheme(page, 'dark');
  await open(page, quiet);
  const base64 = await page.evaluate(async () => {
    const { pictureOf } = await import('/picture.js');
    const figure = document.createElement('figure');
    figure.style.cssText = 'position: fixed; left: 40px; top: 50px; width: 600px';
    const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 100 });
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 60 20');
    svg.style.cssText = 'width: 600px; height: 200px';
    const box = (x, fill) => {
      const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      for (const [name, value] of Object.entries({ x, y: 0, width: 20, height: 20 })) rect.setAttribute(name, value);
      rect.style.fill = fill;
      return rect;
    };
    svg.append(box(0, 'var(--positive)'), box(40, 'var(--negative)'));
    canvas.style.display = 'block';
    figure.append(canvas, svg);
    document.body.append(figure);
    const redraw = () => {
      const context = canvas.getContext('2d');
      context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--ink');
      context.fillRect(0, 0, 300, 100);
    };
    const blob = await pictureOf(figure, { title: 'A title', settings: 'settings' }, redraw);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(bytes.reduce((all, byte) => all + String.fromCharCode(byte), ''));
  });
  const [left, top] = [2 * 16, 2 * (16 + 30)]; // of the figure, below the title
  const places = [[left + 100, top + 50], [left + 900, top + 50], [left + 100, top + 400], [left + 600, top + 400], [left + 1100, top + 400]];
  const { width, at } = await pixels(page, base64, places, []);
  expect(width).toBe(2 * 632);
  expect(at.map((colour) => colour.slice(0, 3))).toEqual([[31, 35, 40], [255, 255, 255], [0, 114, 178], [255, 255, 255], [213, 94, 0]]);
});

test('a file arrives where the browser keeps what it downloads', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'a stock Firefox reports no downloads');
  await open(page, quiet);
  const drawer = await openFiles(page);
  const [download] = await Promise.all([page.waitForEvent('download'), drawer.getByRole('button', { name: /JSON/ }).click()]);
  expect(download.suggestedFilename()).toBe('nonlin-spiral-seed7-step0-experiment.json');
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toEqual(await specOf(page));
});
