// The WebAssembly engine, called directly: the same bits as the native program, for every row of every table, with SIMD and
// without; pictures that show what the network computes; refusals that change nothing; memory that stays.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { loadEngine, native, nativeEnds } from './support/engine.mjs';

const nothing = { fields: 0, fits: 0, bands: false, hashes: false, view: null };

/** A call that the engine takes. */
function ok(value) {
  assert.equal(value?.error, undefined);
  return value;
}

/** Makes the race of a spec, all its lanes at `seeds`, and trains it to its end. */
function race(engine, spec, seeds = [0]) {
  const { lanes } = ok(engine.complete(spec));
  const runs = lanes.flatMap((_, lane) => seeds.map((seed) => [lane, seed]));
  const made = ok(engine.configure(spec, runs, 1_000_000));
  while (!ok(engine.advance(made.budget, 50)));
  return { made, frame: ok(engine.frame({ ...nothing, hashes: true })) };
}

/** FNV-1a 64 of float32 numbers, as sixteen hexadecimal digits. */
function fnv(numbers) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new Uint8Array(Float32Array.from(numbers).buffer)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

const { engine: catalogued } = await loadEngine('wasm');
const catalogue = catalogued.catalogue();
const everyLane = catalogue.activations.map(({ id }) => ({ activation: id }));
const small = {
  data: { generator: 'moons', count: 100, trainShare: 0.8 },
  network: { layers: [{ units: 5 }, { units: 3 }] },
  batch: { size: 32, order: 'shuffled' },
  stop: { steps: 200 },
};
const few = [{ activation: 'tanh' }, { activation: 'prelu' }, { activation: 'maxout' }, { activation: 'gelu' }, { activation: 'sine' }];

