// Every lane trains: all activations on tasks that any of them can learn something of, and what the page tells of them.
import { expect, lanes, open, quiet, rowCount, step, test } from './support/page.js';
import { load } from './support/look.js';

const layers = { layers: [{ units: 8 }, { units: 8 }] };
// The last layer learns whatever the activation, so no lane is exempt, not even step, whose slope is 0.
const tasks = {
  'blobs by momentum, in batches': { data: { generator: 'blobs', trainShare: 0.7 }, network: layers, optimizer: { id: 'momentum', rate: 0.02 }, batch: { size: 32 }, stop: { steps: 200 } },
  'a plane by Adam': { data: { generator: 'plane' }, network: layers, optimizer: { id: 'adam', rate: 0.01 }, stop: { steps: 200, target: { score: 0.5 } } },
  'three blobs by SGD': { data: { generator: 'blobs', parameters: { classes: 3 } }, network: layers, optimizer: { id: 'sgd', rate: 0.1 }, stop: { steps: 200 } },
};

test('each lane trains, improves and ends better than guessing', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'words, roles and settings: the same in every browser');
  await open(page, quiet);
  for (const [name, task] of Object.entries(tasks)) {
    await load(page, task);
    await page.locator('#transport').getByRole('button', { name: /^All \d/ }).click();
    await expect.poll(async () => (await lanes(page)).length, name).toBe(rowCount);
    const start = await lanes(page);
    const middle = await step(page, task.stop.steps / 2);
    const end = await step(page, task.stop.steps / 2);
    expect(new Set(end.map(({ id }) => id)).size).toBe(rowCount);
    const plane = task.data.generator === 'plane';
    const guess = plane ? Infinity : Math.log(task.data.parameters?.classes ?? 2);
    for (const [i, lane] of end.entries()) {
      const label = `${lane.id}: ${name}`;
      expect(lane.step, label).toBe(task.stop.steps);
      expect(middle[i].trainLoss, label).toBeLessThan(start[i].trainLoss);
      expect(lane.trainLoss, label).toBeLessThan(start[i].trainLoss);
      expect(lane.trainLoss, label).toBeLessThan(guess);
      expect(lane.accuracy, label).toBeGreaterThan(plane ? 0.25 : 0.6);
      expect(new Set([start[i].hash, middle[i].hash, lane.hash]).size, label).toBe(3);
      expect(Number.isFinite(lane.testLoss), label).toBe(task.data.trainShare !== undefined);
    }
    // What the tiles say is what the lanes are.
    const score = (x) => (plane ? `R² ${(Math.floor(100 * x) / 100).toFixed(2)}` : `${x === 1 ? 100 : Math.min(99, Math.round(100 * x))} %`);
    const told = () => page.locator('#tiles .tile').evaluateAll((tiles) => tiles.map((each) => [Number(each.dataset.lane), each.dataset.state, each.querySelector('.tile-score').textContent.replace(/\s/g, ' ')]).sort((x, y) => x[0] - y[0]));
    await expect.poll(told, name).toEqual(end.map((lane, i) => [i, lane.state, score(lane.accuracy)]));
    await page.locator('#transport').getByRole('button', { name: /16/ }).click();
    await expect.poll(async () => (await lanes(page)).length).toBe(16);
  }
});

test('the opening ends as a typical seed does, and the result says so, in both languages', async ({ page }) => {
  await open(page, quiet);
  await step(page, 300);
  const end = await lanes(page);
  const of = (state) => end.filter((lane) => lane.state === state);
  const sentence = page.locator('#result .result-text');
  const count = (text, words) => Number(new RegExp(`(\\d+) ?${words}`).exec(text)?.[1] ?? 0);
  await expect(sentence).toContainText('300 steps: ');
  const english = await sentence.textContent();
  for (const state of ['learned', 'slow', 'stuck', 'diverged']) expect(count(english, state), state).toBe(of(state).length);
  for (const lane of of('slow').length <= 2 ? of('slow') : []) expect(english).toContain(lane.name);
  await page.locator('#top').getByRole('button', { name: '中文' }).click();
  await expect(sentence).toContainText('300');
  const chinese = await sentence.textContent();
  expect(chinese).not.toBe(english);
  for (const state of ['learned', 'slow', 'stuck', 'diverged']) if (of(state).length) expect(chinese, state).toContain(String(of(state).length));
  // The sentence knows stuck only so far, until more steps have been tried.
  expect(english).toContain('so far');

  // The seed is a typical one: these end in the state in which most seeds end.
  const states = Object.fromEntries(end.map((lane) => [lane.id, lane.state]));
  for (const id of ['maxout', 'gelu', 'swish', 'relu', 'leaky-relu', 'prelu', 'elu', 'gaussian', 'tanh']) expect(states[id], id).toBe('learned');
  for (const id of ['identity', 'hard-sigmoid', 'step']) expect(states[id], id).toBe('stuck');
  expect(['slow', 'stuck']).toContain(states['hard-tanh']);
  expect(states.sigmoid).toBe('slow');
  // A straight line is what identity and hard-sigmoid have in common here.
  const loss = Object.fromEntries(end.map((lane) => [lane.id, lane.trainLoss]));
  expect(Math.abs(loss.identity - loss['hard-sigmoid'])).toBeLessThan(0.005);
});
