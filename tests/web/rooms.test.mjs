// The rooms as the page asks for them: the same bits as the native program, refusals in words.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { RoomDesk } from '../../web/notes/room-desk.js';
import { loadEngine, native } from './support/engine.mjs';

let engine;
let ids;
before(async () => {
  ({ engine } = await loadEngine('wasm'));
  ids = engine.room('', null).error.split('allowed: ')[1].split(', ');
});

/** Further options of some rooms: other branches than those of the first ones. */
const further = [
  ['steps', { activation: 'swish', parameters: { beta: 2, outer: 3 }, sameDistance: true }],
  ['depth', { activation: 'maxout', parameters: { pieces: 3 }, layers: 4, initializer: { id: 'xavier-normal', gain: 2 } }],
  ['depth', { activation: { formula: 'x*sigmoid(a*x)', parameters: { a: 1.7 } }, layers: 3 }],
  ['zigzag', { mean: 0, batch: 7 }],
  ['clinic', { head: 'softmax', wrong: 5 }],
  ['maxout', { target: 'sine', pieces: 8 }],
  ['equivalence', { rewrite: 'softmax-to-logistic' }],
  ['saddle', { problem: 'double-well', start: [2.2, 0], noise: 0.1, rates: { sgd: null, adam: 0.3 } }],
  ['forgetting', { task: 'rings', activation: 'tanh', steps: 100 }],
];

/** As JSON has it. @param {any} value */
const plain = (value) => JSON.parse(JSON.stringify(value, (_, x) => (ArrayBuffer.isView(x) ? Array.from(/** @type {any} */ (x)) : x)));

test('every room answers as the native program does, bit for bit', () => {
  assert.ok(ids.length >= 10);
  for (const [id, change] of [...ids.map((id) => [id, null]), ...further]) {
    const answer = engine.room(id, change);
    assert.equal(answer.error, undefined, id);
    const text = native(change ? ['room', id, JSON.stringify(change)] : ['room', id], '');
    // Negative zeros are zeros in what JSON.stringify writes.
    assert.deepEqual(plain(answer), plain(JSON.parse(text)), `${id} ${JSON.stringify(change)}`);
  }
});

test('numbers in bulk are typed arrays, steps that never come are null', () => {
  const { one, against } = engine.room('steps', null);
  assert.ok(one.z instanceof Float64Array);
  assert.deepEqual([one.steps, against.steps, one.z.length], [67, 2, 68]);
  assert.ok(engine.room('equivalence', null).before instanceof Float32Array);
  assert.deepEqual(engine.room('saddle', { start: [1, 0] }).paths.map(({ steps }) => steps), [null, null, null, null]);
});

test('options that are not in order are refused in words', () => {
  assert.match(engine.room('depth', { layers: 17 }).error, /^depth\.layers: 17 is outside 1\.\.16$/);
  assert.match(engine.room('depth', { layer: 1 }).error, /^depth\.layer: unknown key; allowed: /);
  assert.match(engine.room('steps', { rate: NaN }).error, /^steps\.rate: /);
  assert.match(engine.room('steps', []).error, /^steps: /);
  assert.match(engine.room('attic', null).error, /^room: 'attic' is unknown; allowed: steps, /);
});

test('an answer that takes its time is announced, and the one before stays', async () => {
  const answers = [];
  let changed = () => {};
  const next = () => new Promise((resolve) => (changed = resolve));
  const desk = new RoomDesk((_, id, change) => (change ? new Promise((resolve) => answers.push(resolve)) : Promise.resolve({ options: { id } })), () => changed());
  let seen = next();
  desk.show('depth', '');
  await seen;
  assert.deepEqual([desk.slow, desk.answer], [false, { options: { id: 'depth' } }]);
  seen = next();
  desk.show('depth', '{"layers":3}');
  await seen;
  assert.deepEqual([desk.slow, desk.answer], [true, { options: { id: 'depth' } }]);
  seen = next();
  answers[0]({ options: 'new' });
  await seen;
  assert.deepEqual([desk.slow, desk.answer], [false, { options: 'new' }]);
});
