// Scales and axes of a line chart: from values to pixels, round numbers along an axis, how they are written.

import { integer, loss, significant } from './format.js';

/** @typedef {{lo: number, hi: number, log: boolean, at: (v: number) => number, back: (pixel: number) => number}} Scale */

/**
 * A straight or logarithmic scale that puts lo at pixel `from` and hi at pixel `to`.
 *
 * @param {number} lo @param {number} hi @param {number} from @param {number} to @param {boolean} log @returns {Scale}
 */
export function createScale(lo, hi, from, to, log) {
  const a = log ? Math.log10(lo) : lo;
  const b = log ? Math.log10(hi) : hi;
  const size = (to - from) / (b - a);
  return {
    lo, hi, log,
    at: (v) => from + ((log ? Math.log10(v) : v) - a) * size,
    back: (pixel) => (log ? 10 ** (a + (pixel - from) / size) : a + (pixel - from) / size),
  };
}

/** Round numbers from lo to hi, at most about `most` of them. @param {number} lo @param {number} hi @param {number} most */
export function roundNumbers(lo, hi, most) {
  const rough = (hi - lo) / Math.max(1, most);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * size).find((k) => k >= rough * 0.999) ?? 10 * size;
  const list = [];
  for (let k = Math.ceil(lo / step - 1e-9); k * step <= hi * (1 + 1e-9); k++) list.push(k * step);
  return list;
}

/** The powers of ten from lo to hi; with 2 and 5 where there are few. @param {number} lo @param {number} hi */
export function powers(lo, hi) {
  const list = [];
  const steps = hi / lo < 30 ? [1, 2, 5] : [1];
  for (let e = Math.floor(Math.log10(lo)); 10 ** e <= hi; e++) for (const k of steps) list.push(k * 10 ** e);
  return list.filter((v) => v >= lo * 0.999 && v <= hi * 1.001);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number of an axis: 0.1, 10⁻³, 25,000. @param {number} v @param {boolean} log */
export function axisNumber(v, log) {
  if (!log) return Math.abs(v) >= 1000 && Math.abs(v) < 1e7 ? integer(v) : significant(v);
  const e = Math.round(Math.log10(v));
  if (Math.abs(Math.log10(v) - e) > 1e-6 || (e >= -2 && e <= 3)) return String(Number(v.toPrecision(1)));
  return power(e);
}

/** An exponent: ⁻³. @param {number} e */
export const raised = (e) => `${e < 0 ? '⁻' : ''}${[...String(Math.abs(e))].map((digit) => superscripts[Number(digit)]).join('')}`;

/** @param {number} e */
const power = (e) => `10${raised(e)}`;

/** A number of any size, from 0 on: 0.24, 18, 5.9×10⁻⁴; null is one that is not defined. @param {number | null} x @param {number} [digits] significant ones */
export function sized(x, digits = 2) {
  if (x === null || x === 0 || !Number.isFinite(x)) return loss(x ?? NaN);
  if (x >= 0.001 && x < 1000) return String(Number(x.toPrecision(digits)));
  const [mantissa, e] = x.toExponential(digits - 1).split('e');
  return `${mantissa}×${power(Number(e))}`;
}

/**
 * Adds the line to the path: null is a gap, undefined no value here and no gap. Where many values share a pixel column only
 * its first, lowest, highest and last are drawn, which looks the same.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number>} x @param {ArrayLike<number | null | undefined>} values @param {Scale} sx @param {Scale} sy pixels of the canvas
 */
export function trace(context, x, values, sx, sy) {
  let open = false;
  let column = NaN;
  let low = 0;
  let high = 0;
  let last = 0;
  let held = false; // the column has more than its first value
  const flush = () => {
    if (!held) return;
    context.lineTo(column, low);
    context.lineTo(column, high);
    context.lineTo(column, last);
    held = false;
  };
  for (let i = 0; i < x.length; i++) {
    const v = values[i];
    if (v === undefined) continue;
    if (v === null) {
      flush();
      open = false;
      continue;
    }
    const px = sx.at(x[i]);
    const py = sy.at(v);
    const here = Math.round(px);
    if (!open) {
      context.moveTo(px, py);
      open = true;
    } else if (here === column) {
      low = held ? Math.min(low, py) : Math.min(last, py);
      high = held ? Math.max(high, py) : Math.max(last, py);
      held = true;
      last = py;
      continue;
    } else {
      flush();
      context.lineTo(px, py);
    }
    column = here;
    last = py;
  }
  flush();
}