/** Specs that together use every row of every table, and what a batch, an input, a layer and a lane can be. */
const specs = {
  'every activation, 2,000 Adam steps': { ...small, lanes: everyLane, stop: { steps: 2000 } },
  'every activation, six layers': { ...small, network: { layers: Array.from({ length: 6 }, () => ({ units: 9 })) }, lanes: everyLane },
  ...Object.fromEntries(catalogue.optimizers.map(({ id }) => [`optimiser ${id}`, { ...small, lanes: everyLane, optimizer: { id, rate: id === 'adam' ? 0.01 : 0.1 } }])),
  ...Object.fromEntries(catalogue.initializers.map((id) => [`initialiser ${id}`, { ...small, lanes: few, initializer: { id, gain: 0.7, bias: 0.1 } }])),
  ...Object.fromEntries(catalogue.datasets.map(({ id }) => [`data ${id}`, { data: { generator: id, noise: 0.1, trainShare: 0.7 }, network: { layers: [{ units: 8 }] }, lanes: few, stop: { steps: 100 } }])),
  ...Object.fromEntries(catalogue.pairings.map(({ head, loss, forClasses, forLabels }) => [
    `${head} with ${loss} for ${forClasses ? 'classes' : forLabels ? 'labels' : 'values'}`,
    { ...small, data: { generator: forClasses ? 'circle' : forLabels ? 'venn' : 'plane' }, head, loss, lanes: few },
  ])),
  'softmax, four classes': { ...small, data: { generator: 'blobs', parameters: { classes: 4 } }, lanes: everyLane },
  'one input': { ...small, data: { generator: 'two-tone' }, lanes: everyLane },
  'all input features, scaled and shifted': { ...small, inputs: { features: ['x', 'y', 'x2', 'y2', 'xy', 'sin-x', 'sin-y'], scale: 3, shift: -0.3 }, lanes: few },
  'standardised inputs': { ...small, inputs: { features: ['x', 'y', 'xy', 'sin-x'], scale: 3, standardize: true }, lanes: few },
  ...Object.fromEntries(catalogue.schedules.map(({ id }) => [`schedule ${id}, warm-up, clipping`, { ...small, lanes: few, optimizer: { id: 'nesterov', rate: 0.1, schedule: { id, warmup: 20 }, clip: 0.3 } }])),
  'decay, and weights that stay at zero': { ...small, optimizer: { id: 'adamw', rate: 0.01 }, regularization: { l1: 0.02, l1Zero: 'stay', decay: 0.1 }, lanes: few },
  'penalties': { ...small, regularization: { l1: 0.001, l2: 0.003, activations: 0.002 }, lanes: few },
  ...Object.fromEntries(['batch', 'layer'].map((norm) => [`${norm} norm`, { ...small, network: { layers: [{ units: 5, norm }, { units: 3, norm }], outputBias: false }, lanes: everyLane }])),
  'batch norm over several chunks': { ...small, data: { generator: 'moons', count: 700 }, network: { layers: [{ units: 5, norm: 'batch' }] }, batch: { size: 600 }, lanes: few, stop: { steps: 60 } },
  'dropout': { ...small, network: { layers: [{ units: 5, dropout: 0.3 }, { units: 6, norm: 'batch', dropout: 0.5 }] }, lanes: everyLane },
  'batches that do not divide the set': { ...small, batch: { size: 7, order: 'shuffled', leftover: 'short' }, lanes: few },
  'what an epoch leaves over joins the next': { ...small, batch: { size: 7, leftover: 'carry' }, lanes: few },
  "Playground's data and start": {
    ...small,
    data: { generator: 'tfp-spiral', noise: 15, textSeed: '0.59704', trainShare: 0.5 },
    initializer: { id: 'tfp', bias: 0.1 },
    batch: { size: 30, order: 'fixed', leftover: 'carry' },
    lanes: everyLane,
  },
  'single samples in fixed order': { ...small, batch: { size: 1, order: 'fixed' }, lanes: few },
  'no hidden layer': { ...small, network: { layers: [] }, lanes: [{ name: 'line' }] },
  'wide and uneven layers': { ...small, network: { layers: [{ units: 37 }, { units: 1, activation: 'elu', bias: false }, { units: 19 }] }, lanes: few, stop: { steps: 60 } },
  'learned parameters of a unit and of a layer': {
    ...small,
    lanes: [
      ...['unit', 'layer'].flatMap((learned) => [
        { name: `prelu by ${learned}`, activation: 'prelu', parameters: { alpha: { value: 0.1, learned } } },
        { name: `swish by ${learned}`, activation: 'swish', parameters: { beta: { value: 1.5, learned } } },
      ]),
      { activation: 'maxout', parameters: { pieces: 4 } },
      { activation: 'gelu', parameters: { mu: 0.2, sigma: 2 } },
    ],
  },
  'activations of one\'s own': {
    ...small,
    lanes: [
      ...['x*sigmoid(1.702*x)', 'where(x > 0, x, a*(exp(x) - 1))', 'x*tanh(softplus(x))', 'sin(3*x)/(1 + x^2)', 'x*Phi(x)', 'log1p(abs(x))*sign(x)',
        'atan(x) + expm1(min(x, 0))', '(2 + cos(x))^x', 'cosh(x)/(1 + sinh(x)^2)', 'erf(x)/sqrt(1 + x^2)'].map((formula) => ({ activation: { formula } })),
      { activation: { formula: 'max(x, a*x)', parameters: { a: 0.1 } }, parameters: { a: { learned: 'unit' } } },
      { activation: { formula: 'x*sigmoid(beta*x)' }, parameters: { beta: { value: 1.5, learned: 'layer' }, outer: 2 } },
      { activation: { points: [[-3, 0], [-1, -0.3], [0, 0], [0.7, 1], [2, 1.2]] } },
    ],
  },
  'lanes that change the experiment': {
    ...small,
    lanes: [
      { activation: 'tanh', set: { 'optimizer.rate': 0.1, 'initializer.gain': 3, 'initializer.id': 'he-uniform' } },
      { activation: 'tanh', set: { 'network.layers[0].units': 12, 'inputs.scale': 2, 'regularization.l2': 0.01 } },
      { activation: 'tanh', set: { optimizer: { id: 'momentum', rate: 0.1, momentum: 0.5 }, head: 'tanh' } },
    ],
  },
  'lanes that diverge': { ...small, optimizer: { id: 'sgd', rate: 50 }, lanes: ['squared-relu', 'bent-identity', 'tanh'].map((activation) => ({ activation })) },
};

