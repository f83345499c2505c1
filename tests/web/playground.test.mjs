// TensorFlow Playground's links: from the text of a link, through the engine, to the losses of Playground's own.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LinkError } from '../../web/link.js';
import { readPlayground } from '../../web/playground-link.js';
import { HIDEABLE } from '../../web/state.js';
import { loadEngine } from './support/engine.mjs';
import { playgroundLosses, seedrandom } from './support/playground.mjs';

const { engine } = await loadEngine('wasm');
const catalogue = engine.catalogue();

/** As a link that Playground wrote: every key, then what it has besides. */
const link = (more) => {
  const whole = 'activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.59704' +
    '&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false' +
    '&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false';
  const pairs = new Map(whole.split('&').map((part) => part.split('=')));
  for (const [key, value] of Object.entries(more)) pairs.set(key, value);
  return `#${[...pairs].map((pair) => pair.join('=')).join('&')}`;
};

/** Losses of training and test set of a link's run after so many epochs. */
function losses(hash, epochs) {
  const { spec, ignored } = readPlayground(hash, catalogue);
  assert.deepEqual(ignored, []);
  const whole = engine.complete({ ...spec, stop: { steps: 1_000_000 } });
  assert.equal(whole.error, undefined);
  const { data } = engine.configure(whole, [[0, 0]], 1);
  assert.deepEqual([...data.ranges], [-6, 6, -6, 6]);
  const epoch = Math.floor(data.trainCount / whole.batch.size);
  return epochs.map((n) => {
    while (engine.advance(n * epoch, 100) !== true);
    const { trainLoss, testLoss } = engine.frame({ fields: 0, fits: 0, bands: false, hashes: false, view: null });
    return [trainLoss[0], testLoss[0]];
  });
}

/** How far apart two lists of losses are, as a share. */
const apart = (ours, theirs) => Math.max(...ours.flat().map((x, i) => Math.abs(x / theirs.flat()[i] - 1)));

/** Losses of Playground's own engine (its modules at 02469bd under Node). */
const golden = {
  'circle, 4-2, tanh': [{}, [[0.499440097, 0.501190089], [0.497578378, 0.498115848], [0.486274571, 0.484222429], [0.0103956732, 0.0115623639]]],
  'circle, 4-2, linear': [{ activation: 'linear' }, [[0.496891351, 0.499253816], [0.4951818, 0.496422774], [0.492133654, 0.492000337], [0.491921658, 0.49170811]]],
  'xor, 4-2, tanh': [{ dataset: 'xor' }, [[0.500451801, 0.502342343], [0.495153403, 0.500153857], [0.482379828, 0.497518931], [0.0417020075, 0.0517772491]]],
  'gauss, 4-2, tanh': [{ dataset: 'gauss' }, [[0.505741563, 0.51147328], [0.473478399, 0.477131591], [0.00853190993, 0.00886128173], [0.00050070183, 0.000556751965]]],
  'spiral, 8-8, tanh': [{ dataset: 'spiral', networkShape: '8,8' },
    [[0.605953489, 0.56538877], [0.496534558, 0.497348897], [0.465020748, 0.488795914], [0.444381018, 0.492370371], [0.160172291, 0.275461884]]],
  'circle, L1 0.01': [{ regularization: 'L1', regularizationRate: '0.01' }, [[0.499440097, 0.501190089], [0.497500308, 0.498068946], [0.49264509, 0.491735711], [0.287222241, 0.291407423]]],
  'circle, batch 30': [{ batchSize: '30' }, [[0.499440097, 0.501190089], [0.498843514, 0.500330292], [0.495197809, 0.495203764], [0.224779082, 0.264853669]]],
  'reg-plane, 4-2, tanh': [{ problem: 'regression' }, [[0.163678934, 0.167649153], [0.0347624064, 0.0375314076], [0.0046005641, 0.0053345399], [0.000245937166, 0.000300634402]]],
};

describe("a link's run has the losses of Playground's own engine, to 1e-5", () => {
  for (const [name, [more, wanted]] of Object.entries(golden)) {
    test(name, () => {
      const epochs = [0, 1, 10, 100, 500].slice(0, wanted.length);
      assert.ok(apart(losses(link(more), epochs), wanted) < 1e-5);
    });
  }
});

