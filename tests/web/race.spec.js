// The main job in a browser: the race plays, stops and says what happened, and every control does what it says.
import { button, expect, frames, hashes, lanes, open, quick, quiet, rowCount, step, test, trainBehind } from './support/page.js';
import { load } from './support/look.js';

test('a bare address plays once, stops at its budget and says what happened', async ({ page }) => {
  await open(page);
  const start = await lanes(page);
  expect(start).toHaveLength(16);
  await expect(page.locator('#result')).toContainText('300 steps', { timeout: 30_000 });
  const end = await lanes(page);
  for (const [i, lane] of end.entries()) {
    expect(lane.step).toBe(300);
    expect(lane.state).not.toBe('running');
    expect(lane.trainLoss, lane.id).toBeLessThan(start[i].trainLoss);
    expect(lane.hash).not.toBe(start[i].hash);
  }
  const states = (state) => end.filter((lane) => lane.state === state).length;
  expect(states('learned')).toBeGreaterThan(8);
  expect(states('learned') + states('slow') + states('stuck') + states('diverged')).toBe(16);
  await expect(page.locator('#result')).toContainText(`${states('learned')} learned`);
});

test('every map shows its network: another step, other pixels; the same step, the same pixels', async ({ page }) => {
  await open(page, quiet);
  const maps = () => page.evaluate(() => [...document.querySelectorAll('#tiles .tile')].map((tile) => tile.querySelector('canvas').toDataURL()));
  await step(page, 60);
  await frames(page, 30); // the views spread their drawing over a few
  const first = await maps();
  expect(first).toHaveLength(16);
  await step(page, 40);
  await expect.poll(async () => (await maps()).filter((map, i) => map === first[i])).toEqual([]);
  await page.evaluate(() => window.nonlin.load('#v=1'));
  await step(page, 60);
  await expect.poll(maps).toEqual(first);
});

test('play, pause, one step, reset and a new seed', async ({ page }) => {
  await open(page, quiet);
  const transport = page.locator('#transport');
  await button(page, '#transport', /play/i).click();
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(10);
  await button(page, '#transport', /pause/i).click();
  await expect.poll(async () => (await lanes(page))[0].hash).not.toBeNull();
  const { step: at } = (await lanes(page))[0];
  expect((await lanes(page)).every((lane) => lane.step === at)).toBe(true);
  await button(page, '#transport', /^step$/i).click();
  await expect.poll(async () => (await lanes(page))[0].step).toBe(at + 1);
  await expect(transport).toContainText(String(at + 1));
  await button(page, '#transport', /reset/i).click();
  await expect.poll(async () => (await lanes(page))[0].step).toBe(0);
  const before = await hashes(page);
  await transport.getByRole('spinbutton').press('ControlOrMeta+a');
  await transport.getByRole('spinbutton').pressSequentially('77');
  await transport.getByRole('spinbutton').press('Enter');
  await expect.poll(() => page.evaluate(() => window.nonlin.spec().seed)).toBe(77);
  await expect.poll(async () => (await hashes(page))[0]).not.toBe(before[0]);
});

test('keys: space, s, r, ?, and nothing while something is typed', async ({ page }) => {
  await open(page, quiet);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(3);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await lanes(page))[0].hash).not.toBeNull();
  const { step: at } = (await lanes(page))[0];
  await page.keyboard.press('s');
  await expect.poll(async () => (await lanes(page))[0].step).toBe(at + 1);
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await lanes(page))[0].step).toBe(at + 2);
  await page.locator('#transport').getByRole('spinbutton').focus();
  await page.keyboard.press('r');
  await page.locator('#transport').getByRole('spinbutton').blur();
  await page.keyboard.press('s');
  await expect.poll(async () => (await lanes(page))[0].step).toBe(at + 3);
  await page.keyboard.press('r');
  await expect.poll(async () => (await lanes(page))[0].step).toBe(0);
});

