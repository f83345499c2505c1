// The race, the seeds behind it and the experiment around it, with the real engine in threads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from '../../web/engine/pool.js';
import { Experiment } from '../../web/experiment.js';
import { compare } from '../../web/race/certificate.js';
import { laneName, sweptLanes } from '../../web/race/lanes.js';
import { Pacer } from '../../web/race/pace.js';
import { Race } from '../../web/race/race.js';
import { Records } from '../../web/race/records.js';
import { baselinesOf, resultOf } from '../../web/race/result.js';
import { editSpec } from '../../web/spec-edit.js';
import { Store } from '../../web/state.js';
import { createTranslator } from '../../web/text.js';
import { catalogue, complete } from './support/desk.mjs';
import { createPlatform, until } from './support/platform.mjs';

const small = { seed: 0, network: { layers: [{ units: 6 }] }, lanes: [{ activation: 'tanh' }, { activation: 'relu' }, { activation: 'identity' }] };

/** Runs `body` with a race at the start of `spec`. */
async function withRace(spec, body, { workers = 2 } = {}) {
  const platform = createPlatform();
  const notices = [];
  let changes = 0;
  const pool = new Pool(platform, workers, { onRestart: (_, lanes) => notices.push(['restart', [...lanes]]) });
  const race = new Race({
    pool,
    catalogue,
    nameOf: (lane) => laneName(lane, createTranslator('en')),
    onChange: () => ++changes,
    onNotice: (notice) => notices.push(notice),
  });
  try {
    await race.build(await complete(spec), { ghosts: 'none' });
    await body({ race, pool, notices, changes: () => changes });
  } finally {
    await race.pause();
    pool.close();
  }
}

test('a lane is called after its activation and what makes it differ', () => {
  const name = (lane) => laneName({ activation: 'sigmoid', ...lane }, createTranslator('en'));
  assert.equal(name({}), 'Sigmoid');
  assert.equal(name({ set: { 'initializer.gain': 4, 'optimizer.rate': 0.1 } }), 'Sigmoid (weights × 4, rate 0.1)');
  assert.equal(name({ set: { 'network.layers[0].norm': 'batch', 'network.layers[1].norm': 'batch' } }), 'Sigmoid (batch norm)');
  assert.equal(name({ set: { 'network.layers[0].norm': 'batch', 'network.layers[1].norm': 'layer' } }), 'Sigmoid (batch norm, layer norm)');
  assert.equal(name({ parameters: { outer: 4, shift: -2 } }), 'Sigmoid (4·f(z) − 2)');
  assert.equal(name({ parameters: { inner: -0.5, shift: 1 } }), 'Sigmoid (f(−0.5·z) + 1)');
  assert.equal(name({ activation: 'prelu', parameters: { alpha: { value: 0.1, learned: 'unit' } } }), 'PReLU (α learned)');
  assert.equal(name({ name: 'mine', parameters: { outer: 4 } }), 'mine');
});

test('a race stands at its start with everything a page needs', async () => {
  await withRace({ ...small, data: { trainShare: 0.5 } }, async ({ race }) => {
    assert.equal(race.phase, 'ready');
    assert.equal(race.step, 0);
    assert.equal(race.budget, 300);
    assert.equal(race.certificate.ok, true);
    assert.deepEqual(race.lanes.map((lane) => lane.activation), ['tanh', 'relu', 'identity']);
    assert.deepEqual(race.lanes.map((lane) => lane.family), ['s-shaped', 'hinged', 'baseline']);
    assert.equal(race.data.count, 128);
    assert.equal(race.fields.size, 96);
    assert.equal(race.fields.data.length, 3 * 96 * 96);
    for (const lane of race.lanes) {
      assert.equal(lane.state, 'running');
      assert.equal(lane.parameters, 2 * 6 + 6 + 6 + 1);
      assert.match(lane.hash, /^[0-9a-f]{16}$/);
      assert.equal(lane.hash, lane.startHash);
      assert.ok(lane.trainLoss > 0.3 && lane.testLoss > 0.3);
      assert.deepEqual([lane.records.length, lane.records.step[0]], [1, 0]);
    }
    await until(() => race.lanes.every((lane) => lane.curve));
    assert.ok(Math.abs(race.lanes[0].curve.value.at(-1) - Math.tanh(race.lanes[0].curve.hi)) < 1e-6);
  });
});

