// Every control does what it says, at once: judged by the experiment and by what the lanes compute.
import { button, expect, hashes, lanes, open, quiet, rowCount, step, test } from './support/page.js';
import { load, openOptions, specOf, tile } from './support/look.js';

const small = { network: { layers: [{ units: 4 }, { units: 4 }] }, lanes: [{ activation: 'tanh' }, { activation: 'leaky-relu' }], stop: { steps: 50 } };
const at = (spec, path) => path.split(/[.[\]]+/).filter(Boolean).reduce((node, key) => node?.[key], spec);

/** The control of this name, whatever its kind. */
const field = (root, name) => ['spinbutton', 'combobox', 'checkbox', 'textbox'].map((role) => root.getByRole(role, { name, exact: true })).reduce((a, b) => a.or(b));

/** Sets a control of any kind as a reader does. */
async function set(control, value) {
  const kind = await control.evaluate((node) => (node.tagName === 'SELECT' ? 'select' : node.type));
  if (kind === 'select') await control.selectOption(value);
  else if (kind === 'checkbox') await control.setChecked(value);
  else {
    await control.press('ControlOrMeta+a');
    await control.pressSequentially(String(value));
    await control.press('Enter');
  }
}

/** Sets the control of this label, waits for the experiment, and sees that another race stands at its start. */
async function change(page, root, [label, value, path, wanted = value]) {
  await set(field(root, label), value);
  await expect.poll(async () => at(await specOf(page), path), `${label}: ${path}`).toEqual(wanted);
  await expect.poll(async () => (await lanes(page)).every((lane) => lane.step === 0 && lane.hash !== null), label).toBe(true);
}

/** Parts of the sentence, by their places in it, and what the controls behind each change. */
const sentence = [
  [1, ['Data set', 'moons', 'data.generator'], ['Points', 60, 'data.count'], ['Noise', 0.2, 'data.noise'], ['Training share', 0.5, 'data.trainShare']],
  [2, ['Hidden layers', 3, 'network.layers.length']],
  [3, ['Optimiser', 'momentum', 'optimizer.id']],
  [2, ['Units per layer', 5, 'network.layers[2].units']],
  [4, ['Learning rate', 0.05, 'optimizer.rate'], ['Rate over time', 'cosine', 'optimizer.schedule.id'], ['Warm-up steps', 3, 'optimizer.schedule.warmup']],
  [5, ['Full batch', false, 'batch.size', 30], ['Order of samples', 'fixed', 'batch.order'], ['Batch size', 8, 'batch.size']],
  [6, ['Initialisation', 'he-uniform', 'initializer.id'], ['Gain (times every weight)', 2, 'initializer.gain'], ['Starting bias', 0.1, 'initializer.bias']],
  [7, ['Inputs times', 3, 'inputs.scale'], ['Inputs plus', -0.5, 'inputs.shift']],
];

test('every part of the sentence opens its controls, each changes its setting, and each can be undone', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'words, roles and settings: the same in every browser');
  await open(page, quiet);
  await load(page, small);
  const specs = [await specOf(page)];
  const results = [];
  for (const [place, ...changes] of sentence) {
    const chip = page.locator('#sentence .chip').nth(place);
    await chip.click();
    const panel = page.locator('#sentence [role=dialog]:visible');
    await expect(panel).toHaveCount(1);
    const before = await chip.textContent();
    for (const each of changes) {
      await change(page, panel, each);
      specs.push(await specOf(page));
      results.push((await step(page, 5)).map(({ hash }) => hash).join());
    }
    expect(await chip.textContent(), 'the sentence says the new').not.toBe(before);
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(chip).toBeFocused();
  }
  // Each of them changed the training, but two: a batch of all 30 samples is the full batch, in whatever order.
  expect(new Set(results).size).toBe(results.length - 2);
  // The way here leaves no trace: the same spec, loaded, trains the same.
  const end = await hashes(page);
  await load(page, specs.at(-1));
  await step(page, 5);
  expect(await hashes(page)).toEqual(end);
  for (const spec of specs.slice(0, -1).reverse()) {
    await button(page, '#transport', 'Undo').click();
    await expect.poll(() => specOf(page)).toEqual(spec);
  }
});

