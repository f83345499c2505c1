// Links hold the whole experiment and give it back exactly; broken ones say what is wrong.
import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import { Client } from '../../web/engine/client.js';
import { LinkError, decodeLink, encodeLink, equal, shorten } from '../../web/link.js';
import { scenes } from '../../web/scenes.js';
import { Store } from '../../web/state.js';
import { createPlatform } from './support/platform.mjs';

const page = new Store({ lang: 'zh' }).state;
let engine;
let base;

before(async () => {
  engine = new Client(createPlatform());
  base = await engine.call('complete', {});
});
after(() => engine.terminate());

const specs = [
  ...scenes.map((scene) => scene.spec),
  { seed: 4294967295 },
  { data: { noise: 0 } },
  { data: { generator: 'moons' } },
  // Another data set, with the default one's noise and count.
  { data: { generator: 'moons', noise: 0.02, count: 128 } },
  { data: { generator: 'sine' }, stop: { target: { loss: 0.01 } } },
  { data: { generator: 'blobs', parameters: { classes: 4 } } },
  { data: { parameters: { classes: 3 } } },
  { data: { parameters: { classes: 3, turns: 1 }, trainShare: 0.5 }, batch: { size: 16, order: 'fixed' } },
  { head: 'tanh', loss: 'half-mse' },
  { optimizer: { id: 'sgd' } },
  { optimizer: { id: 'momentum', rate: 0.01, momentum: 0.5 } },
  { optimizer: { beta1: 0.5 } },
  { inputs: { features: ['x', 'x2', 'sin-y'], scale: 4, shift: -1 } },
  { network: { layers: [] }, lanes: [{ name: '直线 & "line"' }] },
  { network: { layers: [{ units: 3, activation: 'leaky-relu', parameters: { alpha: 0.2 }, bias: false }, {}] } },
  { lanes: [{ activation: 'swish', parameters: { beta: { value: 2, learned: 'unit' } } }, { activation: 'maxout', parameters: { pieces: 4 } }] },
  { lanes: [{ activation: 'tanh', set: { 'optimizer.rate': 0.1, 'network.layers[0].units': 3 } }] },
  { regularization: { l1: 0.001 }, initializer: { id: 'uniform', gain: 0.3, bias: 0.1 }, stop: { steps: 7, target: { score: 0.5 } } },
  { data: { points: { inputs: [[0, 1], [1, 0.25], [-1, 2]], targets: [[0], [1], [1]], kind: 'classes' } } },
];

test('every experiment comes back as it was', async () => {
  for (const given of specs) {
    const spec = await engine.call('complete', given);
    const link = await encodeLink(spec, base, page);
    const { kind, spec: read } = await decodeLink(link);
    if (equal(spec, base)) {
      assert.equal(link, '');
      continue;
    }
    assert.equal(kind, 'experiment');
    assert.deepEqual(await engine.call('complete', read), spec, JSON.stringify(given));
  }
});

test('a link holds only what differs', async () => {
  const spec = await engine.call('complete', { optimizer: { rate: 0.03 }, seed: 70 });
  assert.deepEqual(shorten(spec, base), { seed: 70, optimizer: { rate: 0.03 } });
});

test('the bare page has no link, and its language alone makes none', async () => {
  assert.equal(await encodeLink(base, base, { ...page, lang: 'en' }), '');
  assert.equal((await decodeLink('')).kind, 'bare');
  assert.equal((await decodeLink('#')).kind, 'bare');
});

test('the page goes along', async () => {
  const shown = { lang: 'en', panel: 'table', showTest: true, pace: 'fastest', stage: true, yScale: 'linear' };
  const link = await encodeLink(base, base, { ...page, ...shown });
  assert.match(link, /^#v=1&/);
  assert.deepEqual(await decodeLink(link), { kind: 'experiment', spec: null, page: shown });
});

test('a scene goes along with its experiment, changed or not', async () => {
  const spec = await engine.call('complete', { ...scenes[1].spec, seed: 3 });
  assert.equal((await decodeLink(await encodeLink(spec, base, { ...page, scene: 'deep' }))).page.scene, 'deep');
  assert.equal((await decodeLink(await encodeLink(spec, base, { ...page, scene: null }))).page.scene, undefined);
});

test('our own keys do without a version, others are a Playground link', async () => {
  assert.deepEqual(await decodeLink('#lang=en&pace=200'), { kind: 'experiment', spec: null, page: { lang: 'en', pace: 200 } });
  assert.equal((await decodeLink('#activation=tanh&batchSize=10&dataset=circle')).kind, 'playground');
});

const packed = (text) => Buffer.from(deflateRawSync(Buffer.from(text))).toString('base64url');

const broken = [
  ['#v=2&s=AAAA', 'notice.link.version'],
  ['#v=1&colour=red', 'notice.link.key'],
  ['#v=1&pace=41', 'notice.link.value'],
  ['#v=1&pace=%E4%B8', 'notice.link.value'],
  ['#v=1&showTest=maybe', 'notice.link.value'],
  ['#v=1&s=', 'notice.link.text'],
  ['#v=1&s=a+b/', 'notice.link.text'],
  ['#v=1&s=A', 'notice.link.text'],
  ['#v=1&s=_____w', 'notice.link.packed'],
  [`#v=1&s=${packed('{"seed":1}').slice(0, 8)}`, 'notice.link.packed'],
  [`#v=1&s=${packed('{"seed":1')}`, 'notice.link.json'],
  [`#v=1&s=${packed('[1,2]')}`, 'notice.link.json'],
  [`#v=1&s=${packed('null')}`, 'notice.link.json'],
  [`#v=1&j=${Buffer.from([0xff, 0xfe]).toString('base64url')}`, 'notice.link.json'],
  [`#v=1&s=${packed(' '.repeat(3_000_000))}`, 'notice.link.long'],
  [`#v=1&s=${'A'.repeat(300_000)}`, 'notice.link.long'],
];

for (const [link, key] of broken) {
  test(`${link.slice(0, 40)} is refused: ${key}`, async () => {
    await assert.rejects(decodeLink(link), (error) => error instanceof LinkError && error.key === key);
  });
}

test('a link from a browser that cannot deflate is read', async () => {
  const { spec } = await decodeLink(`#v=1&j=${Buffer.from('{"seed":5}').toString('base64url')}`);
  assert.deepEqual(spec, { seed: 5 });
});

test('changed links are read or refused, never more', async () => {
  const link = await encodeLink(await engine.call('complete', specs[1]), base, page);
  let state = 12345;
  const random = (n) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % n;
  let refused = 0;
  for (let round = 0; round < 2000; ++round) {
    const at = 1 + random(link.length - 1);
    const changed = link.slice(0, at) + String.fromCharCode(33 + random(90)) + link.slice(at + random(3));
    try {
      await decodeLink(changed);
    } catch (error) {
      assert.ok(error instanceof LinkError, `${changed}: ${error}`);
      ++refused;
    }
  }
  assert.ok(refused > 100);
});
