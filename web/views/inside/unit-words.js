// A unit in numbers for one sample: z = w·x + b, a = f(z), f′(z). The digits shown are chosen so that what is shown adds up.

/** @import { Model } from '../../types/views.js' */

import { minus } from '../../text.js';
import { inputName } from '../shown.js';

/**
 * What the questions `network` and `sample` answer of a layer.
 * @typedef {{activation: string, units: number, pieces: number, inputs: number, W: Float32Array, b?: Float32Array, gamma?: Float32Array, beta?: Float32Array,
 *   learned?: Record<string, Float32Array>}} Layer
 * @typedef {{z: Float32Array, a: Float32Array, slope?: Float32Array, normalised?: Float32Array, piece?: Int32Array}} Values
 * @typedef {{step: number, index: number, raw: Float32Array, inputs: Float32Array, target: Float32Array, layers: Values[]}} Sample
 */

/** Terms of a sum that are written out. */
const MOST_TERMS = 4;

/** @param {number} n */
export const subscript = (n) => String(n).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));

/** Decimals that show the largest of some numbers with three digits. @param {...number} values */
function decimals(...values) {
  const largest = Math.max(0, ...values.map(Math.abs).filter(Number.isFinite));
  return largest === 0 ? 2 : Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(largest))));
}

/** @param {number} x @param {number} digits */
const fixed = (x, digits) => (Math.abs(x) >= 1e7 ? minus(x).replace('Infinity', '∞') : Number.isFinite(x) ? minus(x.toFixed(digits).replace(/^-(0\.?0*)$/, '$1')) : '–');

/** A number by itself, three digits. @param {number} x */
export const number = (x) => (x === 0 ? '0' : fixed(x, decimals(x)));

/**
 * w·x + b = sum, in digits of which the sum can be checked: "0.520·(x₁ = 0.813) − 1.100·(x₂ = −0.220) + (b = 0.300) = 0.965".
 *
 * @param {ArrayLike<number>} w @param {ArrayLike<number>} x @param {(i: number) => string} name of an input @param {number | undefined} b
 * @param {number} sum @param {(n: number, value: string) => string} more names the terms left out
 */
export function product(w, x, name, b, sum, more) {
  const terms = Array.from(w, (weight, i) => ({ i, weight, input: x[i], size: Math.abs(weight * x[i]) }));
  const largest = [...terms].sort((p, q) => q.size - p.size || p.i - q.i);
  const written = terms.length > MOST_TERMS + 1 ? largest.slice(0, MOST_TERMS) : terms;
  written.sort((p, q) => p.i - q.i);
  const left = terms.filter((term) => !written.includes(term));
  const rest = left.reduce((total, { weight, input }) => total + weight * input, 0);
  const digits = Math.min(decimals(sum), decimals(largest[0].size) + 2);
  let fine = digits;
  const shown = (/** @type {number} */ v) => Number(v.toFixed(fine));
  // More digits for the parts than for their sum, until the parts shown make the sum shown.
  const adds = () => (written.reduce((total, { weight, input }) => total + shown(weight) * shown(input), shown(rest) + shown(b ?? 0))).toFixed(digits) === sum.toFixed(digits);
  while (fine < digits + 4 && !adds()) ++fine;
  let text = '';
  const add = (/** @type {boolean} */ negative, /** @type {string} */ what) => (text += `${text ? (negative ? ' − ' : ' + ') : negative ? '−' : ''}${what}`);
  for (const { i, weight, input } of written) add(weight < 0, `${fixed(Math.abs(weight), fine)}·(${name(i)}\u00a0=\u00a0${fixed(input, fine)})`);
  if (left.length) add(false, more(left.length, fixed(rest, fine)));
  if (b !== undefined) add(false, `(b\u00a0=\u00a0${fixed(b, fine)})`);
  return `${text} = ${fixed(sum, digits)}`;
}

/** What the inputs of a layer are called: the network's inputs, or activations. @param {Model} model @param {number} layer @returns {(i: number) => string} */
export function inputNames(model, layer) {
  const { features = [] } = model.state.spec.inputs; // none: the raw ones
  const raw = ['x', 'y'];
  return (i) => (layer > 0 ? `a${subscript(i + 1)}` : features[i] && !raw.includes(features[i]) ? model.t(`feature.${features[i]}`) : inputName(model, features[i] ? raw.indexOf(features[i]) : i));
}

/**
 * The sentences of one unit.
 *
 * @param {Model} model @param {Layer[]} network @param {Sample} sample @param {number} layer @param {number} unit
 * @returns {string[]}
 */
export function unitWords(model, network, sample, layer, unit) {
  const { t } = model;
  const { pieces: k, inputs, W, b, gamma, beta } = network[layer];
  const { z, a, slope, normalised, piece } = sample.layers[layer];
  const last = layer === network.length - 1;
  const best = piece ? piece[unit] : 0;
  const row = unit * k + best;
  const x = layer > 0 ? sample.layers[layer - 1].a : sample.inputs;
  const w = W.subarray(row * inputs, (row + 1) * inputs);
  const zName = (/** @type {number} */ p) => (k > 1 ? `z${subscript(p + 1)}` : 'z');
  const sum = normalised ? w.reduce((total, weight, i) => total + weight * x[i], b?.[row] ?? 0) : z[row];
  const lines = [`${normalised ? 's' : zName(best)} = ${product(w, x, inputNames(model, layer), b?.[row], sum, (n, value) => t('net.more', { n, value }))}`];
  if (normalised && gamma && beta) {
    lines.push(`${t('net.normalised')} ŝ = ${number(normalised[row])}${t('list.semicolon')}${zName(best)} = ${product([gamma[row]], [normalised[row]], () => 'ŝ', beta[row], z[row], String).replace('(b', '(β')}`);
  }
  if (last) {
    const target = sample.target[unit];
    return [...lines, [`${t('net.output')} ${number(a[unit])}`, `${t('net.target')} ${number(target)}`].join(t('list.semicolon'))];
  }
  const others = Array.from({ length: k }, (_, p) => p).filter((p) => p !== best).map((p) => `${zName(p)} = ${number(z[unit * k + p])}`);
  if (others.length) lines.push(others.join(t('list.comma')) + (piece ? `${t('list.semicolon')}${t('net.wins', { z: zName(best) })}` : ''));
  const slopes = Array.from({ length: k }, (_, p) => `${k > 1 ? `∂a/∂${zName(p)}` : 'f′(z)'} = ${number(slope?.[unit * k + p] ?? NaN)}`);
  const arguments_ = Array.from({ length: k }, (_, p) => zName(p)).join(', ');
  lines.push([`a = f(${arguments_}) = ${number(a[unit])}`, ...slopes].join(t('list.semicolon')));
  return lines;
}
