// What can go wrong does, and the page says so and goes on.
import { deflateRawSync } from 'node:zlib';
import { button, expect, lanes, open, quiet, step, test } from './support/page.js';
import { load } from './support/look.js';
import { chance, mutated } from './support/mutate.mjs';

const packed = (text) => `#v=1&s=${deflateRawSync(Buffer.from(text)).toString('base64url')}`;
const hack = '<img src=x onerror="window.hacked = true"><script>window.hacked = true</script>';
const small = { network: { layers: [{ units: 3 }] }, stop: { steps: 20 }, lanes: [{ activation: 'relu' }, { activation: 'tanh' }] };

/** The page can be used: it takes an experiment, trains it, draws it, opens and closes what it has. */
async function usable(page) {
  await load(page, small);
  const [lane] = await step(page, 3);
  expect(lane).toMatchObject({ id: 'relu', step: 3, state: 'running' });
  await expect(page.locator('#tiles .tile')).toHaveCount(2);
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
}

/** Links that mean harm, and what is said of them; null: they are taken. */
const hostile = {
  'markup for a name': [packed(JSON.stringify({ ...small, lanes: [{ name: '<img src=x onerror=a()>', activation: 'relu' }] })), null],
  'markup for a value': [packed(JSON.stringify({ ...small, head: hack })), /head: /],
  'a key of every object': [packed('{"__proto__": {"polluted": true}, "seed": 1}'), /__proto__/],
  'a lane of ten thousand': [packed(JSON.stringify({ lanes: Array.from({ length: 10_000 }, () => ({ activation: 'relu' })) })), /10000 lanes is outside/],
  'a network of a hundred layers': [packed(JSON.stringify({ network: { layers: Array.from({ length: 100 }, () => ({ units: 256 })) } })), /100 layers is outside/],
  'more memory than there is': [packed(JSON.stringify({ data: { count: 20_000 }, network: { layers: Array.from({ length: 16 }, () => ({ units: 256, activation: 'maxout', pieces: 8 })) } })), /MB|thousand million/],
  'deeper than a stack': [packed(`{"start": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`), /./],
  'as long as may be': [`#v=1&s=${'A'.repeat(199_000)}`, /cannot be unpacked/],
  'too long': [`#v=1&s=${'A'.repeat(300_000)}`, /too long/],
  'a bomb': [`#v=1&s=${deflateRawSync(Buffer.alloc(50_000_000, 32)).toString('base64url')}`, /too long/],
  'percent signs': ['#v=1&panel=%E0%A4%A', /panel/],
  'a Playground link of nonsense': [`#activation=${encodeURIComponent(hack)}&learningRate=1e999&networkShape=${'9,'.repeat(9999)}`, /allowed: /],
};

test('links that mean harm are taken or refused in words, run nothing, and leave a page that works', async ({ page }) => {
  await open(page, quiet);
  for (const [name, [hash, words]] of Object.entries(hostile)) {
    // As typed into the address, not as called.
    await page.evaluate((given) => (location.hash = given), hash);
    if (words) await expect(page.locator('#notice'), name).toContainText(words);
    else await expect(page.locator('#tiles .tile-name'), name).toHaveText(['<img src=x onerror=a()>']);
    await usable(page);
    await expect(page.locator('#notice'), name).toBeHidden();
  }
  expect(await page.evaluate(() => ({}).polluted)).toBeUndefined();
});

test('changed experiments are drawn and trained, or refused', async ({ page }) => {
  await open(page, quiet);
  const random = chance(3);
  const words = ['relu', 'tanh', 'maxout', 'moons', 'blobs', 'sine', 'venn', 'tfp-xor', 'adam', 'sgd', 'mse', 'softmax', 'identity', 'batch', 'zeros'];
  const base = { ...small, data: { generator: 'moons', count: 60, noise: 0.1, trainShare: 0.7 }, inputs: { features: ['x', 'y'], scale: 1 }, optimizer: { id: 'momentum', rate: 0.1 }, batch: { size: 16 },
    sweep: [{ path: 'optimizer.rate', values: [0.1, 1000] }], changes: [{ step: 5, set: { 'data.noise': 0.2 } }] };
  let taken = 0;
  for (let round = 0; round < 60; ++round) {
    const spec = JSON.parse(JSON.stringify(mutated(base, random, words), (_, x) => (typeof x === 'bigint' ? 1 : x)) ?? 'null');
    taken += await page.evaluate((given) => window.nonlin.load(given).then(() => 1, () => 0), spec);
    await step(page, 8);
    const all = await lanes(page);
    expect(all.length).toBeGreaterThan(0);
    for (const lane of all) expect(lane.state).toMatch(/^(running|learned|slow|stuck|diverged|stopped)$/);
  }
  expect(taken).toBeGreaterThan(25);
  expect(taken).toBeLessThan(58);
  await usable(page);
});