/** The options of the drawer and what each sets, in the order they are changed in. */
const options = {
  'task and optimiser': [
    ['Step budget', 40, 'stop.steps'],
    ['Learned means', 'score', 'stop.target', { score: 0.9 }],
    ['Target', 0.8, 'stop.target', { score: 0.8 }],
    ['Points', 80, 'data.count'],
    ['Full batch', false, 'batch.size', 32],
    ['What an epoch leaves over', 'carry', 'batch.leftover'],
    ['turns', 1, 'data.parameters.turns'],
    ['classes', 3, 'data.parameters.classes'],
    ['classes', 2, 'data.parameters.classes'],
    ['Output head + loss', 'tanh half-mse', 'head', 'tanh'],
    ['β₂', 0.99, 'optimizer.beta2'],
    ['ε', 0.001, 'optimizer.epsilon'],
    ['Optimiser', 'adamw', 'regularization.decay', 0.01],
    ['Optimiser', 'momentum', 'regularization.decay', 0],
    ['momentum', 0.5, 'optimizer.momentum'],
    ['Rate over time', 'cosine', 'optimizer.schedule.id'],
    ['over steps (0: the budget)', 4, 'optimizer.schedule.over'],
    ['lowest share of the rate', 0.25, 'optimizer.schedule.floor'],
    ['Rate over time', 'step', 'optimizer.schedule.id'],
    ['every … steps', 2, 'optimizer.schedule.every'],
    ['rate times', 0.5, 'optimizer.schedule.factor'],
    ['Warm-up steps', 2, 'optimizer.schedule.warmup'],
    ['Largest gradient norm (0: any)', 0.05, 'optimizer.clip'],
  ],
  'penalties, inputs, network and finish': [
    ['L1 regularisation', 0.01, 'regularization.l1'],
    ['Weights at zero', 'stay', 'regularization.l1Zero'],
    ['Weight decay', 0.02, 'regularization.decay'],
    ['L2 regularisation', 0.02, 'regularization.l2'],
    ['Standardise inputs', true, 'inputs.standardize'],
    ['xy', true, 'inputs.features', ['x', 'y', 'xy']],
    ['x', false, 'inputs.features', ['y', 'xy']],
    ['Penalty on |activations|', 0.01, 'regularization.activations'],
    ['Normalisation', 'batch', 'network.layers[1].norm'],
    ['Normalisation', 'layer', 'network.layers[1]', { units: 4, activation: 'lane', norm: 'layer', bias: true, dropout: 0 }],
    ['Biases in hidden layers', false, 'network.layers[1].bias'],
    ['Dropout (share of units)', 0.25, 'network.layers[0].dropout'],
    ['Bias at the output', false, 'network.outputBias'],
    ['Stop a lane at its target', true, 'stop.stopAtTarget'],
    ['Patience: steps without a new low (0: endless)', 30, 'stop.patience'],
    ['Layer 2, Units per layer', 7, 'network.layers[1].units'],
    ['Layer 1, activation function', 'sine', 'network.layers[0]', { units: 4, activation: 'sine', norm: 'layer', bias: false, dropout: 0.25 }],
    ['Seed', 123, 'seed'],
  ],
};

for (const [name, changes] of Object.entries(options)) {
  test(`every option of the drawer changes its setting: ${name}`, async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'words, roles and settings: the same in every browser');
    await open(page, quiet);
    await load(page, small);
    const drawer = await openOptions(page);
    let last = (await step(page, 5)).map(({ hash }) => hash).join();
    for (const each of changes) {
      await change(page, drawer, each);
      const next = (await step(page, 5)).map(({ hash }) => hash).join();
      // The finish changes no training, and two classes after three are the two before.
      if (!/^stop/.test(each[2])) expect(next, each[0]).not.toBe(last);
      last = next;
    }
  });
}

test('the experiment as text is read and refused in the drawer', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  const drawer = await openOptions(page);
  // The experiment as text is the experiment; changed, it is another.
  const text = drawer.getByLabel('The experiment as text (JSON)');
  await expect.poll(async () => JSON.parse(await text.inputValue())).toEqual(await specOf(page));
  await text.fill('{"seed": 5, "lanes": [{"activation": "mish"}]}');
  await button(page, '#drawers', /load this text/i).click();
  await expect.poll(async () => (await lanes(page)).map(({ id }) => id)).toEqual(['mish']);
  expect((await specOf(page)).seed).toBe(5);
  const standing = await lanes(page);
  for (const [wrong, words] of [['{"seed": ', /JSON/], ['{"sead": 1}', /sead/], ['{"optimizer": {"rate": -1}}', /optimizer\.rate: -1/]]) {
    await text.fill(wrong);
    await button(page, '#drawers', /load this text/i).click();
    await expect(page.locator('#notice')).toContainText(words);
    expect(await lanes(page)).toEqual(standing);
  }
});

test('a value the engine refuses is refused in words and does not stay on show', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  await step(page, 7);
  const before = await lanes(page);
  await page.locator('#sentence .chip').filter({ hasText: /^0\.01$/ }).click();
  const rate = page.locator('#sentence [role=dialog]:visible').getByLabel('Learning rate');
  await set(rate, 5000);
  await expect(page.locator('#notice')).toContainText(/optimizer\.rate: 5000 is outside/);
  await expect(rate).toHaveValue('0.01');
  expect(await lanes(page)).toEqual(before);
});

