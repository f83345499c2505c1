// Notes in words: names of lanes and quantities, what a check measures and what it must be.

/** @import { Model } from '../../types/views.js' */
/** @import { Column, Statistic } from '../../notes/checks.js' */
/** @import { Judged, Statement } from '../../notes/notes.js' */

import { svg } from '../../dom.js';
import { readColumn, readMeasure, readThreshold } from '../../notes/checks.js';
import { groupOf } from '../../notes/list.js';
import { noteOf } from '../../notes/notes.js';
import { sized } from '../axis.js';
import { minus } from '../../text.js';
import { integer, percent, wilson } from '../format.js';

/** The one of two texts, Chinese and English, that the page speaks. @param {[string, string] | undefined} pair @param {Model} model */
export const told = (pair, { state }) => pair?.[state.lang === 'zh' ? 0 : 1] ?? '';

/** The text of a key, if there is one. @param {Model} model @param {string} key */
const known = ({ t }, key) => (t(key) === key ? null : t(key));

/** A name that the texts of the note's group give. @param {Model} model @param {string} note @param {string} id */
const given = (model, note, id) => model.notes.texts?.names[groupOf(note)]?.[id];

/** What a figure is of, where it does not have a name as a whole. @param {Model} model @param {string} note @param {string} name @returns {Column} */
export function columnOf(model, note, name) {
  const column = readColumn(name);
  const whole = column.trial ? name.slice(column.trial.length + 1) : name;
  return given(model, note, whole) ? { trial: column.trial, lane: '', points: [], quantity: whole, layer: 0, step: null } : column;
}

/** What a lane or a figure is called. @param {Model} model @param {string} note @param {string} id */
export function nameOf(model, note, id) {
  const own = given(model, note, id);
  return own ? told(own, model) : (known(model, `name.${id}`) ?? known(model, `optimizer.${id}`) ?? known(model, `quantity.${id}`) ?? id);
}

/** Quantities that are shares. */
const shares = new Set(['accuracy', 'test-accuracy', 'silent', 'positive', 'zero', 'flat', 'diverged', 'dead-pieces', 'exact', 'first-accuracy']);

/** Whether a quantity is a share, 0 to 1. @param {string} quantity */
export const isShare = (quantity) => shares.has(quantity);

/** A value of a quantity. @param {string} quantity @param {number} x */
export function valueText(quantity, x) {
  if (!Number.isFinite(x)) return '∞';
  if (isShare(quantity)) return percent(x);
  if (Number.isInteger(x) && Math.abs(x) < 1e7) return x < 0 ? `−${integer(-x)}` : integer(x);
  return x < 0 ? `−${sized(-x, 3)}` : sized(x, 3);
}

/** @type {Record<string, string>} */
const signs = { '<=': '≤', '>=': '≥' };
const sign = (/** @type {string} */ relation) => signs[relation] ?? relation;

/** A lane with the point of its sweep. @param {Model} model @param {string} note @param {Column} column */
function laneText(model, note, { lane, points, trial }) {
  const axes = model.notes.runner?.trials.get(trial || (model.notes.runner?.statementsOf(note).find(({ trials }) => trials.length === 1)?.trials[0] ?? ''))?.document.sweep ?? [];
  const at = points.map((value, i) => `${axes[i] ? (known(model, `set.${axes[i].path}`) ?? axes[i].path) : ''} ${value}`.trim());
  return [lane ? nameOf(model, note, lane) : '', ...at].filter(Boolean).join(' · ');
}

/**
 * What sets a trial apart from the others: a choice that is its own, or its name.
 *
 * @param {Model} model @param {string} note @param {string} id @param {string[]} among
 */
export function trialText(model, note, id, among) {
  if (given(model, note, id)) return nameOf(model, note, id);
  const trials = model.notes.runner?.trials;
  const { document } = trials?.get(id) ?? {};
  const others = among.filter((each) => each !== id).map((each) => trials?.get(each)?.document);
  const own = Object.entries(document ?? {}).filter(([key, value]) => typeof value === 'string' && others.length && others.every((other) => key in other && other[key] !== value));
  const generator = document?.data?.generator;
  if (own.length) return own.map(([, value]) => nameOf(model, note, value)).join(model.t('list.comma'));
  if (generator && others.every((other) => other?.data?.generator && other.data.generator !== generator)) return known(model, `data.${generator}`) ?? generator;
  return nameOf(model, note, id);
}

/** @param {Model} model @param {string} note @param {Column} column */
function quantityText(model, note, { quantity, layer, step }) {
  const { t } = model;
  const name = known(model, `quantity.${quantity}`) ?? nameOf(model, note, quantity);
  const of = layer ? t('notes.ofLayer', { quantity: name, n: layer }) : name;
  return step === null ? of : step === 0 ? t('notes.before', { quantity: of }) : t('notes.atStep', { quantity: of, n: step });
}

/** What a statistic is of, without the lane. @param {Model} model @param {string} note @param {Statistic} statistic */
function statisticText(model, note, { kind, column, relation, level }) {
  const of = columnOf(model, note, column);
  const quantity = quantityText(model, note, of);
  if (!kind) return quantity;
  const bound = Number.isFinite(Number(level)) ? valueText(of.quantity, Number(level)) : laneText(model, note, columnOf(model, note, level)) || level;
  return model.t(`stat.${kind}`, { quantity, relation: sign(relation), level: bound });
}

/**
 * A check in words: whose figures, and what of them; of which trial, where another check would read the same.
 *
 * @param {Model} model @param {Statement} statement @param {string} quantity of the check @returns {{who: string, what: string}}
 */