test('at full speed it arrives at its budget, stops and tells each lane', async () => {
  await withRace(small, async ({ race }) => {
    race.setPace('fastest');
    race.play();
    assert.equal(race.phase, 'playing');
    await until(() => race.phase === 'finished' && race.lanes[0].hash);
    assert.equal(race.step, 300);
    assert.equal(race.playing, false);
    for (const lane of race.lanes) {
      assert.equal(lane.stepOf, 300);
      assert.notEqual(lane.state, 'running');
      assert.equal(lane.records.step[lane.records.length - 1], 300);
      assert.equal(lane.records.length, 301);
    }
    assert.equal(race.lanes[2].state, 'stuck');
  });
});

test('the pace is steps a second by the clock', () => {
  for (const pace of [1, 10, 40, 200]) {
    // A clock of our own; a slice takes a fifth of a millisecond a step.
    const pacer = new Pacer();
    pacer.restart(pace, 0, 0);
    let now = 0, step = 0;
    while (now < 3000) {
      const { to, wait } = pacer.next(step, now, false);
      if (to > step) pacer.ran(to - step, now, 0.2 * (to - step));
      now += to > step ? 0.2 * (to - step) : wait;
      step = to;
      assert.ok(step <= (now * pace) / 1000 + 1e-6, `step ${step} after ${now} ms at ${pace}`);
    }
    assert.ok(step >= 3 * pace - Math.max(1, pace / 20), `${step} steps in 3 s at ${pace}`);
  }
});

test('pause stops at a common step, and playing on comes to the same end', async () => {
  const ends = [];
  for (const interrupted of [false, true]) {
    await withRace({ ...small, batch: { size: 16 } }, async ({ race }) => {
      if (interrupted) {
        race.play(); // 40 steps a second: seconds from its end when it is paused, however busy the machine is
        await until(() => race.step > 0);
        await race.pause();
        assert.equal(race.phase, 'paused');
        assert.ok(race.lanes.every((lane) => lane.stepOf === race.step));
        assert.equal(race.fields.step, race.step);
        assert.equal(race.fields.size, 96);
        await race.advance(7);
      }
      race.setPace('fastest');
      race.play();
      await until(() => race.phase === 'finished' && race.lanes[0].hash);
      ends.push(race.lanes.map((lane) => lane.hash));
    });
  }
  assert.deepEqual(ends[0], ends[1]);
});

test('so many steps, and no further than the budget', async () => {
  await withRace(small, async ({ race }) => {
    await race.advance(5);
    assert.equal(race.step, 5);
    assert.equal(race.phase, 'paused');
    await race.advance(1000);
    assert.equal(race.step, 300);
    assert.equal(race.phase, 'finished');
    await race.extend(50);
    assert.equal(race.budget, 350);
    assert.equal(race.phase, 'paused');
    await race.advance(1000);
    assert.equal(race.step, 350);
    assert.equal(race.extended, true);
  });
});

test('a worker that dies while the race plays is replaced, and the end is the same', async () => {
  const ends = [];
  for (const deadly of [false, true]) {
    await withRace({ ...small, stop: { steps: 200 } }, async ({ race, pool, notices }) => {
      await race.advance(50);
      race.play();
      await until(() => race.step > 52);
      if (deadly) pool.kill(0);
      race.setPace('fastest');
      await until(() => race.phase === 'finished' && race.lanes[0].hash);
      assert.deepEqual(notices, deadly ? [['restart', pool.deal[0]]] : []);
      ends.push(race.lanes.map((lane) => [lane.hash, lane.state, lane.stateStep, lane.records.length]));
    });
  }
  assert.deepEqual(ends[0], ends[1]);
});

test('a long race keeps its records few', async () => {
  await withRace({ ...small, stop: { steps: 6000 } }, async ({ race }) => {
    race.setPace('fastest');
    race.play();
    await until(() => race.phase === 'finished');
    for (const { records } of race.lanes) {
      assert.ok(records.length > 1000 && records.length < 2400, String(records.length));
      const steps = [...records.step.subarray(0, records.length)];
      assert.ok(steps.every((step, i) => i === 0 || step > steps[i - 1]));
      assert.equal(steps.at(-1), 6000);
    }
  });
});

