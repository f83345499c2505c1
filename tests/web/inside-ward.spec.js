// Inside: how the units stand and how they came to, one step in slow motion, and why a lane diverged.
import { findings } from './support/axe.js';
import { expect, lanes, open, step, test, trainBehind } from './support/page.js';
import { load, specOf } from './support/look.js';
import { loadEngine } from './support/engine.mjs';

/** Plain descent so fast that units fall asleep, die and come back. */
const restless = {
  seed: 3, data: { count: 60 }, network: { layers: [{ units: 8 }, { units: 8 }] }, optimizer: { id: 'sgd', rate: 4 }, stop: { steps: 60 },
  lanes: [{ activation: 'relu' }, { activation: 'sigmoid' }],
};
const states = ['alive', 'asleep', 'saturated', 'dead'];

/** A function of question, options and step: what an engine beside the page says of lane 0. */
async function beside(spec) {
  const { engine } = await loadEngine('wasm');
  let at = Infinity;
  return (to, question, options = null) => {
    if (to < at) engine.configure(spec, [[0, 0]], 1_000_000);
    at = to;
    while (!engine.advance(to, 1000));
    return engine.inspect(0, [[question, options]])[0];
  };
}

async function lookAt(page, panels, spec, steps) {
  await open(page, `/#v=1&lang=en&inside=0&panels=${panels}`);
  await load(page, spec);
  await step(page, steps);
}

