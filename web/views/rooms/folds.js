// Folding: the zig-zag of folds laid upon each other by hand, and what random networks have instead.

/** @import { Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { h, svg, text, Words } from '../../dom.js';
import { axisNumber, raised, roundNumbers } from '../axis.js';
import { integer, quantile, significant } from '../format.js';
import { label } from '../inside/draw.js';
import { NumbersTable } from '../inside/table.js';
import { Graph } from './graph.js';

/** More folds are drawn with thin lines. */
const FEW = 6;

/** Height of one layer's row of kinks, and of all together at most, for a curve of height 1; of more rows every other one is named. */
const ROW = 0.12, ROWS = 0.6, NAMED = 4;

export function createFolds() {
  const words = new Words();
  const byHand = new Graph(0.62), random = new Graph(0.62), pieces = new Graph(0.15, 165);
  const [names, counts] = [0, 1].map((i) => [0, 1].map(() => h(i ? 'b' : 'h3')));
  const said = h('p', { class: 'room-said', role: 'status' });
  const more = h('p');
  const table = new NumbersTable();
  const element = h('figure', {}, h('div', { class: 'room-pair' }, ...[byHand, random].map((graph, i) => h('div', {}, names[i], h('p', { class: 'room-count' }, counts[i]), graph.element))),
    pieces.element, said, more, words.text(h('figcaption', { class: 'hint' }), 'folds.legend'), table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { options, hand, random: drawn } = answer;
    const { units, deep, shallow, kinks, kinkLayers } = drawn;
    const depth = options.shape.length;
    const shape = options.shape.join('-');
    const count = (/** @type {number} */ n) => t('folds.pieces', { n });
    text(names[0], t('folds.byHand', { n: options.folds, units: 2 * options.folds }));
    text(names[1], t('folds.random', { shape, seed: options.seed }));
    text(counts[0], count(hand.pieces));
    text(counts[1], count(deep[0]));
    byHand.update({
      x: { lo: 0, hi: 1, name: 'x' }, y: { lo: 0, hi: 1.02, name: 'y', at: [0, 0.5, 1] },
      lines: [{ x: hand.x, y: hand.y, family: 'hinged', kind: options.folds > FEW ? 'thin' : '' }],
      said: `${t('folds.byHand', { n: options.folds, units: 2 * options.folds })}: ${count(hand.pieces)}`,
    });

    const lowest = Math.min(...drawn.y), highest = Math.max(...drawn.y), height = highest - lowest || 1;
    const row = Math.min(ROW, ROWS / depth) * height;
    const bottom = lowest - row * (depth + 0.5);
    const layerName = (/** @type {number} */ n) => (depth > NAMED && n % 2 === 0 ? '' : t('folds.layer', { n }));
    const places = options.shape.map((/** @type {number} */ _, /** @type {number} */ layer) => lowest - row * (layer + 1));
    random.update({
      x: { lo: -1, hi: 1, name: 'x' }, y: { lo: bottom, hi: lowest + 1.03 * height, name: 'y', at: [...roundNumbers(lowest, lowest + height, 4), ...places], write: (v) => (v < lowest ? layerName(places.indexOf(v) + 1) : axisNumber(v, false)) },
      lines: [{ x: drawn.x, y: drawn.y, family: 'hinged' }],
      over: (x, y) => [svg('path', { class: 'kink', d: Array.from(kinks, (at, i) => `M${x.at(at).toFixed(1)} ${y.at(lowest - row * (kinkLayers[i] + 0.6)).toFixed(1)}V${y.at(lowest - row * (kinkLayers[i] + 1.4)).toFixed(1)}`).join('') }),
        ...Array.from(kinks, (at) => svg('circle', { class: 'dot', cx: x.at(at), cy: y.at(drawn.y[Math.round(((at + 1) / 2) * (drawn.y.length - 1))]), r: 2.5 }))],
      said: `${t('folds.random', { shape, seed: options.seed })}: ${count(deep[0])}. ${options.shape.map((/** @type {number} */ _, /** @type {number} */ layer) => t('folds.bends', { layer: layer + 1, n: Array.from(kinkLayers).filter((at) => at === layer).length })).join(' ')}`,
    });

    const middle = (/** @type {ArrayLike<number>} */ list) => quantile(Array.from(list), 0.5) ?? NaN;
    const most = 1.4 * Math.max(hand.pieces, units + 1, ...deep, ...shallow);
    const rows = [{ at: 3, list: [hand.pieces], name: t('folds.handRow', { units: 2 * options.folds }) }, { at: 2, list: deep, name: t('folds.deepRow', { n: depth }) }, { at: 1, list: shallow, name: t('folds.oneRow', { units }) }];
    pieces.update({
      x: { lo: 0.9, hi: most, log: true, name: t('folds.count') }, y: { lo: 0.5, hi: 3.8, name: t('folds.seeds', { n: deep.length }), at: [] },
      lines: rows.map(({ at, name }) => ({ x: [0.9, most], y: [at, at], name, kind: 'thin' })),
      under: (x) => [svg('path', { class: 'level', d: `M${x.at(units + 1)} 0V4000` })],
      over: (x, y) => [...rows.flatMap(({ at, list }) => Array.from(list, (n, i) => {
        // Equal counts lie upon each other.
        const before = Array.from(list).slice(0, i).filter((other) => other === n).length;
        return svg('circle', { class: at === 3 ? 'ball' : 'dot', cx: x.at(n), cy: y.at(at) - 5 * before, r: at === 3 ? 6 : 4 });
      })), label(x.at(units + 1) - 5, y.at(3.45), t('folds.most', { n: units + 1 }), 'end', 'strong')],
      said: rows.map(({ name, list }) => `${name}: ${Array.from(list).join(', ')}`).join('; '),
    });
    text(said, t('folds.said', { folds: options.folds, few: 2 * options.folds, hand: hand.pieces, shape, units, deep: significant(middle(deep)), shallow: significant(middle(shallow)) }));
    text(more, t('folds.could', { units, folds: units / 2, most: units > 40 ? `2${raised(units / 2)}` : `2${raised(units / 2)} = ${integer(2 ** (units / 2))}` }));
    table.update(t, [t('control.seed'), ...rows.slice(1).map(({ name }) => name)], Array.from(deep, (n, i) => [String(options.seed + i), String(n), String(shallow[i])]));
  }
  return { element, update };
}