test('of several races asked for at once the last is made, with the curves before as ghosts', async () => {
  await withRace(small, async ({ race }) => {
    await race.advance(20);
    const specs = await Promise.all([1, 2, 3].map((seed) => complete({ ...small, seed })));
    const made = await Promise.all(specs.map((spec) => race.build(spec, { ghosts: 'take' })));
    assert.deepEqual(made, [false, false, true]);
    assert.equal(race.spec.seed, 3);
    assert.equal(race.lanes[0].ghost.step.length, 21);
    await race.build(specs[0], { ghosts: 'keep' });
    assert.equal(race.lanes[0].ghost.step.length, 21);
    await race.build(specs[1], { ghosts: 'none' });
    assert.equal(race.lanes[0].ghost, null);
  });
});

test('a task with one input has curves instead of maps', async () => {
  await withRace({ ...small, data: { generator: 'sine' } }, async ({ race }) => {
    assert.equal(race.fields, null);
    assert.equal(race.fits.data.length, 3 * race.fits.count);
    await race.advance(10);
    assert.equal(race.fits.step, 10);
  });
});

test('a task with many inputs has maps of the two that are wanted, of the first two where it has no such two', async () => {
  const inputs = [[0, 1, 2, 3], [4, 3, 2, 1], [1, 5, 1, 5], [0, 0, 7, 7]];
  const spec = { ...small, data: { points: { kind: 'classes', inputs, targets: [[0], [1], [0], [1]], ranges: [[0, 1], [2, 3], [4, 5], [6, 7]] } } };
  await withRace(spec, async ({ race }) => {
    assert.deepEqual([race.data.shown, race.data.view], [[0, 1], [0, 1, 2, 3]]);
    const before = race.fields;
    race.setColumns([3, 1]);
    assert.deepEqual([race.data.shown, race.data.view, race.fields], [[3, 1], [6, 7, 2, 3], null]);
    await race.advance(0);
    assert.equal(race.fields.data.length, before.data.length);
    assert.notDeepEqual(race.fields.data, before.data);
    const after = race.fields;
    race.setColumns([2, 2]);
    await race.advance(0);
    assert.deepEqual([race.data.shown, race.fields.data], [[0, 1], before.data]);
    race.setColumns([3, 1]);
    await race.build(await complete({ ...small, data: { generator: 'circle' } }), { ghosts: 'none' });
    assert.deepEqual([race.data.shown, race.data.view.length], [[0, 1], 4]);
    await race.build(await complete(spec), { ghosts: 'none' });
    assert.deepEqual([race.data.shown, race.fields.data], [[3, 1], after.data]);
  });
});

test('a diverging lane stops, the others go on', async () => {
  const spec = { ...small, optimizer: { id: 'sgd', rate: 0.1 }, lanes: [{ activation: 'squared-relu', set: { 'optimizer.rate': 1000 } }, { activation: 'tanh' }] };
  await withRace(spec, async ({ race }) => {
    await race.advance(300);
    assert.equal(race.lanes[0].state, 'diverged');
    assert.ok(race.lanes[0].stateStep > 0 && race.lanes[0].stepOf < 300);
    assert.equal(race.lanes[1].stepOf, 300);
    assert.equal(race.phase, 'finished');
    assert.equal(race.certificate.ok, true);
  });
});

test('certificates that differ without right are found', async () => {
  const spec = { lanes: [{ activation: 'tanh' }, { activation: 'relu' }, { activation: 'elu', set: { 'network.layers[0].units': 3 } }] };
  const lanes = [{ state: 'running' }, { state: 'running' }, { state: 'diverged' }];
  const own = { data: 'd', draws: 'r', order: 'o' };
  assert.equal(compare(spec, [own, own, { data: 'd', draws: 'other', order: 'other' }], lanes).ok, true);
  assert.equal(compare(spec, [own, own, { data: 'other', draws: 'r', order: 'o' }], lanes).ok, false);
  assert.equal(compare(spec, [own, { ...own, draws: 'other' }, own], lanes).ok, false);
  assert.equal(compare(spec, [own, { ...own, order: 'other' }, own], lanes).ok, false);
});

test('the result counts states and judges the guess', () => {
  const lane = (index, state, stateStep = -1) => ({ index, state, stateStep, seeds: [{ state }, { state: 'learned' }] });
  const lanes = [lane(0, 'learned', 80), lane(1, 'stuck'), lane(2, 'learned', 60), lane(3, 'slow'), lane(4, 'diverged', 3)];
  const race = { steps: 300, extended: false, predicted: 2, seedsTotal: 2 };
  assert.deepEqual(resultOf(lanes, race), {
    steps: 300, learned: [0, 2], slow: [3], stuck: [1], diverged: [4], stopped: [], extended: false, fastest: 2,
    prediction: { lane: 2, right: true }, seeds: { total: 2, learned: [2, 1, 2, 1, 1] },
  });
  assert.equal(resultOf(lanes, { ...race, predicted: 0 }).prediction.right, false);
  assert.equal(resultOf(lanes, { ...race, seedsTotal: 20 }).seeds, null);
});

