// The picture of f and f′ with its range, the cursor that reads them, and the numbers as a table.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, style, svg, text, Words } from '../../dom.js';
import { minus } from '../../text.js';
import { NumbersTable } from '../inside/table.js';
import { AtlasPlot, sample } from './plot.js';

/** Points of a curve; the cursor stands on one of them. */
export const POINTS = 401;
const REACHES = [2, 5, 10, 20];

/** @param {Actions} actions @param {string} legend its key @param {((from: [number, number], to: [number, number]) => void) | null} [onStroke] */
export function createFigure(actions, legend, onStroke = null) {
  const words = new Words();
  /** @type {Model} */ let model;
  /** @type {import('./plot.js').Drawn[]} */ let curves = [];
  let at = 1;
  const reaches = REACHES.map((reach) => h('button', { onclick: () => actions.set('reach', reach) }, `±${reach}`));
  const area = h('div', { class: 'atlas-area' });
  const plot = new AtlasPlot(area, (x) => move(x), onStroke);
  const slider = words.attribute(h('input', { type: 'range', class: 'atlas-at', oninput: () => move(Number(slider.value)) }), 'aria-label', 'atlas.cursor');
  const body = h('tbody');
  const readings = h('table', { class: 'atlas-readings' }, words.text(h('caption', { class: 'sr-only' }), 'atlas.readings'), h('thead', {}, h('tr', {}, h('td'), words.text(h('th', { scope: 'col' }), 'atlas.curve'), h('th', { scope: 'col' }, 'f(x)'), h('th', { scope: 'col' }, 'f′(x)'))), body);
  const where = h('span', { class: 'atlas-x' });
  const table = new NumbersTable();
  const tools = h('div', { class: 'panel-tools' }, words.text(h('span'), 'atlas.reach'), words.attribute(h('span', { class: 'segment', role: 'group' }, ...reaches), 'aria-label', 'atlas.reach'), where);
  const element = h('figure', { class: 'atlas-figure' }, tools, area, slider, words.text(h('figcaption', { class: 'hint' }), legend), readings, table.element);
  new ResizeObserver(() => curves.length && place()).observe(area);

  /** @param {number} x */
  function move(x) {
    const { reach } = model.state;
    const step = (2 * reach) / (POINTS - 1);
    at = Math.round(Math.max(-reach, Math.min(reach, x)) / step) * step;
    read();
  }

  /** What the cursor reads. */
  function read() {
    if (!curves.length) return;
    const x = minus(Number(at.toFixed(3)));
    plot.point(at);
    text(where, `x = ${x}`);
    slider.value = String(at);
    const values = curves.map((curve) => [exact(sample(curve, 'value', at)), exact(sample(curve, 'slope', at))]);
    values.forEach((pair, i) => pair.forEach((v, k) => text(body.children[i].children[2 + k], v)));
    attribute(slider, 'aria-valuetext', model.t('atlas.reads', { x, f: values[0][0], slope: values[0][1] }));
  }

  /** The slider lies under the axis. */
  function place() {
    const [from, to] = plot.ends;
    style(slider, 'margin-inline', `${Math.max(0, from - 8)}px 0`);
    style(slider, 'width', `${to - from + 16}px`);
  }

  return {
    element,
    /** @param {Model} next */
    say(next) {
      model = next;
      words.update(model);
      reaches.forEach((button, i) => attribute(button, 'aria-pressed', String(REACHES[i] === model.state.reach)));
    },
    /** @param {import('./plot.js').Content} content */
    draw(content) {
      const { state: { reach, lang }, t } = model;
      curves = content.curves;
      body.replaceChildren(...curves.map((curve) => h('tr', { 'data-family': curve.family },
        h('td', {}, svg('svg', { width: 34, height: 10, 'aria-hidden': 'true' }, svg('path', { class: 'line', d: 'M0 5H34', 'data-family': curve.family, 'stroke-dasharray': curve.dash || null }))),
        h('th', { scope: 'row' }, curve.name), h('td'), h('td'))));
      for (const [name, x] of /** @type {const} */ ([['min', -reach], ['max', reach], ['step', (2 * reach) / (POINTS - 1)]])) attribute(slider, name, String(x));
      plot.update(content, at, lang);
      place();
      move(at);
      const every = (POINTS - 1) / 20;
      table.update(t, ['x', ...curves.flatMap(({ name }, i) => (i ? [`${name}: f`, `${name}: f′`] : ['f', 'f′']))],
        () => Array.from({ length: 21 }, (_, i) => [-reach + (2 * reach * i) / 20, ...curves.flatMap(({ value, slope }) => [value.length ? value[i * every] : '–', slope[i * every]])]));
    },
  };
}

/** A value that is read off, to four digits. @param {number} x */
const exact = (x) => (Number.isFinite(x) ? minus(Number(x.toPrecision(4))) : '–');
