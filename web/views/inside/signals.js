// How the backward signal falls from the output to the first layer, what weights and slopes do to it on the way, and what
// goes forward beside it.

/** @import { Actions, Ask, Due, Lane, Model, Panel } from '../../types/views.js' */

import { attribute, h, style, svg, text, Words } from '../../dom.js';
import { axisNumber, createScale, sized } from '../axis.js';
import { percent, significant } from '../format.js';
import { hatching, label, roomFor } from './draw.js';
import { NumbersTable } from './table.js';

const top = 40; // of the first row: names and numbers of the axes
const least = 22; // a layer
const step = 34; // what happens between two layers: numbers over bars

/** Where the columns begin: the forward signal beside the layers' names, then the backward one. @param {number} width */
function columns(width) {
  const forward = width < 520 ? 46 : 62;
  const zeros = forward + (width < 520 ? 74 : 120);
  return { forward, zeros, none: zeros + 46, left: zeros + 66, right: width - 12 };
}

let instances = 0;

/** @param {Actions} _ @returns {Panel} */
export function createSignals(_) {
  const words = new Words();
  const hatch = `slopes-${++instances}`;
  const picture = svg('svg', { class: 'signals', role: 'img' });
  const area = h('div', { class: 'signals-area' }, picture);
  const said = h('p');
  const notes = h('p', { class: 'hint' });
  const table = new NumbersTable();
  const element = h('figure', { class: 'signals-panel' }, said, area, words.text(h('figcaption', { class: 'hint' }), 'signals.legend'), notes, table.element);
  new ResizeObserver(() => shown && draw()).observe(area);
  /** @type {Model} */ let model;
  /** The answer that is shown. @type {any} */ let shown = null;
  let subject = '';
  /** Height of a layer. */ let row = least;
  let drawn = '';
  /** Both axes only grow while the subject stays: powers of ten, values. @type {[number, number]} */ let powers = [0, 0];
  /** @type {[number, number]} */ let values = [0, 0];

  /** @param {Model} _ @param {Lane} lane @returns {Ask[]} */
  const asks = (_, lane) => [{ lane: lane.index, question: 'signals' }];

  /** @param {Model} fresh @param {Lane} lane @param {Due} due */
  function update(fresh, lane, due) {
    model = fresh;
    words.update(model);
    const { t } = model;
    const answer = model.inside.answer(asks(model, lane)[0]);
    style(element, '--family', `var(--${lane.family})`);
    if (answer?.error) text(said, t('notice.engine', { message: answer.error }));
    if (!answer || answer.error) return;
    if (subject !== `${model.raceId} ${lane.index}`) {
      subject = `${model.raceId} ${lane.index}`;
      powers = [Infinity, -Infinity];
      values = [0, 0];
      drawn = '';
    }
    if (answer !== shown) {
      shown = answer;
      shown.layers.forEach((/** @type {any} */ { length, slope, mean, sd }, /** @type {number} */ l) => {
        // What arrives, and what the slopes leave of it.
        for (const size of [length, length / (slope || 1)]) {
          if (size > 0) powers = [Math.min(powers[0], Math.floor(Math.log10(size))), Math.max(powers[1], Math.ceil(Math.log10(size)))];
        }
        if (l + 1 < shown.layers.length && Number.isFinite(mean + sd)) values = [Math.min(values[0], mean - sd), Math.max(values[1], mean + sd)];
      });
    }
    if (due.numbers || !drawn) {
      write();
      // The layers stand apart as far as there is room.
      const { length } = shown.layers;
      row = Math.max(least, Math.min(3 * least, Math.floor((roomFor(element, area) - top - 6 - (length - 1) * step) / length)));
    }
    draw();
  }

  /** @param {number} l */
  const nameOf = (l) => (l === shown.layers.length - 1 ? model.t('signals.output') : model.t('signals.layer', { n: l + 1 }));

  function write() {
    const { t } = model;
    const { layers, passed, vanished, exploded } = shown;
    const last = layers.length - 1;
    const bounds = { vanished, exploded };
    const verdict = passed > exploded ? 'explodes' : passed >= vanished ? 'passes' : 'vanishes';
    text(said, last < 1 ? t('why.no-hidden-layer') : t(`signals.${verdict}`, { layer: last, passed: sized(passed ?? 0, 3) }));
    const remarks = [t('signals.bounds', bounds)];
    if (layers.some((/** @type {any} */ layer) => layer.norm !== 'none')) remarks.push(t('signals.norm'));
    if (layers.some((/** @type {any} */ layer) => layer.pseudo && layer.slope > 0)) remarks.push(t('curve.pseudo'));
    text(notes, remarks.join(t('list.sentence')));
    const rows = layers.map((/** @type {any} */ layer, /** @type {number} */ l) => `${nameOf(l)} ${sized(layer.length, 3)}`).reverse();
    attribute(picture, 'aria-label', `${said.textContent} |δ|: ${rows.join(t('list.comma'))}`);
    table.update(t, t('signals.table').split(','),
      () => layers.map((/** @type {any} */ layer, /** @type {number} */ l) => [nameOf(l), layer.length, layer.backward, layer.weight ?? NaN, layer.slope ?? NaN,
        layer.weight === null || layer.slope === null ? NaN : layer.weight * layer.slope, layer.mean ?? NaN, layer.sd ?? NaN, layer.zero]));
  }

  function draw() {
    const width = area.clientWidth;
    const key = `${width} ${row} ${model.state.lang} ${subject} ${shown.step}`;
    if (key === drawn || width < 100) return;
    drawn = key;
    const { t } = model;
    const { layers } = shown;
    const at = columns(width);
    const some = powers[0] <= powers[1];
    const [lo, hi] = some ? [Math.min(powers[0], powers[1] - 2), powers[1]] : [-2, 0];
    const x = createScale(10 ** lo, 10 ** hi, at.left, at.right, true);
    const px = (/** @type {number} */ v) => Math.max(at.left, Math.min(at.right, x.at(v)));
    const height = top + layers.length * row + (layers.length - 1) * step + 6;
    const forward = createScale(values[0], values[1] > values[0] ? values[1] : values[0] + 1, at.forward, at.zeros - 16, false);

    const labels = [
      label(0, 12, t(width < 520 ? 'signals.forwardShort' : 'signals.forward'), 'start'), label(at.zeros + 34, 12, 'a = 0', 'end'),
      label(at.right, 12, t('signals.backward'), 'end'),
      label(forward.at(0), 34, '0'),
    ];
    if (values[1] > 0) labels.push(label(forward.at(values[1]), 34, significant(values[1], 2)));
    let grid = `M${forward.at(0)} ${top}V${height}`;
    const every = Math.ceil((hi - lo) / Math.max(2, (at.right - at.left) / 46));
    for (let e = lo; e <= hi; e += every) {
      labels.push(label(x.at(10 ** e), 34, axisNumber(10 ** e, true)));
      grid += `M${x.at(10 ** e)} ${top}V${height}`;
    }
    /** @type {any[]} */ const shapes = [];
    // From the output down to the first layer, as the signal goes.
    layers.map((/** @type {any} */ layer, /** @type {number} */ l) => ({ ...layer, l })).reverse().forEach((/** @type {any} */ layer, /** @type {number} */ i) => {
      const y = top + i * (row + step) + row / 2;
      labels.push(label(0, y + 5, nameOf(layer.l), 'start', 'strong'));
      const above = layers[layer.l + 1];
      if (above && Number.isFinite(layer.mean)) {
        const reach = [layer.mean - layer.sd, layer.mean + layer.sd].map((v) => forward.at(v).toFixed(1));
        shapes.push(svg('path', { class: 'spread', d: `M${reach[0]} ${y}H${reach[1]}` }), svg('circle', { class: 'mean', cx: forward.at(layer.mean), cy: y, r: 3.5 }));
        labels.push(label(at.zeros + 34, y + 5, percent(layer.zero), 'end'));
      }
      if (layer.length > 0) {
        const end = px(layer.length);
        shapes.push(svg('path', { class: 'delta', d: `M${at.left} ${y}H${end}` }));
        const room = end + 70 < at.right;
        labels.push(label(end + (room ? 6 : -6), y + 5, sized(layer.length, 3), room ? 'start' : 'end', room ? '' : 'on-bar'));
      } else {
        shapes.push(svg('circle', { class: 'none', cx: at.none + 8, cy: y, r: 4 }));
        labels.push(label(at.left + 2, y + 5, '0', 'start'));
      }
      if (!above || layer.weight === null) return;
      // The two factors, one after the other; 0 is where the axis begins.
      const { weight, slope } = layer;
      const line = y - row / 2 - 9;
      const from = px(above.length);
      const between = px(above.length * weight);
      const to = px(layer.length);
      labels.push(label(at.right, line - 12, t('signals.factors', { weight: sized(weight, 3), slope: sized(slope, 3), product: sized(weight * slope, 3) }), 'end', 'factors'));
      shapes.push(svg('path', { class: 'fall', d: `M${from} ${line - 19}V${line - 4}M${to} ${line + 4}V${y - 6}` }), svg('path', { class: 'weights', d: `M${from} ${line - 4}H${between}` }),
        svg('rect', { class: 'slopes', x: Math.min(between, to), y: line, width: Math.max(1, Math.abs(to - between)), height: 8, fill: `url(#${hatch})` }));
    });
    attribute(picture, 'viewBox', `0 0 ${width} ${height}`);
    picture.replaceChildren(hatching(hatch), svg('path', { class: 'grid', d: grid }), ...shapes, ...labels);
  }

  return { element, asks, update };
}