for (const build of ['wasm', 'wasm-scalar']) {
  describe(`${build}: the same as the native program`, () => {
    let engine;
    before(async () => ({ engine } = await loadEngine(build)));

    for (const [name, given] of Object.entries(specs)) {
      test(name, () => {
        const spec = { ...given, seed: 11, seeds: 2 };
        const { frame } = race(engine, spec, [0, 1]);
        const ends = nativeEnds(spec);
        assert.equal(frame.hashes.length, ends.length);
        ends.forEach((end, i) => {
          const label = `${end.lane}, seed ${end.seed}`;
          const shown = (x) => (Number.isFinite(x) ? Number(x.toPrecision(9)) : null);
          assert.equal(frame.hashes[i], end.hash, label);
          assert.equal(catalogue.states[frame.state[i]], end.state, label);
          assert.equal(frame.stepOf[i], end.step, label);
          assert.equal(shown(frame.trainLoss[i]), end.train_loss, label);
          assert.equal(shown(frame.testLoss[i]), end.test_loss, label);
          assert.equal(shown(frame.trainScore[i]), end.train_score, label);
        });
      });
    }

    test('the tables are the same', () => assert.deepEqual(engine.catalogue(), catalogue));
  });
}

test('these specs tell lanes and seeds apart, and some of them diverge', () => {
  const { frame } = race(catalogued, { ...specs['every activation, 2,000 Adam steps'], seed: 11, seeds: 2 }, [0, 1]);
  // relu6 is relu while no pre-activation passes 6; all else differs.
  assert.ok(new Set(frame.hashes).size >= 2 * everyLane.length - 2);
  const diverged = catalogue.states.indexOf('diverged');
  assert.ok(race(catalogued, specs['lanes that diverge']).frame.state.includes(diverged));
});

describe('what a race starts from', () => {
  test('the hash of the parameters is FNV-1a over the given numbers, layer by layer', () => {
    const start = { W0: [[0.5, -1.25], [2, 0.1]], b0: [0.3, -0.7], alpha0: [0.25, 1e-3], W1: [[1, -1]], b1: [0.2] };
    const spec = { network: { layers: [{ units: 2 }] }, lanes: [{ activation: 'prelu' }], start };
    const { runs } = ok(catalogued.configure(spec, [[0, 0]], 1));
    assert.equal(runs[0].startHash, fnv([...start.W0.flat(), ...start.b0, ...start.alpha0, ...start.W1.flat(), ...start.b1]));
    assert.equal(runs[0].parameters, 11);
    assert.equal(runs[0].given, true);
  });

  test('lanes of one shape share data, draws and order; another seed shares nothing', () => {
    const { lanes } = catalogued.complete({});
    const { runs } = ok(catalogued.configure({ ...small, seeds: 2 }, lanes.flatMap((_, i) => [[i, 0], [i, 1]]), 1));
    const of = (seed) => runs.filter((run) => run.seed % 2 === (7 + seed) % 2).map(({ certificate }) => JSON.stringify(certificate));
    assert.equal(new Set(of(0)).size, 1);
    assert.equal(new Set(of(1)).size, 1);
    for (const key of ['data', 'draws', 'order']) assert.notEqual(JSON.parse(of(0)[0])[key], JSON.parse(of(1)[0])[key]);
  });
});

