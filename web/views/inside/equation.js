// Equations whose numbers can be checked as they are shown: as many digits as it takes.

import { sized } from '../axis.js';

/**
 * A factor: its value, and what it is called, if it has a name; `over`: it divides.
 *
 * @typedef {{value: number, name?: string, over?: boolean}} Factor
 */

/** Terms of a sum that are written out. */
const MOST_TERMS = 5;

/** A number with so many digits: 0.0213, −3.1×10⁻⁷. @param {number} x */
export const digits = (x, n = 4) => (x < 0 ? '−' : '') + sized(Math.abs(x), n);

/** @param {Factor[]} factors @param {(v: number) => number} shown */
const product = (factors, shown) => factors.reduce((all, { value, over }) => (over ? all / shown(value) : all * shown(value)), 1);

/**
 * A sum of products and what it makes: "0.52·(x₁ = 0.813) − 1.1·(x₂ = −0.22) + (b = 0.3) = 0.965". Of a long sum the smaller terms
 * are put together. What is shown makes the result as it is shown.
 *
 * @param {Factor[][]} terms @param {number} result @param {(n: number, sum: string) => string} more names the terms put together
 * @param {number} [precise] digits of the result, at most
 */
export function equation(terms, result, more, precise = 4) {
  const size = (/** @type {Factor[]} */ term) => Math.abs(product(term, (v) => v));
  const largest = [...terms].sort((a, b) => size(b) - size(a)).slice(0, terms.length > MOST_TERMS + 1 ? MOST_TERMS : terms.length);
  const written = terms.filter((term) => largest.includes(term));
  const left = terms.length - written.length;
  const rest = left > 0 ? terms.reduce((sum, term) => (written.includes(term) ? sum : sum + product(term, (v) => v)), 0) : 0;
  let [fine, coarse] = [3, precise];
  const shown = (/** @type {number} */ v) => Number(v.toPrecision(fine));
  const adds = () => written.reduce((sum, term) => sum + product(term, shown), shown(rest)).toPrecision(coarse) === result.toPrecision(coarse);
  const found = () => {
    for (coarse = precise; coarse > 1; --coarse) for (fine = 3; fine < 10; ++fine) if (adds()) return;
  };
  found();
  let text = '';
  for (const term of [...written, ...(left > 0 ? [[{ value: rest, name: '' }]] : [])]) {
    const [first, ...others] = term;
    const negative = first.value < 0 && first.name === undefined;
    text += text ? (negative ? ' − ' : ' + ') : negative ? '−' : '';
    const write = (/** @type {Factor} */ { value, name }) => (name === undefined ? digits(value, fine) : name === '' ? more(left, digits(value, fine)) : `(${name}\u00a0=\u00a0${digits(value, fine)})`);
    text += write(negative ? { value: -first.value } : first) + others.map((factor) => (factor.over ? ' / ' : '·') + (factor.value < 0 && factor.name === undefined ? `(${write(factor)})` : write(factor))).join('');
  }
  return `${text} = ${digits(result, coarse)}`;
}
