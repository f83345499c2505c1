// Curves as the engine samples them, with where they begin and end.

/** @import { Model } from '../../types/views.js' */

/** What small pictures show. */
const icon = /** @type {const} */ ([-4, 4, 161]);

/** @type {WeakMap<object, {lo: number, hi: number, value: Float32Array, slope: Float32Array}>} */
const spans = new WeakMap();

/** The usual curve of an activation, for small pictures; null: not there yet. @param {Model} model @param {string} id */
export function curveOf(model, id) {
  const answer = model.answer('curve', id, null, ...icon);
  return answer && !answer.error ? spanned(answer, icon[0], icon[1]) : null;
}

/** The same object for the same answer, so that views compare by reference. @param {any} answer @param {number} lo @param {number} hi */
export function spanned(answer, lo, hi) {
  if (!spans.has(answer)) spans.set(answer, { lo, hi, ...answer });
  return /** @type {NonNullable<ReturnType<typeof spans.get>>} */ (spans.get(answer));
}