test('the guess is the best constant', async () => {
  await withRace(small, async ({ race }) => {
    const { guess, line, target } = baselinesOf(race.spec, race.data, race.lanes);
    assert.equal(guess, Math.log(2));
    assert.equal(line, race.lanes[2].trainLoss);
    assert.equal(target, 0.1);
  });
  await withRace({ ...small, data: { generator: 'step', noise: 0 }, lanes: [{ activation: 'relu' }] }, async ({ race }) => {
    const { guess, line, target, targetScore } = baselinesOf(race.spec, race.data, race.lanes);
    assert.ok(guess > 0.9 && guess <= 1, String(guess));
    assert.deepEqual([line, target, targetScore], [null, null, 0.9]);
  });
});

test('records thin out and take no step twice', () => {
  const rows = (steps) => ({
    run: Int32Array.from(steps, () => 0), step: Int32Array.from(steps),
    ...Object.fromEntries(['trainLoss', 'testLoss', 'trainScore', 'testScore', 'milliseconds'].map((name) => [name, Float32Array.from(steps)])),
  });
  const records = new Records();
  const push = (steps) => steps.forEach((_, i) => records.push(rows(steps), i));
  push(Array.from({ length: 600 }, (_, i) => i));
  push([300, 599, 600, 601]);
  assert.equal(records.length, 602);
  records.thin(4);
  assert.deepEqual([...records.step.subarray(0, 3), ...records.step.subarray(records.length - 2, records.length)], [0, 4, 8, 600, 601]);
  assert.equal(records.trainLoss[2], 8);
});

test('a race that cannot hold its pace does not rush later', () => {
  const pacer = new Pacer();
  pacer.restart(200, 0, 0);
  pacer.ran(10, 0, 10);
  assert.ok(pacer.next(10, 5000, false).to <= 12);
});

test('editing forgets what depended on the old value', async () => {
  const cases = [
    [{}, [['data.generator', 'sine']], { data: { generator: 'sine' } }],
    [{ data: { generator: 'sine' } }, [['data.generator', 'moons']], { data: { generator: 'moons' } }],
    [{ data: { trainShare: 0.5 } }, [['data.generator', 'moons']], { data: { generator: 'moons', trainShare: 0.5 } }],
    [{}, [['data.parameters.classes', 3]], { data: { parameters: { classes: 3 } } }],
    [{ data: { parameters: { classes: 3 } } }, [['data.parameters.classes', 2]], {}],
    [{}, [['optimizer.id', 'sgd'], ['optimizer.rate', 0.5]], { optimizer: { id: 'sgd', rate: 0.5 } }],
    [{}, [['head', 'tanh']], { head: 'tanh' }],
    [{}, [['network.layers[1].units', 4]], { network: { layers: [{}, { units: 4 }, {}] } }],
    [{ seed: 5, optimizer: { rate: 1 } }, [['seed', undefined], ['optimizer.rate', undefined]], {}],
    [{}, [['', { seed: 3 }]], { seed: 3 }],
    [
      { network: { layers: [{ activation: 'leaky-relu', parameters: { alpha: 0.3 } }] } },
      [['network.layers[0].activation', 'tanh']],
      { network: { layers: [{ activation: 'tanh' }] }, lanes: [{ name: 'base' }] },
    ],
  ];
  for (const [from, edits, to] of cases) {
    const given = await complete(from);
    const copy = structuredClone(given);
    const edited = await complete(editSpec(given, edits));
    assert.deepEqual(given, copy);
    assert.deepEqual(edited, await complete({ lanes: edited.lanes, ...to }), JSON.stringify(edits));
  }
});

