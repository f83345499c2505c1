// What the panels say in words and equations, without a browser: that it follows from the engine's numbers, and adds up as shown.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createTranslator } from '../../web/text.js';
import { digits, equation } from '../../web/views/inside/equation.js';
import { origin, tableOf } from '../../web/views/inside/growth.js';
import { stages, stepWords, weightName } from '../../web/views/inside/step-words.js';
import { livesOf } from '../../web/views/inside/units.js';
import { loadEngine } from './support/engine.mjs';

/** The number a text shows. */
const number = (text) => Number(plain(text));
/** Signs, powers and named values as JavaScript writes them. */
const plain = (text) => text
  .replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, power) => `e${[...power].map((c) => ('⁻' === c ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))).join('')}`)
  .replaceAll('f′(z)', 'slope').replace(/−/g, '-').replace(/\u00a0/g, ' ').replace(/\([^()]*(?: = |: )(-?[\d.e-]+)\)/g, '($1)');

/** Whether a line "name = sum = result" adds up as it is shown; null for lines without a sum. */
function addsUp(line) {
  const parts = plain(line).split(' = ');
  if (parts.length < 3) return null;
  const [sum, result] = parts.slice(-2);
  if (!/^[-+\d.e ()·/]+$/.test(sum)) return null;
  assert.match(result, /^-?[\d.]+(e-?\d+)?/, line);
  const want = result.match(/^-?[\d.]+(e-?\d+)?/)[0];
  // eslint-disable-next-line no-new-func -- nothing but digits and signs, as was just made sure
  const got = new Function(`return ${sum.replaceAll('·', '*').replace(/- -/g, '+ ')}`)();
  const shown = want.replace(/e.*/, '').replace(/^-?0*\.?0*/, '').replace('.', '').length;
  assert.equal(Number(got.toPrecision(Math.max(1, shown))), Number(want), line);
  return true;
}

test('numbers keep their digits and have powers of ten where they are very small or large', () => {
  assert.equal(digits(0.0213456), '0.02135');
  assert.equal(digits(-0.5), '−0.5');
  assert.equal(digits(-3.14159e-7, 3), '−3.14×10⁻⁷');
  assert.equal(number('−3.14×10⁻⁷'), -3.14e-7);
  assert.equal(digits(0), '0');
});

