// Parameters given by hand while a race stands or plays, with the real engine in threads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from '../../web/engine/pool.js';
import { laneName } from '../../web/race/lanes.js';
import { Race } from '../../web/race/race.js';
import { createTranslator } from '../../web/text.js';
import { catalogue, complete } from './support/desk.mjs';
import { createPlatform, until } from './support/platform.mjs';

const start = { W0: [[1, 0.5], [-1, 0.25]], b0: [0.1, -0.2], W1: [[2, -3]], b1: [0.3] };
const spec = { network: { layers: [{ units: 2 }] }, batch: { size: 16 }, stop: { steps: 120 }, lanes: [{ activation: 'tanh' }, { activation: 'relu' }, { activation: 'sine' }], start };

/** Runs `body` with a race of `spec`, dealt to two workers. */
async function withRace(given, body) {
  const pool = new Pool(createPlatform(), 2);
  const race = new Race({ pool, catalogue, nameOf: (lane, edited) => laneName(lane, createTranslator('en'), edited), onChange: () => {}, onNotice: assert.fail });
  try {
    await race.build(await complete(given), { ghosts: 'none' });
    await body(race, pool);
  } finally {
    await race.pause();
    pool.close();
  }
}
const hashes = (race) => race.lanes.map(({ hash }) => hash);

test('an edit is as if the lane had started there, marks it, and can be undone', async () => {
  const edited = { ...start, W0: [[1, 0.5], [0.75, 0.25]], b1: [-1] };
  const wanted = [];
  await withRace({ ...spec, start: edited }, async (race) => {
    wanted.push(race.lanes[1].hash, race.lanes[1].trainLoss);
    await race.advance(50);
    wanted.push(race.lanes[1].hash);
  });
  await withRace(spec, async (race) => {
    const whole = hashes(race);
    await race.edit(1, 'W0', 2, 0.75);
    assert.notEqual(race.lanes[1].hash, whole[1]);
    assert.equal(race.lanes[1].name, 'ReLU (edited by hand, step 0)');
    await race.edit(1, 'b1', 0, -1);
    assert.deepEqual([race.lanes[1].hash, race.lanes[1].trainLoss], wanted.slice(0, 2));
    const { records } = race.lanes[1];
    assert.equal(records.length, 1);
    assert.ok(Math.abs(records.trainLoss[0] - wanted[1]) < 1e-6);
    assert.deepEqual(hashes(race).filter((_, i) => i !== 1), whole.filter((_, i) => i !== 1));
    await race.undoEdit(1);
    await race.undoEdit(1);
    assert.deepEqual(hashes(race), whole);
    assert.equal(race.lanes[1].name, 'ReLU');
    await race.undoEdit(1);
    assert.deepEqual(hashes(race), whole);
    await race.edit(1, 'W0', 2, 0.75);
    await race.edit(1, 'b1', 0, -1);
    await race.advance(50);
    assert.equal(race.lanes[1].hash, wanted[2]);
    assert.equal(race.certificate.ok, true);
  });
});

test('a slider that is dragged is one edit to undo; later, undoing does not undo the training', async () => {
  await withRace(spec, async (race) => {
    const whole = hashes(race);
    for (const value of [0.2, 0.4, 0.6]) await race.edit(0, 'b0', 1, value);
    assert.equal(race.lanes[0].edits.length, 1);
    await race.undoEdit(0);
    assert.deepEqual(hashes(race), whole);
    await race.edit(0, 'b0', 1, 5);
    await race.advance(3);
    await race.undoEdit(0);
    assert.equal(race.lanes[0].edited, 0);
    assert.equal(race.lanes[0].stepOf, 3);
  });
});

test('what is not there is refused in the words of the engine, and nothing has changed', async () => {
  await withRace(spec, async (race) => {
    const whole = hashes(race);
    await assert.rejects(race.edit(0, 'W7', 0, 1), /block: 'W7' is unknown; allowed: W0, b0, W1, b1/);
    await assert.rejects(race.edit(0, 'W0', 4, 1), /W0: index 4 is outside 0\.\.3/);
    await assert.rejects(race.edit(0, 'W0', 1, 1e5), /W0\[1\]: 100000 is outside -10000\.\.10000/);
    await assert.rejects(race.edit(0, 'W0', 1, NaN), /outside/);
    await race.edit(9, 'W0', 0, 1); // no such lane any more
    await race.advance(0);
    assert.deepEqual(hashes(race), whole);
    assert.deepEqual(race.lanes.map(({ edited }) => edited), [-1, -1, -1]);
  });
});

test('a worker that dies after an edit brings its lane back with it', async () => {
  const ends = [];
  for (const deadly of [false, true]) {
    await withRace(spec, async (race, pool) => {
      await race.advance(20);
      await race.edit(0, 'W1', 1, -0.5);
      await race.advance(10);
      await race.edit(0, 'b0', 0, 2);
      const worker = pool.deal.findIndex((runs) => runs.includes(0));
      if (deadly) pool.kill(worker);
      await race.advance(30);
      const there = hashes(race);
      // Taken back to between the two edits, and forth again.
      await race.rewind(25);
      const between = hashes(race);
      if (deadly) pool.kill(worker);
      await race.rewind(60);
      assert.deepEqual(hashes(race), there);
      ends.push([between, there]);
    });
  }
  assert.deepEqual(ends[0], ends[1]);
});

test('an edit of a race taken back ends what was to come', async () => {
  await withRace(spec, async (race) => {
    await race.advance(40);
    await race.rewind(10);
    await race.edit(2, 'b0', 0, 1);
    assert.equal(race.top, 10);
    for (const { records } of race.lanes) assert.equal(records.step[records.length - 1], 10);
    await race.advance(40);
    assert.equal(race.lanes[2].records.length, 51);
    await race.rewind(10);
    assert.equal(race.lanes[2].name, 'Sine (edited by hand, step 10)');
  });
});

test('an edit while it plays: the lane goes on from it, the others as they would have', async () => {
  /** @type {string[]} */ let plain = [];
  await withRace(spec, async (race) => {
    await race.advance(120);
    plain = hashes(race);
  });
  await withRace(spec, async (race) => {
    race.play();
    await until(() => race.step > 3);
    await race.edit(0, 'W0', 0, -2);
    assert.ok(race.playing);
    race.setPace('fastest');
    await until(() => race.phase === 'finished' && race.lanes[0].hash);
    assert.ok(race.lanes[0].edited > 3);
    assert.deepEqual(hashes(race).slice(1), plain.slice(1));
    assert.notEqual(race.lanes[0].hash, plain[0]);
    assert.equal(race.lanes[0].records.length, 121);
  });
});
