// The pool of workers, with the real engine in threads: one common step, the same hashes with any number of workers, also
// when a worker dies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError, WorkerDied } from '../../web/engine/client.js';
import { mergeFrames } from '../../web/engine/frames.js';
import { Pool } from '../../web/engine/pool.js';
import { createPlatform } from './support/platform.mjs';

const spec = {
  data: { generator: 'moons', trainShare: 0.7 },
  batch: { size: 16 },
  network: { layers: [{ units: 8 }, { units: 8 }] },
  stop: { steps: 400 },
};
const nothing = { fields: 0, fits: 0, bands: false, hashes: false, view: null };
const hashes = { ...nothing, hashes: true };

/** Runs `body` with a pool and its race, and ends the pool however the body ends. */
async function withPool(size, body, options = {}) {
  const platform = createPlatform();
  const pool = new Pool(platform, size, options);
  try {
    const complete = await pool.ask('complete', spec);
    const runs = complete.lanes.map((_, i) => [i, 0]);
    await body({ pool, platform, complete, runs });
  } finally {
    pool.close();
  }
}

/** What a race of 300 steps looks like when nothing goes wrong. */
async function undisturbed() {
  let result;
  await withPool(1, async ({ pool, complete, runs }) => {
    await pool.configure(complete, runs, 10);
    const frame = await pool.run(300, { ...hashes, fields: 16, bands: true });
    result = { frame, certificates: await pool.certificates() };
  });
  return result;
}

const reference = await undisturbed();

test('one and three workers give the same', async () => {
  await withPool(3, async ({ pool, complete, runs }) => {
    const { runs: starts } = await pool.configure(complete, runs, 10);
    assert.deepEqual(starts.map((start) => start.lane), runs.map(([lane]) => lane));
    assert.deepEqual(pool.deal.map((list) => list.length), [6, 5, 5]);
    await pool.run(120, nothing);
    assert.equal(pool.step, 120);
    const frame = await pool.run(300, { ...hashes, fields: 16, bands: true });
    assert.deepEqual(frame.hashes, reference.frame.hashes);
    assert.deepEqual(frame.fields, reference.frame.fields);
    assert.deepEqual(frame.bands, reference.frame.bands);
    assert.deepEqual(frame.trainLoss, reference.frame.trainLoss);
    assert.deepEqual(frame.state, reference.frame.state);
    assert.deepEqual(frame.stateStep, reference.frame.stateStep);
    assert.deepEqual(await pool.certificates(), reference.certificates);
  });
});

test('records are of the race, not of the worker', async () => {
  await withPool(3, async ({ pool, complete, runs }) => {
    await pool.configure(complete, runs, 10);
    const { records } = await pool.run(50, nothing);
    for (let lane = 0; lane < runs.length; ++lane) {
      const own = [...records.run.keys()].filter((i) => records.run[i] === lane);
      assert.deepEqual(own.map((i) => records.step[i]), [0, 10, 20, 30, 40, 50]);
      const wanted = [...reference.frame.records.run.keys()].filter((i) => reference.frame.records.run[i] === lane);
      assert.deepEqual(own.map((i) => records.trainLoss[i]), wanted.slice(0, 6).map((i) => reference.frame.records.trainLoss[i]));
    }
  });
});

test('the dearest lanes are dealt first', async () => {
  await withPool(2, async ({ pool, complete }) => {
    const runs = [0, 1, 2, 3, 4].map((lane) => [lane, 0]);
    await pool.configure(complete, runs, 10, [1, 1, 8, 1, 5]);
    assert.deepEqual(pool.deal, [[2], [0, 1, 3, 4]]);
  });
});

test('dealing anew in mid-race changes nothing but the deal', async () => {
  await withPool(2, async ({ pool, complete, runs }) => {
    await pool.configure(complete, runs, 10);
    await pool.run(130, nothing);
    const before = pool.deal;
    await pool.redeal(runs.map((_, i) => i + 1));
    assert.notDeepEqual(pool.deal, before);
    assert.deepEqual((await pool.run(300, hashes)).hashes, reference.frame.hashes);
  });
});

for (const saved of [false, true]) {
  test(`a worker that dies is replayed ${saved ? 'from its snapshots' : 'from the start'}`, async () => {
    const restarts = [];
    await withPool(2, async ({ pool, complete, runs }) => {
      await pool.configure(complete, runs, 10);
      await pool.run(100, nothing);
      if (saved) await pool.save();
      await pool.run(150, nothing);
      pool.kill(1);
      const frame = await pool.run(300, hashes);
      assert.deepEqual(frame.hashes, reference.frame.hashes);
      assert.deepEqual(await pool.certificates(), reference.certificates);
      assert.deepEqual(restarts, [[1, pool.deal[1]]]);
      assert.ok(frame.milliseconds.every((ms) => ms > 0));
    }, { onRestart: (worker, lanes) => restarts.push([worker, [...lanes]]) });
  });
}