test('fastest trains on without a pace, and a pause stands', async ({ page }) => {
  await open(page, quiet);
  await page.evaluate(() => window.nonlin.load({ stop: { steps: 1000000 } }));
  await button(page, '#transport', /fastest/i).click();
  await page.evaluate(() => window.nonlin.play());
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(400);
  const paused = await page.evaluate(async () => {
    await window.nonlin.pause();
    return window.nonlin.lanes()[0].step;
  });
  await frames(page, 30);
  expect((await lanes(page))[0].step).toBe(paused);
});

test('a setting makes another race, and one step back makes the old one again', async ({ page }) => {
  await open(page, quiet);
  await step(page, 20);
  const before = await hashes(page);
  await button(page, '#data', /inputs × 4/i).click();
  await expect(page.locator('#result')).toContainText(/fastest/i);
  expect(await page.evaluate(() => window.nonlin.spec().inputs.scale)).toBe(4);
  await page.locator('#result').getByRole('button', { name: /skip/i }).click();
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(5);
  await button(page, '#transport', /undo/i).click();
  await expect.poll(() => page.evaluate(() => window.nonlin.spec().inputs.scale)).toBe(1);
  await page.evaluate(() => window.nonlin.pause());
  await page.evaluate(() => window.nonlin.load('#v=1'));
  await step(page, 20);
  expect(await hashes(page)).toEqual(before);
});

test('the guess is asked, kept and judged', async ({ page }) => {
  await open(page, quick);
  await button(page, '#data', /weights × 3/i).click();
  await expect(page.locator('#result')).toContainText(/fastest/i);
  await page.locator('#tiles .tile').nth(14).click();
  await expect(page.locator('#result')).toContainText('300 steps', { timeout: 30_000 });
  const sine = (await lanes(page)).find((lane) => lane.id === 'sine');
  expect(sine.state).toBe('learned');
  await expect(page.locator('#result')).toContainText(/guess|sine/i);
});

test('more steps go on where the race stopped', async ({ page }) => {
  await open(page, quick);
  await step(page, 300);
  const before = await lanes(page);
  await button(page, '#data', /300/).click();
  await expect.poll(async () => (await lanes(page))[0].step, { timeout: 20_000 }).toBe(600);
  await expect.poll(async () => (await lanes(page))[0].state).not.toBe('running');
  const after = await lanes(page);
  for (const [i, lane] of before.entries()) if (lane.state === 'learned') expect(after[i].stateStep).toBe(lane.stateStep);
  expect(await page.evaluate(() => window.nonlin.spec().stop.steps)).toBe(600);
});

test('all lanes on request', async ({ page }) => {
  await open(page, quiet);
  await button(page, '#transport', /^All \d/).click();
  await expect.poll(async () => (await lanes(page)).length).toBe(rowCount);
  await step(page, 100);
  const all = await lanes(page);
  const same = (a, b) => Math.abs(all.find((lane) => lane.id === a).trainLoss - all.find((lane) => lane.id === b).trainLoss);
  expect(same('gelu', 'gelu-tanh')).toBeLessThan(0.01);
  await button(page, '#transport', /16/).click();
  await expect.poll(async () => (await lanes(page)).length).toBe(16);
});

const scenes = [
  { buttons: [/six layers/i], lanes: 16, learned: ['relu', 'gelu', 'swish', 'tanh'], stuck: ['sigmoid', 'hard-sigmoid', 'identity', 'step'] },
  { buttons: [/six layers/i, /repaired/i], lanes: 6, learned: ['sigmoid (batch norm)', 'sigmoid (weights × 4)', 'sigmoid (4·f(z) − 2)', 'tanh', 'relu'], stuck: ['sigmoid'] },
  { buttons: [/one unit/i], lanes: 16, learned: ['sine'], stuck: ['identity', 'step', 'relu'] },
  { buttons: [/one unit/i, /notes/i], lanes: 16, learned: ['sigmoid', 'tanh', 'sine'], stuck: ['identity', 'relu'] },
];

