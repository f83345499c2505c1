// What is true of a curve, in words and numbers.

/** @import { Model, Translate } from '../../types/views.js' */

import { h } from '../../dom.js';
import { minus } from '../../text.js';

/** Flat parts that are listed; a wave has many. */
const MOST_PARTS = 3;

/** A number of a fact: three digits, or the infinity it is written as. @param {any} x */
export const number = (x) => (x === 'inf' || x === Infinity ? '∞' : x === '-inf' || x === -Infinity ? '−∞' : minus(Number(Number(x).toPrecision(3))));

/** "[0, ∞)". @param {any} facts */
export const rangeText = ({ lowest, highest, lowestReached, highestReached }) =>
  lowest === highest ? `{${number(lowest)}}` : `${lowestReached ? '[' : '('}${number(lowest)}, ${number(highest)}${highestReached ? ']' : ')'}`;

/** "x < −4.4, x > 4.4". @param {[number, number][]} parts @param {Translate} t */
export function partsText(parts, t) {
  const nearest = [...parts].sort(([a, b], [c, d]) => distance(a, b) - distance(c, d)).slice(0, MOST_PARTS).sort(([a], [b]) => a - b);
  const texts = nearest.map(([from, to]) => (from === -Infinity ? (to === Infinity ? t('atlas.everywhere') : `x < ${number(to)}`) : to === Infinity ? `x > ${number(from)}` : `${number(from)} < x < ${number(to)}`));
  return texts.join(t('list.comma')) + (parts.length > nearest.length ? ' …' : '') || t('atlas.nowhere');
}
/** @param {number} from @param {number} to */
const distance = (from, to) => Math.max(0, from, -to);

/**
 * @param {Model} model @param {any} facts as in the catalogue; null: not known of this curve
 * @param {[number, number][] | null} flat null: its slope has no largest value
 * @param {any} moments mean and spread of the output, {error}, or null
 */
export function factRows({ t }, facts, flat, moments) {
  const yes = (/** @type {boolean} */ is) => t(is ? 'atlas.yes' : 'atlas.no');
  const limit = (/** @type {any} */ x) => (x === null ? t('atlas.noLimit') : number(x));
  /** @type {[string, string][]} */ const rows = [];
  if (facts) {
    rows.push(['atlas.range', rangeText(facts)],
      ['atlas.limits', t('atlas.limitsText', { left: limit(facts.leftLimit), right: limit(facts.rightLimit) })],
      ['atlas.largest', number(facts.largestSlope)],
      ['atlas.kinks', facts.kinks.map((/** @type {any} */ { x, left, right }) => t(left === right ? 'atlas.jump' : 'atlas.kink', { x: number(x), left: number(left), right: number(right) })).join(t('list.semicolon')) || t('atlas.none')],
      ['atlas.monotone', yes(facts.monotone)],
      ['atlas.centred', yes(facts.zeroCentred)],
      ['atlas.identity', yes(facts.identityNearZero)]);
  }
  if (flat || facts) rows.push(['atlas.flat', flat ? partsText(flat, t) : t('atlas.unbounded')]);
  if (moments && !moments.error) rows.push(['atlas.moments', t('atlas.momentsText', { mean: number(Math.abs(moments.mean) < 5e-5 ? 0 : moments.mean), spread: number(moments.spread) })]);
  return rows;
}

/** @param {[string, string][]} rows @param {Translate} t */
export const definitions = (rows, t) => rows.flatMap(([key, tell]) => [h('dt', {}, t(key)), h('dd', {}, tell)]);
