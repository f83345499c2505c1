// A wrong start under squared error and cross-entropy: the signal of one sample by how wrong it is, and the training.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { attribute, h, svg, text, Words } from '../../dom.js';
import { sized } from '../axis.js';
import { percent, significant } from '../format.js';
import { label } from '../inside/draw.js';
import { NumbersTable } from '../inside/table.js';
import { Graph } from './graph.js';

/** @typedef {{start: number, losses: number[], accuracies: number[], steps: number | null}} Lane */

/** Of the two losses: squared error is dashed. */
const DASHES = ['7 4', undefined];

/** Rows of the table that are not the first ones. */
const ROWS = 50;

/** @param {Actions} actions */
export function createClinic(actions) {
  const words = new Words();
  let shown = 'accuracies';
  const signal = new Graph(0.72), course = new Graph(0.72);
  const buttons = ['accuracies', 'losses'].map((kind) => ({ kind, button: words.button(`clinic.${kind}`, () => {
    shown = kind;
    actions.redraw();
  }) }));
  const said = h('p', { class: 'room-said', role: 'status' });
  const table = new NumbersTable();
  const element = h('figure', {}, h('div', { class: 'room-pair' },
    h('div', {}, words.text(h('h3', { class: 'room-named' }), 'clinic.signal'), signal.element),
    h('div', {}, h('div', { class: 'room-named' }, words.attribute(h('span', { class: 'segment', role: 'group' }, ...buttons.map(({ button }) => button)), 'aria-label', 'clinic.course')), course.element)),
  said, words.text(h('figcaption', { class: 'hint' }), 'clinic.legend'), table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { options, slopes } = answer;
    /** @type {Lane[]} */ const lanes = answer.lanes;
    /** What is shown of a lane by step. @param {Lane} lane */
    const values = (lane) => lane[/** @type {'losses'} */ (shown)];
    for (const { kind, button } of buttons) attribute(button, 'aria-pressed', String(kind === shown));
    const names = [t('clinic.mse'), t('loss.cross-entropy')];
    const place = 2 * options.wrong;
    const at = slopes.z.findIndex((/** @type {number} */ z) => z >= place);
    const curves = [slopes.mse, slopes.crossEntropy];
    signal.update({
      x: { lo: slopes.z[0], hi: slopes.z.at(-1), name: t('clinic.z') }, y: { lo: 0, hi: 1.05, name: '|∂L/∂z|' },
      lines: curves.map((y, i) => ({ x: slopes.z, y, name: names[i], dash: DASHES[i] })),
      under: (x) => [svg('path', { class: 'level', d: `M${x.at(place)} 0V4000` })],
      over: (x, y) => [...curves.map((values) => svg('circle', { class: 'ball', cx: x.at(place), cy: y.at(values[at]), r: 6 })), label(x.at(place) + (place > 9 ? -6 : 6), y.at(0.6), `z = 2K = ${significant(place)}`, place > 9 ? 'end' : 'start', 'strong')],
      said: t('clinic.signalSaid', { z: significant(place), mse: sized(curves[0][at]), entropy: sized(curves[1][at]) }),
    });

    const last = Math.min(options.steps, Math.max(20, Math.ceil(1.3 * Math.max(...lanes.map(({ steps }) => steps ?? Infinity)))));
    const loss = shown === 'losses';
    const lines = lanes.map((lane, i) => ({ x: Array.from({ length: last + 1 }, (_, k) => k), y: values(lane).slice(0, last + 1), name: names[i], dash: DASHES[i] }));
    const all = lines.flatMap(({ y }) => Array.from(y)).filter((v) => v > 0);
    const count = (/** @type {Lane} */ { steps }) => (steps === null ? t('steps.never', { n: options.steps }) : t('steps.count', { n: steps }));
    const reached = t('clinic.reached', { mse: count(lanes[0]), entropy: count(lanes[1]) });
    course.update({
      x: { lo: 0, hi: last, name: t('room.stepShort') },
      y: loss ? { lo: Math.max(1e-6, Math.min(...all)), hi: Math.max(...all), log: true, name: t('clinic.losses') } : { lo: 0, hi: 1.05, name: t('clinic.accuracies'), write: percent },
      lines,
      under: (_, y) => (loss ? [] : [svg('path', { class: 'level', d: `M0 ${y.at(0.95)}H4000` })]),
      over: (x, y) => lanes.flatMap(({ steps }, i) => (steps === null || steps > last ? [] : [svg('circle', { class: 'ball', cx: x.at(steps), cy: y.at(lines[i].y[steps]), r: 5 })])),
      said: reached,
    });
    text(said, t('clinic.said', { mse: sized(lanes[0].start), entropy: sized(lanes[1].start), reached }));
    table.update(t, [t('room.stepShort'), ...names.flatMap((name) => ['accuracies', 'losses'].map((kind) => `${t(`clinic.${kind}`)} (${name})`))],
      () => lines[0].x.filter((k) => k <= 20 || k % Math.ceil(last / ROWS) === 0).map((k) => [String(k), ...lanes.flatMap(({ accuracies, losses }) => [percent(accuracies[k]), losses[k]])]));
  }
  return { element, update };
}
