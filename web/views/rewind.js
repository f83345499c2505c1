// Rewind: a bar over the whole run, above the transport; beside it, branching from where the race stands.

/** @import { Actions, Due, Model, View } from '../types/views.js' */

import { attribute, h, options, show, style, text, value, Words } from '../dom.js';
import * as format from './format.js';
import { popup } from './popup.js';

/** The bar. @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createRewind(root, actions) {
  const words = new Words();
  let dragged = false;
  const go = (/** @type {boolean} */ dragging) => {
    dragged = dragging;
    actions.rewind(Number(bar.value), dragging);
  };
  // Dragged to and fro, back to where it was, it reports no change.
  const bar = words.attribute(h('input', { type: 'range', class: 'rewind', step: 1, oninput: () => go(true), onchange: () => go(false), onpointerup: () => dragged && go(false) }),
    'aria-label', 'rewind.label');
  const branch = createBranch(actions, words);
  const note = h('span', { class: 'hint' });
  root.append(bar, note, branch.element);

  /** @param {Model} model @param {Due} due */
  function update(model, due) {
    words.update(model);
    branch.update(model, due);
    const { floor, top, moments } = model.rewind;
    attribute(bar, 'disabled', top === 0 || moments === 0);
    if (!due.numbers) return;
    attribute(bar, 'min', String(floor));
    attribute(bar, 'max', String(model.budget));
    // Only what has been run can be gone to: the rest of the bar is empty.
    style(bar, '--top', `${(100 * (top - floor)) / Math.max(1, model.budget - floor)}%`);
    if (!bar.matches(':active')) value(bar, model.step);
    attribute(bar, 'aria-valuetext', model.t('rewind.at', { step: model.step, top }));
    const { every } = model.rewind;
    const n = Math.floor(top / every) + 1;
    attribute(bar, 'title', model.t(moments === 0 ? 'rewind.none' : 'rewind.title', { n, every }));
    text(note, moments === 0 ? model.t('rewind.none') : every > 1 ? model.t('rewind.kept', { n }) : '');
  }
  return { update };
}

/** The button and its panel: which lane goes on, with what else. @param {Actions} actions @param {Words} words */
function createBranch(actions, words) {
  /** @type {Model} */
  let model;
  const button = words.text(h('button'), 'branch.button');
  const lane = h('select');
  const activation = h('select');
  const rate = h('input', { type: 'number', min: 0, step: 'any' });
  const seed = h('input', { type: 'checkbox' });
  const seedLabel = h('label', { class: 'check' }, seed, words.text(h('span'), 'branch.seed'));
  const refused = h('p', { class: 'hint', role: 'status' });
  const go = words.text(h('button', { type: 'submit' }), 'branch.go');
  const hint = h('p', { class: 'hint' });
  const form = h('form', { class: 'branch', onsubmit }, hint, words.label('table.name', lane), words.label('prices.name', activation), words.label('set.optimizer.rate', rate), seedLabel,
    refused, go);
  const element = popup(button, h('div', {}, form));

  /** @param {Event} event */
  async function onsubmit(event) {
    event.preventDefault();
    const change = { ...(activation.value && { activation: activation.value }), ...(rate.value !== '' && { rate: Number(rate.value) }), seed: seed.checked };
    if (!change.activation && change.rate === undefined && !change.seed) return text(refused, model.t('branch.nothing'));
    const message = await actions.branch(Number(lane.value), change);
    text(refused, message ?? '');
    if (message === null) rate.value = '';
  }

  let fresh = true;
  function write() {
    const { t, state } = model;
    text(hint, t('branch.hint', { step: format.integer(model.step) }));
    options(lane, model.lanes.map((each) => [String(each.index), each.name]));
    // First of all the lane that is looked at.
    if (fresh) value(lane, state.inside ?? state.isolated ?? lane.value);
    fresh = false;
    options(activation, [['', t('branch.same')], ...model.catalogue.activations.map(({ id }) => /** @type {[string, string]} */ ([id, t(`name.${id}`)]))]);
    attribute(rate, 'placeholder', String(model.lanes[lane.value]?.rate ?? state.spec.optimizer.rate));
    const { batch, network } = state.spec;
    show(seedLabel, batch.size !== 'all' || network.layers.some((/** @type {{dropout: number}} */ layer) => layer.dropout > 0));
  }

  return {
    element,
    /** @param {Model} next @param {Due} due */
    update(next, due) {
      model = next;
      button.disabled = !(model.step > 0 && model.step < model.budget) || model.phase === 'error';
      if (element.querySelector('.popup')?.hidden) fresh = true;
      else if (due.numbers) write();
    },
  };
}