test('an experiment refuses with the engine\'s words, stays as it was, and goes back', async () => {
  await withRace(small, async ({ race }) => {
    const store = new Store();
    const refused = [];
    const experiment = new Experiment({ store, race, complete, onBuilt: () => {}, onRefused: (message) => refused.push(message) });
    assert.equal(await experiment.replace(small), null);
    await race.advance(3);
    assert.equal(await experiment.edit([['optimizer.rate', -1]]), refused[0]);
    assert.match(refused[0], /^optimizer\.rate: -1 /);
    assert.equal(race.step, 3);
    assert.equal(experiment.canUndo, false);
    await experiment.edit([['optimizer.rate', 0.1]]);
    await experiment.edit([['seed', 9]]);
    assert.deepEqual([race.spec.optimizer.rate, race.spec.seed, race.step], [0.1, 9, 0]);
    await experiment.undo();
    assert.deepEqual([race.spec.optimizer.rate, race.spec.seed], [0.1, 0]);
    await experiment.undo();
    assert.equal(race.spec.optimizer.rate, 0.01);
    assert.equal(experiment.canUndo, false);
  });
});

test('of races asked for in a row only the last is made, and the curves one of them was to take are behind it', async () => {
  await withRace(small, async ({ race }) => {
    await race.advance(5);
    const changed = await complete({ ...small, data: { noise: 0.3 } });
    const made = await Promise.all([race.build(changed, { ghosts: 'take' }), race.build(changed, { ghosts: 'keep' })]);
    assert.deepEqual(made, [false, true]);
    assert.equal(race.lanes[0].ghost.step.at(-1), 5);
    await Promise.all([race.build(changed, { ghosts: 'none' }), race.build(changed, { ghosts: 'take' })]);
    assert.equal(race.lanes[0].ghost, null);
  });
});

test('a setting that is dragged while the race plays ends where it was let go, playing, and is one step to undo', async () => {
  await withRace(small, async ({ race }) => {
    const store = new Store();
    let time = 0;
    // Answers at once, so that the changes come faster than races are made, however busy the machine is.
    const answers = new Map(await Promise.all([0.02, 0.05, 0.1, 0.15, 0.2].map(async (noise) => [noise, await complete({ ...small, data: { noise } })])));
    const at = async (spec) => answers.get(spec.data?.noise ?? 0.02);
    const experiment = new Experiment({ store, race, complete: at, onBuilt: () => {}, onRefused: assert.fail, now: () => time });
    await experiment.replace(small);
    race.setPace(40);
    race.play();
    await until(() => race.step > 3);
    const id = race.id;
    const drag = (...noises) => Promise.all(noises.map((noise) => experiment.edit([['data.noise', noise]])));
    await drag(0.05, 0.1, 0.15);
    assert.ok(race.id - id < 3, `made ${race.id - id} races`);
    assert.equal(race.phase, 'playing');
    const { ghost } = race.lanes[0];
    assert.ok(ghost.step.length > 3);
    // Held for a moment, while the race of this value runs, and dragged on.
    await until(() => race.step > 3);
    time += 900;
    await drag(0.2);
    assert.equal(race.spec.data.noise, 0.2);
    assert.equal(store.state.spec.data.noise, 0.2);
    assert.equal(race.phase, 'playing');
    assert.equal(race.lanes[0].ghost, ghost, 'behind it stays the race before the drag');
    await until(() => race.step > 3);
    await race.pause();
    await experiment.undo();
    assert.equal(race.spec.data.noise, 0.02);
    assert.equal(race.phase, 'ready');
  });
});

test('an experiment too large to make leaves the one before', async () => {
  await withRace(small, async ({ race }) => {
    const store = new Store();
    const refused = [];
    const experiment = new Experiment({ store, race, complete, onBuilt: () => {}, onRefused: (message) => refused.push(message) });
    await experiment.replace(small);
    await race.advance(4);
    const [{ hash }] = race.lanes;
    const huge = {
      data: { count: 20000 },
      network: { layers: Array.from({ length: 16 }, () => ({ units: 256 })) },
      lanes: Array.from({ length: 64 }, () => ({ activation: 'relu' })),
    };
    const message = await experiment.replace(huge);
    assert.match(message, /parameters times points/);
    assert.deepEqual(refused, [message]);
    assert.equal(race.phase, 'paused');
    assert.equal(race.lanes.length, 3);
    assert.equal(store.state.spec.data.count, 128);
    assert.equal(race.step, 4);
    assert.equal(race.lanes[0].hash, hash);
  });
});