describe('pictures', () => {
  const start = { W0: [[1, -0.5], [-0.75, 1.5]], b0: [0.25, -0.5], W1: [[1.5, -2]], b1: [0.125] };
  const size = 16;
  const view = [-2, 2];
  // Pixel centres and weights are small multiples of powers of two: the pre-activations are exact in any arithmetic.
  const centre = (i) => view[0] + ((i + 0.5) / size) * (view[1] - view[0]);
  const planar = { network: { layers: [{ units: 2 }] }, head: 'logistic', data: { generator: 'circle' } };
  const numbers = (text) => text.trim().split('\n').slice(1).map((line) => Number(line.split(',')[1]));

  for (const { id, pieces } of catalogue.activations) {
    test(`the map of a 2-2-1 network of ${id} is what the native program's values give`, () => {
      // Piece j of unit u is row u * pieces + j.
      const W0 = start.W0.flatMap((row) => Array.from({ length: pieces.initial }, (_, j) => row.map((w) => w * (j === 0 ? 1 : -0.5))));
      const b0 = start.b0.flatMap((b) => Array.from({ length: pieces.initial }, (_, j) => b + j));
      const own = id === 'prelu' ? { alpha0: [0.25, 0.25] } : {};
      ok(catalogued.configure({ ...planar, lanes: [{ activation: id }], start: { ...start, W0, b0, ...own } }, [[0, 0]], 1));
      const { fields } = ok(catalogued.frame({ ...nothing, fields: size, view }));
      assert.deepEqual([fields.size, fields.channels, fields.data.length], [size, 1, size * size]);
      const points = Array.from({ length: size * size }, (_, i) => [centre(i % size), centre(size - 1 - Math.floor(i / size))]);
      const z = points.flatMap(([x, y]) => [0, 1].map((unit) => W0.slice(unit * pieces.initial, (unit + 1) * pieces.initial)
        .map(([wx, wy], j) => wx * x + wy * y + b0[unit * pieces.initial + j]).join(' ')));
      const text = native(['eval', id], z.join('\n'));
      // Maxout writes value,winner; the others x,value.
      const a = pieces.initial > 1 ? text.trim().split('\n').slice(1).map((line) => Number(line.split(',')[0])) : numbers(text);
      points.forEach((_, i) => {
        const logit = start.W1[0][0] * a[2 * i] + start.W1[0][1] * a[2 * i + 1] + start.b1[0];
        const level = 255 / (1 + Math.exp(-logit));
        assert.ok(Math.abs(fields.data[i] - level) < 0.501, `pixel ${i}: ${fields.data[i]} instead of ${level}`);
      });
    });
  }

  test('a map of one of five inputs against another keeps the others at their training mean', () => {
    const inputs = [[1, 10, -5, 2, 7], [3, 30, -1, 2, 9], [2, 80, 0, 5, 5]];
    const given = { W0: [[0.1, 0.02, 0.3, -0.4, 0.1]], b0: [0.125] };
    const { data } = ok(catalogued.configure({ data: { points: { kind: 'classes', inputs, targets: [[0], [1], [1]], train: [true, true, false] } },
      network: { layers: [] }, lanes: [{ name: 'line' }], start: given }, [[0, 0]], 1));
    const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a}, ${b}`);
    [0.8, 3.2, 3, 87, -5.5, 0.5, 1.7, 5.3, 4.6, 9.4].forEach((wanted, i) => close(data.ranges[i], wanted));
    const { fields } = ok(catalogued.frame({ ...nothing, fields: size, columns: [4, 1] }));
    for (let i = 0; i < size * size; ++i) {
      const x = 4.6 + ((i % size + 0.5) / size) * 4.8;
      const y = 87 - ((Math.floor(i / size) + 0.5) / size) * 84;
      const level = 255 / (1 + Math.exp(-(0.1 * 2 + 0.02 * y + 0.3 * -3 - 0.4 * 2 + 0.1 * x + 0.125)));
      assert.ok(Math.abs(fields.data[i] - level) < 0.51, `pixel ${i}: ${fields.data[i]} instead of ${level}`);
    }
  });

  test('a map of three classes names the likeliest and says how likely', () => {
    const given = { W0: [[1, -0.5], [0.5, 2], [-1, -1]], b0: [0, 0.5, 0.25] };
    ok(catalogued.configure({ data: { generator: 'blobs', parameters: { classes: 3 } }, network: { layers: [] }, lanes: [{ name: 'line' }], start: given }, [[0, 0]], 1));
    const { fields } = ok(catalogued.frame({ ...nothing, fields: size, view }));
    assert.equal(fields.channels, 2);
    for (let i = 0; i < size * size; ++i) {
      const [x, y] = [centre(i % size), centre(size - 1 - Math.floor(i / size))];
      const e = given.W0.map(([wx, wy], k) => Math.exp(wx * x + wy * y + given.b0[k]));
      const p = e.map((each) => each / e.reduce((a, b) => a + b));
      const best = Math.max(...p);
      assert.ok(Math.abs(p[fields.data[i]] - best) < 1e-6, `pixel ${i}`);
      assert.ok(Math.abs(fields.data[size * size + i] - 255 * best) < 0.501, `pixel ${i}`);
    }
  });

  test('the fitted curve of a 1-2-1 network is what the native values give, with scaled and shifted inputs', () => {
    const given = { W0: [[2], [-1]], b0: [0.5, 0.25], W1: [[0.75, -1.5]], b1: [0.1] };
    const spec = { data: { generator: 'sine' }, inputs: { scale: 2, shift: 0.5 }, network: { layers: [{ units: 2 }] }, lanes: [{ activation: 'tanh' }], start: given };
    ok(catalogued.configure(spec, [[0, 0]], 1));
    const count = 65;
    const { fits } = ok(catalogued.frame({ ...nothing, fits: count, view: [-1, 1] }));
    assert.deepEqual([fits.count, fits.lo, fits.hi, fits.data.length], [count, -1, 1, count]);
    const x = Array.from({ length: count }, (_, i) => 2 * (-1 + i / 32) + 0.5);
    const a = numbers(native(['eval', 'tanh'], x.flatMap((each) => [2 * each + 0.5, -each + 0.25]).join('\n')));
    x.forEach((_, i) => assert.ok(Math.abs(fits.data[i] - (0.75 * a[2 * i] - 1.5 * a[2 * i + 1] + 0.1)) < 5e-7, `point ${i}`));
  });

  test('bands hold the middle nine tenths of the pre-activations', () => {
    const given = { W0: [[1, 0]], b0: [0], W1: [[1]], b1: [0] };
    const { data } = ok(catalogued.configure({ network: { layers: [{ units: 1 }] }, lanes: [{ activation: 'tanh' }], start: given }, [[0, 0]], 1));
    const { bands } = ok(catalogued.frame({ ...nothing, bands: true }));
    const x = [...data.x.subarray(0, data.count)];
    const share = (test) => x.filter(test).length / x.length;
    assert.ok(Math.abs(share((each) => each < bands[0]) - 0.05) < 0.01, `${bands[0]}`);
    assert.ok(Math.abs(share((each) => each > bands[1]) - 0.05) < 0.01, `${bands[1]}`);
  });

  test('curves are the values and slopes of the native program', () => {
    for (const { id, parameters, pieces } of catalogue.activations) {
      if (pieces.highest > 1) continue;
      const given = Object.fromEntries(parameters.map(({ id: name, initial }) => [name, initial + 0.5]));
      const { value, slope } = ok(catalogued.curve(id, given, -4, 4, 33));
      const wanted = native(['eval', id, ...Object.entries(given).map(([name, x]) => `${name}=${x}`)], Array.from({ length: 33 }, (_, i) => -4 + i / 4).join('\n'));
      wanted.trim().split('\n').slice(1).forEach((line, i) => {
        const [, y, dy] = line.split(',').map(Number);
        // + 0: a curve does not tell the zeros apart.
        assert.equal(value[i] + 0, Math.fround(y) + 0, `${id} at ${-4 + i / 4}`);
        assert.equal(slope[i] + 0, Math.fround(dy) + 0, `slope of ${id} at ${-4 + i / 4}`);
      });
    }
  });

  test('looking changes nothing', () => {
    const spec = { ...small, lanes: few };
    const undisturbed = race(catalogued, spec).frame.hashes;
    const { budget } = ok(catalogued.configure(spec, few.map((_, i) => [i, 0]), 1));
    for (let step = 0; step <= budget; step += 7) {
      while (!ok(catalogued.advance(step, 50)));
      ok(catalogued.frame({ fields: 40, fits: 0, bands: true, hashes: true, view: [-9, 9] }));
      ok(catalogued.certificates());
      few.forEach((_, i) => ok(catalogued.save(i)));
    }
    while (!ok(catalogued.advance(budget, 50)));
    assert.deepEqual(ok(catalogued.frame({ ...nothing, hashes: true })).hashes, undisturbed);
  });
});

describe('what is refused', () => {
  /** Calls that are refused, with what their message must name. */
  const refused = {
    'an unknown key': [(e) => e.configure({ colour: 1 }, [[0, 0]], 1), /colour/],
    'a value outside': [(e) => e.configure({ network: { layers: [{ units: 0 }] } }, [[0, 0]], 1), /network\.layers\[0\]\.units: 0 is outside 1\.\.256/],
    'no number': [(e) => e.configure({ seed: NaN }, [[0, 0]], 1), /seed/],
    'an infinite number': [(e) => e.configure({ optimizer: { rate: Infinity } }, [[0, 0]], 1), /optimizer\.rate/],
    'a spec that is a list': [(e) => e.configure([], [[0, 0]], 1), /spec/],
    'a spec that is a text': [(e) => e.configure('{}', [[0, 0]], 1), /spec/],
    'no spec': [(e) => e.configure(undefined, [[0, 0]], 1), /spec/],
    'a function in a spec': [(e) => e.configure({ seed: () => 1 }, [[0, 0]], 1), /JSON/],
    'a spec without end': [(e) => {
      const endless = {};
      endless.data = endless;
      return e.configure(endless, [[0, 0]], 1);
    }, /deep|data/],
    'a lane that is not there': [(e) => e.configure(small, [[16, 0]], 1), /16 is outside 0\.\.15/],
    'no lanes at all': [(e) => e.configure(small, [], 1), /runs/],
    'more work than a page may have': [(e) => e.configure({ data: { count: 20000 }, network: { layers: Array.from({ length: 16 }, () => ({ units: 256 })) } }, Array.from({ length: 16 }, (_, i) => [i, 0]), 1), /thousand million parameters times points/],
    'batch norm of single samples': [(e) => e.configure({ network: { layers: [{ units: 4, norm: 'batch' }] }, batch: { size: 1 } }, [[0, 0]], 1), /batch\.size.*2\.\.2048/],
    'a text seed of other data': [(e) => e.configure({ data: { textSeed: '0.5' } }, [[0, 0]], 1), /data\.textSeed/],
    'a map of a million pixels a side': [(e) => e.frame({ ...nothing, fields: 1e6 }), /fields/],
    'a map of -1 pixels': [(e) => e.frame({ ...nothing, fields: -1 }), /fields/],
    'a map of a third input of two': [(e) => e.frame({ ...nothing, fields: 8, columns: [0, 2] }), /columns: 2 is outside 0\.\.1/],
    'a view that is empty': [(e) => e.frame({ ...nothing, fields: 8, view: [1, 1] }), /view/],
    'a snapshot of no run': [(e) => e.save(99), /99/],
    'a snapshot that is none': [(e) => e.restore(0, new Uint8Array(10)), /./],
    'a curve of what is not there': [(e) => e.curve('relu7', {}, -1, 1, 10), /relu7/],
    'a curve of -1 points': [(e) => e.curve('relu', {}, -1, 1, -1), /points/],
  };

  test('is refused by name, and the race goes on as if nothing had been asked', async () => {
    const { engine } = await loadEngine('wasm');
    const spec = { ...small, lanes: few };
    const undisturbed = race(engine, spec).frame;
    ok(engine.configure(spec, few.map((_, i) => [i, 0]), 1_000_000));
    const hashes = () => ok(engine.frame({ ...nothing, hashes: true })).hashes;
    let step = 0;
    for (const [name, [ask, words]] of Object.entries(refused)) {
      step += 5;
      while (!ok(engine.advance(step, 50)));
      const at = hashes();
      const answer = ask(engine);
      assert.equal(typeof answer?.error, 'string', `${name} was taken`);
      assert.match(answer.error, words, name);
      assert.deepEqual(hashes(), at, name);
    }
    while (!ok(engine.advance(200, 50)));
    const { hashes: end, state, trainLoss } = ok(engine.frame({ ...nothing, hashes: true }));
    assert.deepEqual(end, undisturbed.hashes);
    assert.deepEqual([...state], [...undisturbed.state]);
    assert.deepEqual([...trainLoss], [...undisturbed.trainLoss]);
  });

  test('without a race there is an answer too', async () => {
    const { engine } = await loadEngine('wasm');
    for (const ask of [(e) => e.advance(1, 1), (e) => e.frame(nothing), (e) => e.extend(1), (e) => e.certificates(), (e) => e.save(0)]) {
      assert.match(ask(engine).error, /session/);
    }
    assert.match(engine.complete({ seed: 'seven' }).error, /^seed: 'seven'/);
  });
});

test('an activation can be run for a clock outside, and says how many values that were', async () => {
  const { engine } = await loadEngine('wasm');
  for (const { id } of engine.catalogue().activations) assert.equal(engine.exercise(id, 3), 3 * 256, id);
  assert.match(engine.exercise('tanhh', 1).error, /'tanhh' is no activation/);
  assert.match(engine.exercise('tanh', 0).error, /0 runs are outside 1\.\.1000000/);
});

test('what the page asks about formulas', async () => {
  const { engine } = await loadEngine('wasm');
  const asked = ok(engine.formulaOf('x*sigmoid(b*x)', { b: 2 }));
  assert.equal(asked.derivative.text, 'sigmoid(b*x) + b*x*sigmoid(b*x)*(1 - sigmoid(b*x))');
  assert.deepEqual(asked.parameters, [{ id: 'b', initial: 2 }]);
  assert.equal(asked.facts.rightLimit, 'inf');
  assert.deepEqual(Object.keys(asked.facts), Object.keys(catalogue.activations[0].facts));
  assert.match(asked.mathml, /^<mrow>.*<\/mrow>$/);
  const wrong = engine.formulaOf('（x）＋foo(x)', null);
  assert.equal(wrong.at, 4);
  assert.match(wrong.error, /^own activation: character 5: 'foo' is no function/);
  for (const { id, formula } of catalogue.activations) assert.equal(engine.formulaOf(formula, null).error, undefined, id);
  const { value, slope } = ok(engine.curve({ formula: 'a*x^2' }, { a: 3 }, -1, 1, 3));
  assert.deepEqual([[...value], [...slope]], [[3, 0, 3], [-6, 0, 6]]);
  assert.equal(engine.exercise({ points: [[0, 0], [1, 1]] }, 2), 512);
  const compared = ok(engine.checkDerivative('tanh(x)', '-(tanh(x))^2', -5, 5, 101));
  assert.equal(compared.equal, false);
  assert.deepEqual(compared.where, [[-5, 5]]);
  assert.equal(compared.given.length, 101);
  assert.equal(ok(engine.checkDerivative({ formula: 'a*x', parameters: { a: 3 } }, 'a', -1, 1, 9)).equal, true);
  assert.equal(engine.checkDerivative('x', '1+', -1, 1, 9).of, 'g');
});

test('memory stays, however many formulas are typed', async () => {
  const { engine, memory } = await loadEngine('wasm');
  const type = (i) => {
    ok(engine.formulaOf(`x*sigmoid(${i}*x)`, null));
    ok(engine.curve({ formula: `tanh(x/${i + 1})` }, {}, -3, 3, 300));
    assert.ok(engine.formulaOf(`x*foo(${i})`, null).error);
    ok(engine.complete({ lanes: [{ activation: { formula: `x + sin(${i}*x)` } }] }));
  };
  for (let i = 0; i < 50; ++i) type(i);
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 600; ++i) type(i);
  assert.equal(memory.buffer.byteLength, before);
});

test('memory stays, however many races are made', async () => {
  const { engine, memory } = await loadEngine('wasm');
  const spec = { data: { count: 400 }, network: { layers: [{ units: 48 }, { units: 48 }] }, stop: { steps: 20 } };
  const cycle = (seed) => {
    const lanes = ['adam', 'sgd'].map((id) => ({ activation: 'maxout', set: { optimizer: { id } } }));
    ok(engine.configure({ ...spec, seed, lanes }, [[0, 0], [1, 0]], 1));
    while (!ok(engine.advance(2, 50)));
    const saved = ok(engine.save(0));
    ok(engine.frame({ fields: 32, fits: 0, bands: true, hashes: true, view: null }));
    ok(engine.restore(0, saved));
    assert.ok(engine.configure({ ...spec, seed: -1 }, [[0, 0]], 1).error);
    assert.ok(engine.complete({ lanes: [{ activation: 'relu', parameters: { slope: 1 } }] }).error);
    return saved.length;
  };
  for (let i = 0; i < 10; ++i) cycle(i);
  const bytes = memory.buffer.byteLength;
  const handles = engine.count_emval_handles?.(); // newer Emscriptens do not tell
  const cycles = 200;
  let snapshot = 0;
  for (let i = 0; i < cycles; ++i) snapshot = cycle(i);
  // One race a cycle holds more than its snapshot, so that a leak of one would show.
  assert.ok(snapshot * cycles > bytes / 2, `${snapshot} bytes a snapshot are too few to tell`);
  assert.equal(memory.buffer.byteLength, bytes);
  assert.equal(engine.count_emval_handles?.(), handles);
});