test('unit states: every unit as it stands, when it fell, by what, and when it came back', async ({ page }) => {
  await lookAt(page, 'units,autopsy', restless, 60);
  const panel = page.locator('.panel-units');
  const ask = await beside(restless);
  const now = ask(60, 'states').layers;
  const cells = panel.locator('.ward-cells button');
  await expect(panel.locator('.ward > p').first()).toContainText('Step 60');
  await expect(cells).toHaveCount(16);
  const labels = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label')));
  expect(labels).toEqual(now.flatMap(({ state }, l) => Array.from(state, (s, u) => `Layer ${l + 1}, unit ${u + 1}, ${states[s]}`)));
  const marks = await cells.allTextContents();
  expect(marks.map((mark) => '●○◐✕'.indexOf(mark))).toEqual(now.flatMap(({ state }) => [...state]));

  // Every unit's story, by looking at every step.
  const past = Array.from({ length: 61 }, (_, at) => ask(at, 'states').layers.flatMap(({ state }) => [...state]));
  const down = (state) => state === 1 || state === 3;
  const falls = (u) => past.flatMap((all, at) => (at > 0 && down(all[u]) && !down(past[at - 1][u]) ? [at] : []));
  const units = [...Array(16).keys()];
  const fallen = units.filter((u) => falls(u).length > 0);
  expect(fallen.length).toBeGreaterThan(2);
  const back = fallen.find((u) => !down(past[60][u]));
  const said = panel.locator('.ward-said');
  for (const u of [fallen[0], back, units.find((each) => !fallen.includes(each))]) {
    await cells.nth(u).focus();
    const [last] = falls(u).slice(-1);
    if (last === undefined) await expect(said).toContainText(down(past[0][u]) ? 'asleep from the start' : 'never fallen asleep');
    else await expect(said).toContainText(new RegExp(`(Fell asleep|Died) at step ${last}: gradient [\\d.×⁻⁰-⁹]+.*update`));
    if (u === back) await expect(said).toContainText(`Came back at step ${past.findIndex((all, at) => at > last && !down(all[u]))}.`);
  }
  // The arrows move, down to the unit below; the strip tells the same as the words.
  await cells.nth(fallen[0]).focus();
  await page.keyboard.press('ArrowDown');
  await expect(cells.nth(fallen[0] + 8)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(cells.nth(fallen[0])).toBeFocused();
  await expect(panel.locator('.ward-strip')).toHaveAttribute('aria-label', /^steps 0 to \d+ (alive|asleep|saturated|dead)/);
  expect(await findings(page, '.panel-units')).toEqual([]);
});

test('one step: its numbers are those of the step the race then takes; arrow keys walk through it', async ({ page }) => {
  await lookAt(page, 'step,units', restless, 5);
  const panel = page.locator('.panel-step');
  const lines = panel.locator('.step-lines p');
  const button = (name) => panel.getByRole('button', { name, exact: true });
  await expect(lines.first()).toContainText('z = ');
  const lit = () => panel.locator('.step-net .lit').first().evaluate((node) => Number(node.getAttribute('cx')));
  const first = await lit();
  await button('Forward').focus();
  for (const [stage, said] of [['Forward', 'z = '], ['Forward', 'z = '], ['Loss', 'Loss of this sample'], ['Backward', 'δ = ∂L/∂z'], ['Backward', '∂L/∂a'], ['Backward', '∂L/∂a'], ['Update', 'Δw₁']]) {
    await page.keyboard.press('ArrowRight');
    await expect(button(stage)).toHaveAttribute('aria-pressed', 'true');
    await expect(panel.locator('.step-lines')).toContainText(said);
  }
  expect(await lit()).toBeCloseTo(first, 0);
  const [, before, after] = (await lines.last().textContent()).match(/: ([\d.]+) → ([\d.]+)$/).map(Number);
  expect(before).toBeCloseTo((await lanes(page))[0].trainLoss, 3);
  const ask = await beside(restless);
  const [w] = ask(6, 'network').layers[0].W;
  await expect(panel.locator('.step-lines')).toContainText(`= ${String(Number(w.toPrecision(7))).replace('-', '−')}`);
  await button('Take this step').click();
  await expect.poll(async () => (await lanes(page))[0].step).toBe(6);
  expect((await lanes(page))[0].trainLoss).toBeCloseTo(after, 3);
  // One sample alone, and the unit pointed at in the other panel.
  await button('One sample alone').click();
  await expect(panel.locator('figure > .hint').first()).toContainText('sample 1 alone');
  await page.locator('.panel-units .ward-cells button').nth(10).focus();
  await expect(panel.getByRole('combobox', { name: 'Unit' })).toHaveValue('2');
  expect(await findings(page, '.panel-step')).toEqual([]);
});

test('divergence report of a lane that is well: one tap makes lanes diverge, and leads to them', async ({ page }) => {
  await lookAt(page, 'autopsy,curve', { lanes: [{ activation: 'tanh' }, { activation: 'relu' }], stop: { steps: 60 } }, 1);
  const panel = page.locator('.panel-autopsy');
  await panel.getByRole('button', { name: 'Make lanes diverge' }).click();
  const found = panel.getByRole('button', { name: 'ReLU' });
  await found.click();
  await expect(panel.locator('.crash-said')).toContainText('no longer finite');
  // However large its numbers were in the end, the other panels show them.
  await expect(page.locator('.panel-curve figure > p')).toContainText('flat part');
  await expect(page.locator('.panel-curve svg')).toBeVisible();
});

test('divergence report: the step and the layer, the steps before, and a rate that survives', async ({ page }) => {
  const fast = { data: { count: 60 }, network: { layers: [{ units: 8 }, { units: 8 }] }, optimizer: { id: 'sgd', rate: 100 }, batch: { size: 8 }, stop: { steps: 100 }, lanes: [{ activation: 'relu' }, { activation: 'tanh' }] };
  await lookAt(page, 'autopsy,units', fast, 100);
  const panel = page.locator('.panel-autopsy');
  const said = panel.locator('.crash-said');
  const died = (await page.evaluate(() => window.nonlin.lanes()))[0];
  expect(died.state).toBe('diverged');
  await expect(said).toContainText(`At step ${died.stateStep} `);
  const ask = await beside(fast);
  const answer = ask(died.stateStep - 1, 'autopsy');
  expect(answer.step).toBe(died.stateStep);
  const { part, layer } = answer.overflows[0];
  await expect(said).toContainText({ z: 'z of', a: 'a of', loss: 'the loss', delta: 'backward signal', gradient: 'gradient of', moment: 'moment of', parameter: 'updated' }[part]);
  if (part !== 'loss') await expect(said).toContainText(layer === 2 ? 'the output layer' : `layer ${layer + 1}`);
  // The replay, by keyboard: the bars are those of the step.
  const slider = panel.getByRole('slider', { name: 'Replay' });
  const count = Number(await slider.getAttribute('max')) + 1;
  expect(count).toBe(answer.step - answer.first + 1);
  await slider.focus();
  await page.keyboard.press('Home');
  const each = answer.numbers.length / count;
  const shown = (x) => (x >= 0.001 && x < 1000 ? String(Number(x.toPrecision(2))) : x.toExponential(1).split('e')[0]);
  await expect(panel.locator('.crash-picture')).toHaveAttribute('aria-label', new RegExp(`step ${answer.first}; layer 1 ${shown(answer.numbers[1])}[^;]*, the output layer ${shown(answer.numbers[each - 4])}`));
  expect(await findings(page, '.panel-autopsy')).toEqual([]);

  await trainBehind(page);
  await panel.getByRole('button', { name: 'Find a rate that survives' }).click();
  const use = panel.getByRole('button', { name: /^Use / });
  await use.waitFor();
  const rate = Number((await use.textContent()).replace('Use ', ''));
  expect(Math.log2(100 / rate) % 1).toBe(0);
  await use.click();
  await expect.poll(async () => (await specOf(page)).lanes[0].set?.['optimizer.rate']).toBe(rate);
  await expect(said).toContainText('has not diverged');
  await step(page, 100);
  expect((await lanes(page))[0].state).not.toBe('diverged');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(async () => (await specOf(page)).lanes[0].set?.['optimizer.rate']).toBe(undefined);
});
