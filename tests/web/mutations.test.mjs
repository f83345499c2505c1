// Broken and hostile experiments and links: the engine and the page take them or refuse them in their own words, and nothing else.
import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { test } from 'node:test';
import { LinkError, decodeLink, encodeLink } from '../../web/link.js';
import { readPlayground } from '../../web/playground-link.js';
import { laneName, sweptLanes } from '../../web/race/lanes.js';
import { scenes } from '../../web/scenes.js';
import { Store } from '../../web/state.js';
import { loadEngine } from './support/engine.mjs';
import { chance, garbled, mutated } from './support/mutate.mjs';

const { engine, memory } = await loadEngine('wasm');
const catalogue = engine.catalogue();
const base = engine.complete({});
const words = [
  ...['activations', 'optimizers', 'datasets', 'schedules'].flatMap((table) => catalogue[table].map(({ id }) => id)),
  ...catalogue.heads, ...catalogue.losses, ...catalogue.initializers, ...catalogue.features,
];

/** Experiments that together have everything a spec may hold. */
const specs = [
  ...scenes.map((scene) => scene.spec),
  base,
  {
    version: 1, seed: 3, seeds: 2,
    data: { generator: 'moons', parameters: { radius: 1, drop: 0.4 }, count: 60, noise: 0.1, trainShare: 0.7 },
    inputs: { features: ['x', 'y', 'sin-x'], scale: 2, shift: 0.1, standardize: true },
    network: { layers: [{ units: 5, norm: 'layer', dropout: 0.1 }, { units: 3, activation: 'leaky-relu', parameters: { alpha: 0.2 }, bias: false }], outputBias: false },
    head: 'logistic', loss: 'cross-entropy',
    optimizer: { id: 'momentum', rate: 0.05, momentum: 0.8, schedule: { id: 'cosine', warmup: 5, floor: 0.1, over: 50 }, clip: 1 },
    regularization: { l1: 0.001, l2: 0.002, decay: 0.01, activations: 0.001, l1Zero: 'stay' },
    initializer: { id: 'he-normal', gain: 1.2, bias: 0.1, biasSpread: 0.2 },
    batch: { size: 16, order: 'shuffled', leftover: 'carry' },
    stop: { steps: 60, target: { loss: 0.2 }, stopAtTarget: true, patience: 30 },
    lanes: [
      { activation: 'prelu', parameters: { alpha: { value: 0.1, learned: 'layer' } } },
      { name: 'wide', activation: 'maxout', parameters: { pieces: 3 }, set: { 'network.layers[0].units': 4, 'optimizer.rate': 0.1 } },
      { activation: 'tanh', parameters: { outer: 2, inner: 0.5, shift: -1 } },
    ],
    sweep: [{ path: 'regularization.l2', values: [0, 0.01] }],
    vary: ['data', 'weights'],
    changes: [{ step: 20, set: { 'optimizer.rate': 0.01, 'data.noise': 0.2 } }],
  },
  { data: { points: { inputs: [[0, 1], [1, 0.25], [-1, 2], [0.5, 0.5]], targets: [[0], [1], [1], [0]], train: [true, true, true, false], kind: 'classes' } }, network: { layers: [{ units: 2 }] }, lanes: [{ activation: 'relu' }] },
  { network: { layers: [{ units: 2 }] }, lanes: [{ activation: 'prelu' }], start: { W0: [[0.5, -1.25], [2, 0.1]], b0: [0.3, -0.7], alpha0: [0.25, 1e-3], W1: [[1, -1]], b1: [0.2] } },
  { data: { generator: 'tfp-spiral', noise: 15, textSeed: '0.59704', trainShare: 0.5 }, initializer: { id: 'tfp', bias: 0.1 }, batch: { size: 30, order: 'fixed', leftover: 'carry' } },
  { data: { generator: 'venn' }, head: 'sigmoids', stop: { target: { score: 0.9 } } },
];

/** Whether the engine takes a spec; its refusal names a place and says what is wrong with it. */
function taken(spec) {
  const answer = engine.complete(spec);
  if (answer.error === undefined) return answer;
  assert.match(answer.error, /^\S.{0,300}?: \S/s, JSON.stringify(answer.error.slice(0, 400)));
  assert.ok(answer.error.length < 4000, 'a refusal is short');
  return null;
}

