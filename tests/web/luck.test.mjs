// The runs behind the race, with the real engine in threads: seeds and their verdict, maps, rates, equal parameters.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Background, Dropped, TooLong } from '../../web/race/background.js';
import { Seeds } from '../../web/race/seeds.js';
import { Log } from '../../web/log.js';
import { laneName, nameLanes } from '../../web/race/lanes.js';
import { PhaseMap } from '../../web/race/phase-map.js';
import { bestRates, editsFor, equalParameters, survivingRate } from '../../web/race/sweeps.js';
import { editSpec } from '../../web/spec-edit.js';
import { createTranslator } from '../../web/text.js';
import { catalogue, complete, desk } from './support/desk.mjs';
import { createPlatform, until } from './support/platform.mjs';

const { states } = catalogue;
const small = { seed: 0, network: { layers: [{ units: 6 }] }, lanes: [{ activation: 'tanh' }, { activation: 'relu' }, { activation: 'identity' }] };

/** Runs `body` with a queue on two workers. */
async function withBackground(body, { allowed = 2, mostJobMs } = {}) {
  const background = new Background(createPlatform(), mostJobMs);
  background.allow(allowed);
  try {
    await body(background);
  } finally {
    background.close();
  }
}

const seedsOn = (background, onResult = () => {}) =>
  new Seeds(background, { states, onResult, compare: (steps, lanes) => desk.call('compareRuns', steps, lanes) });

/** One run by itself: how it ended, and its losses by step. */
async function alone(spec, lane = 0, seed = 0, every = 5) {
  await desk.call('configure', spec, [[lane, seed]], every);
  while (!(await desk.call('run', { to: spec.stop.steps, budgetMs: 1000, frame: null })).arrived);
  const frame = await desk.call('frame', {});
  return { state: states[frame.state[0]], stateStep: frame.stateStep[0], trainLoss: frame.trainLoss[0], records: frame.records };
}

test('twenty seeds come in, the first of them the visible one', async () => {
  const spec = await complete({ ...small, stop: { steps: 60 } });
  await withBackground(async (background) => {
    const seeds = seedsOn(background);
    seeds.start(spec);
    await until(() => seeds.done === 20);
    assert.equal(seeds.total, 20);
    for (const [lane, results] of seeds.results.entries()) {
      assert.deepEqual(results.map(({ seed }) => seed), seeds.results[0].map(({ seed }) => seed));
      assert.deepEqual([...results.map(({ seed }) => seed)].sort((a, b) => a - b), Array.from({ length: 20 }, (_, i) => i));
      for (const wanted of [0, 13]) {
        const { state, stateStep, loss } = results.find(({ seed }) => seed === wanted);
        const { records, ...single } = await alone(spec, lane, wanted);
        assert.deepEqual([state, stateStep], [single.state, single.stateStep]);
        assert.deepEqual([...loss], [...records.trainLoss].filter((_, i) => records.step[i] % 5 === 0));
      }
    }
  });
});

test('seeds wait while they are not allowed, and a new experiment drops the old', async () => {
  const old = await complete({ ...small, stop: { steps: 20000 } });
  const spec = await complete({ ...small, stop: { steps: 40 }, lanes: [{ activation: 'elu' }] });
  await withBackground(async (background) => {
    const seeds = seedsOn(background);
    seeds.start(old);
    await complete(small); // time for a worker that should not be there
    assert.equal(seeds.done, 0);
    background.allow(1);
    seeds.start(spec);
    assert.equal(seeds.isOf(structuredClone(spec)), true);
    assert.equal(seeds.isOf(old), false);
    await until(() => seeds.done === 20);
    assert.equal(seeds.results.length, 1);
  }, { allowed: 0 });
});

test('seeds that would take for ever are given up', async () => {
  const spec = await complete({ ...small, stop: { steps: 10000000 } });
  await withBackground(async (background) => {
    const seeds = seedsOn(background, () => assert.fail('a seed came in'));
    seeds.start(spec);
    assert.equal(seeds.total, 20);
    await until(() => seeds.total === 0);
    await assert.rejects(background.run({ spec, runs: [[0, 0]] }), TooLong);
  }, { mostJobMs: 200 });
});

test('more seeds are added to those there are', async () => {
  const spec = await complete({ ...small, stop: { steps: 30 } });
  await withBackground(async (background) => {
    const seeds = seedsOn(background);
    seeds.start(spec);
    await until(() => seeds.done === 20);
    const first = seeds.results[0].slice();
    assert.equal(seeds.raise(10), false);
    assert.equal(seeds.raise(40), true);
    await until(() => seeds.comparison?.seeds === 40);
    assert.deepEqual(seeds.results[0].slice(0, 20), first);
    assert.equal(new Set(seeds.results[0].map(({ seed }) => seed)).size, 40);
  });
});