export function measureText(model, { id, trials, checks }, quantity) {
  const note = noteOf(id);
  const plain = plainText(model, note, quantity);
  const alike = checks.filter((check) => {
    const other = plainText(model, note, check.quantity);
    return other.who === plain.who && other.what === plain.what && check.quantity !== quantity;
  });
  const trial = readColumn(readMeasure(quantity).parts[0].column).trial;
  if (!trial || !alike.length) return plain;
  return { ...plain, who: model.t('notes.ofTrial', { trial: trialText(model, note, trial, trials), who: plain.who }) };
}

/** @param {Model} model @param {string} note @param {string} quantity */
function plainText(model, note, quantity) {
  const { operator, parts } = readMeasure(quantity);
  const columns = parts.map(({ column }) => columnOf(model, note, column));
  const lanes = columns.map((column) => laneText(model, note, column));
  const whats = parts.map((part) => statisticText(model, note, part));
  const key = operator === '/' ? 'notes.ratio' : operator === '-' ? 'notes.difference' : 'notes.below';
  if (!operator) return lanes[0] ? { who: lanes[0], what: whats[0] } : { who: whats[0], what: '' };
  // The same of two lanes, or two figures of one.
  if (lanes[0] !== lanes[1]) return { who: model.t(key, { a: lanes[0], b: lanes[1] }), what: whats[0] === whats[1] ? whats[0] : whats.join(' / ') };
  return { who: model.t(key, { a: whats[0], b: whats[1] }), what: lanes[0] };
}

/** A bound, with all its digits: 10⁻⁶, 0.8675. @param {number} x */
function boundText(x) {
  const size = Math.abs(x);
  return size >= 1e-3 && size < 1e6 ? minus(x) : `${x < 0 ? '−' : ''}${sized(size, 1).replace(/^1×/, '')}`;
}

/** What a figure must be. @param {string} quantity @param {string} threshold of a check */
export function thresholdText(quantity, threshold) {
  const { relation, bound } = readThreshold(threshold);
  if (threshold.startsWith('p ')) return threshold;
  const text = figureText(quantity, bound);
  return `${sign(relation)} ${text.endsWith('%') || bound === 0 ? text : boundText(bound)}`;
}

/** A figure of a check. @param {string} quantity @param {number} figure */
export function figureText(quantity, figure) {
  const { operator, parts } = readMeasure(quantity);
  const [{ kind, column }] = parts;
  if (operator === 'below') return `p = ${sized(figure, 2)}`;
  if (operator !== '/' && (kind === 'share' || kind === 'most')) return percent(figure);
  return valueText(operator === '/' ? '' : readColumn(column).quantity, figure);
}

/** A share as seeds of all, with its bound. @param {Model} model @param {number} figure @param {number} n */
export function shareText({ t }, figure, n) {
  const k = Math.round(figure * n);
  const [low, high] = wilson(k, n);
  return [`${k}/${n}`, 2 * k >= n ? t('notes.atLeast', { share: percent(low) }) : t('notes.atMost', { share: percent(high) })];
}

/** What was found about a statement so far: run here, or as recorded. @param {Model} model @param {Statement} statement */
export function verdictOf({ notes }, { id, recorded }) {
  const judged = /** @type {Judged | null} */ (notes.runner?.judged(id) ?? null);
  return { verdict: judged?.verdict ?? recorded, run: Boolean(judged), differs: Boolean(judged) && judged?.verdict !== recorded };
}

/** Verdicts of a note's statements, each once. @param {Model} model @param {string} note */
export function verdictsOf(model, note) {
  const statements = model.notes.runner?.statementsOf(note) ?? [];
  const found = statements.map((statement) => ({ id: statement.id, ...verdictOf(model, statement) }));
  return found.filter(({ verdict }, i) => found.findIndex((each) => each.verdict === verdict) === i);
}

/** Shapes of the verdicts on 16 x 16; what is filled, what is stroked. @type {Record<string, [fill: string, stroke: string]>} */
const shapes = {
  holds: ['M8 2a6 6 0 1 0 0 12 6 6 0 1 0 0-12', ''],
  'holds-if': ['M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 1 0 0-5', 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 1 0 0-11'],
  partly: ['M8 2.5a5.5 5.5 0 1 0 0 11z', 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 1 0 0-11'],
  'does-not-hold': ['', 'M3 3 13 13M13 3 3 13'],
  'no-difference': ['', 'M2 6c3-3 4 2 7 0q3-2 5 0M2 11c3-3 4 2 7 0q3-2 5 0'],
  slip: ['', 'M3 13H13M4.500 9.500 10.500 3.500 12.500 5.500 6.500 11.500 4 12z'],
  'not-testable': ['', 'M8 2.500a5.500 5.500 0 0 1 5.500 5.500M8 13.500a5.500 5.500 0 0 1-5.500-5.500'],
  'too-few-seeds': ['M3 7h2v2h-2zM7 7h2v2h-2zM11 7h2v2h-2z', ''],
  later: ['', 'M5 3v10M11 3v10'],
};

/** The shape of a verdict. @param {string} verdict */
export const mark = (verdict) => svg('svg', { class: 'verdict-mark', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { class: 'fill', d: shapes[verdict][0] }), svg('path', { class: 'line', d: shapes[verdict][1] }));

/** The note a statement belongs to has texts for it. @param {Model} model @param {string} statement id */
export const textsOf = (model, statement) => model.notes.texts?.notes[noteOf(statement)]?.statements?.[statement.split('.')[1]];