test("seedrandom's own numbers", () => {
  const hello = seedrandom('hello.');
  assert.deepEqual([hello(), hello()], [0.9282578795792454, 0.3752569768646784]);
});

/** Links, and the same in the settings of the rules written anew. */
const others = {
  relu: [{ activation: 'relu', networkShape: '8,8', dataset: 'spiral' }, { activation: 'relu', shape: [8, 8], dataset: 'spiral' }],
  sigmoid: [{ activation: 'sigmoid', seed: 'any text' }, { activation: 'sigmoid', seed: 'any text' }],
  L2: [{ regularization: 'L2', regularizationRate: '0.1', learningRate: '0.1' }, { regularization: 'L2', regularizationRate: 0.1, rate: 0.1 }],
  'L1 that kills': [{ regularization: 'L1', regularizationRate: '0.1', dataset: 'gauss' }, { regularization: 'L1', regularizationRate: 0.1, dataset: 'gauss' }],
  'all inputs': [
    { xSquared: 'true', ySquared: 'true', xTimesY: 'true', sinX: 'true', sinY: 'true', learningRate: '0.003' },
    { inputs: ['x', 'y', 'xSquared', 'ySquared', 'xTimesY', 'sinX', 'sinY'], rate: 0.003 },
  ],
  'one input, the other hidden': [{ y_hide: 'true', sinX: 'true' }, { inputs: ['x', 'sinX'] }],
  'noise, and a split that does not divide': [{ noise: '35', percTrainData: '33.3', dataset: 'xor', batchSize: '7' }, { noise: 35, percTrainData: 33.3, dataset: 'xor', batchSize: 7 }],
  'noise that moves points': [{ noise: '20', dataset: 'spiral' }, { noise: 20, dataset: 'spiral' }],
  'all at zero': [{ initZero: 'true', dataset: 'gauss' }, { initZero: true, dataset: 'gauss' }],
  'no hidden layer': [{ networkShape: '', dataset: 'gauss' }, { shape: [], dataset: 'gauss' }],
  cones: [{ problem: 'regression', regDataset: 'reg-gauss', noise: '10' }, { dataset: 'reg-gauss', noise: 10 }],
};

describe("a link's run has the losses of its rules written anew in double precision", () => {
  for (const [name, [more, settings]] of Object.entries(others)) {
    test(name, () => {
      const epochs = [0, 1, 7, 30];
      assert.ok(apart(losses(link(more), epochs), playgroundLosses({ seed: '0.59704', ...settings }, epochs)) < 1e-5);
    });
  }
});

test('what the page says of a long run with ReLU: six digits, two, none', () => {
  const epochs = [100, 500, 1000];
  const [relu, settings] = others.relu;
  const ours = losses(link(relu), epochs);
  const theirs = playgroundLosses({ seed: '0.59704', ...settings }, epochs);
  const [early, middle, late] = epochs.map((_, i) => apart([ours[i]], [theirs[i]]));
  // The engine's numbers are the same everywhere, the others are but for the last digit of Math.tanh.
  assert.ok(early < 1e-6, `early ${early}`);
  assert.ok(middle > 1e-3 && middle < 0.1, `middle ${middle}`);
  assert.ok(late > 0.1, `late ${late}`);
});