/** The two-sided p of the signed-rank test, every way of flipping the signs of a few differences counted. */
function counted(differences) {
  const kept = differences.filter((x) => x !== 0);
  const sizes = kept.map(Math.abs);
  const ranks = sizes.map((own) => sizes.filter((x) => x < own).length + (sizes.filter((x) => x === own).length + 1) / 2);
  const apart = (signs) => Math.abs(ranks.reduce((sum, rank, i) => sum + (signs(i) ? rank : -rank), 0));
  const seen = apart((i) => kept[i] > 0);
  let far = 0;
  for (let way = 0; way < 2 ** kept.length; ++way) far += apart((i) => (way >> i) & 1) >= seen;
  return far / 2 ** kept.length;
}

test('the verdict is that of the runs\' steps, counted by hand', async () => {
  const spec = await complete({ seed: 3, network: { layers: [{ units: 12 }, { units: 12 }] }, stop: { steps: 150 },
    lanes: ['gelu', 'tanh', 'leaky-relu', 'relu', 'identity', 'relu'].map((activation) => ({ activation })) });
  await withBackground(async (background) => {
    const seeds = seedsOn(background);
    seeds.start(spec);
    await until(() => seeds.comparison?.seeds === 20);
    const { p, sooner, verdict } = seeds.comparison;
    const steps = seeds.results.map((lane) => lane.map(({ state, stateStep }) => (state === 'learned' ? stateStep : Infinity)));
    const lanes = steps.length;
    const pairs = [];
    for (let a = 0; a < lanes; ++a) {
      for (let b = 0; b < a; ++b) {
        const differences = steps[a].map((x, i) => (x === steps[b][i] ? 0 : x - steps[b][i]));
        pairs.push({ a, b, p: counted(differences), balance: differences.filter((x) => x < 0).length - differences.filter((x) => x > 0).length });
      }
    }
    const order = [...pairs].sort((x, y) => x.p - y.p);
    let largest = 0;
    order.forEach((pair, k) => (pair.adjusted = largest = Math.max(largest, Math.min(1, (order.length - k) * pair.p))));
    for (const pair of pairs) {
      for (const [row, column, sign] of [[pair.a, pair.b, 1], [pair.b, pair.a, -1]]) {
        const at = row * lanes + column;
        assert.ok(Math.abs(p[at] - pair.adjusted) < 1e-12);
        assert.equal(sooner[at], steps[row].filter((x, i) => x < steps[column][i]).length);
        assert.equal(verdict[at], pair.adjusted >= 0.05 ? 0 : pair.balance * sign > 0 ? 1 : 2);
      }
    }
    // GELU beats identity, which learns nothing; the same lane twice is no difference.
    assert.equal(verdict[4], 1);
    assert.equal(verdict[3 * lanes + 5], 0);
    assert.equal(p[3 * lanes + 5], 1);
  });
});

test('what the reader waits for goes before the seeds', async () => {
  const spec = await complete({ ...small, stop: { steps: 3000 } });
  await withBackground(async (background) => {
    const seeds = seedsOn(background);
    seeds.start(spec);
    const { frame } = await background.run({ spec, runs: [[1, 0]] });
    assert.ok(seeds.done < 20);
    assert.equal(frame.stepOf[0], 3000);
    await assert.rejects(background.run({ spec: { ...spec, optimizer: { id: 'no' } }, runs: [[0, 0]] }), /optimizer\.id/);
    const batch = background.add([{ spec, runs: [[0, 0]] }], () => assert.fail('it was dropped'), { urgent: true });
    background.drop(batch);
    assert.ok((await batch.ended) instanceof Dropped);
  }, { allowed: 1 });
});

test('the largest rate that survives: halved until the visible run of the lane ends', async () => {
  const spec = await complete({ ...small, optimizer: { id: 'sgd', rate: 0.1 }, stop: { steps: 120 },
    lanes: [{ activation: 'tanh' }, { activation: 'squared-relu', set: { 'optimizer.rate': 1000 } }] });
  const at = (rate) => ({ ...spec, lanes: [{ ...spec.lanes[1], set: { 'optimizer.rate': rate } }] });
  await withBackground(async (background) => {
    const rate = await survivingRate(background, states, spec, 1);
    assert.ok(rate > 0 && Number.isInteger(Math.log2(1000 / rate)), String(rate));
    assert.notEqual((await alone(at(rate))).state, 'diverged');
    assert.equal((await alone(at(2 * rate))).state, 'diverged');
    // A start that is beyond every rate.
    const hopeless = await complete({ ...spec, initializer: { gain: 1000 }, lanes: [{ activation: 'squared-relu' }], network: { layers: Array(10).fill({ units: 4 }) } });
    assert.equal((await alone(hopeless)).state, 'diverged');
    assert.equal(await survivingRate(background, states, hopeless, 0), null);
  });
});

