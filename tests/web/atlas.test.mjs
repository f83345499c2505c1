// The atlas' own arithmetic: flat parts and jumps of sampled curves, what stands in links, answers that are kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Answers } from '../../web/answers.js';
import { flatParts, jumps, readTuned, writeTuned } from '../../web/atlas/curves.js';
import { EngineError } from '../../web/engine/client.js';
import { decodeLink, encodeLink } from '../../web/link.js';
import { Store, fields } from '../../web/state.js';
import { createTranslator } from '../../web/text.js';
import { number, partsText, rangeText } from '../../web/views/atlas/facts.js';
import { loadEngine } from './support/engine.mjs';

const { engine } = await loadEngine('wasm');
const curve = (id, lo, hi, count) => ({ lo, hi, ...engine.curve(id, null, lo, hi, count) });
const wide = (id) => curve(id, -20, 20, 4001);
const largest = (c) => c.slope.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
const flat = (id) => flatParts(wide(id), largest(wide(id)));

test('a curve is flat where its slope is below 5 % of its largest', () => {
  // sigmoid' = s (1 - s) = 0.0125 at s = (1 - sqrt(0.95)) / 2
  const s = (1 - Math.sqrt(0.95)) / 2;
  const edge = Math.log((1 - s) / s);
  const [left, right] = flat('sigmoid');
  assert.equal(left[0], -Infinity);
  assert.equal(right[1], Infinity);
  assert.ok(Math.abs(left[1] + edge) < 1e-3 && Math.abs(right[0] - edge) < 1e-3, `${left[1]} ${right[0]}, expected ${edge}`);
  // Where the slope jumps, the part ends at the kink.
  assert.deepEqual(flat('relu').map((part) => part.map((x) => Math.round(100 * x) / 100)), [[-Infinity, 0]]);
  assert.deepEqual(flat('hard-tanh').map((part) => part.map((x) => Math.round(50 * x) / 50)), [[-Infinity, -1], [1, Infinity]]);
  assert.deepEqual(flat('identity'), []);
  assert.deepEqual(flat('step'), [[-Infinity, Infinity]]);
  // A wave is flat around each of its tops.
  const tops = flat('sine');
  assert.equal(tops.length, 12);
  for (const [from, to] of tops) assert.ok(Math.abs(Math.abs(Math.sin((from + to) / 2)) - 1) < 1e-3);
});

test('a jump is seen, steepness is none', () => {
  const at = (id, of) => [...jumps(curve(id, -5, 5, 401)[of])].map((i) => -5 + (i + 0.5) / 40);
  const near = (found, places) => assert.ok(places.every((x) => found.some((each) => Math.abs(each - x) < 0.03)) && found.every((each) => places.some((x) => Math.abs(each - x) < 0.03)), `${found} for ${places}`);
  near(at('step', 'value'), [0]);
  near(at('relu', 'slope'), [0]);
  near(at('abs', 'slope'), [0]);
  near(at('hard-swish', 'slope'), [-3, 3]);
  for (const id of ['tanh', 'gelu', 'sine', 'square', 'gaussian', 'softsign', 'relu', 'selu']) near(at(id, 'value'), []);
  for (const id of ['tanh', 'gelu', 'sine', 'square', 'gaussian', 'elu']) near(at(id, 'slope'), []);
});

test('parameters of a curve are a short text', () => {
  const tuned = { alpha: 0.3, outer: -2.5e-7 };
  assert.deepEqual(readTuned(writeTuned(tuned)), tuned);
  assert.deepEqual(readTuned(''), {});
  assert.ok(fields.tuned.allows(writeTuned(tuned)));
  for (const wrong of ['alpha', 'alpha:', 'alpha:x', ';', 'a:1,b']) assert.ok(!fields.tuned.allows(wrong), wrong);
});

test('a link to the atlas says its page, one to the race says nothing of the atlas', async () => {
  const spec = { data: {} };
  const page = { ...new Store({ screen: 'atlas', of: 'gelu', tuned: 'sigma:2', over: 'relu,tanh', reach: 10 }).state };
  const hash = await encodeLink(spec, spec, page);
  const { page: read } = await decodeLink(hash);
  for (const name of ['screen', 'of', 'tuned', 'over', 'reach']) assert.equal(read[name], page[name], name);
  assert.equal(await encodeLink(spec, spec, { ...page, screen: 'race' }), '');
  for (const wrong of ['screen=nowhere', 'of=GE LU', 'over=a,b,c,d,e', 'reach=3']) await assert.rejects(decodeLink(`#v=1&${wrong}`), /notice.link.value/, wrong);
});

test('an answer is asked for once, refusals are answers, and old ones make room', async () => {
  const asked = [];
  let told = 0;
  const answers = new Answers(async (method, ...args) => {
    asked.push([method, ...args].join(' '));
    if (args[0] === 'x +') throw new EngineError('character 4: ...', 3);
    return { is: args[0] };
  }, () => told++);
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  assert.equal(answers.get('curve', 1), null);
  assert.equal(answers.get('curve', 1), null);
  await settle();
  assert.deepEqual(answers.get('curve', 1), { is: 1 });
  assert.equal(answers.get('curve', 1), answers.get('curve', 1));
  assert.equal(answers.get('formulaOf', 'x +'), null);
  await settle();
  assert.deepEqual(answers.get('formulaOf', 'x +'), { error: 'character 4: ...', at: 3 });
  assert.deepEqual(asked, ['curve 1', 'formulaOf x +']);
  assert.equal(told, 2);
  for (let i = 2; i < 400; ++i) answers.get('curve', i);
  await settle();
  assert.equal(answers.get('formulaOf', 'x +'), null);
});

test('facts in words', () => {
  const t = createTranslator('en');
  assert.equal(rangeText({ lowest: -1, highest: 'inf', lowestReached: true, highestReached: false }), '[−1, ∞)');
  assert.equal(rangeText({ lowest: 0, highest: 1, lowestReached: false, highestReached: false }), '(0, 1)');
  assert.equal(number('-inf'), '−∞');
  const plain = (parts) => partsText(parts, t).replaceAll('\u00a0', ' ');
  assert.equal(plain([[-Infinity, -2.5], [2.5, Infinity]]), 'x < −2.5, x > 2.5');
  assert.equal(plain([[-9, -8], [-5, -4], [-1, 1], [4, 5], [8, 9]]), '−5 < x < −4, −1 < x < 1, 4 < x < 5 …');
  assert.equal(plain([]), t('atlas.nowhere'));
  assert.equal(plain([[-Infinity, Infinity]]), t('atlas.everywhere'));
});