test('a worker that dies while it trains is replayed', async () => {
  await withPool(2, async ({ pool, complete, runs }) => {
    await pool.configure(complete, runs, 10);
    await pool.run(100, nothing);
    const arriving = pool.run(300, hashes);
    pool.kill(0);
    assert.deepEqual((await arriving).hashes, reference.frame.hashes);
  });
});

test('a worker that falls silent is found out', async () => {
  let restarts = 0;
  await withPool(1, async ({ pool, platform, complete, runs }) => {
    await pool.configure(complete, runs, 10);
    await pool.run(100, nothing);
    await platform.threads[0].terminate();
    assert.deepEqual((await pool.run(300, hashes)).hashes, reference.frame.hashes);
    assert.equal(restarts, 1);
    assert.equal(platform.threads.length, 2);
  }, { stallSeconds: 1, onRestart: () => ++restarts });
});

test('a budget raised before a death is raised after it', async () => {
  await withPool(1, async ({ pool, complete, runs }) => {
    await pool.configure({ ...complete, stop: { ...complete.stop, steps: 200 } }, runs, 10);
    await pool.run(200, nothing);
    await pool.extend(200);
    await pool.run(250, nothing);
    pool.kill(0);
    assert.deepEqual((await pool.run(300, hashes)).hashes, reference.frame.hashes);
  });
});

test('a pool whose workers cannot live gives up', async () => {
  const platform = { ...createPlatform(), wasm: new ArrayBuffer(8) };
  let restarts = 0;
  const pool = new Pool(platform, 1, { onRestart: () => ++restarts });
  await assert.rejects(pool.ask('catalogue'), WorkerDied);
  assert.equal(restarts, 4);
  pool.close();
});

test('a pool that gave up tries anew when it is asked again', async () => {
  const real = createPlatform();
  let sick = true;
  const startWorker = () => {
    const worker = real.startWorker();
    // Ends as a crash does as soon as it is asked to make a race.
    const postMessage = (message) => (sick && message.method === 'configure' ? worker.crash() : worker.postMessage(message));
    const listeners = [];
    worker.crash = () => {
      worker.terminate();
      setImmediate(() => listeners.forEach((listener) => listener({ message: 'crashed' })));
    };
    const addEventListener = (type, listener) => (type === 'error' ? listeners.push(listener) : worker.addEventListener(type, listener));
    return { ...worker, postMessage, addEventListener };
  };
  const pool = new Pool({ ...real, startWorker }, 2);
  try {
    const complete = await pool.ask('complete', spec);
    const runs = complete.lanes.map((_, i) => [i, 0]);
    await assert.rejects(pool.configure(complete, runs, 10), WorkerDied);
    assert.deepEqual(await pool.ask('complete', spec), complete);
    sick = false;
    await pool.configure(complete, runs, 10);
    assert.deepEqual((await pool.run(300, hashes)).hashes, reference.frame.hashes);
  } finally {
    pool.close();
  }
});

test('what the engine refuses is refused with its words', async () => {
  await withPool(2, async ({ pool, complete, runs }) => {
    await assert.rejects(pool.ask('complete', { seed: -1 }), (error) => error instanceof EngineError && error.message === 'seed: -1 is outside 0..4294967295');
    await assert.rejects(pool.ask('destroy'), EngineError);
    await pool.configure(complete, runs, 10);
    assert.deepEqual((await pool.run(300, hashes)).hashes, reference.frame.hashes);
  });
});

test('frames of several workers become one, in the order of the runs', () => {
  const part = (runs, base) => ({
    runs,
    frame: {
      step: 5,
      state: Uint8Array.from(runs),
      stateStep: Int32Array.from(runs),
      stepOf: Int32Array.from(runs),
      trainLoss: Float64Array.from(runs, (x) => x + base),
      testLoss: new Float64Array(runs.length),
      trainScore: new Float64Array(runs.length),
      testScore: new Float64Array(runs.length),
      milliseconds: new Float64Array(runs.length),
      records: { run: Int32Array.from([0, 1]), step: Int32Array.from([5, 5]), trainLoss: Float32Array.from([base, base + 1]) },
      fields: { size: 2, channels: 1, data: Uint8Array.from(runs.flatMap((run) => [run, run, run, run])) },
      fits: { count: 3, lo: -1, hi: 1, data: Float32Array.from(runs.flatMap((run) => [run, run, run])) },
      bands: Float32Array.from(runs.flatMap((run) => [-run, run])),
      hashes: runs.map(String),
    },
  });
  const merged = mergeFrames([part([0, 3], 0.5), part([1, 2], 0.25)], 4);
  assert.deepEqual([...merged.state], [0, 1, 2, 3]);
  assert.deepEqual([...merged.trainLoss], [0.5, 1.25, 2.25, 3.5]);
  assert.deepEqual([...merged.fields.data], [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  assert.deepEqual([...merged.fits.data], [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
  assert.deepEqual([...merged.bands], [-0, 0, -1, 1, -2, 2, -3, 3]);
  assert.deepEqual(merged.hashes, ['0', '1', '2', '3']);
  assert.deepEqual([...merged.records.run], [0, 3, 1, 2]);
  assert.deepEqual([...merged.records.trainLoss], [0.5, 1.5, 0.25, 1.25]);
});
