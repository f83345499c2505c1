// The figures of a check, seed by seed, as dots on an axis, with the level they are measured by.

import { attribute, svg } from '../../dom.js';
import { axisNumber, createScale, powers, roundNumbers } from '../axis.js';
import { percent } from '../format.js';
import { label } from '../inside/draw.js';

/** @import { Scale } from '../axis.js' */

const width = 300;
const left = 8;
const right = width - 26; // beyond it stands what is infinite
const row = 16;
const axisHeight = 18;
const r = 3.2;

/**
 * A scale for values and levels of one quantity: of shares all of it; over powers of ten where they differ much, unless it is straight.
 *
 * @param {number[]} values @param {number[]} levels @param {boolean} share @param {boolean} straight @returns {Scale}
 */
export function scaleOf(values, levels, share, straight) {
  if (share) return createScale(0, 1, left, right, false);
  const finite = [...values, ...levels].filter(Number.isFinite);
  const positive = finite.filter((x) => x > 0);
  let lo = Math.min(...finite), hi = Math.max(...finite);
  if (!finite.length) [lo, hi] = [0, 1];
  const smallest = Math.min(...positive);
  if (!straight && lo >= 0 && positive.length && hi / smallest > 50) {
    // What is zero stands at the left end.
    return createScale(10 ** Math.floor(Math.log10(smallest) - (lo === 0 ? 1 : 0)), 10 ** Math.ceil(Math.log10(hi) + 1e-9), left, right, true);
  }
  if (lo > 0 && lo < 0.5 * hi) lo = 0;
  const more = hi > lo ? 0.05 * (hi - lo) : Math.abs(hi) || 1;
  return createScale(lo === 0 ? 0 : lo - more, hi + more, left, right, false);
}

/**
 * @param {object} content
 * @param {{values: number[], changed: boolean, at: number | null}[]} content.lines one under the other; changed: of the changed experiment; at: the statistic
 * @param {number | null} content.level
 * @param {Scale} content.scale
 * @param {boolean} content.share its axis is in per cent
 * @param {boolean} content.axis with numbers
 * @param {string} content.said
 */
export function strip({ lines, level, scale, share, axis, said }) {
  const bottom = row * lines.length;
  const x = (/** @type {number} */ v) => (Number.isFinite(v) ? scale.at(scale.log ? Math.max(scale.lo, v) : v) : width - 10);
  let grid = '', dots = '', rings = '', marks = '';
  const words = [];
  const endless = lines.some(({ values }) => values.some((v) => !Number.isFinite(v)));
  const ticks = (scale.log ? powers(scale.lo, scale.hi) : roundNumbers(scale.lo, scale.hi, 4)).filter((_, i, all) => all.length < 6 || i % Math.ceil(all.length / 5) === 0);
  for (const v of ticks) {
    grid += `M${scale.at(v).toFixed(1)} 0V${bottom}`;
    if (axis && !(endless && scale.at(v) > right - 12)) words.push(label(scale.at(v), bottom + 13, share ? percent(v) : axisNumber(v, scale.log)));
  }
  if (axis && endless) words.push(label(width - 10, bottom + 13, '∞'));
  lines.forEach(({ values, changed, at }, i) => {
    const y = row * (i + 0.5);
    /** Dots at about the same place are stacked. @type {Map<number, number>} */
    const taken = new Map();
    for (const value of values) {
      const place = Math.round(x(value) / 2);
      const n = taken.get(place) ?? 0;
      taken.set(place, n + 1);
      const shift = (n % 2 ? 1 : -1) * Math.min(row / 2 - r, Math.ceil(n / 2) * 1.3);
      const circle = `M${(x(value) - r).toFixed(1)} ${(y + shift).toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
      if (changed) rings += circle;
      else dots += circle;
    }
    if (at !== null && values.length > 1) marks += `M${x(at).toFixed(1)} ${y - 7.5}v15`;
  });
  const picture = svg('svg', { class: 'note-strip', viewBox: `0 0 ${width} ${bottom + (axis ? axisHeight : 0)}`, role: 'img' },
    svg('path', { class: 'grid', d: grid }),
    level === null ? null : svg('path', { class: 'level', d: `M${x(level).toFixed(1)} 0V${bottom}` }),
    svg('path', { class: 'dots', d: dots }), svg('path', { class: 'rings', d: rings }), svg('path', { class: 'middle', d: marks }), ...words);
  attribute(picture, 'aria-label', said);
  return picture;
}
