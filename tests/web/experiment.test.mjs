// Changes of the experiment: each starts from what the one before has made of it, drawn or not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError, WorkerDied } from '../../web/engine/client.js';
import { Experiment, withSchedulesKept } from '../../web/experiment.js';
import { Store } from '../../web/state.js';

/** An experiment over an engine that takes its time and a race that is made at once. */
function experiment(spec) {
  const store = new Store({ spec });
  const race = { spec: null, build: async (made) => ((race.spec = made), true) };
  const complete = (wanted) => new Promise((resolve) => setImmediate(resolve, wanted));
  return new Experiment({ store, race, complete, onBuilt: () => {}, onRefused: assert.fail });
}

test('two changes of one lane in the same moment both count', async () => {
  const made = experiment({ lanes: [{ activation: 'relu' }, { activation: 'swish' }] });
  const change = (part) => made.edit([['lanes', (lanes) => lanes.map((lane, i) => (i === 1 ? { ...lane, ...part } : lane))]]);
  await Promise.all([change({ name: 'mine' }), change({ parameters: { beta: 2 } })]);
  assert.deepEqual(made.spec.lanes, [{ activation: 'relu' }, { activation: 'swish', name: 'mine', parameters: { beta: 2 } }]);
});

test('a function is given the value of its path as it is then, also where nothing is', async () => {
  const made = experiment({ network: { layers: [{ units: 4 }] } });
  const more = (units) => units + 1;
  await Promise.all([made.edit([['network.layers[0].units', more]]), made.edit([['network.layers[0].units', more], ['stop.steps', (steps) => steps ?? 7]])]);
  assert.deepEqual(made.spec, { network: { layers: [{ units: 6 }] }, stop: { steps: 7 } });
});

test('a schedule as long as the budget keeps its length when the race goes on beyond it', () => {
  const spec = (schedule, lanes) => ({ stop: { steps: 300 }, optimizer: { schedule }, lanes });
  const cosine = { id: 'cosine', warmup: 20, over: 0, floor: 0.1 };
  const before = spec(cosine, [{ set: { 'optimizer.rate': 1 } }]);
  assert.deepEqual(withSchedulesKept(before), spec({ ...cosine, over: 280 }, before.lanes));
  assert.equal(before.optimizer.schedule.over, 0);
  const constant = { id: 'constant', warmup: 20 };
  const lanes = [{ activation: 'relu' }, { set: { 'optimizer.schedule.id': 'cosine' } }, { set: { 'optimizer.schedule.id': 'cosine', 'optimizer.schedule.warmup': 50, 'optimizer.schedule.over': 0 } }, { set: { 'optimizer.schedule.id': 'cosine', 'optimizer.schedule.over': 7 } }];
  const kept = withSchedulesKept(spec(constant, lanes));
  assert.deepEqual(kept.optimizer.schedule, constant);
  assert.deepEqual(kept.lanes.map(({ set }) => set?.['optimizer.schedule.over']), [undefined, 280, 250, 7]);
});

test('whatever fails is told, and the next change is made', async () => {
  const store = new Store({ spec: { seed: 1 } });
  const race = { spec: null, build: async (made) => ((race.spec = made), true) };
  const errors = [new EngineError('seed: -1'), new WorkerDied('no answer'), new RangeError('too deep')];
  const told = [];
  const complete = async (wanted) => {
    if (wanted.seed < 0) throw errors.shift();
    return wanted;
  };
  const made = new Experiment({ store, race, complete, onBuilt: () => {}, onRefused: (...words) => told.push(words) });
  for (const message of ['seed: -1', 'no answer', 'too deep']) {
    assert.equal(await made.edit([['seed', -1]]), message);
    assert.equal(made.spec.seed, 1);
  }
  assert.deepEqual(told, [['seed: -1', true], ['no answer', false], ['too deep', false]]);
  const build = race.build;
  race.build = async () => {
    throw new WorkerDied('gone');
  };
  assert.equal(await made.edit([['seed', 2]]), 'gone');
  race.build = build;
  assert.equal(await made.edit([['seed', 3]]), null);
  assert.deepEqual(race.spec, { seed: 3 });
});

test('changes of one series are one step to undo, until another change or a step back comes in between', async () => {
  const made = experiment({ data: { points: 0 }, seed: 1 });
  const paint = (points, series) => made.edit([['data.points', points]], { series });
  await paint(1, 'a');
  await paint(2, 'a');
  await made.undo();
  assert.equal(made.spec.data.points, 0);
  await paint(3, 'a');
  await made.edit([['seed', 2]]);
  await paint(4, 'a');
  await paint(5, 'a');
  await paint(6, 'b');
  const seen = [];
  while (made.canUndo) {
    await made.undo();
    seen.push([made.spec.data.points, made.spec.seed]);
  }
  assert.deepEqual(seen, [[5, 2], [3, 2], [3, 1], [0, 1]]);
});

test('data that stay are kept once, however many changes there are', async () => {
  const made = experiment({ data: { points: { inputs: [[1], [2]] } }, seed: 1, stop: { steps: 5 }, optimizer: { schedule: { id: 'constant' } }, lanes: [{}] });
  const { data } = made.spec;
  await made.edit([['seed', 2]]);
  assert.equal(made.spec.data, data);
  await made.replace({ ...structuredClone(made.spec), seed: 3 });
  assert.equal(made.spec.data, data);
  made.extended(9);
  assert.equal(made.spec.data, data);
  await made.edit([['seed', 4]]);
  await made.undo();
  assert.equal(made.spec.data, data);
});
