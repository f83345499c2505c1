// The zig-zag: the way of two weights, with inputs of one sign and with centred ones.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { h, svg, text, Words } from '../../dom.js';
import { integer, percent, significant } from '../format.js';
import { label } from '../inside/draw.js';
import { NumbersTable } from '../inside/table.js';
import { Beside } from './beside.js';
import { contours } from './contours.js';
import { Graph } from './graph.js';
import { createPlayback } from './playback.js';

/** More than this are not told apart. */
const MOST_DOTS = 400;

/** Inputs are within this of their mean. */
const SPREAD = 0.5;

/** @param {Actions} actions */
export function createZigzag(actions) {
  const words = new Words();
  const playback = createPlayback(actions);
  const beside = new Beside('zigzag');
  const sides = [0, 1].map(() => ({ name: h('h3'), count: h('b'), way: h('span', { class: 'hint' }), graph: new Graph() }));
  const said = h('p', { class: 'room-said', role: 'status' });
  const table = new NumbersTable();
  const element = h('figure', {}, h('div', { class: 'room-pair' }, ...sides.map((side) => h('div', {}, side.name, h('p', { class: 'room-count' }, side.count, ' ', side.way), side.graph.element))),
    playback.element, said, words.text(h('figcaption', { class: 'hint' }), 'zigzag.legend'), table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { options } = answer;
    const pair = [answer, beside.get(model, 'centred', { ...options, mean: 0 }) ?? answer];
    const most = Math.max(...pair.map(({ x }) => x.length - 1));
    const at = playback.update(model, most);
    const [across, up] = viewOf(pair);
    sides.forEach(({ name, count, way, graph }, i) => {
      const { x, y, loss, reach, steps, sameSign, path, options: { mean, target, batch } } = pair[i];
      const last = x.length - 1;
      const taken = Math.min(at, last);
      const figures = { mean: significant(mean), n: integer(taken), same: percent(sameSign), path: significant(path, 2) };
      text(name, t(mean === 0 ? 'zigzag.centred' : 'zigzag.shifted', figures));
      text(count, steps === null && taken === last ? t('steps.never', { n: taken }) : t('steps.count', { n: taken }));
      text(way, t('zigzag.way', figures));
      // Where a step of one point can lead when its inputs have one sign; at rest, from the start.
      const here = taken === last ? 0 : taken;
      const bound = Math.abs(mean) >= SPREAD && batch === 1;
      const near = (/** @type {number} */ k) => Math.hypot(x[k], y[k]) < 9 * reach;
      graph.update({
        square: true,
        x: { ...across, name: 'w₁' }, y: { ...up, name: 'w₂' },
        lines: [{ x: x.slice(0, taken + 1), y: y.slice(0, taken + 1) }],
        under: (sx, sy) => [
          contours(loss, reach, levelsOf(loss), sx, sy),
          ...(bound ? [svg('path', { class: 'quadrants', d: `M${sx.at(x[here])} ${sy.at(y[here])}V-2000H4000V${sy.at(y[here])}ZV4000H-2000V${sy.at(y[here])}Z` })] : []),
        ],
        over: (sx, sy) => [
          ...Array.from({ length: Math.min(taken, MOST_DOTS) + 1 }, (_, k) => near(k) && svg('circle', { class: 'dot', cx: sx.at(x[k]).toFixed(1), cy: sy.at(y[k]).toFixed(1), r: 2.5 })),
          svg('path', { class: 'target', d: `M${sx.at(target[0]) - 7} ${sy.at(target[1]) - 7}l14 14m0-14l-14 14` }),
          label(sx.at(target[0]) + 11, sy.at(target[1]) + 16, t('zigzag.target'), 'start', 'strong'),
          near(taken) && svg('circle', { class: 'ball', cx: sx.at(x[taken]).toFixed(1), cy: sy.at(y[taken]).toFixed(1), r: 6 }),
        ].filter((part) => part !== false),
        said: `${name.textContent}: ${count.textContent}${t('list.comma')}${way.textContent}`,
      });
    });
    const told = pair.map(({ options: { mean, steps: limit }, sameSign, path, steps, x }) => {
      const n = x.length - 1;
      const who = t(mean === 0 ? 'zigzag.centred' : 'zigzag.shifted', { mean: significant(mean) });
      return t(n < limit && steps === null ? 'zigzag.diverges' : 'zigzag.side', { who, same: percent(sameSign), path: significant(path, 2), steps: steps === null ? t('steps.none', { n }) : t('steps.count', { n }) });
    });
    text(said, (options.mean === 0 ? told.slice(1) : told).join(t('list.sentence')));
    table.update(t, [t('room.stepShort'), ...pair.flatMap(({ options: { mean } }) => ['w₁', 'w₂'].map((name) => `${name} (${significant(mean)})`))],
      () => Array.from({ length: most + 1 }, (_, k) => [String(k), ...pair.flatMap(({ x, y }) => (k < x.length ? [x[k], y[k]] : ['', '']))]));
  }
  return { element, update };
}

/** Each a half of the one before. @param {ArrayLike<number>} loss */
function levelsOf(loss) {
  const top = Math.max(...Array.from(loss));
  return Array.from({ length: 9 }, (_, k) => top / 2 ** (k + 0.5));
}

/**
 * What is shown of the plane: start, target and both ways, as far as the lines of equal loss go; a little wider than high.
 *
 * @param {any[]} pair
 */
function viewOf(pair) {
  const { reach, options: { target } } = pair[0];
  const ends = ['x', 'y'].map((key, i) => {
    const all = [target[i], ...pair.flatMap((answer) => Array.from(answer[key]))].filter((v) => Math.abs(v) < reach);
    return [Math.min(...all), Math.max(...all)];
  });
  const half = Math.min(reach, 0.65 * Math.max(...ends.map(([lo, hi]) => hi - lo)));
  return ends.map(([lo, hi], i) => {
    const middle = (lo + hi) / 2, size = i ? half : 1.2 * half;
    return { lo: Math.max(-reach, middle - size), hi: Math.min(reach, middle + size) };
  });
}
