// The network in numbers: what is shown adds up; and where its units stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslator } from '../../web/text.js';
import { axisNumber } from '../../web/views/axis.js';
import { plan } from '../../web/views/inside/network-plan.js';
import { inputNames, number, product, unitWords } from '../../web/views/inside/unit-words.js';

/** The two sides of "0.52·(x = 0.8) − 13 more (0.41) + (b = 0.3) = 1.2", calculated from the numbers shown. */
function sides(text) {
  const [, left, right] = text.replaceAll('−', '-').replaceAll('\u00a0', ' ').match(/^(.*) = (\S+)$/);
  const terms = left.split(/ (?=[+-] )/).map((term) => {
    const sign = term.startsWith('- ') || (term.startsWith('-') && term[1] !== ' ') ? -1 : 1;
    const body = term.replace(/^[+-] ?/, '');
    const weight = body.match(/^([\d.]+)·/);
    const inner = body.match(/\(([^()]*)\)$/)[1].replace(/^.*= /, '');
    return sign * (weight ? Number(weight[1]) : 1) * Number(inner);
  });
  return { sum: terms.reduce((a, b) => a + b, 0), shown: Number(right), digits: (right.split('.')[1] ?? '').length, terms: terms.length };
}
const more = (n, value) => `${n} more (${value})`;

test('the terms shown make the sum shown, to its last digit', () => {
  let seed = 1;
  const random = () => ((seed = (seed * 16807) % 2147483647) / 2147483647) * 2 - 1;
  let exact = 0;
  for (let k = 0; k < 500; ++k) {
    const n = 1 + (k % 20);
    const scale = 10 ** ((k % 7) - 3);
    const w = Float32Array.from({ length: n }, () => random() * scale);
    const x = Float32Array.from({ length: n }, random);
    const b = k % 3 ? Math.fround(random() * scale) : undefined;
    const sum = Math.fround(w.reduce((total, weight, i) => total + weight * x[i], b ?? 0));
    const text = product(w, x, (i) => `x${i}`, b, sum, more);
    const got = sides(text);
    assert.equal(got.terms, Math.min(n, n > 5 ? 5 : n) + (b === undefined ? 0 : 1), text);
    assert.ok(Math.abs(got.shown - sum) <= 0.5001 * 10 ** -got.digits, text);
    const off = Math.abs(got.sum - got.shown) * 10 ** got.digits;
    assert.ok(off <= 1, text);
    exact += off <= 0.5001;
  }
  assert.ok(exact > 495, String(exact));
});

test('a few by hand', () => {
  const name = inputNames({ state: { spec: { inputs: { features: ['x', 'y'] } } }, t: String }, 0);
  assert.equal(product([0.5, -1], [0.25, 2], name, 0.125, -1.75, more), '0.50·(x\u00a0=\u00a00.25) − 1.00·(y\u00a0=\u00a02.00) + (b\u00a0=\u00a00.13) = −1.75');
  assert.equal(product([-2], [3], () => 'a₁', undefined, -6, more), '−2.00·(a₁\u00a0=\u00a03.00) = −6.00');
  assert.deepEqual([0, 1.2345, -0.004567, 123456, NaN, -Infinity].map(number), ['0', '1.23', '−0.00457', '123456', '–', '−∞']);
  const features = inputNames({ state: { spec: { inputs: { features: ['x', 'xy'] } } }, t: (key) => `<${key}>` }, 0);
  assert.equal(features(1), '<feature.xy>');
});

