// Which lanes race: by family, one by one, and each lane's own parameters and changes to the base experiment.

/** @import { Actions, ActivationRow, Model, View } from '../types/views.js' */

import { h, text, value, Words } from '../dom.js';
import { activationName, givenName, titleIn } from '../race/lanes.js';
import { CurveIcon } from './curve.js';
import { createDrawer } from './drawer.js';
import * as format from './format.js';

// What a lane may change with one number; anything else is written in the experiment's text.
const paths = ['optimizer.rate', 'initializer.gain', 'initializer.bias', 'initializer.biasSpread', 'inputs.scale', 'inputs.shift', 'regularization.l1', 'regularization.l2'];
// a f(b z) + c around any activation: parameter and what it is where it is not given.
const wraps = /** @type {const} */ ([['outer', 1], ['inner', 1], ['shift', 0]]);
const most = 64;

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createLanes(root, actions) {
  const words = new Words();
  const families = h('div', { class: 'families' });
  const list = h('ol', { class: 'lane-list' });
  // Before the input's own handler: what is entered is no longer being typed.
  list.addEventListener('change', (/** @type {Event} */ { target }) => target instanceof HTMLInputElement && (target.dataset.drawn = target.value), true);
  const preset = (/** @type {boolean} */ all) => h('button', { onclick: () => actions.set('allRows', all) });
  const few = words.text(preset(false), 'lanes.default'), every = preset(true);
  const drawer = createDrawer(root, actions, 'lanes', 'lanes.title', h('div', {},
    h('div', { class: 'buttons' }, few, every),
    words.text(h('h3'), 'lanes.choose'), families,
    words.text(h('h3'), 'lanes.each'), words.text(h('p', { class: 'hint' }), 'lanes.eachHint'), list));
  /** @type {Model} */
  let model;
  /** @type {{input: HTMLInputElement, name: HTMLElement, key: string, ids: string[]}[]} */
  let boxes = [];
  /** @type {any} */
  let drawn = null;

  /** @returns {any[]} */
  const lanes = () => model.state.spec.lanes ?? [];
  const has = (/** @type {string} */ id) => lanes().some((lane) => lane.activation === id);
  /** Adds or removes these activations; at least one lane stays. @param {string[]} ids @param {boolean} on */
  function choose(ids, on) {
    const order = model.catalogue.activations.map((row) => row.id);
    edit((now) => {
      const kept = now.filter((lane) => on || !ids.includes(lane.activation));
      const added = on ? ids.filter((id) => !now.some((lane) => lane.activation === id)).map((activation) => ({ activation })) : [];
      // One's own come last.
      const place = (/** @type {any} */ { activation }) => (order.includes(activation) ? order.indexOf(activation) : order.length);
      return [...kept, ...added].sort((a, b) => place(a) - place(b));
    });
  }
  /** Edits start from the lanes as they are when they are made: an edit before may not have been drawn yet. @param {(lanes: any[]) => any[]} next */
  function edit(next) {
    const allowed = (/** @type {any[]} */ wanted) => wanted.length > 0 && wanted.length <= most;
    if (allowed(next(lanes()))) actions.setLanes((/** @type {any[]} */ now) => (allowed(next(now)) ? next(now) : now));
    else update(model);
  }
  const change = (/** @type {number} */ i, /** @type {(lane: any) => any} */ part) => edit((now) => now.map((lane, k) => (k === i ? { ...lane, ...part(lane) } : lane)));

  function buildFamilies() {
    boxes = [];
    families.replaceChildren(...model.catalogue.families.map((family) => {
      const rows = model.catalogue.activations.filter((row) => row.family === family);
      const ids = rows.map((row) => row.id);
      const all = h('input', { type: 'checkbox', onchange: () => choose(ids, all.checked) });
      const name = h('span');
      boxes.push({ input: all, name, key: `family.${family}`, ids });
      return h('fieldset', { 'data-family': family }, h('legend', {}, h('label', { class: 'check' }, all, name)),
        h('div', { class: 'checks' }, ...rows.map(({ id }) => {
          const box = h('input', { type: 'checkbox', onchange: () => choose([id], box.checked) });
          const label = h('span');
          boxes.push({ input: box, name: label, key: `name.${id}`, ids: [id] });
          return h('label', { class: 'check' }, box, label);
        })));
    }));
  }

  /** @param {Model} next */
  function update(next) {
    model = next;
    if (!drawer.update(model)) {
      drawn = null;
      return;
    }
    if (!boxes.length) buildFamilies();
    const fresh = words.update(model);
    text(every, model.t('lanes.all', { n: model.catalogue.activations.length }));
    for (const { input, name, key, ids } of boxes) {
      text(name, model.t(key));
      const n = ids.filter(has).length;
      value(input, n === ids.length);
      input.indeterminate = n > 0 && n < ids.length;
    }
    if (!fresh && drawn?.spec === model.state.spec && drawn.lanes === model.lanes && drawn.notice === model.notice) return;
    if (isBeingTyped()) return;
    const focus = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.focus : null;
    drawn = { spec: model.state.spec, lanes: model.lanes, notice: model.notice };
    list.replaceChildren(...lanes().map((lane, i) => laneRow(lane, i)));
    for (const input of list.querySelectorAll('input')) input.dataset.drawn = input.value;
    if (focus) /** @type {HTMLElement | null} */ (list.querySelector(`[data-focus="${focus}"]`))?.focus();
  }

  /** Whether an input of the list holds what nothing else knows yet; the list is drawn anew once it is entered. */
  function isBeingTyped() {
    const input = document.activeElement;
    return input instanceof HTMLInputElement && list.contains(input) && input.value !== input.dataset.drawn;
  }

  /** One lane: its parameters, its overrides, copy and remove. @param {any} lane of the spec @param {number} i */
  function laneRow(lane, i) {
    const { t } = model;
    const row = model.catalogue.activations.find((entry) => entry.id === lane.activation);
    const icon = new CurveIcon();
    icon.update(model.lanes[i * (model.lanes.length / lanes().length)]?.curve ?? null, null);
    const shown = givenName(lane) || activationName(lane.activation, t);
    const name = h('input', { type: 'text', maxlength: 40, value: givenName(lane), placeholder: shown, 'aria-label': t('lanes.name', { lane: shown }), 'data-focus': `${i} name`,
      onchange: () => change(i, ({ activation }) => ({ name: name.value || titleIn(activation) })) });
    const copy = h('button', { 'aria-label': t('lanes.copyOf', { lane: shown }), onclick: () => edit((now) => now.flatMap((each, k) => (k === i ? [each, { ...each }] : [each]))) }, t('lanes.copy'));
    const remove = h('button', { disabled: lanes().length < 2, 'aria-label': t('lanes.removeOf', { lane: shown }), onclick: () => edit((now) => now.filter((_, k) => k !== i)) }, t('lanes.remove'));
    return h('li', { 'data-family': row?.family ?? 'baseline' }, h('div', { class: 'lane-head' }, icon.element, name, copy, remove), ...parameterRows(lane, row, i), ...overrideRows(lane, i));
  }

  /** @param {any} lane of the spec @param {ActivationRow | undefined} row @param {number} i */
  function parameterRows(lane, row, i) {
    const { t } = model;
    const rows = [];
    if (row?.pieces && row.pieces.highest > row.pieces.lowest) {
      const pieces = h('input', { type: 'number', min: row.pieces.lowest, max: row.pieces.highest, step: 1, value: lane.parameters?.pieces ?? row.pieces.initial, 'data-focus': `${i} pieces`,
        onchange: () => change(i, ({ parameters }) => ({ parameters: { ...parameters, pieces: Number(pieces.value) } })) });
      rows.push(h('label', { class: 'field' }, h('span', {}, t('parameter.pieces')), pieces));
    }
    for (const [id, now] of Object.entries(lane.activation.parameters ?? {})) {
      const input = h('input', { type: 'number', step: 'any', value: format.setting(now), 'data-focus': `${i} own ${id}`,
        onchange: () => change(i, ({ activation }) => ({ activation: { ...activation, parameters: { ...activation.parameters, [id]: Number(input.value) } } })) });
      rows.push(h('label', { class: 'field' }, h('span', {}, id), input));
    }
    for (const parameter of row?.parameters ?? []) {
      const settingOf = (/** @type {any} */ from) => {
        const given = from.parameters?.[parameter.id];
        return { value: parameter.initial, learned: parameter.learned, ...(typeof given === 'object' ? given : given !== undefined && { value: given }) };
      };
      const now = settingOf(lane);
      const set = (/** @type {object} */ part) => change(i, (from) => {
        const whole = { ...settingOf(from), ...part };
        return { parameters: { ...from.parameters, [parameter.id]: parameter.learnable ? whole : whole.value } };
      });
      const input = h('input', { type: 'number', min: parameter.lowest, max: parameter.highest, step: 'any', value: format.setting(now.value), 'data-focus': `${i} ${parameter.id}`, onchange: () => set({ value: Number(input.value) }) });
      const field = h('label', { class: 'field' }, h('span', {}, t(`parameter.${parameter.id}`)), input);
      if (parameter.learnable) {
        const learned = h('select', { 'aria-label': `${t(`parameter.${parameter.id}`)}: ${t('learned.label')}`, 'data-focus': `${i} ${parameter.id} learned`, onchange: () => set({ learned: learned.value === 'fixed' ? false : learned.value }) },
          ...['fixed', 'unit', 'layer'].map((id) => h('option', { value: id }, t(`learned.${id}`))));
        learned.value = now.learned && now.learned !== 'fixed' ? (now.learned === true ? 'unit' : now.learned) : 'fixed';
        field.append(learned);
      }
      rows.push(field);
    }
    return rows;
  }

  /** @param {any} lane of the spec @param {number} i */
  function overrideRows(lane, i) {
    const { t } = model;
    const set = lane.set ?? {};
    const rows = Object.entries(set).map(([path, now]) => {
      const plain = typeof now === 'number';
      const input = h('input', { type: plain ? 'number' : 'text', step: 'any', value: plain ? format.setting(now) : JSON.stringify(now), readonly: !plain, 'data-focus': `${i} ${path}`,
        onchange: () => change(i, ({ set }) => ({ set: { ...set, [path]: Number(input.value) } })) });
      const remove = h('button', { 'aria-label': `${t('lanes.remove')} ${path}`, onclick: () => change(i, ({ set: { [path]: _, ...rest } = {} }) => ({ set: rest })) }, '✕');
      return h('label', { class: 'field override' }, h('span', {}, paths.includes(path) ? t(`set.${path}`) : path), input, remove);
    });
    const given = lane.parameters ?? {};
    for (const [id] of lane.activation ? wraps.filter(([id]) => id in given) : []) {
      const input = h('input', { type: 'number', min: -100, max: 100, step: 'any', value: format.setting(given[id]), 'data-focus': `${i} ${id}`,
        onchange: () => change(i, ({ parameters }) => ({ parameters: { ...parameters, [id]: Number(input.value) } })) });
      const remove = h('button', { 'aria-label': `${t('lanes.remove')} ${t(`parameter.${id}`)}`, onclick: () => change(i, ({ parameters: { [id]: _, ...rest } = {} }) => ({ parameters: rest })) }, '✕');
      rows.push(h('label', { class: 'field override' }, h('span', {}, t(`parameter.${id}`)), input, remove));
    }
    const rest = paths.filter((path) => !(path in set)), wrapsLeft = lane.activation ? wraps.filter(([id]) => !(id in given)) : [];
    const add = h('select', { 'aria-label': t('lanes.override'), 'data-focus': `${i} add`, onchange: () => {
      const wrap = wraps.find(([id]) => id === add.value);
      if (wrap) return change(i, ({ parameters }) => ({ parameters: { ...parameters, [wrap[0]]: wrap[1] } }));
      const path = add.value, [key, part] = path.split('.');
      const now = model.state.spec[key]?.[part] ?? (part === 'scale' || part === 'gain' ? 1 : 0);
      change(i, ({ set }) => ({ set: { ...set, [path]: now } }));
    } }, h('option', { value: '' }, t('lanes.override')), ...rest.map((path) => h('option', { value: path }, t(`set.${path}`))),
      ...wrapsLeft.map(([id]) => h('option', { value: id }, t(`parameter.${id}`))));
    if (rest.length + wrapsLeft.length) rows.push(add);
    return rows;
  }
  return { update };
}
