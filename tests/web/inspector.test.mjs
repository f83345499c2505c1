// Looking inside lanes of a race, with the real engine in threads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from '../../web/engine/pool.js';
import { Inspector } from '../../web/inside/inspector.js';
import { Race } from '../../web/race/race.js';
import { catalogue, complete } from './support/desk.mjs';
import { createPlatform, until } from './support/platform.mjs';

const small = { network: { layers: [{ units: 3 }] }, lanes: [{ activation: 'tanh' }, { activation: 'relu' }] };
const network = (lane) => ({ lane, question: 'network' });

/** Runs `body` with a race at the start of `spec` and an inspector beside it. */
async function withInspector(spec, body) {
  const platform = createPlatform();
  const pool = new Pool(platform, 1);
  const race = new Race({ pool, catalogue, nameOf: (lane) => lane.activation, onChange: () => inspector.look(), onNotice: assert.fail });
  const inspector = new Inspector({ platform, race, onChange: () => {}, onError: assert.fail });
  try {
    await race.build(await complete(spec), { ghosts: 'none' });
    await body({ race, inspector });
  } finally {
    await race.pause();
    pool.close();
    inspector.close();
  }
}

test('what is wanted is answered, follows the race, and alters nothing', async () => {
  /** @type {any} */ let plain;
  await withInspector(small, async ({ race }) => {
    await race.advance(20);
    plain = race.lanes.map((lane) => lane.hash);
  });
  await withInspector(small, async ({ race, inspector }) => {
    assert.equal(inspector.answer(network(0)), null);
    inspector.want([network(0), network(1)]);
    await until(() => inspector.answer(network(1)));
    assert.equal(inspector.answer(network(0)).step, 0);
    const start = inspector.answer(network(0)).layers[0].W;
    assert.equal(start.length, 6);
    await race.advance(20);
    await until(() => inspector.answer(network(1)).step === 20);
    assert.notDeepEqual(inspector.answer(network(0)).layers[0].W, start);
    assert.deepEqual(race.lanes.map((lane) => lane.hash), plain);
    inspector.want([network(1)]);
    assert.equal(inspector.answer(network(0)), null);
  });
});

test('of another race there is no answer until it was asked', async () => {
  await withInspector(small, async ({ race, inspector }) => {
    inspector.want([network(0)]);
    await until(() => inspector.answer(network(0)));
    await race.build(await complete({ ...small, network: { layers: [{ units: 5 }] } }), { ghosts: 'none' });
    assert.equal(inspector.answer(network(0)), null);
    inspector.look();
    await until(() => inspector.answer(network(0)));
    assert.equal(inspector.answer(network(0)).layers[0].units, 5);
  });
});

test('a race that becomes another one while it is looked at is looked at anew', async () => {
  await withInspector(small, async ({ race, inspector }) => {
    const other = await complete({ ...small, lanes: [{ activation: 'gelu' }, { activation: 'sine' }] });
    inspector.want([network(0)]);
    await race.snapshot(0);
    await race.snapshot(0); // now the inspector has its own, and gives its worker the race
    await race.build(other, { ghosts: 'none' });
    inspector.look();
    await until(() => inspector.answer(network(0)));
    assert.equal(inspector.answer(network(0)).layers[0].activation, 'gelu');
  });
});

test('a question beyond the budget the race was made with, and one the engine refuses', async () => {
  await withInspector(small, async ({ race, inspector }) => {
    await race.advance(race.budget);
    await race.extend(10);
    await race.advance(5);
    assert.equal((await inspector.ask(0, 'network')).step, 305);
    await assert.rejects(inspector.ask(0, 'mood'), /question: 'mood' is unknown/);
    inspector.want([{ lane: 0, question: 'mood' }]);
    await until(() => inspector.answer({ lane: 0, question: 'mood' }));
    assert.match(inspector.answer({ lane: 0, question: 'mood' }).error, /unknown/);
  });
});

test('a slice is given the path of its lane, and is not asked again while the race stands', async () => {
  await withInspector(small, async ({ race, inspector }) => {
    const slice = { lane: 1, question: 'slice', options: { columns: 5, rows: 5 }, rest: true, path: 4 };
    inspector.want([slice]);
    await until(() => inspector.answer(slice));
    assert.deepEqual([...inspector.answer(slice).path.step], [0]);
    await race.advance(30);
    await until(() => inspector.answer(slice).step === 30);
    const answer = inspector.answer(slice);
    assert.deepEqual([...answer.path.step], [0, 10, 20, 30]);
    assert.equal(answer.plane, 'path');
    assert.equal(answer.here, race.lanes[1].trainLoss);
    inspector.want([slice, network(0)]);
    await until(() => inspector.answer(network(0)));
    const last = inspector.answer(slice);
    inspector.want([slice, network(1)]);
    await until(() => inspector.answer(network(1)));
    assert.equal(inspector.answer(slice), last);
  });
});

test('what is asked only at rest does not hurry the looks at a race that plays', async (t) => {
  await withInspector(small, async ({ race, inspector }) => {
    Object.defineProperty(race, 'playing', { value: true });
    const rest = { ...network(1), rest: true };
    inspector.want([network(0), rest]);
    await until(() => inspector.version === 1);
    assert.equal(inspector.answer(rest), null);
    t.mock.method(performance, 'now', () => 0); // the last look was just now
    const { mock } = t.mock.method(globalThis, 'setTimeout', () => 0);
    inspector.want([rest, network(0)]);
    const [, wait] = mock.calls[0].arguments;
    t.mock.restoreAll();
    assert.ok(wait > 0);
  });
});

test('what else is wanted of a lane while it trains is answered at once, as it was when it was last looked at', async () => {
  await withInspector(small, async ({ race, inspector }) => {
    await race.advance(7);
    inspector.want([network(0)]);
    await until(() => inspector.answer(network(0)));
    Object.defineProperty(race, 'playing', { value: true });
    race.snapshot = () => new Promise(() => {}); // of a slice that does not end
    const signals = { lane: 0, question: 'signals' };
    const rest = { lane: 0, question: 'states', rest: true };
    inspector.want([network(0), signals, network(1), rest]);
    await until(() => inspector.answer(signals));
    assert.equal(inspector.answer(signals).step, 7);
    assert.deepEqual([inspector.answer(network(1)), inspector.answer(rest)], [null, null]);
  });
});

test('a race made anew while it is looked at is looked at next', async () => {
  await withInspector(small, async ({ race, inspector }) => {
    const slice = { lane: 1, question: 'slice', options: { columns: 33, rows: 33 }, rest: true, path: 4 };
    inspector.want([slice, network(1)]);
    for (const units of [4, 6, 5]) {
      const spec = await complete({ ...small, network: { layers: [{ units }] } });
      await race.build(spec, { ghosts: 'none' });
      inspector.look();
      await race.build({ ...spec, seed: 3 }, { ghosts: 'none' });
      inspector.look();
      await until(() => inspector.answer(network(1)));
      assert.equal(inspector.answer(network(1)).layers[0].units, units);
    }
    // One lane fewer: what is wanted of it is left alone.
    await race.build(await complete({ ...small, lanes: [{ activation: 'tanh' }] }), { ghosts: 'none' });
    inspector.want([network(0), network(1)]);
    await until(() => inspector.answer(network(0)));
    assert.equal(inspector.answer(network(1)), null);
    await assert.rejects(inspector.ask(1, 'network'), /lane: 1/);
  });
});
