// The race for the back row: two to six lanes, large type, nothing that needs a pointer to be read.

/** @import { Actions, Due, Lane, Model, View } from '../types/views.js' */

import { attribute, h, show, style, text, Words } from '../dom.js';
import { createChart } from './chart.js';
import { palette } from './colors.js';
import { ranks } from './lane.js';
import { sentence } from './result.js';
import { Tile } from './tile.js';

const most = 6;
const typical = ['sigmoid', 'tanh', 'relu', 'gelu', 'identity', 'sine'];

/** The lanes on stage: the pinned ones, else one of each kind, else the first. @param {Model} model @returns {Lane[]} */
export function staged(model) {
  const pinned = (model.state.pinned ?? []).filter((/** @type {number} */ i) => i < model.lanes.length);
  if (pinned.length >= 2) return pinned.slice(0, most).map((/** @type {number} */ i) => model.lanes[i]);
  if (model.lanes.length <= most) return model.lanes;
  const chosen = typical.flatMap((id) => model.lanes.find((lane) => lane.activation === id) ?? []);
  return chosen.length >= 2 ? chosen : model.lanes.slice(0, most);
}

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createStage(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const grid = h('div', { class: 'stage-grid' });
  const chartRoot = h('div', { class: 'stage-chart' });
  const play = h('button', { onclick: () => actions.toggle() });
  const reset = words.button('transport.reset', () => actions.reset());
  const leave = words.button('stage.leave', () => actions.set('stage', false));
  const where = h('span', { class: 'stage-where' });
  words.attribute(root, 'aria-label', 'page.stage');
  root.append(h('div', { class: 'stage-main' }, grid, chartRoot), h('div', { class: 'stage-bar' }, play, reset, where, leave));
  const chart = createChart(chartRoot, actions, { large: true, choose: staged });
  /** @type {Tile[]} */
  let tiles = [];
  let shown = '';
  let on = false;

  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && on) actions.set('stage', false);
  });

  /** @param {boolean} next */
  function turn(next) {
    on = next;
    show(root, on);
    for (const behind of document.querySelectorAll('header, main')) attribute(behind, 'inert', on);
    // The browser may refuse (no key or click before, or not supported): the stage then fills the window.
    if (on) document.documentElement.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  /** @param {Model} next @param {Due} due */
  function update(next, due) {
    model = next;
    const wanted = model.state.stage && model.state.screen === 'race';
    if (wanted !== on) turn(wanted);
    if (!on || !model.lanes.length) return;
    words.update(model);
    const lanes = staged(model);
    const key = lanes.map((lane) => lane.index).join();
    if (key !== shown) {
      shown = key;
      tiles = lanes.map((lane) => new Tile(() => (model.asking ? actions.predict(lane.index) : actions.isolate(model.state.isolated === lane.index ? null : lane.index))));
      grid.replaceChildren(...tiles.map((tile) => tile.element));
    }
    const columns = lanes.length <= 2 ? lanes.length : lanes.length <= 4 ? 2 : 3;
    const rows = Math.ceil(lanes.length / columns);
    const wide = Math.floor(grid.clientWidth / columns) - 16;
    const map = Math.max(80, Math.floor(Math.min(wide * 0.66, grid.clientHeight / rows - 140))); // 140: name, state and score
    style(root, '--columns', String(columns));
    style(root, '--tile', `${Math.floor(wide)}px`);
    style(root, '--map', `${map}px`);
    const places = ranks(model.lanes);
    lanes.forEach((lane, i) => {
      if (due.numbers) tiles[i].updateText(model, lane, places[lane.index]);
      tiles[i].updateMap(model, lane, map, palette().key);
    });
    chart.update(model, due);
    const playing = model.phase === 'playing' || model.phase === 'hold';
    text(play, model.t(playing ? 'transport.pause' : model.phase === 'finished' ? 'transport.again' : 'transport.play'));
    if (due.numbers) text(where, model.step > 0 && !model.asking && !model.result ? model.t('transport.where', { step: model.step, budget: model.budget }) : sentence(model));
  }
  return { update };
}
