// Numbers as the page shows them: accuracy in whole per cent, losses to two digits, never "0.000".

import { minus } from '../text.js';

/** A loss or another positive number to two significant digits. @param {number} x */
export function loss(x) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? '–' : '∞';
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size < 0.001) return x < 0 ? '−<0.001' : '<0.001';
  if (size >= 1000) return x.toExponential(1).replace('e+', 'e');
  if (size >= 100) return x.toFixed(0);
  if (size >= 10) return x.toFixed(1);
  return size >= 0.1 ? x.toFixed(2) : size >= 0.01 ? x.toFixed(3) : x.toFixed(4);
}

/** A share in whole per cent; neither 100 % nor 0 % is reached by rounding. @param {number} x */
export function percent(x) {
  if (!Number.isFinite(x)) return '–';
  const rounded = Math.round(100 * x);
  if (rounded === 100 && x < 1) return '99 %';
  if (rounded === 0 && x > 0) return '1 %';
  return `${rounded} %`;
}

/** A score: accuracy in per cent, R² with two decimals (never rounded up to 1). @param {number} x @param {'accuracy' | 'r2'} kind */
export function score(x, kind) {
  if (kind === 'accuracy') return percent(x);
  if (!Number.isFinite(x)) return '–';
  const shown = x > 0.99 && x < 1 ? Math.floor(1000 * x) / 1000 : x;
  return shown < -9.99 ? '<−9.9' : minus(x > 0.99 && x < 1 ? shown.toFixed(3) : shown.toFixed(2));
}

/** A duration given in milliseconds, with its unit. @param {number} x */
export function milliseconds(x) {
  if (!Number.isFinite(x)) return '–';
  if (x >= 10000) return `${(x / 1000).toFixed(1)} s`;
  return x >= 10 ? `${x.toFixed(0)} ms` : x >= 1 ? `${x.toFixed(1)} ms` : `${(1000 * x).toFixed(0)} µs`;
}

/** A cost or a multiple of one, with two or three digits. @param {number} x */
export const price = (x) => x.toFixed(x < 10 ? 2 : x < 100 ? 1 : 0);

/** A number to so many significant digits, as short as it can be written. @param {number} x */
export const significant = (x, digits = 3) => minus(Number(x.toPrecision(digits)));

/** A whole number with a comma between thousands. @param {number} x */
export function integer(x) {
  return String(Math.round(x)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A step for a place where there is room for four digits. @param {number} x */
export function steps(x) {
  if (x < 1000) return String(x);
  return x < 9950 ? `${(x / 1000).toFixed(1)}k` : x < 999500 ? `${Math.round(x / 1000)}k` : `${(x / 1e6).toFixed(1)}M`;
}

/** R² with two decimals, cut off and not rounded up to 1. @param {number} x */
export function shortR2(x) {
  if (!Number.isFinite(x)) return '–';
  return x < -9.9 ? '<−9' : (Math.floor(100 * x + 1e-9) / 100).toFixed(2).replace('-', '−');
}

/** A setting as short as it can be written. @param {any} x */
export function setting(x) {
  return typeof x === 'number' ? String(Number(x.toPrecision(6))) : String(x);
}

/** Lower and upper 95 % Wilson bound of k out of n. @param {number} k @param {number} n @returns {[number, number]} */
export function wilson(k, n) {
  if (n === 0) return [0, 1];
  const z = 1.959964;
  const p = k / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [k === 0 ? 0 : middle - half, k === n ? 1 : middle + half]; // exact at the ends, where rounding would not be
}

/**
 * Where a share of a list is reached; `null` (not reached) counts as larger than any, and is the answer when it decides it.
 *
 * @param {(number | null)[]} values @param {number} share 0.5: the median @returns {number | null}
 */
export function quantile(values, share) {
  const sorted = values.map((x) => x ?? Infinity).sort((a, b) => (a < b ? -1 : 1));
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return sorted.length && Number.isFinite(high) ? low + (at % 1) * (high - low) : null;
}
