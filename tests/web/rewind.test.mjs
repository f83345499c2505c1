// Rewind and branch, with the real engine in threads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '../../web/engine/client.js';
import { Pool } from '../../web/engine/pool.js';
import { laneName } from '../../web/race/lanes.js';
import { Race } from '../../web/race/race.js';
import { createTranslator } from '../../web/text.js';
import { catalogue, complete } from './support/desk.mjs';
import { createPlatform } from './support/platform.mjs';

const spec = { network: { layers: [{ units: 6 }] }, optimizer: { id: 'momentum', rate: 0.05 }, batch: { size: 16 }, stop: { steps: 120, target: { loss: 0.66 } },
  lanes: [{ activation: 'tanh' }, { activation: 'relu' }, { activation: 'relu', set: { 'optimizer.rate': 1000 } }] };

/** Runs `body` with a race of `spec`. */
async function withRace(given, body, options = {}) {
  const pool = new Pool(createPlatform(), 2);
  const notices = [];
  const race = new Race({ pool, catalogue, nameOf: (lane) => laneName(lane, createTranslator('en')), onChange: () => {}, onNotice: (notice) => notices.push(notice) });
  try {
    await race.build(await complete(given), { ghosts: 'none', ...options });
    await body(race, pool);
    assert.deepEqual(notices, []);
  } finally {
    await race.pause();
    pool.close();
  }
}

const look = (race) => race.lanes.map(({ hash, state, stateStep, trainLoss }) => ({ hash, state, stateStep, trainLoss }));

test('a race taken back is what it was there, and goes on to the same end', async () => {
  await withRace(spec, async (race) => {
    assert.ok(race.moments > 1000);
    const was = new Map([[0, look(race)]]);
    for (const step of [1, 37, 64, 120]) {
      await race.advance(step - race.step);
      was.set(step, look(race));
    }
    assert.equal(race.phase, 'finished');
    assert.deepEqual(was.get(120).map(({ state }) => state)[2], 'diverged');
    const records = race.lanes[0].records.length;
    for (const step of [37, 120, 0, 64, 1]) {
      await race.rewind(step);
      assert.equal(race.step, step);
      assert.equal(race.top, 120);
      assert.deepEqual(look(race), was.get(step));
      assert.equal(race.phase, step === 0 ? 'ready' : step === 120 ? 'finished' : 'paused');
      assert.equal(race.fields.step, step);
    }
    await race.advance(119);
    assert.deepEqual(look(race), was.get(120));
    assert.equal(race.lanes[0].records.length, records, 'nothing is recorded twice');
    await race.rewind(500);
    assert.equal(race.step, 120);
  });
});

test('while it is dragged the last place counts, and a worker that died has been everywhere as well', async () => {
  await withRace(spec, async (race, pool) => {
    await race.advance(60);
    const [first] = look(race);
    await Promise.all([10, 20, 30, 45].map((step) => race.rewind(step, { dragging: true })));
    assert.equal(race.step, 45);
    pool.kill(0);
    pool.kill(1);
    await race.rewind(20);
    await race.rewind(60);
    assert.equal(look(race)[0].hash, first.hash);
  });
});

test('a branch goes on from its parent at that step, as the engine alone would', async () => {
  const pair = { ...spec, lanes: [{ activation: 'tanh', name: 'parent' }, { activation: 'relu', name: 'branch' }] };
  await withRace(pair, async (race, pool) => {
    assert.equal(race.step, 40);
    assert.equal(race.phase, 'ready');
    assert.equal(race.lanes[0].hash, race.lanes[1].hash);
    assert.equal(race.lanes[0].records.step[0], 0);
    assert.equal(race.lanes[1].records.step[0], 40);
    await race.advance(30);
    const ends = look(race).map(({ hash }) => hash);
    assert.notEqual(ends[0], ends[1]);

    // The same by hand, in one engine.
    const engine = new Client(createPlatform());
    await engine.call('configure', await complete(pair), [[0, 0], [1, 0]], 1000);
    const run = async (to) => {
      while (!(await engine.call('run', { to, budgetMs: 50, frame: null })).arrived);
    };
    await run(40);
    await engine.call('branch', 1, await engine.call('save', 0));
    await run(70);
    assert.deepEqual((await engine.call('frame', { hashes: true })).hashes, ends);
    engine.terminate();

    // Nothing before the branch; after a death it is brought back as a branch.
    await race.rewind(10);
    assert.equal(race.step, 40);
    pool.kill(0);
    pool.kill(1);
    await race.rewind(70);
    assert.deepEqual(look(race).map(({ hash }) => hash), ends);
  }, { branch: { step: 40, seed: 0 } });
});

test('a branch with the batches of another seed shares data and draws, and differs', async () => {
  const pair = { ...spec, vary: ['order'], lanes: [{ activation: 'tanh', name: 'parent' }, { activation: 'tanh', name: 'branch' }] };
  await withRace(pair, async (race) => {
    assert.equal(race.certificate.ok, true);
    await race.advance(20);
    assert.equal(race.certificate.ok, true);
    assert.notEqual(race.lanes[0].hash, race.lanes[1].hash);
  }, { branch: { step: 40, seed: 1 } });
});

test('a branch whose parameters are others is refused by name', async () => {
  const pair = { ...spec, lanes: [{ activation: 'tanh', name: 'parent' }, { activation: 'prelu', name: 'branch' }] };
  await assert.rejects(withRace(pair, async () => {}, { branch: { step: 5, seed: 0 } }), /branch: the state is of a network with other parameters than 'branch' has/);
});
