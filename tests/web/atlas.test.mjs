// The atlas' own arithmetic: flat parts and jumps of sampled curves, what stands in links, answers that are kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Answers } from '../../web/answers.js';
import { HIGHEST, heightsOf, places, pointsOf, smoothed, stroked, wrapped } from '../../web/atlas/formula.js';
import { claims } from '../../web/atlas/claims.js';
import { flatParts, jumps, readTuned, writeTuned } from '../../web/atlas/curves.js';
import { EngineError } from '../../web/engine/client.js';
import { decodeLink, encodeLink } from '../../web/link.js';
import { NOTES } from '../../web/notes/list.js';
import { laneName } from '../../web/race/lanes.js';
import { Store, fields } from '../../web/state.js';
import { createTranslator } from '../../web/text.js';
import { mistakeText } from '../../web/views/atlas/formula-field.js';
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

test('what is put around a formula is a formula', () => {
  const value = (formula, x, parameters = null) => {
    const made = engine.curve({ formula, ...(parameters && { parameters }) }, null, x, x + 1, 2);
    assert.ok(!made.error, made.error);
    return made.value[0];
  };
  assert.equal(wrapped('max(x, 0.1*x)', {}), 'max(x, 0.1*x)');
  for (const wrap of [{ outer: -2, inner: 3, shift: 1 }, { inner: -0.5 }, { shift: -4 }, { outer: 0.25 }]) {
    const { outer = 1, inner = 1, shift = 0 } = wrap;
    for (const x of [-2, 0.5, 3]) {
      const inside = Math.max(inner * x, 0.1 * inner * x);
      assert.ok(Math.abs(value(wrapped('max(x, 0.1*x)', wrap), x) - (outer * inside + shift)) < 1e-5, JSON.stringify(wrap));
      // The x of exp and max is none.
      assert.ok(Math.abs(value(wrapped('exp(x)', wrap), x) - (outer * Math.exp(inner * x) + shift)) < 1e-3 * Math.exp(9));
    }
  }
});

test('a pen that goes on leaves its height at every place it passes, to the right and to the left', () => {
  const flatLine = pointsOf(places.map(() => 0).join());
  for (const [from, to] of [[[-1, 1], [1, 2]], [[1, 2], [-1, 1]]]) {
    const drawn = stroked(flatLine, from, to);
    assert.deepEqual(drawn.filter(([x]) => x >= -1 && x <= 1).map(([, y]) => y), [1, 1.25, 1.5, 1.75, 2]);
    assert.ok(drawn.filter(([x]) => x < -1 || x > 1).every(([, y]) => y === 0));
  }
  assert.equal(Math.max(...stroked(flatLine, [0, 99], [0, 99]).map(([, y]) => y)), HIGHEST);
  assert.deepEqual(pointsOf(heightsOf(flatLine)), flatLine);
  assert.ok(fields.points.allows(heightsOf(stroked(flatLine, [-4, -1.123], [4, 2]))));
  assert.ok(fields.points.allows(fields.points.initial));
  for (const wrong of ['', '1,2', `${fields.points.initial},1`, fields.points.initial.replace('1', 'a')]) assert.ok(!fields.points.allows(wrong), wrong);
  const spike = smoothed(stroked(flatLine, [0, 2], [0, 2]));
  assert.deepEqual(spike.filter(([x]) => Math.abs(x) <= 0.5).map(([, y]) => y), [0.5, 1, 0.5]);
});

test('lanes of one\'s own have names', () => {
  const t = createTranslator('en');
  const long = `x${'+x'.repeat(40)}`;
  for (const [activation, name] of [[{ formula: 'x*sin(x)' }, 'x*sin(x)'], [{ formula: long }, `${long.slice(0, 39)}…`], [{ points: [[-1, 0], [1, 1]] }, 'Drawn by hand'], [{ formula: 'x', name: 'mine' }, 'mine']]) {
    const [lane] = engine.complete({ lanes: [{ activation }] }).lanes;
    assert.equal(laneName(lane, t), name);
    assert.equal(laneName({ ...lane, name: 'given' }, t), 'given');
    assert.equal(laneName({ ...lane, parameters: { outer: 2 } }, t), `${name} (2·f(z))`);
  }
});

test('what the engine says of a wrong formula is told in the reader\'s language, at its character', () => {
  for (const [formula, key, place] of [['x*foo(x)', 'noFunction', 3], ['x*(1+x', 'close', 7], ['x)', 'open', 2], ['2x', 'operator', 2], ['x+', 'ends', 3], ['', 'empty', 1], ['exp', 'noArgument', 4],
    ['a+b+c+d+k*x', 'parameters', 9], ['max(x)', 'arguments', 6]]) {
    const answer = engine.formulaOf(formula, null);
    assert.ok(answer.error, formula);
    for (const lang of ['zh', 'en']) {
      const t = createTranslator(lang);
      const told = mistakeText(answer, t);
      const start = t(`formula.${key}`).split('{')[0] || '“';
      assert.ok(told.startsWith(t('formula.at', { n: place, what: start })), `${formula}: ${told} from ${answer.error}`);
      assert.ok(!told.includes('{'), told);
    }
  }
  assert.match(mistakeText(engine.formulaOf('x $ 2', null), createTranslator('en')), /^Character 3: /);
});

test('what the notes say of an activation are notes and activations there are', () => {
  const ids = engine.catalogue().activations.map(({ id }) => id);
  for (const [id, said] of Object.entries(claims)) {
    assert.ok(ids.includes(id), id);
    const notes = said.split(' ').map((each) => each.replace(/^[+-]/, ''));
    for (const note of notes) assert.ok(NOTES.includes(note), note);
    assert.equal(new Set(notes).size, notes.length, id);
  }
});