test('texts take parameters and plurals', () => {
  const zh = createTranslator('zh');
  const en = createTranslator('en');
  assert.equal(en('no.such.key'), 'no.such.key');
  assert.notEqual(en('name.identity'), zh('name.identity'));
  assert.ok(en('notice.link.key', { name: 'colour' }).includes('colour'));
  assert.ok(!en('notice.link.key', { name: 'colour' }).includes('{'));
});

test('every point of a sweep is a lane of its own, in the order the engine has them, and says which it is', async () => {
  const sweep = [{ path: 'initializer.gain', values: [1, 3] }, { path: 'optimizer.rate', values: [0.1, 0.5, 0.02] }];
  const lanes = [{ activation: 'tanh', parameters: {} }, { name: 'mine', activation: 'relu' }];
  await withRace({ ...small, lanes, sweep }, async ({ race }) => {
    assert.equal(race.certificate.ok, true);
    assert.equal(race.lanes.length, 12);
    assert.deepEqual(race.lanes.map((lane) => lane.start.gain), sweptLanes(race.spec).map(({ set }) => set['initializer.gain']));
    assert.equal(race.lanes[4].name, 'Tanh (weights × 3, rate 0.5)');
    assert.equal(race.lanes[6].name, 'mine (weights × 1, rate 0.1)');
    assert.deepEqual(race.lanes.slice(0, 2).map((lane) => lane.activation), ['tanh', 'tanh']);
    await race.advance(3);
    assert.equal(race.certificate.ok, true);
    assert.equal(new Set(race.lanes.map((lane) => lane.hash)).size, 12);
    const [fast] = race.lanes.slice(1);
    await race.build(await complete({ ...small, lanes: [{ activation: 'tanh', set: { 'optimizer.rate': 0.5 } }] }), { ghosts: 'none' });
    await race.advance(3);
    assert.equal(race.lanes[0].hash, fast.hash);
  });
});

test('more runs than the page can show are refused, and the race before stays', async () => {
  await withRace(small, async ({ race }) => {
    const values = Array.from({ length: 22 }, (_, i) => i + 1);
    const wide = await complete({ ...small, sweep: [{ path: 'initializer.gain', values }] });
    await assert.rejects(race.build(wide, { ghosts: 'none' }), /sweep: 66 runs are more than the page shows side by side, 64; 'nonlin train'/);
    assert.equal(race.lanes.length, 3);
    assert.equal((await race.advance(2), race.lanes[0].stepOf), 2);
  });
});

test('after a change in mid-run the page has the points that are trained on, and going back the old ones', async () => {
  const spec = { ...small, changes: [{ step: 5, set: { 'optimizer.rate': 0.1 } }, { step: 8, set: { 'data.generator': 'circle', 'data.count': 90 } }] };
  await withRace(spec, async ({ race }) => {
    const before = race.certificate.data;
    await race.advance(7);
    assert.equal(race.data.count, 128);
    assert.equal(race.certificate.data, before);
    await race.advance(1);
    assert.equal(race.data.count, 90);
    assert.notEqual(race.certificate.data, before);
    assert.equal(race.certificate.ok, true);
    await race.build(race.spec, { ghosts: 'none' });
    assert.equal(race.data.count, 128);
  });
});

test('a lane that ends at its target keeps its step, and the others go on to the budget', async () => {
  await withRace({ ...small, data: { generator: 'circle' }, stop: { steps: 200, target: { loss: 0.4 }, stopAtTarget: true } }, async ({ race }) => {
    await race.advance(200);
    const ended = race.lanes.filter((lane) => lane.state === 'learned');
    assert.ok(ended.length > 0 && ended.length < 3);
    for (const lane of ended) assert.deepEqual([lane.stepOf, lane.records.step[lane.records.length - 1]], [lane.stateStep, lane.stateStep]);
    assert.equal(race.lanes[2].stepOf, 200);
    assert.equal(race.phase, 'finished');
    assert.equal(race.certificate.ok, true);
  });
});

test('when every lane has ended, the race is at its budget at once', async () => {
  const stop = { steps: 10_000_000, target: { loss: 0.4 }, stopAtTarget: true };
  const lanes = [{ activation: 'tanh' }, { activation: 'relu' }];
  await withRace({ ...small, data: { generator: 'circle' }, stop, lanes }, async ({ race }) => {
    race.setPace('fastest');
    race.play();
    await until(() => race.phase === 'finished');
    assert.equal(race.step, stop.steps);
    for (const lane of race.lanes) assert.deepEqual([lane.state, lane.stepOf], ['learned', lane.stateStep]);
  });
});
