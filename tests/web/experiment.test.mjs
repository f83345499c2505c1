// Changes of the experiment: each starts from what the one before has made of it, drawn or not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Experiment } from '../../web/experiment.js';
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
