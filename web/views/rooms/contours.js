// Lines of equal height below a graph of two variables.

/** @import { Scale } from '../axis.js' */

import { svg } from '../../dom.js';
import { contour } from '../field.js';

/**
 * @param {ArrayLike<number>} values size x size over -reach..reach of both, row 0 at the top @param {number} reach
 * @param {number[]} levels
 * @param {Scale} x @param {Scale} y
 */
export function contours(values, reach, levels, x, y) {
  const size = Math.sqrt(values.length);
  const [left, right] = [-1, 1].map((side) => x.at((side * reach * (size - 1)) / size));
  let d = '';
  const pen = /** @type {any} */ ({ beginPath() {}, stroke() {}, moveTo: (/** @type {number} */ px, /** @type {number} */ py) => (d += `M${px.toFixed(1)} ${py.toFixed(1)}`), lineTo: (/** @type {number} */ px, /** @type {number} */ py) => (d += `L${px.toFixed(1)} ${py.toFixed(1)}`) });
  for (const level of levels) contour(pen, values, level, { columns: size, rows: size, left, top: y.at((reach * (size - 1)) / size), step: (right - left) / (size - 1) });
  return svg('path', { class: 'contour', d });
}