test('10,000 changed specs: taken or refused by the engine, and what is taken stays as it was taken and can be raced', () => {
  const random = chance(1);
  let good = 0;
  let raced = 0;
  for (let round = 0; round < 10_000; ++round) {
    const given = mutated(random.of(specs), random, words);
    const spec = taken(given);
    if (!spec) continue;
    ++good;
    if (good % 5 === 0) assert.deepEqual(engine.complete(spec), spec);
    for (const lane of sweptLanes(spec)) assert.equal(typeof laneName(lane, (key) => key), 'string');
    if (good % 20) continue;
    // Large ones take long, and are tested elsewhere.
    const made = engine.configure(spec, [[0, 0]], 1_000_000);
    if (made.error !== undefined) assert.match(made.error, /: /);
    else if (made.runs[0].parameters * made.data.count < 1e6) {
      ++raced;
      assert.equal(engine.advance(Math.min(5, made.budget), 1000).error, undefined);
      const frame = engine.frame({ fields: 16, fits: 16, bands: true, hashes: true, view: null });
      assert.equal(frame.error, undefined);
      assert.equal(frame.hashes.length, 1);
    }
  }
  assert.ok(good >= 5000, `${good} of 10,000 are specs`);
  assert.ok(good <= 9000, `${good} of 10,000 are specs: too few are broken`);
  assert.ok(raced > 100, `${raced} raced`);
  assert.ok(memory.buffer.byteLength < 256e6, `${memory.buffer.byteLength} bytes`);
});

const pages = [{ lang: 'en' }, { lang: 'zh', panel: 'table', pace: 200, showTest: true }, { lang: 'en', stage: true, yScale: 'linear', hide: 'play.rate' }];
const playground = '#activation=tanh&regularization=L2&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2' +
  '&seed=0.59704&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false' +
  '&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false&playButton_hide=true';

/** A spec as a link, deflated as the page would. */
const linkOf = (spec, more = '') => {
  const text = JSON.stringify(spec, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
  return `#v=1&s=${deflateRawSync(Buffer.from(text)).toString('base64url')}${more}`;
};

/** A Playground link with other keys and values. */
function otherPlayground(random) {
  const pairs = playground.slice(1).split('&').map((part) => part.split('='));
  const values = ['true', 'false', '', '0', '1', '3', '25', '80', '-1', '1e400', 'NaN', '0x1f', 'relu', 'spiral', 'xor', 'reg-gauss', 'regression', 'L1', 'mish', '8,8', '2,2,2', ',', '9'.repeat(50), '%00', '__proto__', 'constructor'];
  const names = [...pairs.map(([key]) => key), 'optimizer', 'weightInit', 'lossFunction', 'dropout', 'sinX_hide', 'numNodes3_hide', '__proto__', 'toString', 'x'.repeat(200), ''];
  for (let i = 1 + random.below(3); i > 0; --i) {
    const dice = random.next();
    if (dice < 0.6) random.of(pairs)[1] = random.of(values);
    else if (dice < 0.75) pairs.splice(random.below(pairs.length), 1);
    else pairs.push([random.of(names), random.of(values)]);
  }
  return `#${pairs.map((pair) => pair.join('=')).join('&')}`;
}

/** Reads a link to the end: page, experiment, the engine's word on it. */
async function read(hash) {
  const { kind, spec, page } = await decodeLink(hash);
  const opened = kind === 'playground' ? readPlayground(hash, catalogue) : { spec: spec ?? {}, hide: [] };
  new Store().set({ ...page, hide: opened.hide.join('.') });
  return taken(opened.spec);
}

test('10,000 changed links: read or refused, and what is read makes the same link again', async () => {
  const random = chance(2);
  const page = (from) => ({ ...new Store().state, ...from });
  const links = await Promise.all(specs.map((spec, i) => encodeLink(engine.complete(spec), base, page(pages[i % pages.length]))));
  const kinds = [
    [0.35, () => linkOf(mutated(random.of(specs), random, words), random.of(['', '&lang=en', '&pace=41', '&panel=table&stage=true', '&inside=99']))],
    [0.8, () => otherPlayground(random)],
    [0.9, () => garbled(playground, random)],
    [1, () => garbled(random.of(links.filter(Boolean)), random)],
  ];
  let good = 0;
  for (let round = 0; round < 10_000; ++round) {
    const dice = random.next();
    const hash = kinds.find(([share]) => dice < share)[1]();
    let spec = null;
    try {
      spec = await read(hash);
    } catch (error) {
      assert.ok(error instanceof LinkError, `${hash.slice(0, 300)}: ${error.stack}`);
    }
    if (!spec) continue;
    ++good;
    if (good % 10) continue;
    const again = await encodeLink(spec, base, page({ lang: 'en' }));
    assert.deepEqual(await read(again), spec, again);
  }
  assert.ok(good >= 5000, `${good} of 10,000 can be read`);
  assert.ok(good <= 9000, `${good} of 10,000 can be read: too few are broken`);
  assert.equal({}.polluted, undefined);
});
