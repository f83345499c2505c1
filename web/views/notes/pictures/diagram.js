// A small diagram: columns of nodes, each joined with all, or with its own group, of the next.

/** @import { Actions, Model } from '../../../types/views.js' */

import { attribute, h, svg, text } from '../../../dom.js';
import { label } from '../../inside/draw.js';

const width = 400, pitch = 46;

/**
 * @typedef {object} Diagram
 * @property {string[][]} columns names of the nodes, column by column
 * @property {boolean} [grouped] a node is joined with its share of the column before, not with all of it
 */

/** @param {Actions} _ */
export function createDiagram(_) {
  const picture = svg('svg', { class: 'note-diagram', role: 'img' });
  const caption = h('figcaption', { class: 'hint' });
  const element = h('figure', {}, picture, caption);
  let drawn = '';

  /** @param {Model} model @param {string} note @param {Diagram} how */
  function update(model, note, { columns, grouped = false }) {
    const key = `${note} ${model.state.lang}`;
    if (key === drawn) return;
    drawn = key;
    const words = model.t(`diagram.${note}`);
    text(caption, words);
    const height = Math.max(...columns.map((column) => column.length)) * pitch;
    const x = (/** @type {number} */ c) => 50 + (c * (width - 100)) / Math.max(1, columns.length - 1);
    const y = (/** @type {number} */ c, /** @type {number} */ i) => (height * (i + 0.5)) / columns[c].length;
    let edges = '';
    columns.slice(1).forEach((column, c) => column.forEach((_, i) => columns[c].forEach((_, j) => {
      if (grouped && Math.floor((j * column.length) / columns[c].length) !== i) return;
      edges += `M${x(c)} ${y(c, j)}L${x(c + 1)} ${y(c + 1, i)}`;
    })));
    picture.replaceChildren(svg('path', { class: 'edges', d: edges }), ...columns.flatMap((column, c) => column.flatMap((name, i) => {
      const half = Math.max(18, 4.2 * name.length);
      return [svg('rect', { x: x(c) - half, y: y(c, i) - 13, width: 2 * half, height: 26, rx: 13 }), label(x(c), y(c, i) + 4, name)];
    })));
    attribute(picture, 'viewBox', `0 0 ${width} ${height}`);
    attribute(picture, 'aria-label', `${columns.map((column) => column.join(', ')).join(' → ')}. ${words}`);
  }
  return { element, update };
}