for (const [kind, block] of [
  ['full', () => (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); })],
  ['blocked', () => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('blocked', 'SecurityError'); } })],
]) {
  test(`storage ${kind}: the page says so once, and the choice holds`, async ({ page }) => {
    await page.addInitScript(block);
    await open(page, quiet);
    await button(page, '#top', '中文').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    await expect(page.locator('#notice')).toContainText('关上页面');
    await page.locator('#notice').getByRole('button', { name: '知道了' }).click();
    await button(page, '#top', 'English').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.locator('#notice')).toBeHidden();
    await usable(page);
  });
}

test('workers that die at every race: the page says so, and the first race that lives is run', async ({ page }) => {
  await page.addInitScript(() => {
    const Real = window.Worker;
    window.Worker = class extends Real {
      postMessage(message, ...rest) {
        if (!window.sick || message.method !== 'configure') return super.postMessage(message, ...rest);
        this.terminate();
        this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }));
      }
    };
  });
  await open(page, quiet);
  await page.evaluate(() => (window.sick = true));
  await button(page, '#transport', 'New seed').click();
  await expect(page.locator('#notice')).toContainText('The engine reports: out of memory');
  await page.evaluate(() => (window.sick = false));
  await button(page, '#transport', 'Reset').click();
  await expect.poll(async () => (await lanes(page))[0].hash).not.toBeNull();
  expect((await step(page, 5))[0].step).toBe(5);
  await usable(page);
});

test('a tab nobody sees for an hour: the race neither rushes afterwards nor takes its workers for dead', async ({ page }) => {
  await page.clock.install();
  await open(page, quiet);
  await load(page, { ...small, stop: { steps: 1_000_000 } });
  const show = (hidden) => page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await page.evaluate(() => window.nonlin.play());
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(0);
  await show(true);
  await page.clock.fastForward('01:00:00');
  await show(false);
  const at = (await lanes(page))[0].step;
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(at);
  // An hour at this pace were 144,000 steps.
  expect((await lanes(page))[0].step).toBeLessThan(20_000);
  await expect(page.locator('#notice')).toBeHidden();
  await usable(page);
});

test('lanes that diverge one after the other, again and again: told on their tiles and in the result, by no notice', async ({ page }) => {
  await open(page, quiet);
  const rates = [0.3, 4, 6, 8, 12, 20, 50, 1000];
  for (const seed of [7, 8, 9]) {
    await load(page, {
      seed, data: { generator: 'plane' }, network: { layers: [{ units: 8 }] }, optimizer: { id: 'sgd' }, stop: { steps: 200 },
      lanes: rates.map((rate) => ({ activation: 'bent-identity', set: { 'optimizer.rate': rate } })),
    });
    const all = await step(page, 200);
    const diverged = all.filter((lane) => lane.state === 'diverged');
    expect(diverged.length).toBeGreaterThan(4);
    expect(new Set(diverged.map((lane) => lane.stateStep)).size, 'at different steps').toBeGreaterThan(2);
    for (const lane of diverged) expect(lane.step).toBe(lane.stateStep - 1);
    expect(all[0]).toMatchObject({ step: 200 });
    expect(all[0].state).not.toBe('diverged');
    await expect(page.locator('#tiles .tile[data-state=diverged]')).toHaveCount(diverged.length);
    await expect(page.locator('#result')).toContainText(`${diverged.length} diverged`);
    await expect(page.locator('#notice')).toBeHidden();
  }
  // A slope learned beyond all bounds, on the way to divergence, holds nobody up.
  await load(page, {
    seed: 4, data: { generator: 'moons' }, network: { layers: [{ units: 5 }, { units: 5 }] }, optimizer: { id: 'sgd', rate: 3 }, stop: { steps: 400 },
    lanes: [{ activation: 'relu' }, { activation: 'prelu' }],
  });
  await button(page, '#transport', 'fastest').click();
  await page.evaluate(() => window.nonlin.play());
  await expect(page.locator('#result')).toContainText('400 steps');
  expect((await lanes(page)).map((lane) => lane.state)).toEqual(['learned', 'diverged']);
  await expect(page.locator('#notice')).toBeHidden();
});