test('the best rate of each lane is the one that running them all one by one shows', async () => {
  const spec = await complete({ ...small, stop: { steps: 100 }, lanes: [{ activation: 'relu' }, { activation: 'sine', set: { 'optimizer.rate': 0.03 } }, { activation: 'sigmoid' }] });
  await withBackground(async (background) => {
    const told = [];
    const rates = await bestRates(background, states, spec, (done, total) => told.push([done, total])).rates;
    assert.deepEqual(told, Array.from({ length: 19 }, (_, i) => [i, 18]));
    for (const [i, lane] of spec.lanes.entries()) {
      const own = i === 1 ? 0.03 : 0.01;
      const outcomes = [];
      for (const factor of [1, 0.3, 3, 0.1, 10, 30]) {
        const rate = Number((own * factor).toPrecision(3));
        const runs = [];
        for (const seed of [0, 1, 2]) runs.push(await alone({ ...spec, lanes: [{ ...lane, set: { 'optimizer.rate': rate } }] }, 0, seed));
        const middle = (list) => list.sort((a, b) => a - b)[1];
        outcomes.push({
          rate,
          learned: runs.filter(({ state }) => state === 'learned').length,
          steps: middle(runs.map(({ state, stateStep }) => (state === 'learned' ? stateStep : 1e9))),
          loss: middle(runs.map(({ state, trainLoss }) => (state === 'diverged' ? 1e9 : trainLoss))),
        });
      }
      const [best] = [...outcomes].sort((a, b) => b.learned - a.learned || a.steps - b.steps || a.loss - b.loss);
      assert.equal(rates[i], best.rate, JSON.stringify(outcomes));
    }
    const { stop, rates: stopped } = bestRates(background, states, spec, () => {});
    stop();
    await assert.rejects(stopped, Dropped);
  });
});

test('the same number of parameters: as near as can be, not above', async () => {
  const spec = await complete({ lanes: ['tanh', 'prelu', 'maxout', 'relu', 'swiglu'].map((activation) => ({ activation })) });
  const countsOf = async (lanes) => {
    const { runs } = await desk.call('configure', { ...spec, lanes }, lanes.map((_, i) => [i, 0]), 5);
    return runs.map(({ parameters }) => parameters);
  };
  const counts = await countsOf(spec.lanes);
  assert.equal(counts[2], 1201);
  await withBackground(async (background) => {
    const lanes = await equalParameters(background, spec, counts);
    assert.deepEqual([lanes[0], lanes[3]], [spec.lanes[0], spec.lanes[3]]);
    const units = lanes.map(({ set }) => set?.['network.layers[0].units']);
    const wider = lanes.map((lane, i) => (units[i] ? { ...lane, set: Object.fromEntries([0, 1, 2].map((k) => [`network.layers[${k}].units`, units[i] + 1])) } : lane));
    const [equal, above] = [await countsOf(lanes), await countsOf(wider)];
    assert.deepEqual([equal[0], equal[3]], [609, 609]);
    for (const i of [1, 2, 4]) {
      assert.ok(equal[i] <= 609 && above[i] > 609, `${equal[i]} ${above[i]}`);
      assert.deepEqual(Object.keys(lanes[i].set), [0, 1, 2].map((k) => `network.layers[${k}].units`));
    }
    const same = await complete(small);
    assert.deepEqual(await equalParameters(background, same, [10, 10, 10]), same.lanes);
  });
});

test('a map\'s cells are the runs of the same experiments alone, and it is forgotten with another experiment', async () => {
  const spec = await complete({ ...small, seed: 4, stop: { steps: 60 }, lanes: [{ activation: 'identity' }, { activation: 'relu', set: { 'optimizer.rate': 0.02 } }] });
  await withBackground(async (background) => {
    let changes = 0;
    const map = new PhaseMap(background, states, () => ++changes);
    map.start(spec, 1, 3);
    assert.deepEqual([map.rates.length, map.gains.length], [9, 7]);
    assert.deepEqual([map.rates[0], map.rates[4], map.rates[8], map.gains[0], map.gains[3]], [0.0002, 0.02, 2, 0.125, 1]);
    assert.equal(map.now, 3 * 9 + 4);
    await until(() => !map.running);
    assert.equal(map.done, 63);
    assert.ok(changes >= 63);
    for (const cell of [0, 8, 31, 38, 62]) {
      const [rate, gain] = map.valuesOf(cell);
      const single = await complete({ ...spec, optimizer: { ...spec.optimizer, rate }, initializer: { ...spec.initializer, gain }, lanes: [{ activation: 'relu' }] });
      const runs = [];
      for (const seed of [0, 1, 2]) runs.push(await alone(single, 0, seed));
      assert.deepEqual(map.cells[cell], runs.map(({ state, stateStep }) => ({ state, stateStep })), `rate ${rate}, gain ${gain}`);
    }
    // A cell loaded is another place on the same map; other data are another map.
    const [rate, gain] = map.valuesOf(12);
    const loaded = await complete(editSpec(spec, editsFor(spec, 1, [['optimizer.rate', rate], ['initializer.gain', gain]])));
    assert.deepEqual([loaded.optimizer.rate, loaded.initializer.gain, loaded.lanes[1].set['optimizer.rate']], [0.01, gain, rate]);
    map.follow(loaded);
    assert.deepEqual([map.now, map.cells.length], [12, 63]);
    map.follow(await complete(editSpec(loaded, [['lanes', (lanes) => [lanes[0], { activation: 'relu', set: { ...lanes[1].set, 'optimizer.rate': 0.5 } }]]])));
    assert.deepEqual([map.now, map.cells.length], [-1, 63]);
    map.follow(await complete(editSpec(loaded, [['data.noise', 0.3]])));
    assert.equal(map.cells.length, 0);
  });
});