for (const { buttons, lanes: count, learned, stuck } of scenes) {
  test(`scene ${buttons.join(', ')} plays and ends as it should`, async ({ page }) => {
    await open(page, quiet);
    for (const name of buttons) await button(page, '#data', name).first().click();
    await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(0);
    await expect.poll(async () => (await lanes(page)).length).toBe(count);
    await step(page, 100_000);
    const all = await lanes(page);
    const stateOf = (name) => all.find((lane) => lane.id === name || lane.name.toLowerCase() === name).state;
    for (const name of learned) expect(stateOf(name), name).toBe('learned');
    for (const name of stuck) expect(stateOf(name), name).toBe('stuck');
  });
}

test('twenty seeds come in behind the visible one', async ({ page }) => {
  await open(page, quiet);
  await trainBehind(page);
  await page.evaluate(() => window.nonlin.load({ stop: { steps: 30 }, lanes: [{ activation: 'tanh' }, { activation: 'relu' }] }));
  await page.getByRole('tab', { name: /luck/i }).click();
  const rows = page.locator('#panel-seeds .seed-plot canvas');
  await expect(rows).toHaveAttribute('aria-label', /ReLU[^;]*20/, { timeout: 20_000 });
});

test('a worker that dies is replaced, the end is the same, and the page says so', async ({ page }) => {
  await page.addInitScript(() => {
    const Real = window.Worker;
    window.started = [];
    window.Worker = class extends Real {
      constructor(...given) {
        super(...given);
        window.started.push(this);
      }
    };
  });
  await open(page, quiet);
  await step(page, 100);
  const undisturbed = await hashes(page);
  await page.evaluate(() => window.nonlin.load('#v=1'));
  await step(page, 40);
  await page.evaluate(() => window.started[0].terminate());
  await step(page, 60);
  await expect(page.locator('#notice')).toContainText(/restarted|started again/i);
  expect(await hashes(page)).toEqual(undisturbed);
});

test('one worker and seven come to the same end, with the same certificate', async ({ page, context }) => {
  const small = { network: { layers: [{ units: 8 }, { units: 8 }] }, stop: { steps: 150 } };
  await open(page, quiet);
  await load(page, small);
  await step(page, 150);
  const other = await context.newPage();
  await other.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 8 }));
  await open(other, quiet);
  await load(other, small);
  // In parts, so that lanes are dealt anew on the way.
  for (const part of [40, 50, 60]) await step(other, part);
  expect(await hashes(other)).toEqual(await hashes(page));
  expect((await lanes(other)).map(({ state, stateStep }) => [state, stateStep])).toEqual((await lanes(page)).map(({ state, stateStep }) => [state, stateStep]));
  await other.close();
});

test('a tab nobody sees goes on, and comes back with a picture', async ({ page }) => {
  await open(page, quick);
  const show = (hidden) => page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await page.evaluate(() => window.nonlin.play());
  await show(true);
  const shown = await page.locator('#transport').textContent();
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(40);
  expect(await page.locator('#transport').textContent()).toBe(shown);
  await show(false);
  await expect.poll(() => page.locator('#transport').textContent()).not.toBe(shown);
  await expect(page.locator('#result')).toContainText('300 steps', { timeout: 20_000 });
});

test('with reduced motion the finish is shown and nothing plays', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'a stock Firefox takes this preference at its start only');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    window.played = [];
    const look = (changes) => window.played.push(...changes.map(({ target }) => target.getAttribute('data-playing')));
    new MutationObserver(look).observe(document, { subtree: true, attributeFilter: ['data-playing'] });
  });
  await open(page);
  await expect(page.locator('#result')).toContainText('300 steps', { timeout: 20_000 });
  expect(await page.evaluate(() => window.played)).toEqual([]);
  await button(page, '#transport', 'Again').click();
  await expect.poll(() => page.evaluate(() => window.played)).toContain(''); // the attribute of a page that plays
});
