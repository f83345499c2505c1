// One step of training in equations, for one unit and one of its weights.

/** @import { Model } from '../../types/views.js' */
/** @import { Factor } from './equation.js' */

import { digits, equation } from './equation.js';
import { inputNames, subscript } from './unit-words.js';

/** The stages, in order. */
export const stages = /** @type {const} */ (['forward', 'loss', 'backward', 'update']);

/** @param {number} value @param {string} [name] @returns {Factor} */
const f = (value, name) => ({ value, name });
/** @param {number} value @param {string} [name] @returns {Factor} */
const over = (value, name) => ({ value, name, over: true });

/** Which of the numbers of a unit is its bias; -1: none. @param {any} answer */
const biasOf = ({ unit }) => (unit.bias ? unit.x.length - 1 : -1);

/** What a weight of the unit is called. @param {any} answer @param {number} i */
export const weightName = (answer, i) => (i === biasOf(answer) ? 'b' : `w${subscript(i + 1)}`);

/** @param {Model} model @param {any} answer to `step` @param {typeof stages[number]} stage @param {number} weight @returns {string[]} */
export function stepWords(model, answer, stage, weight) {
  const { t } = model;
  const { unit, layers, batch, loss, output, target, optimizer, penalty } = answer;
  const more = (/** @type {number} */ n, /** @type {string} */ sum) => t('step.more', { n, sum });
  const is = (/** @type {string} */ name, /** @type {Factor[][]} */ terms, /** @type {number} */ result, /** @type {number} [=] */ precise = 4) => `${name} = ${equation(terms, result, more, precise)}`;
  const { layer, piece } = unit;
  const last = layer === layers.length - 1;
  const { pieces, norm } = layers[layer];
  const z = (/** @type {number} */ p) => (pieces > 1 ? `z${subscript(p + 1)}` : 'z');
  const count = batch.length;
  const input = inputNames(model, layer);
  const bias = biasOf(answer);
  const delta = unit.delta;

  if (stage === 'forward') {
    const terms = Array.from(unit.x, (x, i) => (i === bias ? [f(unit.w[i], 'b')] : [f(unit.w[i]), f(x, input(i))]));
    const raw = unit.hat === undefined ? unit.z[piece] : terms.reduce((sum, term) => sum + term.reduce((all, { value }) => all * value, 1), 0);
    const lines = [is(unit.hat === undefined ? z(piece) : 's', terms, raw)];
    if (unit.hat !== undefined) lines.push(`${t(`normed.${norm}`)} ŝ = ${digits(unit.hat)}`, is(z(piece), [[f(unit.gamma, 'γ'), f(unit.hat, 'ŝ')], [f(unit.beta, 'β')]], unit.z[piece]));
    if (last) return lines;
    if (pieces > 1) lines.push(Array.from(unit.z, (each, p) => `${z(p)} = ${digits(each)}`).join(t('list.comma')));
    const plain = unit.mask ? unit.a / unit.mask : unit.a;
    const list = Array.from({ length: pieces }, (_, p) => z(p)).join(', ');
    if (unit.mask === 0) lines.push(t('step.dropped'));
    else lines.push(`a = f(${list}) = ${digits(plain)}`, ...(unit.mask ? [is(t('step.kept'), [[f(plain), f(unit.mask)]], unit.a)] : []));
    lines.push(Array.from(unit.slope, (slope, p) => `${pieces > 1 ? `∂a/∂${z(p)}` : 'f′(z)'} = ${digits(slope)}`).join(t('list.comma')));
    return lines;
  }

  if (stage === 'loss') {
    const each = Array.from(output, (y, i) => `y${output.length > 1 ? subscript(i + 1) : ''} = ${digits(y)}${t('list.comma')}t${output.length > 1 ? subscript(i + 1) : ''} = ${digits(target[i])}`);
    return [`${t('step.output')} ${each.slice(0, 6).join(t('list.semicolon'))}`, `${t('step.lossSample')} L = ${digits(loss.sample)}`,
      ...(answer.alone ? [] : [t('step.lossBatch', { count, loss: digits(loss.batch) })])];
  }

  const share = answer.alone ? '' : t('list.sentence') + t('step.share', { count });
  const x = unit.x[weight];
  const own = delta * x;
  if (stage === 'backward') {
    const lines = [];
    if (last) {
      const difference = output[unit.unit] - target[unit.unit];
      const simple = Math.abs(difference / count - delta) <= 1e-6 * Math.abs(delta);
      lines.push(simple ? is('δ = ∂L/∂z', [[f(output[unit.unit], 'y'), over(count)], [f(-1), f(target[unit.unit], 't'), over(count)]], delta) : `δ = ∂L/∂z = ${digits(delta)}`);
    } else {
      const rows = layers[layer + 1].pieces;
      const next = (/** @type {number} */ r) => (rows > 1 ? `${subscript(Math.floor(r / rows) + 1)}${'′'.repeat(r % rows)}` : subscript(r + 1));
      lines.push(is('∂L/∂a', Array.from(unit.back, (w, r) => [f(w), f(layers[layer + 1].delta[r], `δ${next(r)}`)]), unit.arriving));
      const activity = penalty.activations > 0 ? (penalty.activations / count) * Math.sign(unit.a) : 0;
      const arriving = unit.arriving + activity;
      if (activity !== 0) lines.push(is(t('step.activity'), [[f(unit.arriving)], [f(activity)]], arriving));
      const through = unit.slope[piece] * arriving * (unit.mask ?? 1);
      const normed = norm !== 'none';
      lines.push(is(normed ? '∂L/∂z' : 'δ = ∂L/∂z', [[f(unit.slope[piece], pieces > 1 ? '∂a/∂z' : 'f′(z)'), f(arriving, '∂L/∂a'), ...(unit.mask === undefined ? [] : [f(unit.mask)])]], normed ? through : delta));
      if (normed) lines.push(t('step.throughNorm', { delta: digits(delta) }));
    }
    lines[0] += share;
    lines.push(is(`${count > 1 ? '' : 'g = '}∂L/∂${weightName(answer, weight)}`, [[f(delta, 'δ'), ...(weight === bias ? [] : [f(x, input(weight))])]], own));
    if (count > 1) lines.push(is(t('step.all'), [[f(own)], [f(unit.gradient[weight] - own, t('step.others'))]], unit.gradient[weight]));
    return lines;
  }

  // The update.
  const lines = [];
  const name = weightName(answer, weight);
  const w = unit.w[weight];
  const biased = weight === bias; // no penalty, no decay
  const g = unit.gradient[weight];
  let used = g;
  const l1 = biased || penalty.stays ? 0 : penalty.l1 * Math.sign(w);
  const l2 = biased ? 0 : penalty.l2;
  if (l1 !== 0 || l2 !== 0) {
    used = g + l1 + l2 * w;
    lines.push(is(t('step.penalty'), [[f(g)], ...(l2 ? [[f(l2), f(w, name)]] : []), ...(l1 ? [[f(l1)]] : [])], used));
  }
  if (optimizer.clip > 0 && Math.abs(unit.used[weight] - used) > 1e-5 * Math.abs(used)) lines.push(is(t('step.clip'), [[f(used), f(unit.used[weight] / used)]], unit.used[weight]));
  used = unit.used[weight];
  const { rate } = optimizer;
  const [m, mNext, v, vNext] = [unit.m[weight], unit.mNext[weight], unit.v[weight], unit.vNext[weight]];
  /** @type {Factor[][]} what the optimiser takes */ let taken = [[f(-rate), f(used, 'g')]];
  const root = (/** @type {string} */ s, /** @type {number} */ square, /** @type {number} */ epsilon) => {
    const size = Math.sqrt(square) + epsilon;
    lines.push(`√${s} + ε = ${digits(size)}`);
    return over(size, `√${s} + ε`);
  };
  switch (optimizer.id) {
    case 'momentum':
    case 'nesterov':
      lines.push(is('v′', [[f(optimizer.momentum), f(m, 'v')], [f(used, 'g')]], mNext));
      taken = optimizer.id === 'momentum' ? [[f(-rate), f(mNext, 'v′')]] : [[f(-rate), f(used, 'g')], [f(-rate), f(optimizer.momentum), f(mNext, 'v′')]];
      break;
    case 'adagrad':
    case 'rmsprop': {
      const adagrad = optimizer.id === 'adagrad';
      lines.push(is('s′', adagrad ? [[f(m, 's')], [f(used, 'g'), f(used)]] : [[f(optimizer.alpha), f(m, 's')], [f(1 - optimizer.alpha), f(used, 'g'), f(used)]], mNext));
      taken = [[f(-rate), f(used, 'g'), root('s′', mNext, optimizer.epsilon)]];
      break;
    }
    case 'adam':
    case 'adamw': {
      const [c1, c2] = [...optimizer.powers].map((p) => 1 - p);
      lines.push(is('m′', [[f(optimizer.beta1), f(m, 'm')], [f(1 - optimizer.beta1), f(used, 'g')]], mNext), is('v′', [[f(optimizer.beta2), f(v, 'v')], [f(1 - optimizer.beta2), f(used, 'g'), f(used)]], vNext),
        is('m̂', [[f(mNext, 'm′'), over(c1)]], mNext / c1), is('v̂', [[f(vNext, 'v′'), over(c2)]], vNext / c2));
      taken = [[f(-rate), f(mNext / c1, 'm̂'), root('v̂', vNext / c2, optimizer.epsilon)]];
      break;
    }
  }
  const decay = biased ? 0 : rate * optimizer.decay;
  if (decay > 0) taken.push([f(-decay), f(w, name)]);
  const change = taken.reduce((sum, term) => sum + term.reduce((all, factor) => (factor.over ? all / factor.value : all * factor.value), 1), 0);
  lines.push(is(`Δ${name}`, taken, change));
  lines.push(penalty.stays && penalty.l1 > 0 && !biased ? t('step.pushed', { from: digits(w, 7), to: digits(unit.next[weight], 7) }) : is(`${name}′`, [[f(w, name)], [f(change)]], unit.next[weight], 7));
  lines.push(t(answer.alone ? 'step.afterAlone' : 'step.after', { before: digits(loss.batch), after: digits(loss.after) }));
  return lines;
}
