// All activations on one sheet: f and f′ in one small picture each, all of one scale. For a projector, or on paper.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, svg, text, Words } from '../../dom.js';
import { minus } from '../../text.js';
import { path } from '../curve.js';
import { jumps } from '../../atlas/curves.js';
import { rangeText } from './facts.js';
import { curveOf } from './samples.js';

/** The picture: units to the right and upward, and pixels of one. */
const x = [-4, 4], y = [-1.5, 3], unit = 16;
const width = (x[1] - x[0]) * unit, height = (y[1] - y[0]) * unit;
const toX = (/** @type {number} */ v) => (v - x[0]) * unit;
const toY = (/** @type {number} */ v) => (y[1] - v) * unit;

/** @param {Actions} actions */
export function createCompare(actions) {
  const words = new Words();
  const grid = h('div', { class: 'sheet' });
  const element = h('section', { class: 'atlas-compare' },
    h('div', { class: 'atlas-title' }, words.text(h('h2'), 'atlas.compare'), words.button('atlas.print', () => window.print())),
    words.text(h('p', { class: 'hint' }), 'atlas.sheet'), grid);
  /** @type {{id: string, name: HTMLElement, range: HTMLElement, picture: SVGElement, f: SVGElement, slope: SVGElement, row: any, curve: any}[]} */
  let cells = [];
  /** @type {[HTMLElement, string][]} */
  const heads = [];

  /** @param {Model} model */
  function build({ catalogue }) {
    grid.append(...catalogue.families.map((family) => {
      const head = h('h3', { class: 'group-name' });
      heads.push([head, `family.${family}`]);
      return h('section', { 'data-family': family }, head, h('ul', {}, ...catalogue.activations.filter((row) => row.family === family).map((row) => {
        const f = svg('path', { class: 'f' }), slope = svg('path', { class: 'slope' });
        const grid = `M0 ${toY(0)}H${width}M${toX(0)} 0V${height}M${toX(1)} ${toY(0) - 2}v4M${toX(-1)} ${toY(0) - 2}v4M${toX(0) - 2} ${toY(1)}h4`;
        const picture = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img' }, svg('path', { class: 'axis', d: grid }), slope, f);
        const name = h('span', { class: 'sheet-name' }), range = h('span', { class: 'sheet-range' });
        cells.push({ id: row.id, name, range, picture, f, slope, row, curve: null });
        return h('li', {}, h('button', { class: 'sheet-cell', onclick: () => actions.show('atlas', { of: row.id, tuned: '' }) }, name, picture, range));
      })));
    }));
  }

  /** @param {Model} model */
  function update(model) {
    const { t } = model;
    if (!cells.length) build(model);
    const fresh = words.update(model);
    for (const cell of cells) {
      const curve = curveOf(model, cell.id);
      if (curve && curve !== cell.curve) {
        cell.curve = curve;
        attribute(cell.f, 'd', broken(curve, curve.value));
        attribute(cell.slope, 'd', broken(curve, curve.slope));
      }
      if (!fresh) continue;
      const { facts } = cell.row;
      text(cell.name, t(`name.${cell.id}`));
      text(cell.range, facts ? `${rangeText(facts)}` : t('atlas.severalPieces'));
      attribute(cell.picture, 'aria-label', facts ? t('atlas.cellSaid', { name: t(`name.${cell.id}`), range: rangeText(facts), slope: String(facts.largestSlope === 'inf' ? '∞' : minus(Number(facts.largestSlope.toPrecision(3)))) }) : t('atlas.severalPieces'));
    }
    if (fresh) for (const [node, key] of heads) text(node, t(key));
  }
  return { element, update };
}

/** The curve without the lines across its jumps. @param {any} curve @param {Float32Array} values */
function broken(curve, values) {
  const step = (curve.hi - curve.lo) / (values.length - 1);
  const at = (/** @type {number} */ i) => curve.lo + i * step;
  const cuts = [...jumps(values)];
  return [-1, ...cuts].map((cut, i) => path(curve, values, at(cut + 1), at(cuts[i] ?? values.length - 1), toX, toY)).join('');
}
