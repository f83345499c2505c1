// Data on the curve: the histogram of z under f and, hanging, under f′, with the parts where the curve is flat.

/** @import { Actions, Ask, Due, Lane, Model, Panel } from '../../types/views.js' */

import { attribute, h, show, style, svg, text, Words } from '../../dom.js';
import { axisNumber, createScale, roundNumbers } from '../axis.js';
import * as format from '../format.js';
import { hatching, label } from './draw.js';
import { NumbersTable } from './table.js';

/** Room around the two plots, and between them for the numbers of z. */
const margin = { left: 40, right: 44, top: 20, bottom: 6, middle: 34 };
const firstReach = 4;

let instances = 0;

/** @param {Actions} actions @returns {Panel} */
export function createCurve(actions) {
  const words = new Words();
  const hatch = `flat-${++instances}`;
  /** @type {Model} */ let model;
  /** Of which the answer shown is: race, lane, layer, unit. */ let subject = '';
  /** The answer that is shown. @type {any} */ let shown = null;
  /** How far the axis reaches; it only grows while the subject stays. */ let reach = firstReach;
  /** The top of the histogram's axis. */ let peak = 0.1;
  /** Units of each layer, once known. @type {ArrayLike<number> | null} */ let sizes = null;
  let single = false;
  let drawn = '';

  const layers = words.attribute(h('span', { class: 'segment', role: 'group' }), 'aria-label', 'curve.layers');
  const all = words.button('curve.all', () => choose(null));
  const before = words.attribute(h('button', { onclick: () => step(-1) }, '‹'), 'aria-label', 'curve.before');
  const after = words.attribute(h('button', { onclick: () => step(1) }, '›'), 'aria-label', 'curve.after');
  const which = h('span', { class: 'curve-unit' });
  const picture = svg('svg', { class: 'on-curve', role: 'img' });
  const area = h('div', { class: 'chart-area' }, picture);
  const said = h('p');
  const table = new NumbersTable();
  const tools = h('div', { class: 'panel-tools' }, words.text(h('span'), 'curve.layers'), layers, all, h('span', { class: 'segment' }, before, which, after));
  const legend = words.text(h('figcaption', { class: 'hint' }), 'curve.legend');
  const element = h('figure', { class: 'curve-panel' }, tools, said, area, legend, table.element);
  new ResizeObserver(() => model && draw()).observe(area);

  const place = () => {
    const known = sizes?.length ?? model.state.spec.network.layers.length;
    const layer = Math.max(0, Math.min(model.state.focus.layer, known - 1));
    return { layer, known, unit: Math.min(model.state.focus.unit, (sizes?.[layer] ?? 1) - 1) };
  };

  /** @param {number | null} unit null: all */
  function choose(unit) {
    single = unit !== null;
    actions.set('focus', { ...model.state.focus, layer: place().layer, unit: unit ?? model.state.focus.unit });
  }

  /** The next or last unit; one that was not shown yet comes first. @param {number} by */
  function step(by) {
    const { layer, unit } = place();
    const count = sizes?.[layer] ?? 1;
    choose(single ? (unit + by + count) % count : unit);
  }

  /** @param {Model} fresh @param {Lane} lane @returns {Ask[]} */
  function asks(fresh, lane) {
    model = fresh;
    const { layer, unit } = place();
    const now = `${model.raceId} ${lane.index} ${layer} ${single ? unit : null}`;
    if (now !== subject) {
      if (!subject.startsWith(`${model.raceId} ${lane.index} `)) sizes = null;
      subject = now;
      shown = null;
      reach = firstReach;
      peak = 0.1;
    }
    return [{ lane: lane.index, question: 'histogram', options: { layer, unit: single ? unit : null, reach } }];
  }

  /** @param {Model} fresh @param {Lane} lane @param {Due} due */
  function update(fresh, lane, due) {
    words.update(fresh);
    const [ask] = asks(fresh, lane);
    const answer = model.inside.answer(ask);
    const { layer, known } = place();
    if (layers.children.length !== known) {
      layers.replaceChildren(...Array.from({ length: known }, (_, i) => h('button', { onclick: () => actions.set('focus', { ...model.state.focus, layer: i }) }, String(i + 1))));
    }
    [...layers.children].forEach((button, i) => attribute(button, 'aria-pressed', String(i === layer)));
    attribute(all, 'aria-pressed', String(!single));
    style(element, '--family', `var(--${lane.family})`);
    for (const part of [tools, area, legend, table.element]) show(part, !answer?.error);
    if (answer?.error) {
      text(said, answer.error.includes('no hidden layer') ? model.t('why.no-hidden-layer') : model.t('notice.engine', { message: answer.error }));
      return;
    }
    if (answer && answer !== shown) {
      shown = answer;
      sizes = answer.sizes;
      reach = answer.reach;
      const most = Math.max(...answer.counts) / answer.count;
      if (most > peak || most < 0.4 * peak) peak = [0.05, 0.1, 0.2, 0.5, 1].find((top) => top >= most) ?? 1;
    }
    if (!shown) return;
    if (due.numbers || !drawn) write();
    draw();
  }

  /** What the answer says in words. */
  function write() {
    const { t } = model;
    const { layer, unit } = place();
    const count = shown.sizes[layer];
    text(which, t('curve.unit', { n: unit + 1, count }));
    const sentences = [...remarks(shown, model)];
    sentences.push(t('curve.middle', { low: number(shown.low), high: number(shown.high), median: number(shown.median) }));
    const outside = shown.count - sum(shown.counts);
    if (outside > 0) sentences.push(t('curve.outside', { n: outside, count: shown.count }));
    text(said, sentences.join(t('list.sentence')));
    const where = [t('signals.layer', { n: layer + 1 }), ...(single ? [which.textContent] : [])];
    attribute(picture, 'aria-label', `${t('look.curve')}${t('list.comma')}${where.join(t('list.comma'))}: ${said.textContent}`);
    table.update(t, ['z ≥', 'z <', t('curve.samples'), '%', 'f', 'f′'], rows);
  }

  /** A row per bar: its range, its samples, and the curve in its middle. */
  function rows() {
    const { counts, value, slope } = shown;
    const width = (2 * shown.reach) / counts.length;
    return Array.from(counts, (/** @type {number} */ n, i) => {
      const at = Math.round(((i + 0.5) / counts.length) * (value.length - 1));
      return [-shown.reach + i * width, -shown.reach + (i + 1) * width, n, (100 * n) / shown.count, value[at], slope[at]];
    });
  }

  function draw() {
    const width = area.clientWidth;
    const height = area.clientHeight;
    const key = `${width} ${height} ${model.state.lang} ${subject} ${shown?.step} ${peak} ${reach}`;
    if (!shown || key === drawn || width < 100) return;
    drawn = key;
    const half = (height - margin.top - margin.bottom - margin.middle) / 2;
    const base = margin.top + half; // f and the bars stand on it
    const hang = base + margin.middle; // f′ and the bars hang from it
    const right = width - margin.right;
    const far = shown.reach;
    const x = createScale(-far, far, margin.left, right, false);
    const [low, high] = range(shown.value);
    const [lowSlope, highSlope] = range(shown.slope);
    const f = createScale(low, high, base, margin.top, false);
    const slope = createScale(lowSlope, highSlope, hang, hang + half, false);
    const bar = createScale(0, peak, 0, half, false);
    const { t } = model;

    const labels = [];
    let grid = `M${x.at(0)} ${margin.top}V${base}M${x.at(0)} ${hang}V${hang + half}`;
    for (const z of roundNumbers(-far, far, (right - margin.left) / 60)) {
      labels.push(label(x.at(z), base + 24, axisNumber(z, false)));
      grid += `M${x.at(z)} ${base}v4M${x.at(z)} ${hang}v-4`;
    }
    labels.push(label(right + 8, base + 24, 'z', 'start'));
    for (const [scale, name, y] of /** @type {const} */ ([[f, 'f(z)', 10], [slope, 'f′(z)', hang + half]])) {
      const numbers = roundNumbers(scale.lo, scale.hi, half / 34);
      for (const v of numbers) {
        if (Math.abs(scale.at(v) - y) > 11) labels.push(label(margin.left - 6, scale.at(v) + 4, axisNumber(v, false), 'end'));
        grid += `M${margin.left} ${scale.at(v)}H${right}`;
      }
      labels.push(label(4, y, name, 'start'));
    }
    for (const [y, sign] of [[base, -1], [hang, 1]]) {
      labels.push(label(right + 6, y + 4, '0', 'start'), label(right + 6, y + sign * half + (sign < 0 ? 10 : 0), format.percent(peak), 'start'));
    }
    labels.push(label(right + margin.right, 10, t('curve.share'), 'end'));

    const parts = flatParts(shown.flat, x).map(([from, to]) => [
      ...[margin.top, hang].map((y) => svg('rect', { x: from, y, width: to - from, height: half, fill: `url(#${hatch})` })),
      to - from > 60 ? label((from + to) / 2, margin.top + 13, t('curve.flat')) : null,
    ]);
    const step = (right - margin.left) / shown.counts.length;
    const bars = (/** @type {number} */ from, /** @type {number} */ sign) => Array.from(shown.counts, (/** @type {number} */ n, i) =>
      n ? `M${(margin.left + i * step + 0.5).toFixed(1)} ${from}v${(sign * bar.at(n / shown.count)).toFixed(1)}h${(step - 1).toFixed(1)}V${from}` : '').join('');
    const line = (/** @type {ArrayLike<number>} */ values, /** @type {import('../axis.js').Scale} */ scale) =>
      Array.from(values, (v, i) => `${i ? 'L' : 'M'}${x.at(-far + (2 * far * i) / (values.length - 1)).toFixed(1)} ${scale.at(v).toFixed(1)}`).join('');
    const inside = (/** @type {number} */ z) => x.at(Math.max(-far, Math.min(far, z)));

    attribute(picture, 'viewBox', `0 0 ${width} ${height}`);
    picture.replaceChildren(
      hatching(hatch), svg('path', { class: 'grid', d: grid }), ...parts.flat(),
      svg('path', { class: 'bars', d: bars(base, -1) }), svg('path', { class: 'bars', d: bars(hang, 1) }),
      svg('path', { class: 'axis', d: `M${margin.left} ${base}H${right}M${margin.left} ${hang}H${right}` }),
      svg('path', { class: 'middle', d: shown.low === null ? '' : `M${inside(shown.low)} ${base + 8}H${inside(shown.high)}M${inside(shown.median)} ${base + 4}v8` }),
      svg('path', { class: 'f', d: line(shown.value, f) }), svg('path', { class: 'slope', d: line(shown.slope, slope) }), ...labels);
  }

  return { element, asks, update };
}

