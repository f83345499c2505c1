// The controls of a room: a row each, as its table says.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Control } from '../../notes/rooms.js' */

import { attribute, h, options, show, text, value } from '../../dom.js';
import { optionAt } from '../../notes/rooms.js';
import { minus } from '../../text.js';
import { setting, significant } from '../format.js';

/** One's own activation, as it is typed in the atlas, in the list of activations. */
const OWN = 'own';

/** Marks a logarithmic slider makes of a power of ten. */
const FINE = 20;

/** Seeds below this can be read aloud. */
const SEEDS = 10000;

/** @typedef {(at: string, value: any) => void} Set */
/** @typedef {{element: HTMLElement, update(model: Model, now: any): void}} Row */

/** @param {Control[]} controls @param {Set} set */
export function createControls(controls, set) {
  const rows = controls.map((control) => makers[control.kind](control, set));
  const element = h('div', { class: 'room-controls' }, ...rows.map((row) => row.element));
  /** @param {Model} model @param {any} now the options as they are */
  function update(model, now) {
    controls.forEach(({ when }, i) => {
      show(rows[i].element, !when || optionAt(now, when[0]) === when[1]);
      if (!rows[i].element.hidden) rows[i].update(model, now);
    });
  }
  return { element, update };
}

/** What a control is called. @param {Model} model @param {Control} control */
const named = ({ t }, { at, name }) => t(`control.${name ?? at}`);

/** @param {any} x a value of a choice */
const valueText = (x) => (Array.isArray(x) ? `(${x.map((each) => significant(each)).join(', ')})` : minus(setting(x)));

/** @type {Record<string, (control: Control, set: Set) => Row>} */
const makers = {
  flag(control, set) {
    const box = h('input', { type: 'checkbox', onchange: () => set(control.at, box.checked) });
    const name = h('span');
    return {
      element: h('label', { class: 'check' }, box, name),
      update(model, now) {
        text(name, named(model, control));
        value(box, Boolean(optionAt(now, control.at)));
      },
    };
  },

  choice(control, set) {
    const { at, values = [], names, join } = control;
    const buttons = values.map((each) => h('button', { onclick: () => set(at, each) }));
    const group = h('span', { class: 'segment', role: 'group' }, ...buttons);
    const name = h('span');
    return {
      element: h('div', { class: 'room-control' }, name, group),
      update(model, now) {
        text(name, named(model, control));
        attribute(group, 'aria-label', named(model, control));
        buttons.forEach((button, i) => {
          text(button, names ? model.t(`${names}.${values[i]}`) : join ? values[i].join(join) : valueText(values[i]));
          attribute(button, 'aria-pressed', String(String(optionAt(now, at)) === String(values[i])));
        });
      },
    };
  },

  number(control, set) {
    const { at, lo = 0, hi = 1, step, zero } = control;
    const take = (/** @type {HTMLInputElement} */ input) => input.value !== '' && Number.isFinite(Number(input.value)) && set(at, Number(input.value));
    const mark = (/** @type {number} */ x) => (step ? x : Math.max(least, Math.round(FINE * Math.log10(x))));
    const least = step ? lo : Math.round(FINE * Math.log10(lo)) - (zero ? 1 : 0);
    const read = (/** @type {number} */ at) => (step ? at : zero && at <= least ? 0 : Number((10 ** (at / FINE)).toPrecision(2)));
    const slider = h('input', { type: 'range', min: least, max: mark(hi), step: step ?? 1, oninput: () => set(at, read(Number(slider.value))) });
    const field = h('input', { type: 'number', step: step ?? 'any', onchange: () => take(field) });
    const name = h('span');
    return {
      element: h('label', { class: 'room-control' }, name, slider, field),
      update(model, now) {
        text(name, named(model, control));
        for (const input of [slider, field]) attribute(input, 'aria-label', named(model, control));
        const x = optionAt(now, at);
        value(slider, mark(x));
        value(field, x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential() : setting(x));
      },
    };
  },

  seed(control, set) {
    const field = h('input', { type: 'number', min: 0, step: 1, onchange: () => field.value !== '' && set(control.at, Number(field.value)) });
    const draw = h('button', { onclick: () => set(control.at, Math.floor(Math.random() * SEEDS)) });
    const name = h('span');
    return {
      element: h('div', { class: 'room-control' }, name, field, draw),
      update(model, now) {
        text(name, named(model, control));
        attribute(field, 'aria-label', named(model, control));
        text(draw, model.t('room.draw'));
        value(field, optionAt(now, control.at));
      },
    };
  },

  activation(control, set) {
    const { at, parameters = '', curve, only } = control;
    const list = h('select', { onchange: () => set(at, list.value === OWN ? own : list.value) });
    const name = h('span');
    const knobs = h('div');
    /** @type {any} */ let own = null;
    /** The options as they are. @type {any} */ let latest = {};
    let built = '';
    /** @type {{id: string, initial: number, slider: HTMLInputElement, field: HTMLInputElement, name: HTMLElement}[]} */ let sliders = [];
    return {
      element: h('div', {}, h('label', { class: 'room-control' }, name, list), knobs),
      update(model, now) {
        const { t, catalogue, state } = model;
        const chosen = optionAt(now, at);
        const typed = model.answer('formulaOf', state.formula, null);
        const allowed = only?.(now);
        own = typeof chosen === 'object' ? chosen : !allowed && typed && !typed.error ? { formula: state.formula } : null;
        const rows = catalogue.activations.filter((row) => (!curve || row.facts) && (allowed?.includes(row.id) ?? true));
        text(name, named(model, control));
        attribute(list, 'aria-label', named(model, control));
        options(list, [...rows.map(({ id }) => /** @type {[string, string]} */ ([id, t(`name.${id}`)])), ...(own ? [/** @type {[string, string]} */ ([OWN, own.formula ?? t('own.drawn')])] : [])]);
        value(list, typeof chosen === 'object' ? OWN : chosen);
        const row = rows.find(({ id }) => id === chosen);
        const tunable = row && parameters ? row.parameters : [];
        const key = `${chosen} ${tunable.map(({ id }) => id)}`;
        if (key !== built) {
          built = key;
          sliders = tunable.map(({ id, initial, lowest, highest }) => {
            const take = (/** @type {HTMLInputElement} */ input) => input.value !== '' && set(parameters, { ...optionAt(latest, parameters), [id]: Number(input.value) });
            const lo = Math.max(lowest, Math.min(0, initial - 1)), hi = Math.min(highest, Math.max(2, 2 * initial));
            const slider = h('input', { type: 'range', min: lo, max: hi, step: 0.01, oninput: () => take(slider) });
            const field = h('input', { type: 'number', min: lowest, max: highest, step: 'any', onchange: () => take(field) });
            return { id, initial, slider, field, name: h('span') };
          });
          knobs.replaceChildren(...sliders.map((each) => h('label', { class: 'room-control' }, each.name, each.slider, each.field)));
        }
        latest = now;
        for (const { id, initial, slider, field, name: called } of sliders) {
          const words = t(`parameter.${id}`);
          text(called, words);
          for (const input of [slider, field]) attribute(input, 'aria-label', words);
          const x = setting(optionAt(now, parameters)?.[id] ?? initial);
          value(slider, x);
          value(field, x);
        }
      },
    };
  },
};
