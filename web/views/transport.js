// Play, pause, one step, one epoch, reset, pace, where the race stands, seed, undo, all options.

/** @import { Actions, Due, Model, View } from '../types/views.js' */

import { attribute, h, show, text, value, Words } from '../dom.js';
import * as format from './format.js';

const paces = [1, 10, 40, 200, 'fastest'];

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createTransport(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const button = (/** @type {string} */ key, /** @type {() => void} */ action, name = '') => words.button(key, action, { class: name });
  const play = h('button', { class: 'play', onclick: () => actions.toggle() });
  const step = button('transport.step', () => actions.stepOnce(), 'step');
  const epoch = button('transport.epoch', () => actions.stepEpoch(), 'step');
  const reset = button('transport.reset', () => actions.reset(), 'reset');
  const pace = paces.map((p) => h('button', { onclick: () => actions.setPace(p) }));
  const paceGroup = words.attribute(h('span', { class: 'segment', role: 'group' }, ...pace), 'aria-label', 'transport.pace');
  const where = h('span', { class: 'where' });
  const speed = h('span', { class: 'speed' });
  const seed = words.attribute(h('input', { type: 'number', min: 0, max: 4294967295, step: 1, class: 'seed',
    onchange: () => seed.value !== '' && actions.setSeed(Number(seed.value)) }), 'aria-label', 'option.seed');
  const dice = button('transport.newSeed', () => actions.newSeed());
  const undo = button('transport.undo', () => actions.undo());
  const all = h('button', { class: 'toggle', onclick: () => actions.set('allRows', !model.state.allRows) });
  const showAll = button('transport.showAll', () => actions.set('hide', ''));
  const drawer = button('transport.options', () => actions.set('drawer', model.state.drawer === 'options' ? null : 'options'));
  root.append(
    h('span', { class: 'bar-group' }, play, step, epoch, reset),
    paceGroup,
    h('span', { class: 'bar-group where-group' }, where, speed),
    h('span', { class: 'bar-group' }, h('label', { class: 'inline' }, words.text(h('span'), 'option.seed'), seed), dice),
    h('span', { class: 'bar-group end' }, showAll, undo, all, drawer));

  /** @param {Model} next @param {Due} due */
  function update(next, due) {
    model = next;
    const { state, t, phase } = model;
    const fresh = words.update(model);
    const playing = phase === 'playing' || phase === 'hold';
    text(play, t(playing ? 'transport.pause' : phase === 'finished' ? 'transport.again' : 'transport.play'));
    attribute(play, 'data-playing', playing);
    play.disabled = phase === 'loading' || phase === 'error';
    step.disabled = play.disabled;
    reset.disabled = phase === 'loading';
    paces.forEach((p, i) => {
      attribute(pace[i], 'aria-pressed', String(state.pace === p));
      if (fresh) text(pace[i], p === 'fastest' ? t('pace.fastest') : String(p));
    });
    show(showAll, state.hide !== '');
    undo.disabled = model.canUndo === false;
    attribute(all, 'aria-pressed', String(Boolean(state.allRows)));
    text(all, t(state.allRows ? 'transport.lanes16' : 'transport.lanesAll', { n: model.catalogue?.activations.length ?? '' }));
    attribute(drawer, 'aria-expanded', String(state.drawer === 'options'));
    const batches = model.stepsPerEpoch > 1;
    show(epoch, batches);
    // A text in the place of the number: whatever is entered takes its place.
    const { textSeed } = state.spec.data;
    attribute(seed, 'placeholder', textSeed ?? null);
    value(seed, textSeed ? '' : state.spec.seed);
    if (!due.numbers) return;
    text(where, t(batches ? 'transport.whereEpoch' : 'transport.where', { step: model.step, budget: model.budget, epoch: format.integer(model.epoch ?? 0) }));
    text(speed, playing && state.pace === 'fastest' && model.speed ? t('transport.speed', { n: format.integer(model.speed) }) : '');
  }
  return { update };
}
