// What the pictures of the panels share.

import { svg } from '../../dom.js';

/** A word in a picture. @param {number} x @param {number} y @param {string} words @param {'start' | 'middle' | 'end'} [anchor] @param {string} [kind] its class */
export const label = (x, y, words, anchor = 'middle', kind = '') => svg('text', { x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': anchor, class: kind }, words);

/** Defines a filling of slanted lines. @param {string} id */
export const hatching = (id) => svg('pattern', { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, svg('path', { class: 'hatch', d: 'M0 0V6' }));

/** How high a part of a panel may be for the panel to be filled: what it is, and what is left below the last part. @param {HTMLElement} panel @param {Element} part */
export function roomFor(panel, part) {
  const bottom = (/** @type {Element} */ node) => node.getBoundingClientRect().bottom;
  return part.getBoundingClientRect().height + bottom(panel) - bottom(/** @type {Element} */ (panel.lastElementChild));
}