const sum = (/** @type {ArrayLike<number>} */ list) => Array.from(list).reduce((a, b) => a + b, 0);

/** A number of the axis in words. @param {number | null} x */
const number = (x) => (x === null ? '–' : format.significant(x, 2));

/** What values reach and a little more, with 0. @param {Float32Array} values @returns {[number, number]} */
function range(values) {
  const low = 1.03 * Math.min(0, ...values);
  const high = 1.03 * Math.max(0, ...values);
  return high > low ? [low, high] : [0, 1];
}

/** Where the curve is flat, in pixels. @param {Uint8Array} flat @param {import('../axis.js').Scale} x @returns {[number, number][]} */
function flatParts(flat, x) {
  const at = (/** @type {number} */ i) => x.at(x.lo + ((x.hi - x.lo) * Math.max(0, Math.min(flat.length - 1, i))) / (flat.length - 1));
  /** @type {[number, number][]} */ const found = [];
  let from = -1;
  for (let i = 0; i <= flat.length; i++) {
    if (flat[i] && from < 0) from = i;
    if (!flat[i] && from >= 0) {
      found.push([at(from - 0.5), at(i - 0.5)]);
      from = -1;
    }
  }
  return found;
}

/** A share in tenths of a per cent, so that the parts add up. */
const tenth = (/** @type {number} */ x) => Math.round(1000 * x) / 1000;
const percent = (/** @type {number} */ x) => `${Number((100 * tenth(x)).toFixed(1))} %`;

/** How many samples lie on the flat part, and what is particular about this function. @param {any} answer @param {Model} model */
function* remarks(answer, { t }) {
  const { flatLeft, flatRight, atRest } = answer;
  const share = flatLeft + flatRight;
  if (answer.pieces > 1) yield t(answer.gated ? 'curve.gated' : 'curve.pieces', { slope: number(answer.slope[0]) });
  else if (answer.largestSlope === 0) yield t('curve.noSlope');
  else if (share === 0) yield t('curve.noneFlat');
  else if (atRest === share) yield t('curve.resting', { share: percent(share) });
  else yield t('curve.flatShare', { share: percent(tenth(flatLeft) + tenth(flatRight)), left: percent(flatLeft), right: percent(flatRight) });
  if (answer.pseudo && answer.largestSlope > 0) yield t('curve.pseudo');
  if (answer.norm !== 'none') yield t('curve.norm', { norm: t(`norm.${answer.norm}`) });
}
