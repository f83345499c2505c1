// The parameters of the atlas' curve, and what may be put around any: each a slider with a field for the exact number.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, show, text, value } from '../../dom.js';
import { readTuned, wraps, writeTuned } from '../../atlas/curves.js';
import { setting } from '../format.js';

/** A slider reaches no farther than this; the field takes what is allowed. */
const FAR = 4;

/** @typedef {{id: string, initial: number, lowest: number, highest: number, step?: number}} Tunable */

/** What around any activation can be set. @type {Tunable[]} */
const around = Object.entries(wraps).map(([id, initial]) => ({ id, initial, lowest: -100, highest: 100 }));

/** @param {Actions} actions */
export function createTuning(actions) {
  /** @type {{of: Tunable, name: HTMLElement, slider: HTMLInputElement, field: HTMLInputElement}[]} */ let rows = [];
  let built = '';
  const own = h('div');
  const wrapName = h('summary');
  const wrap = h('details', {}, wrapName, h('div'));
  const reset = h('button', { onclick: () => actions.set('tuned', '') });
  const element = h('div', { class: 'atlas-tuning' }, own, wrap, reset);

  /** @param {Tunable} of @param {HTMLInputElement} input */
  function take({ id, initial }, input) {
    if (input.value === '' || !Number.isFinite(Number(input.value))) return;
    actions.set('tuned', (/** @type {string} */ before) => {
      const next = { ...readTuned(before), [id]: Number(input.value) };
      if (next[id] === initial) delete next[id];
      return writeTuned(next);
    });
  }

  /** @param {Tunable} of */
  function row(of) {
    const lo = Math.max(of.lowest, Math.min(-FAR, of.initial)), hi = Math.min(of.highest, Math.max(FAR, of.initial));
    const slider = h('input', { type: 'range', min: lo, max: hi, step: of.step ?? 0.01, oninput: () => take(of, slider) });
    const field = h('input', { type: 'number', min: of.lowest, max: of.highest, step: of.step ?? 'any', onchange: () => take(of, field) });
    const name = h('span');
    rows.push({ of, name, slider, field });
    return h('label', { class: 'atlas-slider' }, name, slider, field);
  }

  /** @param {Model} model @param {string} key of the curve @param {Tunable[]} parameters @param {Record<string, number>} tuned */
  function update({ t, state: { lang } }, key, parameters, tuned) {
    const next = `${key} ${lang} ${parameters.map(({ id, initial }) => `${id} ${initial}`)}`;
    if (next !== built) {
      built = next;
      rows = [];
      own.replaceChildren(...parameters.map(row));
      wrap.lastElementChild?.replaceChildren(...around.map(row));
      if (around.some(({ id }) => id in tuned)) wrap.open = true;
      text(wrapName, t('atlas.around'));
      text(reset, t('atlas.reset'));
      for (const { of: { id }, name, slider, field } of rows) {
        const key = `parameter.${id}`;
        const words = id in wraps ? id[0] === 'o' ? 'a' : id[0] === 'i' ? 'b' : 'c' : t(key) === key ? id : t(key);
        text(name, words);
        attribute(slider, 'aria-label', words);
        attribute(field, 'aria-label', words);
      }
    }
    for (const { of: { id, initial }, slider, field } of rows) {
      const shown = setting(tuned[id] ?? initial);
      value(slider, shown);
      value(field, shown);
    }
    show(reset, Object.keys(tuned).length > 0);
  }
  return { element, update };
}
