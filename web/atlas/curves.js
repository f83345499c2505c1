/**
 * What can be said of a curve from its samples, and of parameters in a link. Draws nothing.
 *
 * @typedef {{lo: number, hi: number, value: ArrayLike<number>, slope: ArrayLike<number>}} Curve
 */

/** A curve is flat where its slope is smaller than so much of its largest. */
export const FLAT = 0.05;

/** Around any activation: a f(b x) + c. */
export const wraps = { outer: 1, inner: 1, shift: 0 };

/** "alpha:0.1,outer:2" as {alpha: 0.1, outer: 2}. @param {string} text @returns {Record<string, number>} */
export const readTuned = (text) => Object.fromEntries(text.split(',').filter(Boolean).map((part) => [part.split(':')[0], Number(part.split(':')[1])]));

/** @param {Record<string, number>} tuned */
export const writeTuned = (tuned) => Object.entries(tuned).map(([id, x]) => `${id}:${x}`).join();

/**
 * Where |slope| is below 5 % of the largest: intervals between samples, to an infinity where they reach an end of the range.
 *
 * @param {Curve} curve @param {number} largest the largest |slope| @returns {[number, number][]}
 */
export function flatParts({ lo, hi, slope }, largest) {
  const n = slope.length;
  const x = (/** @type {number} */ i) => lo + ((hi - lo) * i) / (n - 1);
  const over = (/** @type {number} */ i) => Math.abs(slope[i]) - FLAT * largest;
  const isFlat = (/** @type {number} */ i) => i >= 0 && i < n && (largest === 0 || over(i) < 0);
  /** Where the threshold is crossed after sample i; a jump is at the end that is flat. @param {number} i */
  const crossing = (i) => {
    const [a, b] = [over(i), over(i + 1)];
    const jump = Math.abs(a - b) > FLAT * largest;
    return jump ? x(a < 0 ? i : i + 1) : x(i + a / (a - b));
  };
  /** @type {[number, number][]} */ const found = [];
  let from = -Infinity;
  for (let i = 0; i < n; ++i) {
    if (isFlat(i) && !isFlat(i - 1)) from = i === 0 ? -Infinity : crossing(i - 1);
    if (isFlat(i) && !isFlat(i + 1)) found.push([from, i === n - 1 ? Infinity : crossing(i)]);
  }
  return found;
}

/**
 * After which samples the curve jumps: it moves there far more than before and after. One sample may stand in the jump.
 *
 * @param {ArrayLike<number>} values @returns {Set<number>}
 */
export function jumps(values) {
  const move = (/** @type {number} */ i) => (i < 0 || i + 1 >= values.length ? 0 : Math.abs(values[i + 1] - values[i]));
  let lowest = Infinity, highest = -Infinity;
  for (let i = 0; i < values.length; ++i) {
    lowest = Math.min(lowest, values[i]);
    highest = Math.max(highest, values[i]);
  }
  const found = new Set();
  for (let i = 0; i + 1 < values.length; ++i) {
    if (move(i) > 0.01 * (highest - lowest) && move(i) > 6 * Math.max(Math.min(move(i - 1), move(i + 1)), move(i - 2), move(i + 2))) found.add(i);
  }
  return found;
}