test('an equation adds up as it is shown, also where its terms cancel, and puts the smaller ones of many together', () => {
  const more = (n, sum) => `(${n} more: ${sum})`;
  const f = (value, name) => ({ value, name });
  assert.equal(equation([[f(0.5), f(2, 'x')], [f(-0.25), f(-4, 'y')], [f(1, 'b')]], 3, more), '0.5·(x\u00a0=\u00a02) − 0.25·(y\u00a0=\u00a0−4) + (b\u00a0=\u00a01) = 3');
  assert.equal(equation([[f(6, 'm'), { value: 4, over: true }]], 1.5, more), '(m\u00a0=\u00a06) / 4 = 1.5');
  let seed = 1;
  const random = () => ((seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5);
  for (let i = 0; i < 500; ++i) {
    const scale = 10 ** Math.round(30 * random());
    const terms = Array.from({ length: 1 + (i % 20) }, () => [f(random()), f(scale * random(), 'x')]);
    if (i % 3 === 0) terms.push([f(-terms.reduce((sum, [a, b]) => sum + a.value * b.value, 0) * (1 + 0.01 * random()), 'b')]);
    const sum = terms.reduce((total, term) => total + term.reduce((all, { value }) => all * value, 1), 0);
    const line = `z = ${equation(terms, sum, more)}`;
    assert.equal(addsUp(line), true, line);
    if (terms.length > 6) assert.match(line, new RegExp(`\\(${terms.length - 5} more: `));
  }
});

let engine;
before(async () => {
  ({ engine } = await loadEngine('wasm'));
});
const ask = (question, options = null) => {
  const [answer] = engine.inspect(0, [[question, options]]);
  assert.equal(answer.error, undefined);
  return answer;
};
const configure = (spec) => assert.equal(engine.configure(spec, null, 1000).error, undefined);
/** What of the page's model the words need. */
const model = (spec) => ({ t: createTranslator('en'), state: { spec: { inputs: {}, ...spec } } });

const specs = [
  { lanes: [{ activation: 'relu' }] },
  { batch: { size: 7 }, lanes: [{ activation: 'maxout' }], optimizer: { id: 'sgd', rate: 0.5 }, regularization: { l1: 0.01, l2: 0.1 } },
  { batch: { size: 9 }, lanes: [{ activation: 'swiglu' }], optimizer: { id: 'momentum' }, network: { layers: [{ units: 12, norm: 'batch' }, { units: 5, norm: 'layer' }] } },
  { data: { generator: 'sine' }, lanes: [{ activation: 'tanh' }], optimizer: { id: 'nesterov', clip: 0.01 }, network: { layers: [{ units: 6, dropout: 0.4 }, { units: 5 }] } },
  { data: { generator: 'blobs', parameters: { classes: 3 } }, lanes: [{ activation: 'sigmoid' }], optimizer: { id: 'adagrad' }, regularization: { activations: 0.01 } },
  { data: { generator: 'venn' }, lanes: [{ activation: 'elu' }], optimizer: { id: 'rmsprop' }, batch: { size: 1 } },
  { lanes: [{ activation: 'gelu' }], optimizer: { id: 'adamw', rate: 0.01 }, batch: { size: 20 } },
];

test('every line of a step adds up, and the last weight is the one the race gets', () => {
  for (const spec of specs) {
    configure({ network: { layers: [{ units: 8 }, { units: 5 }] }, data: { count: 60 }, ...spec, stop: { steps: 20 } });
    for (const to of [0, 3]) {
      engine.advance(to, 1e9);
      const network = ask('network');
      const after = [];
      for (let layer = 0; layer < network.layers.length; ++layer) {
        const unit = layer === 2 ? 0 : 3;
        const answer = ask('step', { sample: 5, layer, unit });
        const { x, w, next } = answer.unit;
        let sums = 0;
        for (let weight = 0; weight < x.length; weight += 2) {
          for (const stage of stages) for (const line of stepWords(model(spec), answer, stage, weight)) sums += Number(addsUp(line) === true);
          const lines = stepWords(model(spec), answer, 'update', weight);
          const name = weightName(answer, weight);
          const shown = number(lines.find((line) => line.startsWith(`${name}′`)).split(' = ').at(-1));
          assert.ok(Math.abs(shown - next[weight]) <= 1e-6 * Math.abs(w[weight]) + 1e-4 * Math.abs(next[weight] - w[weight]), `${shown} ${w[weight]} ${next[weight]}`);
          assert.match(lines.at(-1), /^Loss of this batch/);
        }
        assert.ok(sums >= 4 * Math.ceil(x.length / 2), `${sums} sums`);
        assert.equal(w.length, x.length);
        after.push({ unit, piece: answer.unit.piece, next });
      }
      engine.advance(to + 1, 1e9);
      ask('network').layers.forEach(({ W, pieces, inputs }, layer) => {
        const { unit, piece, next } = after[layer];
        const row = unit * pieces + piece;
        assert.deepEqual([...W.slice(row * inputs, (row + 1) * inputs)], [...next.slice(0, inputs)]);
      });
    }
  }
});

test('a step on one sample alone says so, and is refused where a batch is normalised', () => {
  const spec = { lanes: [{ activation: 'tanh' }], network: { layers: [{ units: 3 }] } };
  configure(spec);
  const answer = ask('step', { sample: 5, alone: true });
  assert.deepEqual([...answer.batch], [5]);
  const lines = stages.flatMap((stage) => stepWords(model(spec), answer, stage, 0));
  assert.match(lines.at(-1), /^Loss of this sample/);
  assert.ok(!lines.some((line) => line.includes('the others')));
  configure({ lanes: [{ activation: 'tanh' }], network: { layers: [{ units: 3, norm: 'batch' }] } });
  assert.match(engine.inspect(0, [['step', { alone: true }]])[0].error, /normalised/);
});

test('lives of units, from the changes the engine tells', () => {
  const changes = [0, 3, 1, 1, 4, 2, 0, 7, 0, 0, 9, 3, 2, 5, 0];
  const falls = [9, 4.1, 0.5, 0.9, 0.1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const [first, second, third] = livesOf({ step: 12, start: [0, 0, 1], changes, falls });
  assert.deepEqual(first.spans, [{ from: 0, to: 3, state: 0 }, { from: 3, to: 7, state: 1 }, { from: 7, to: 9, state: 0 }, { from: 9, to: 12, state: 3 }]);
  assert.deepEqual([first.falls, first.back, first.returned], [2, 1, -1]);
  assert.deepEqual([second.falls, second.back, second.spans.length], [0, 0, 2]);
  assert.deepEqual([third.falls, third.back], [0, 1]);
});

test('the layer that grew first is the one that grew beyond what is below it', () => {
  /** @param {number[][]} z by step and layer */
  const table = (z) => tableOf({ first: 4, step: 3 + z.length, numbers: z.flatMap((layers) => [1, ...layers.flatMap((x) => [x, 0, 0, 0])]) });
  assert.deepEqual(table([[1, 2], [3, 4]]).steps, [4, 5]);
  assert.equal(table([[1, 2], [3, 4]]).layers, 2);
  assert.equal(origin(table([[1, 1, 1], [2, 2, 2], [3, 3, 3]])), null);
  assert.deepEqual(origin(table([[1, 1, 1], [2, 2, 2], [5, 60, 70], [9, 900, 9000], [Infinity, Infinity, Infinity]])), { layer: 1, from: 2, to: 900, steps: 2 });
  assert.deepEqual(origin(table([[1, 1, 1], [1, 1, 40]])), { layer: 2, from: 1, to: 40, steps: 1 });
  assert.equal(origin(table([[1, 1], [Infinity, Infinity]])), null);
});
