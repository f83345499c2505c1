// What a page of the atlas is about, as the engine takes it: an activation of the table, one that is typed, one that is drawn.

/** @import { Model } from '../../types/views.js' */

import { readTuned } from '../../atlas/curves.js';
import { pointsOf, wrapped } from '../../atlas/formula.js';

/** The parameters of one's own formula may be so large, as all that is put around an activation. */
const WIDEST = 100;

/**
 * @typedef {object} Subject
 * @property {string} key what it depends on
 * @property {string} name
 * @property {string} family
 * @property {string | {formula: string, parameters?: Record<string, number>} | {points: [number, number][]}} activation
 * @property {Record<string, number> | null} parameters that go with it, where they are not as they come
 * @property {import('./tuning.js').Tunable[]} tunables
 * @property {any} facts null: there are none
 * @property {any} formula what formulaOf says of it; null: there is none; {error, at}
 * @property {boolean} pieces a unit has several
 */

/** @param {Model} model @param {string} of @returns {Subject | null} null: not known yet */
export function subjectOf(model, of) {
  const { state, t, catalogue } = model;
  const tuned = readTuned(state.tuned);
  if (of === 'drawn') {
    const activation = { points: pointsOf(state.points) };
    const known = model.answer('formulaOf', activation, null);
    if (!known) return null;
    return { key: `drawn ${state.points}`, name: t('own.drawn'), family: 'baseline', activation, parameters: some(tuned), tunables: [], facts: state.tuned ? null : known.facts ?? null, formula: null, pieces: false };
  }
  const row = of === 'own' ? null : catalogue.activations.find(({ id }) => id === of) ?? catalogue.activations[0];
  const text = row ? row.formula : state.formula;
  const plain = text ? model.answer('formulaOf', text, null) : null;
  if (text && !plain) return null;
  /** @type {any[]} */
  const named = plain?.parameters ?? [];
  const values = Object.fromEntries(named.map(({ id, initial }) => [id, tuned[id] ?? row?.parameters.find((each) => each.id === id)?.initial ?? initial]));
  const whole = text && !plain.error ? model.answer('formulaOf', wrapped(text, tuned), some(values)) : null;
  if (text && !plain.error && !whole) return null;
  if (row) {
    const count = row.pieces.highest > row.pieces.lowest ? [{ id: 'pieces', ...row.pieces, step: 1 }] : [];
    return {
      key: row.id, name: t(`name.${row.id}`), family: row.family, activation: row.id, parameters: some(tuned), tunables: [...row.parameters, ...count],
      facts: some(tuned) ? row.facts && (whole?.facts ?? null) : row.facts, formula: whole, pieces: !row.facts,
    };
  }
  const { outer, inner, shift } = tuned;
  const around = Object.fromEntries(Object.entries({ outer, inner, shift }).filter(([, x]) => x !== undefined));
  return {
    key: `own ${state.formula}`, name: state.formula, family: 'baseline', activation: { formula: state.formula, ...(named.length && { parameters: values }) }, parameters: some(around),
    tunables: named.map(({ id, initial }) => ({ id, initial, lowest: -WIDEST, highest: WIDEST })), facts: whole?.facts ?? null, formula: plain.error ? plain : whole, pieces: false,
  };
}

/** @template {object} T @param {T} object @returns {T | null} null where it is empty */
const some = (object) => (Object.keys(object).length ? object : null);
