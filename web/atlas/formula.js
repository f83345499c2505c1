/**
 * Formulas as texts, before the engine reads them.
 */

/** A number as a factor or a summand of a formula. @param {number} x */
const written = (x) => (x < 0 ? `(${x})` : String(x));

/**
 * outer f(inner x) + shift of a formula, without what changes nothing.
 *
 * @param {string} formula @param {Record<string, number>} tuned may have other parameters, which are left
 */
export function wrapped(formula, { outer = 1, inner = 1, shift = 0 }) {
  const of = inner === 1 ? formula : formula.replace(/\bx\b/g, `(${written(inner)}*x)`);
  return `${outer === 1 ? of : `${written(outer)}*(${of})`}${shift === 0 ? '' : `+${written(shift)}`}`;
}

/** Where the points of a curve drawn by hand stand. */
export const places = Array.from({ length: 17 }, (_, i) => -4 + i / 2);
/** A drawn curve is within plus and minus this. */
export const HIGHEST = 3;

/** "0,0.1,..." as points, at `places`. @param {string} heights @returns {[number, number][]} */
export const pointsOf = (heights) => {
  const y = heights.split(',').map(Number);
  return places.map((x, i) => [x, y[i] ?? 0]);
};

/** @param {[number, number][]} points */
export const heightsOf = (points) => points.map(([, y]) => Number(y.toFixed(2))).join();

/**
 * The points after a stroke of the pen from one place to another: those between take its height.
 *
 * @param {[number, number][]} points @param {[number, number]} from @param {[number, number]} to @returns {[number, number][]}
 */
export function stroked(points, from, to) {
  const [[x0, y0], [x1, y1]] = from[0] <= to[0] ? [from, to] : [to, from];
  const half = (places[1] - places[0]) / 2;
  return points.map(([x, y]) => {
    if (x < x0 - half || x > x1 + half) return [x, y];
    const share = x1 > x0 ? Math.max(0, Math.min(1, (x - x0) / (x1 - x0))) : 1;
    return [x, Math.max(-HIGHEST, Math.min(HIGHEST, y0 + (y1 - y0) * share))];
  });
}

/** The points, each nearer to its neighbours. @param {[number, number][]} points @returns {[number, number][]} */
export const smoothed = (points) => points.map(([x, y], i) => [x, i === 0 || i === points.length - 1 ? y : (points[i - 1][1] + 2 * y + points[i + 1][1]) / 4]);