test('every data set has a picture to click, and every lane learns from it', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  const thumbs = page.locator('#data .thumb');
  const count = await thumbs.count();
  expect(count).toBeGreaterThan(12);
  const seen = new Set();
  for (let i = 0; i < count; ++i) {
    const before = (await specOf(page)).data.generator;
    await thumbs.nth(i).click();
    if (i !== 3) await expect.poll(async () => (await specOf(page)).data.generator).not.toBe(before);
    await expect(thumbs.nth(i)).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('#data .thumb[aria-pressed=true]')).toHaveCount(1);
    seen.add((await specOf(page)).data.generator);
    const start = await lanes(page);
    const end = await step(page, 50);
    end.forEach((lane, k) => expect(lane.trainLoss, `${lane.id} on data set ${i}`).toBeLessThan(start[k].trainLoss));
  }
  expect(seen.size).toBe(count);
});

test("Playground's data have a seed of text and noise in per cent", async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  const drawer = await openOptions(page);
  await change(page, drawer, ['Data set', 'tfp-circle', 'data.generator']);
  const hashes = [(await step(page, 5)).map(({ hash }) => hash).join()];
  for (const each of [['Seed as text', '0.59704', 'data.textSeed'], ['Noise (%)', 20, 'data.noise'], ['Initialisation', 'tfp', 'initializer.id']]) {
    await change(page, drawer, each);
    hashes.push((await step(page, 5)).map(({ hash }) => hash).join());
  }
  expect(new Set(hashes).size).toBe(hashes.length);
  await change(page, drawer, ['Data set', 'moons', 'data.generator']);
  expect((await specOf(page)).data.textSeed).toBe(undefined);
});

test('noise moves nothing but noise', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  const slider = page.locator('#data input[type=range]');
  const before = await specOf(page);
  const start = await hashes(page);
  await slider.focus();
  for (let i = 0; i < 3; ++i) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await specOf(page)).data.noise).toBeCloseTo(0.05, 6);
  await expect(page.locator('#data output')).toHaveText('0.05');
  expect(await specOf(page)).toEqual({ ...before, data: { ...before.data, noise: (await specOf(page)).data.noise } });
  // The lanes start from the same parameters, and train on other points.
  await expect.poll(async () => (await lanes(page))[0].step).toBe(0);
  await expect.poll(() => hashes(page)).toEqual(start);
});

test('lanes are chosen by family, one by one, copied, named, changed and removed', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'words, roles and settings: the same in every browser');
  await open(page, quiet);
  await page.locator('#sentence .chip').first().click();
  const drawer = page.locator('#drawers aside:visible');
  const ids = async () => (await lanes(page)).map(({ id }) => id);
  const given = async () => (await specOf(page)).lanes;
  await drawer.getByRole('checkbox', { name: 'Waves' }).check();
  await expect.poll(ids).toContain('cosine');
  await drawer.getByRole('checkbox', { name: 'Waves' }).uncheck();
  await expect.poll(ids).not.toContain('sine');
  expect(await ids()).not.toContain('gaussian');
  expect(await ids()).toHaveLength(14);
  await drawer.getByRole('checkbox', { name: 'Mish' }).check();
  await expect.poll(ids).toContain('mish');
  for (const family of [/^S-shaped/, /^Hinged/, /^Smooth/, /^Baselines/]) {
    const box = drawer.getByRole('checkbox', { name: family });
    await box.check();
    await box.uncheck();
  }
  await expect.poll(ids).toEqual(['swish', 'gelu', 'mish']);
  await drawer.getByRole('button', { name: 'Copy Swish' }).click();
  await expect.poll(ids).toEqual(['swish', 'swish', 'gelu', 'mish']);
  const second = drawer.locator('.lane-list > li').nth(1);
  await set(second.getByRole('spinbutton', { name: /^β/ }), 2);
  await expect.poll(async () => (await given())[1].parameters?.beta).toEqual(expect.objectContaining({ value: 2 }));
  await second.getByRole('combobox', { name: /fixed or learned/ }).selectOption('unit');
  await expect.poll(async () => (await given())[1].parameters.beta).toEqual({ value: 2, learned: 'unit' });
  await second.getByRole('combobox', { name: 'Change one more' }).selectOption('outer');
  await set(second.getByRole('spinbutton', { name: 'a·f(b·z)+c: a' }), -2);
  await expect.poll(async () => (await given())[1].parameters).toEqual({ beta: { value: 2, learned: 'unit' }, outer: -2 });
  await second.getByRole('button', { name: 'Remove a·f(b·z)+c: a' }).click();
  await expect.poll(async () => (await given())[1].parameters).toEqual({ beta: { value: 2, learned: 'unit' } });
  await second.getByRole('combobox', { name: 'Change one more…' }).selectOption('optimizer.rate');
  await expect.poll(async () => (await given())[1].set).toEqual({ 'optimizer.rate': 0.01 });
  await set(second.getByRole('spinbutton', { name: 'Learning rate' }), 0.1);
  await expect.poll(async () => (await given())[1].set).toEqual({ 'optimizer.rate': 0.1 });
  await set(second.getByRole('textbox', { name: /^Name of/ }), 'my swish');
  await expect.poll(async () => (await lanes(page))[1].name).toBe('my swish (rate 0.1)');
  await expect(tile(page, 1).locator('.tile-name')).toHaveText('my swish');
  const [plain, mine] = await step(page, 10);
  expect(mine.hash).not.toBe(plain.hash);
  expect(mine.trainLoss).not.toBe(plain.trainLoss);
  await drawer.getByRole('button', { name: 'Remove GELU' }).click();
  await expect.poll(ids).toEqual(['swish', 'swish', 'mish']);
  await drawer.getByRole('button', { name: /^All \d/ }).click();
  await expect.poll(async () => (await ids()).length).toBe(rowCount);
  await drawer.getByRole('button', { name: 'The default 16' }).click();
  await expect.poll(async () => (await ids()).length).toBe(16);
});