test('a unit in words: pieces, norms and the output', () => {
  const t = createTranslator('en');
  const model = /** @type {any} */ ({ state: { spec: { inputs: { features: ['x'] } } }, t });
  const layer = (more) => ({ activation: 'relu', units: 1, pieces: 1, inputs: 1, W: Float32Array.of(2), b: Float32Array.of(1), ...more });
  const words = (network, layers, l) => unitWords(model, [network, layer({})], { inputs: [3], target: [1], layers: [...layers, { z: [5], a: [0.75] }] }, l, 0);
  assert.deepEqual(words(layer({}), [{ z: [7], a: [7], slope: [1] }], 0), ['z = 2.00·(x\u00a0=\u00a03.00) + (b\u00a0=\u00a01.00) = 7.00', 'a = f(z) = 7.00; f′(z) = 1.00']);
  // z has the digits of a, however large its terms are.
  const small = layer({ W: Float32Array.of(0.5), b: Float32Array.of(-0.969) });
  assert.deepEqual(words(small, [{ z: [0.531], a: [0.531], slope: [1] }], 0), ['z = 0.500·(x\u00a0=\u00a03.000) + (b\u00a0=\u00a0−0.969) = 0.531', 'a = f(z) = 0.531; f′(z) = 1.00']);
  const maxout = layer({ pieces: 2, W: Float32Array.of(2, 4), b: Float32Array.of(1, -1) });
  assert.deepEqual(words(maxout, [{ z: [7, 11], a: [11], slope: [0, 1], piece: [1] }], 0),
    ['z₂ = 4.0·(x\u00a0=\u00a03.0) + (b\u00a0=\u00a0−1.0) = 11.0', 'z₁ = 7.00; z₂ is the largest and wins', 'a = f(z₁, z₂) = 11.0; ∂a/∂z₁ = 0; ∂a/∂z₂ = 1.00']);
  const normed = layer({ b: undefined, gamma: Float32Array.of(2), beta: Float32Array.of(0.5) });
  assert.deepEqual(words(normed, [{ z: [1.5], a: [1.5], slope: [1], normalised: [0.5] }], 0),
    ['s = 2.00·(x\u00a0=\u00a03.00) = 6.00', 'normalised: ŝ = 0.500; z = 2.00·(ŝ\u00a0=\u00a00.50) + (β\u00a0=\u00a00.50) = 1.50', 'a = f(z) = 1.50; f′(z) = 1.00']);
  assert.deepEqual(words(layer({}), [{ z: [2], a: [2], slope: [1] }], 1), ['z = 2.00·(a₁\u00a0=\u00a02.00) + (b\u00a0=\u00a01.00) = 5.00', 'output 0.750; target 1.00']);
});

test('units stand inside the picture, apart from each other, however many; those without room come in turn', () => {
  for (const [counts, width, height] of [[[2, 16, 16, 16, 1], 660, 320], [[1, 1, 1], 660, 320], [[2, 16, 16, 16, 16, 16, 16, 1], 660, 300], [[2, 256, 256, 3], 660, 320],
    [[7, ...Array(16).fill(256), 10], 900, 500], [[2, 8, 8, 1], 360, 300], [[2, 4, 1], 940, 600]]) {
    for (const from of [[], counts.map((n) => n - 1)]) {
      const { size, columns, ...whole } = plan(counts, from, width, height);
      assert.ok(size >= 26 && size <= 96);
      assert.ok(whole.width >= width);
      const all = columns.flatMap(({ spots }) => spots);
      columns.forEach(({ first, shown, units, spots }, l) => {
        assert.equal(units, counts[l]);
        assert.equal(spots.length, shown);
        assert.ok(shown >= Math.min(units, 8) && first >= 0 && first + shown <= units);
        if (from.length) assert.equal(first + shown, units);
      });
      for (const { x, y } of all) assert.ok(x >= 0 && y >= 0 && x + size <= whole.width && y + size <= height, `${counts}: ${x} ${y}`);
      all.forEach((a, i) => all.slice(0, i).forEach((b) => assert.ok(Math.abs(a.x - b.x) >= size || Math.abs(a.y - b.y) >= size, `${counts}`)));
    }
  }
  assert.equal(plan([2, 16, 16, 16, 1], [], 660, 320).width, 660);
  assert.equal(plan([2, 16, 16, 16, 16, 16, 16, 1], [], 660, 320).width, 660);
});

test('numbers of a lane that diverges keep to few digits', () => {
  assert.deepEqual([2.434328905142723e24, -212359456, Infinity].map(number), ['2.434e24', '−2.124e8', '∞']);
  assert.equal(product([27850622], [-1.439], () => 'x', -271609344, -311686400, more), '2.785e7·(x\u00a0=\u00a0−1.4390) + (b\u00a0=\u00a0−2.716e8) = −3.117e8');
  assert.deepEqual([-2e24, 20_000_000, 9_000_000].map((v) => axisNumber(v, false)), ['−2e24', '2e7', '9,000,000']);
});
