// 67 against 2: the same fall in value, step by step, on the curves of two activations.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { h, svg, text, Words } from '../../dom.js';
import { spanned } from '../atlas/samples.js';
import { significant } from '../format.js';
import { NumbersTable } from '../inside/table.js';
import { Graph } from './graph.js';
import { createPlayback } from './playback.js';
import { activationName, familyOf } from './words.js';

const POINTS = 241;

/** More than this are not told apart. */
const MOST_DOTS = 400;

/** @param {Actions} actions */
export function createSteps(actions) {
  const words = new Words();
  const playback = createPlayback(actions);
  const sides = ['one', 'against'].map((key) => ({ key, name: h('h3'), count: h('b'), way: h('span', { class: 'hint' }), graph: new Graph(0.72) }));
  const said = h('p', { class: 'room-said', role: 'status' });
  const table = new NumbersTable();
  const element = h('figure', {}, h('div', { class: 'room-pair' }, ...sides.map((side) => h('div', {}, side.name, h('p', { class: 'room-count' }, side.count, ' ', side.way), side.graph.element))),
    playback.element, said, words.text(h('figcaption', { class: 'hint' }), 'steps.legend'), table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { options } = answer;
    const most = Math.max(...sides.map(({ key }) => answer[key].z.length - 1));
    const at = playback.update(model, most);
    const all = sides.flatMap(({ key }) => Array.from(answer[key].z));
    const reach = 1.15 * Math.max(1, ...all.map(Math.abs).filter((z) => z < 30));
    const ways = { one: answer.distance, against: answer.againstDistance };
    sides.forEach(({ key, name, count, way, graph }, i) => {
      const walk = answer[key];
      const activation = options[i ? 'against' : 'activation'], parameters = options[i ? 'againstParameters' : 'parameters'];
      const called = activationName(model, activation);
      const taken = Math.min(at, walk.z.length - 1);
      text(name, called);
      text(count, walk.steps === null && taken === walk.z.length - 1 ? t('steps.never', { n: taken }) : t('steps.count', { n: taken }));
      text(way, t('steps.way', { distance: significant(ways[/** @type {'one'} */ (key)]) }));
      const curve = model.answer('curve', activation, parameters, -reach, reach, POINTS);
      if (!curve || curve.error) return;
      const { value, lo, hi } = spanned(curve, -reach, reach);
      const x = Array.from(value, (_, k) => lo + ((hi - lo) * k) / (value.length - 1));
      const heights = [...value, options.high, options.low].filter(Number.isFinite);
      const dots = Array.from({ length: Math.min(taken, MOST_DOTS) + 1 }, (_, k) => [walk.z[k], walk.value[k]]);
      graph.update({
        x: { lo: -reach, hi: reach, name: 'z' }, y: { lo: Math.min(0, ...heights), hi: Math.min(Math.max(...heights), Math.max(1.05, options.high * 1.6)), name: 'a = f(z)' },
        lines: [{ x, y: value, family: familyOf(model, activation) }],
        under: (_, y) => [options.high, options.low].map((level) => svg('path', { class: 'level', d: `M0 ${y.at(level)}H4000` })),
        over: (sx, sy) => dots.map(([z, a], k) => svg('circle', { class: k === dots.length - 1 ? 'ball' : 'dot', cx: sx.at(z).toFixed(1), cy: sy.at(a).toFixed(1), r: k === dots.length - 1 ? 6 : 3.5 })),
        said: `${called}: ${t('steps.count', { n: taken })}`,
      });
    });
    const [one, against] = sides.map(({ key }) => answer[key]);
    const count = (/** @type {any} */ walk) => (walk.steps === null ? t('steps.none', { n: walk.z.length - 1 }) : t('steps.count', { n: walk.steps }));
    text(said, t('steps.said', { from: significant(options.high), to: significant(options.low), one: activationName(model, options.activation), n: count(one), way: significant(answer.distance), against: activationName(model, options.against), other: count(against), otherWay: significant(answer.againstDistance) }));
    table.update(t, [t('room.stepShort'), ...sides.flatMap((_, i) => ['z', 'a', 'f′'].map((name) => `${name} (${activationName(model, options[i ? 'against' : 'activation'])})`))],
      () => Array.from({ length: most + 1 }, (_, k) => [String(k), ...[one, against].flatMap(({ z, value, slope }) => (k < z.length ? [z[k], value[k], slope[k]] : ['', '', '']))]));
  }
  return { element, update };
}