describe('reading', () => {
  const read = (hash) => readPlayground(hash, catalogue, () => 0.123456);

  test('everything has its default, and a seed that is missing is drawn', () => {
    const { spec, ignored, hide, drawn } = read('#tutorial=&activation=');
    assert.deepEqual([ignored, hide, drawn], [[], [], true]);
    assert.deepEqual({ ...spec, data: { ...spec.data, textSeed: '0.59704' } }, read(link({})).spec);
    assert.equal(spec.data.textSeed, '0.12346');
    assert.equal(read(link({})).drawn, false);
  });

  /** What of a link reaches the spec, by path. */
  const parts = [
    ['activation=linear', ['lanes', [{ activation: 'identity' }]]],
    ['activation=leaky_relu', ['lanes', [{ activation: 'leaky-relu' }]]],
    ['activation=mish', ['lanes', [{ activation: 'mish' }]]],
    ['learningRate=1e-1', ['optimizer', { id: 'sgd', rate: 0.1 }]],
    ['optimizer=adam', ['optimizer', { id: 'adam', rate: 0.03 }]],
    ['weightInit=he-normal', ['initializer', { id: 'he-normal', bias: 0.1 }]],
    ['networkShape=', ['network', { layers: [] }]],
    ['networkShape= 3,2,1 ', ['network', { layers: [{ units: 3 }, { units: 2 }, { units: 1 }] }]],
    ['regularization=L2&regularizationRate=0.3', ['regularization', { l1Zero: 'stay', l2: 0.3 }]],
    ['regularizationRate=0.3', ['regularization', { l1Zero: 'stay' }]],
    ['x=anything&y=false&xTimesY=true', ['inputs', { features: ['x', 'xy'] }]],
    ['problem=regression&percTrainData=10&batchSize=7', ['stop', { steps: 500 * 17 }]],
    ['batchSize=5=6', ['batch', { size: 5, order: 'fixed', leftover: 'carry' }]],
    ['noise=-5', ['data.noise', 0], ['noise=-5']],
    ['noise=75', ['data.noise', 75]],
    ['noise=2000', ['data.noise', 50], ['noise=2000']],
    ['dataset=moons', ['data.generator', 'tfp-circle'], ['dataset=moons']],
    ['activation=toString', ['lanes', [{ activation: 'tanh' }]], ['activation=toString']],
    ['discretize=true&cosX=true&tutorial=mine&collectStats=1&dropout=0.5&lossFunction=hinge&seed=1', ['data.textSeed', '1'],
      ['lossFunction=hinge', 'discretize=true', 'cosX=true', 'collectStats=1', 'tutorial=mine', 'dropout=0.5']],
    [`x=true&${'k'.repeat(99)}=1`, ['data.noise', 0], ['k'.repeat(40)]],
  ];
  for (const [hash, [path, value], ignored = []] of parts) {
    test(hash.slice(0, 60), () => {
      const opened = read(hash);
      assert.deepEqual(path.split('.').reduce((node, key) => node[key], opened.spec), value);
      assert.deepEqual(opened.ignored.toSorted(), ignored.toSorted());
      assert.equal(engine.complete(opened.spec).error, undefined);
    });
  }

  test('what it hides', () => {
    const hide = 'playButton stepButton resetButton learningRate activation regularization regularizationRate problem dataset percTrainData noise batchSize numHiddenLayers numNodes1 showTestData';
    const opened = read(`${hide.split(' ').map((name) => `${name}_hide=true`).join('&')}&hideText=true`);
    assert.deepEqual(opened.hide.toSorted(), HIDEABLE.toSorted());
    assert.deepEqual(opened.ignored, []);
    assert.deepEqual(read('numNodes2_hide=false&discretize_hide=true&sparkles_hide=true').ignored, ['sparkles_hide=true']);
  });

  const refused = ['learningRate=fast', 'learningRate=0', 'learningRate=Infinity', 'regularization=L1&regularizationRate=-1', 'noise=loud', 'percTrainData=0', 'percTrainData=101', 'batchSize=0',
    'batchSize=2.5', 'batchSize=251', 'networkShape=4,,2', 'networkShape=4%2C2', 'networkShape=300', `networkShape=${'2,'.repeat(16)}2`, 'seed=\u00e9', `seed=${'1'.repeat(65)}`];
  for (const hash of refused) {
    test(`${hash.slice(0, 40)} is refused by name and value`, () => {
      assert.throws(() => read(hash), (error) => {
        assert.ok(error instanceof LinkError && error.key === 'notice.playground.value', String(error));
        const { name, value, allowed } = error.params;
        assert.ok(hash.includes(`${name}=${value}`) && allowed, JSON.stringify(error.params));
        return true;
      });
    });
  }

  test('no input, and no key of its at all', () => {
    assert.throws(() => read('x=false&y=false'), (error) => error.key === 'notice.playground.inputs');
    assert.throws(() => read('#top'), (error) => error.key === 'notice.link.key' && error.params.name === 'top');
  });
});
