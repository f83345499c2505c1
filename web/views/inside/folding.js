// Folding: the linear regions of a network made of straight pieces, counted and coloured, the folds of its units, and the
// formula of the region pointed at.

/** @import { Actions, Ask, Due, Lane, Model, Panel } from '../../types/views.js' */

import { attribute, h, options, show, svg, text, value, Words } from '../../dom.js';
import { palette } from '../colors.js';
import { prepare, stroke } from '../canvas.js';
import { significant } from '../format.js';
import { inputName, sliceText } from '../shown.js';
import { crosshair } from './crosshair.js';
import { lineOf, nearestFold, outline, paintPieces, paintRegions } from './fold-map.js';
import { NumbersTable } from './table.js';

/** Points a side of the map, or of the line: while running and at rest, and at least; multiplications they may take. */
const MAP = [100, 256];
const LINE = [400, 2000];
const WORK = [1e7, 8e7];
const SMALLEST = [16, 100];

/** Rows of the table. */
const MOST_ROWS = 50;

/** "1.32·x − 0.45·y + 0.18". @param {ArrayLike<number>} weights @param {number} bias @param {string[]} names */
export function affine(weights, bias, names) {
  const parts = [...Array.from(weights, (w, i) => /** @type {[number, string]} */ ([w, `·${names[i]}`])).filter(([w]) => w !== 0), /** @type {[number, string]} */ ([bias, ''])];
  return parts.map(([w, name], i) => `${i === 0 ? (w < 0 ? '−' : '') : w < 0 ? ' − ' : ' + '}${significant(Math.abs(w))}${name}`).join('');
}