test('what is being typed in the list of lanes stays when the list is drawn anew', async ({ page }) => {
  await open(page, quiet);
  await load(page, small);
  await page.locator('#sentence .chip').first().click();
  const drawer = page.locator('#drawers aside:visible');
  const name = drawer.locator('.lane-list > li').nth(1).getByRole('textbox', { name: /^Name of/ });
  await name.pressSequentially('my ');
  await page.evaluate(() => window.nonlin.load({ ...window.nonlin.spec(), seed: 8 }));
  await expect.poll(async () => (await specOf(page)).seed).toBe(8);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.keyboard.type('leak');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await lanes(page))[1].name).toBe('my leak');
  await expect(name).toHaveValue('my leak');
});

test('paces, epochs and seeds of the transport', async ({ page }) => {
  await open(page, quiet);
  await load(page, { ...small, batch: { size: 32 } });
  const where = page.locator('#transport .where');
  await expect(where).toContainText('epoch 0');
  await button(page, '#transport', 'Epoch').click();
  await expect.poll(async () => (await lanes(page))[0].step).toBe(4);
  await button(page, '#transport', /^step$/i).click();
  await button(page, '#transport', 'Epoch').click();
  await expect.poll(async () => (await lanes(page))[0].step).toBe(8);
  await expect(where).toHaveText('Step 8 / 50, epoch 2');
  for (const pace of ['1', '10', '200', 'fastest', '40']) {
    await page.locator('#transport').getByRole('button', { name: pace, exact: true }).click();
    await expect(page.locator('#transport .segment [aria-pressed=true]')).toHaveText(pace);
    await expect.poll(() => page.evaluate(() => location.hash)).toMatch(pace === '40' ? /^(?!.*pace)/ : new RegExp(`pace=${pace}`));
  }
  const seed = (await specOf(page)).seed;
  await button(page, '#transport', 'New seed').click();
  await expect.poll(async () => (await specOf(page)).seed).not.toBe(seed);
  await expect(page.locator('#transport input')).toHaveValue(String((await specOf(page)).seed));
  // A full batch has no epochs to speak of.
  await load(page, small);
  await expect(button(page, '#transport', 'Epoch')).toBeHidden();
  await step(page, 50);
  await button(page, '#transport', /again/i).click();
  await expect.poll(async () => (await lanes(page))[0].step).toBeLessThan(50);
  await page.evaluate(() => window.nonlin.pause());
});

test('one more unit', async ({ page }) => {
  await open(page, quiet);
  await button(page, '#data', /one unit/i).click();
  await expect.poll(async () => (await specOf(page)).network.layers.length).toBe(1);
  await page.evaluate(() => window.nonlin.pause());
  for (const units of [2, 3]) {
    await button(page, '#data', '+1 unit').click();
    await expect.poll(async () => (await specOf(page)).network.layers[0].units).toBe(units);
    await page.locator('#result').getByRole('button', { name: /skip/i }).click();
    await page.evaluate(() => window.nonlin.pause());
  }
  await button(page, '#data', /as in the notes/i).click();
  await expect.poll(async () => (await specOf(page)).data.parameters.from).toBe(0);
  await page.evaluate(() => window.nonlin.pause());
});
