// Vanishing by depth: the backward signal of each layer as the network starts, from the output back to layer 1.

/** @import { Seen } from './index.js' */
/** @import { Model } from '../../types/views.js' */

import { h, text, Words } from '../../dom.js';
import { powers, sized } from '../axis.js';
import { quantile } from '../format.js';
import { NumbersTable } from '../inside/table.js';
import { Beside } from './beside.js';
import { Graph } from './graph.js';
import { activationName, familyOf } from './words.js';

/** What the chosen one is compared with, and the pattern of its line. @type {[id: string, dash: string][]} */
const OTHERS = [['sigmoid', '7 4'], ['tanh', '2 4'], ['relu', '10 4 2 4']];

/** The signal has vanished below this share, and exploded above its inverse. */
const VANISHED = 1e-3;

export function createDepth() {
  const words = new Words();
  const beside = new Beside('depth');
  const graph = new Graph(0.55);
  const said = h('p', { class: 'room-said', role: 'status' });
  const table = new NumbersTable();
  const element = h('figure', {}, graph.element, said, words.text(h('figcaption', { class: 'hint' }), 'depth.legend'), table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { options } = answer;
    const { layers, seeds } = options;
    const name = activationName(model, options.activation);
    const others = OTHERS.filter(([id]) => id !== options.activation).flatMap(([id, dash]) => {
      const other = beside.get(model, id, { ...options, activation: id, parameters: {} });
      return other?.options.layers === layers ? [{ id, dash, delta: medians(other.delta, layers), passed: quantile(finite(other.passed), 0.5) }] : [];
    });
    const delta = medians(answer.delta, layers);
    const passed = finite(answer.passed);
    const middle = quantile(passed, 0.5);

    const x = Array.from({ length: layers }, (_, k) => k);
    const back = (/** @type {ArrayLike<number>} */ values, first = 0) => x.map((k) => values[first + layers - 1 - k]);
    const all = [...answer.delta, ...others.flatMap((other) => other.delta)].filter((v) => v > 0 && Number.isFinite(v));
    const lo = 10 ** Math.floor(Math.log10(Math.min(0.1, ...all))), hi = 10 ** Math.ceil(Math.log10(Math.max(1, ...all)));
    graph.update({
      x: { lo: -0.15, hi: Math.max(1, layers - 1), name: t('depth.axis'), at: x.filter((k) => layers < 9 || (layers - 1 - k) % 2 === 0), write: (k) => String(layers - k) },
      y: { lo, hi, log: true, name: '|δ|', at: hi / lo < 30 ? powers(lo, hi) : undefined },
      lines: [
        ...others.map((other) => ({ x, y: back(other.delta), name: activationName(model, other.id), dash: other.dash, kind: 'beside' })),
        ...Array.from({ length: seeds }, (_, i) => ({ x, y: back(answer.delta, i * layers), family: familyOf(model, options.activation), kind: 'thin' })),
        { x, y: back(delta), name, family: familyOf(model, options.activation), kind: 'bold' },
      ],
      said: `${name}: ${t('depth.axis')}: ${back(delta).map((v) => sized(v)).join(t('list.comma'))}`,
    });
    const figures = { name, n: layers, seeds, passed: sized(middle), factor: sized((middle ?? 0) ** (1 / (layers - 1))), low: sized(Math.min(...passed)), high: sized(Math.max(...passed)) };
    const verdict = layers === 1 ? 'one' : middle === null ? 'none' : middle < VANISHED ? 'vanishes' : middle > 1 / VANISHED ? 'explodes' : 'passes';
    const list = others.map((other) => `${activationName(model, other.id)} ${sized(other.passed)}`).join(t('list.comma'));
    text(said, [t(`depth.${verdict}`, figures), layers > 1 && list && t('depth.others', { list })].filter(Boolean).join(t('list.sentence')));
    const column = (/** @type {ArrayLike<number>} */ values, /** @type {number} */ l) => Array.from({ length: seeds }, (_, i) => values[i * layers + l]);
    table.update(t, t('depth.table').split(','), () => x.map((k) => {
      const l = layers - 1 - k;
      const of = column(answer.delta, l);
      return [String(l + 1), sized(delta[l]), sized(Math.min(...of)), sized(Math.max(...of)), sized(quantile(column(answer.weights, l), 0.5))];
    }));
  }
  return { element, update };
}

/** @param {ArrayLike<number>} values */
const finite = (values) => Array.from(values).filter(Number.isFinite);

/** Of each layer, over the seeds. @param {ArrayLike<number>} delta @param {number} layers */
const medians = (delta, layers) => Array.from({ length: layers }, (_, l) => quantile(Array.from(delta).filter((_, i) => i % layers === l), 0.5) ?? NaN);