/** @param {Actions} actions @returns {Panel} */
export function createFolding(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  /** @type {Lane} */ let lane;
  /** The latest answer, and the race it is of. @type {any} */ let answer = null;
  let race = -1;
  let drawn = '';
  /** @type {any} */ let drawnAnswer = null;
  /** @type {[number, number] | null} */ let place = null;
  /** @type {any} */ let formula = null;
  let asking = false;
  /** Answers that were pointed into and put into words, and in which words. @type {any} */ let pointed = null;
  /** @type {any} */ let written = null;
  let saidIn = '';
  /** Of what the formula is. */ let asked = '';
  /** @type {Set<number>} */ const hidden = new Set();

  const canvas = h('canvas', { role: 'img', class: 'fold-canvas' });
  const over = h('canvas', { class: 'fold-over', 'aria-hidden': 'true' });
  const count = h('p', { class: 'fold-count' });
  const here = h('p', { class: 'fold-here', 'aria-live': 'polite' });
  const legend = h('ul', { class: 'legend' });
  const layer = words.attribute(h('select', { onchange: () => choose(Number(layer.value), 0) }), 'aria-label', 'fold.layer');
  const unit = words.attribute(h('select', { onchange: () => choose(focused().layer, Number(unit.value)) }), 'aria-label', 'fold.unit');
  const chosen = h('p', { class: 'buttons' }, words.text(h('span', { class: 'hint' }), 'fold.of'), layer, unit);
  const table = new NumbersTable();
  const figure = h('figure', { class: 'fold-figure' }, h('div', { class: 'fold-map' }, canvas, over),
    h('figcaption', {}, count, here, chosen, legend, table.element));
  const others = h('p', { class: 'buttons' });
  const smooth = h('p');
  const element = h('div', { class: 'folding' }, figure, smooth, others);

  crosshair(canvas, (at, event) => {
    place = at;
    if (event.type === 'pointerdown' && answer.inputs > 1) {
      const found = nearestFold(answer, at, 10 / canvas.clientWidth);
      if (found) choose(found.layer, found.unit);
    }
    point();
  });
  new ResizeObserver(() => model && paintAll()).observe(canvas);

  const focused = () => {
    const at = Math.min(model.state.focus.layer, answer.units.length - 1);
    return { layer: at, unit: Math.min(model.state.focus.unit, answer.units[at] - 1) };
  };
  /** @param {number} layer @param {number} unit */
  const choose = (layer, unit) => actions.set('focus', { ...model.state.focus, layer, unit });

  /** @param {Model} model @param {Lane} lane @returns {Ask} */
  function askOf({ phase, data }, { index, parameters }) {
    const running = phase === 'playing' ? 0 : 1;
    const points = Math.floor(WORK[running] / Math.max(1, parameters));
    const size = data?.inputs === 1 ? Math.max(SMALLEST[1], Math.min(LINE[running], points)) : Math.max(SMALLEST[0], Math.min(MAP[running], Math.floor(Math.sqrt(points) / 4) * 4));
    return { lane: index, question: 'regions', options: { size, ...(data && data.inputs > 1 && { columns: data.shown }) } };
  }

  /** The place pointed at, in the coordinates of the data. @param {[number, number]} at */
  const coordinates = ([x, y]) => {
    const [left, right, bottom, top] = answer.view;
    const across = left + x * (right - left);
    return answer.inputs > 1 ? [across, top - y * (top - bottom)] : [across];
  };

  /** Asks for the formula at the place pointed at, one question at a time. */
  async function askFormula() {
    if (!place || !answer || asking) return;
    const point = coordinates(place);
    const columns = model.data?.shown;
    const key = `${model.inside.version} ${point} ${columns}`;
    if (key === asked) return;
    asked = key;
    asking = true;
    formula = await actions.ask(lane.index, 'formula', { point, ...(answer.inputs > 1 && { columns }) }).catch(() => null);
    asking = false;
    sayHere();
    askFormula();
  }

  function point() {
    if (!answer) return;
    paintOver();
    sayHere();
    askFormula();
  }

  function sayHere() {
    const { t } = model;
    if (!place || !formula || !answer) return text(here, t('fold.point'));
    const names = formula.names.length ? formula.names.map((/** @type {string} */ id) => t(`feature.${id}`)) : Array.from({ length: answer.inputs }, (_, i) => inputName(model, i));
    const outputs = formula.logits.length;
    const same = formula.value.every((/** @type {number} */ v, /** @type {number} */ i) => v === formula.logits[i]);
    const lines = Array.from({ length: outputs }, (_, o) => {
      const own = names.map((/** @type {string} */ _, /** @type {number} */ i) => formula.W[o * names.length + i]);
      const name = `${same ? t('net.output') : 'logit'}${outputs > 1 ? ` ${o}` : ''}`;
      return `${name} = ${affine(own, formula.b[o], names)} = ${significant(formula.logits[o])}${same ? '' : t('fold.becomes', { value: significant(formula.value[o]) })}`;
    });
    text(here, t('fold.here', { at: coordinates(place).map((v) => significant(v)).join(t('list.comma')), formula: lines.join(t('list.semicolon')) }));
  }

  function paintOver() {
    const size = canvas.clientWidth;
    const height = canvas.clientHeight;
    const context = prepare(over, size, height);
    if (!place) return;
    const colors = palette();
    const [x, y] = place;
    if (answer.inputs > 1) {
      const n = answer.size;
      const pixel = (/** @type {number} */ share) => Math.min(n - 1, Math.floor(share * n));
      outline(context, size, answer, answer.id[pixel(y) * n + pixel(x)], colors);
    }
    const [px, py] = [Math.round(x * size) + 0.5, Math.round(y * height) + 0.5];
    stroke(context, colors.css.ink, 1, [[px, 0], [px, height]], answer.inputs > 1 ? [[0, py], [size, py]] : []);
  }

  function paintAll() {
    const size = canvas.clientWidth;
    if (!answer || answer.error || size < 40) return;
    const colors = palette();
    const shown = { hidden, ...focused(), thin: model.phase === 'playing' };
    const key = `${shown.thin} ${size} ${canvas.clientHeight} ${colors.key} ${[...hidden]} ${shown.layer} ${shown.unit}`;
    if (key === drawn && answer === drawnAnswer) return;
    drawn = key;
    drawnAnswer = answer;
    if (answer.inputs > 1) paintRegions(canvas, size, answer, model, colors, shown, colors.css[lane.family] ?? colors.css.ink);
    else paintPieces(canvas, size, canvas.clientHeight, answer, model, colors, shown, colors.css[lane.family] ?? colors.css.ink);
    paintOver();
  }

  function writeLegend() {
    const { t } = model;
    const two = answer.inputs > 1;
    const sample = (/** @type {{width: number, dash?: number[], opacity?: number}} */ { width, dash = [], opacity = 1 }, color = 'var(--muted)') =>
      svg('svg', { class: 'legend-line', width: 28, height: 12, 'aria-hidden': 'true' }, svg('path', { d: 'M0 6H28', stroke: color, opacity, 'stroke-width': width, 'stroke-dasharray': dash.join(' ') || null }));
    const entry = (/** @type {any[]} */ ...parts) => h('li', {}, ...parts);
    legend.replaceChildren(...[
      entry(t(two ? 'fold.fill' : 'fold.bands')),
      ...Array.from(answer.units, (units, l) => {
        const box = h('input', { type: 'checkbox', onchange: () => {
          if (box.checked) hidden.delete(l);
          else hidden.add(l);
          paintAll();
        } });
        box.checked = !hidden.has(l);
        return entry(h('label', { class: 'check' }, box, sample({ ...lineOf(l), ...(two && { dash: [] }) }), t('fold.folds', { n: units, layer: l + 1 })));
      }),
      answer.units.length ? entry(sample({ width: 3 }, two ? `var(--${lane.family})` : 'var(--ink)'), t('fold.chosen')) : null,
      two && model.data?.kind !== 'values' ? entry(sample({ width: 3 }, 'var(--ink)'), t('fold.boundary')) : null,
      two ? null : entry(t('fold.marks')),
    ].filter(Boolean));
  }

  /** @returns {(string | number)[][]} */
  function rows() {
    if (answer.inputs === 1) return Array.from(answer.slope, (slope, i) => [i + 1, answer.from[i], answer.from[i + 1], slope]);
    const outputs = answer.mean.length / answer.count;
    const order = Array.from(answer.pixels, (_, i) => i).sort((a, b) => answer.pixels[b] - answer.pixels[a]);
    return order.slice(0, MOST_ROWS).map((r, i) => [i + 1, `${((100 * answer.pixels[r]) / answer.id.length).toFixed(2)} %`,
      ...Array.from({ length: outputs }, (_, o) => answer.mean[o * answer.count + r])]);
  }

  /** What stands there in words. @param {boolean} anew in other words, or of another network */
  function write(anew) {
    const { t } = model;
    const two = answer.inputs > 1;
    const params = { n: answer.count, size: answer.size, held: answer.held, train: model.data?.trainCount ?? 0 };
    const summary = `${t(two ? 'fold.count' : 'fold.pieces', params)} ${sliceText(model)}`.trim();
    text(count, summary);
    attribute(canvas, 'aria-label', `${t(two ? 'fold.map' : 'fold.line', { lane: lane.name })} ${summary}`);
    const outputs = two ? answer.mean.length / answer.count : 0;
    table.update(t, two ? [t('fold.region'), t('fold.share'), ...Array.from({ length: outputs }, (_, o) => (outputs > 1 ? `${t('fold.mean')} ${o}` : t('fold.mean')))]
      : [t('fold.piece'), t('fold.from'), t('fold.to'), t('fold.slope')], rows);
    options(unit, Array.from({ length: answer.units[focused().layer] ?? 0 }, (_, i) => [String(i), t('fold.unitNumber', { n: i + 1 })]));
    if (!anew) return;
    show(chosen, answer.units.length > 0);
    options(layer, Array.from(answer.units, (_, i) => [String(i), t('signals.layer', { n: i + 1 })]));
    writeLegend();
  }

  /** A lane without folds: why, and which lanes have some. */
  function writeSmooth() {
    const { t, catalogue } = model;
    const folds = new Set(catalogue.activations.filter((row) => row.piecewiseLinear && row.facts?.kinks.length !== 0).map(({ id }) => id));
    const found = model.lanes.filter((each) => folds.has(each.activation) && each.index !== lane.index);
    text(smooth, `${t('fold.smooth', { lane: lane.name })} ${found.length ? t('fold.others') : ''}`);
    others.replaceChildren(...found.map((each) => h('button', { onclick: () => actions.lookInside(each.index) }, each.name)));
  }

  /** @param {Model} fresh @param {Lane} now @param {Due} due */
  function update(fresh, now, due) {
    model = fresh;
    lane = now;
    words.update(model);
    if (race !== model.raceId) answer = formula = null;
    race = model.raceId;
    answer = model.inside.answer(askOf(model, lane)) ?? answer;
    const refused = Boolean(answer?.error);
    show(figure, Boolean(answer) && !refused);
    show(smooth, refused);
    show(others, refused);
    if (!answer) return;
    const said = `${model.state.lang} ${lane.name} ${race}`;
    if (refused) {
      if (said !== saidIn) writeSmooth();
      saidIn = said;
      return;
    }
    figure.classList.toggle('fold-wide', answer.inputs === 1);
    paintAll();
    if (answer !== pointed) point();
    pointed = answer;
    if ((answer !== written || said !== saidIn) && (due.numbers || !written)) {
      write(said !== saidIn);
      written = answer;
      saidIn = said;
    }
    value(layer, focused().layer);
    value(unit, focused().unit);
  }

  return { element, asks: (model, lane) => [askOf(model, lane)], update };
}