test('settings of one lane go where it has them from', async () => {
  const base = await complete({ ...small, sweep: [{ path: 'initializer.gain', values: [1, 2] }] });
  const edits = editsFor(base, 3, [['optimizer.rate', 0.5], ['initializer.gain', 4]]);
  const edited = await complete(editSpec(base, edits));
  assert.deepEqual([edited.optimizer.rate, edited.initializer.gain, edited.sweep], [0.5, 4, []]);
  const own = await complete({ ...small, lanes: [{ activation: 'tanh', set: { optimizer: { id: 'sgd', rate: 0.1 } } }] });
  const set = editSpec(own, editsFor(own, 0, [['optimizer.rate', 0.5]])).lanes[0].set;
  assert.deepEqual([set.optimizer, set['optimizer.rate']], [{ id: 'sgd', rate: 0.1 }, 0.5]);
});

test('the log tells each race that trained, what was changed and where it stands', () => {
  const log = new Log((spec) => spec.lanes.map(({ activation }) => activation.toUpperCase()));
  const model = (raceId, step, more = {}) => ({ raceId, step, phase: 'paused', result: null, predicted: null, change: null, state: { scene: 'spiral', branch: 0, branchSeed: 0 }, lanes: [{ index: 0, name: 'tanh', state: 'running', stateStep: -1, records: [1] }], ...more });
  const spec = { seed: 1, data: { noise: 0.1 }, network: { layers: [{ units: 3 }] }, lanes: [{ activation: 'tanh' }] };
  log.follow(model(1, 0), spec);
  assert.equal(log.entries.length, 0);
  log.follow(model(1, 5), spec);
  log.follow(model(1, 9, { phase: 'finished', result: { learned: [0] } }), spec);
  assert.deepEqual(log.entries.map(({ step, opened, changes, phase }) => [step, opened, changes, phase]), [[9, 'spiral', null, 'finished']]);
  log.follow(model(1, 4), spec); // taken back
  assert.equal(log.entries[0].phase, 'finished');
  log.follow(model(2, 1), { ...spec, seed: 2, data: { noise: 0.3 }, network: { layers: [] } });
  assert.deepEqual(log.entries[1].changes, [['seed', 1, 2], ['data.noise', 0.1, 0.3], ['network.layers', [{ units: 3 }], []]]);
  assert.deepEqual(log.entries[0].lanes, [{ index: 0, name: 'tanh', state: 'running', stateStep: -1 }]);
  log.rename();
  assert.deepEqual(log.entries.map(({ lanes, seen }) => [lanes[0].name, seen]), [['TANH', []], ['TANH', ['TANH']]]);
  for (let id = 3; id < 200; ++id) log.follow(model(id, 1), spec);
  assert.equal(log.entries.length, 100);
  assert.equal(log.entries.at(-1).id, 199);
});

test('each lane at its own rate, and with as many parameters, says so', async () => {
  const t = createTranslator('en');
  const lanes = [{ activation: 'relu', set: { 'optimizer.rate': 0.03 } }, { name: 'mine', activation: 'relu', set: { 'optimizer.rate': 0.1, 'initializer.gain': 2 } },
    { activation: 'maxout', set: { 'network.layers[0].units': 11, 'network.layers[1].units': 11 } }];
  assert.deepEqual(lanes.map((lane) => laneName(lane, t)), ['ReLU (rate 0.03)', 'mine (rate 0.1)', 'Maxout (11 units)']);
  const shown = lanes.map(() => ({}));
  nameLanes(shown, { lanes }, (lane) => laneName(lane, t));
  assert.deepEqual(shown.map(({ short }) => short), ['ReLU', 'mine', 'Maxout']);
});
