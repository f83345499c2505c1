// The phase map: how one lane ends at each pair of learning rate and initial scale. A cell is split by how its seeds ended.

/** @import { Actions, Model, View } from '../types/views.js' */

import { attribute, h, options, show, style, text, value, Words } from '../dom.js';
import * as format from './format.js';
import { marks } from './lane.js';

/** The order in which the parts of a split cell stand, and of states that are as frequent the one that is told. */
const order = ['learned', 'slow', 'stopped', 'stuck', 'diverged', 'running'];

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createMap(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const lane = h('select', { onchange: () => actions.set('mapLane', Number(lane.value)) });
  const seeds = h('select', { onchange: () => actions.set('mapSeeds', Number(seeds.value)) });
  options(seeds, ['3', '5', '10'].map((n) => [n, n]));
  const go = h('button', { onclick: () => (model.map.running ? actions.stopMap() : actions.startMap()) });
  const table = h('table', { class: 'map-grid' });
  const across = words.text(h('p', { class: 'map-across' }), 'set.optimizer.rate');
  const told = h('p', { class: 'map-told', role: 'status' });
  const legend = h('ul', { class: 'map-legend' }, ...order.slice(0, 5).map((state) => h('li', {}, h('i', { class: `part ${state}` }, marks[state]), words.text(h('span'), `state.${state}`))));
  root.append(
    h('div', { class: 'luck-head' }, words.label('table.name', lane), words.label('map.seeds', seeds), go),
    h('figure', {}, words.text(h('figcaption', { class: 'chart-caption' }), 'map.caption'), table, across),
    told, legend, words.text(h('p', { class: 'hint' }), 'map.hint'));
  /** @type {HTMLButtonElement[]} */
  let buttons = [];
  let drawn = '';
  let shown = -1;
  /** The cell that is told, by focus or pointer. */
  let at = -1;

  table.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const columns = model.map.rates.length;
    const by = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1, ArrowUp: columns, ArrowDown: -columns })[event.key];
    const from = buttons.indexOf(/** @type {any} */ (document.activeElement));
    if (!by || from < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const sideways = Math.abs(by) === 1 && Math.floor((from + by) / columns) !== Math.floor(from / columns);
    if (!sideways) buttons[from + by]?.focus();
  });

  /** What is told of a cell. @param {number} cell */
  function tell(cell) {
    at = cell;
    buttons.forEach((button, i) => attribute(button, 'tabindex', i === Math.max(0, cell) ? '0' : '-1'));
    text(told, cell < 0 ? '' : cellText(model, cell));
  }

  /** The grid, the largest gain on top. */
  function build() {
    const { map: { rates, gains, cells } } = model;
    buttons = cells.map((_, i) => h('button', { onclick: () => actions.loadCell(i), onfocus: () => tell(i), onpointerenter: () => tell(i) }));
    const rows = gains.map((gain, y) => h('tr', {}, h('th', { scope: 'row' }, `× ${format.setting(gain)}`), ...rates.map((_, x) => h('td', {}, buttons[y * rates.length + x])))).reverse();
    const axis = rates.map((rate, x) => h('th', { scope: 'col' }, h('span', {}, x % 2 ? '' : format.setting(rate)), h('span', { class: 'sr-only' }, x % 2 ? format.setting(rate) : '')));
    table.replaceChildren(h('tbody', {}, ...rows), h('tfoot', {}, h('tr', {}, h('td', {}, model.t('set.initializer.gain')), ...axis)));
  }

  /** @param {Model} next */
  function update(next) {
    model = next;
    words.update(model);
    const { t, map, lanes, state } = model;
    const chosen = state.mapLane ?? state.isolated ?? model.reference;
    options(lane, lanes.map(({ name }, i) => [String(i), name]));
    value(lane, map.running ? map.lane : chosen);
    value(seeds, state.mapSeeds);
    const known = map.cells.length > 0;
    text(go, map.running ? t('map.stop', { done: map.done, n: map.cells.length }) : t('map.start', { n: 63 * state.mapSeeds }));
    lane.disabled = seeds.disabled = map.running;
    show(table, known);
    show(across, known);
    show(legend, known);
    if (!known) {
      drawn = '';
      text(told, t('map.none'));
      return;
    }
    const key = [state.lang, map.lane, map.seeds, map.rates, map.gains].join();
    if (key !== drawn || buttons.length !== map.cells.length) {
      drawn = key;
      shown = -1;
      build();
      tell(map.now);
    }
    if (map.version === shown) return;
    shown = map.version;
    style(table, '--family', `var(--${lanes[map.lane].family})`);
    buttons.forEach((button, i) => paint(button, i));
    if (at >= 0) tell(at);
  }

  /** @param {HTMLButtonElement} button @param {number} i */
  function paint(button, i) {
    const { map } = model;
    const parts = partsOf(map.cells[i]);
    attribute(button, 'aria-label', cellText(model, i));
    attribute(button, 'data-now', i === map.now);
    const code = parts.map(({ state, n }) => `${state}${n}`).join() + stepOf(map.cells[i]);
    if (button.dataset.code === code) return;
    button.dataset.code = code;
    const [main] = [...parts].sort((a, b) => b.n - a.n);
    const mark = main ? (parts.length > 1 ? `${marks[main.state]}${main.n}` : marks[main.state]) : '·';
    button.replaceChildren(...parts.map(({ state, n }) => {
      const part = h('i', { class: `part ${state}` });
      style(part, 'flex-grow', String(n));
      // The sooner, the stronger.
      if (state === 'learned') style(part, 'opacity', String(0.6 - 0.5 * Math.min(1, stepOf(map.cells[i]) / model.budget)));
      return part;
    }), h('span', {}, mark));
  }
  return { update };
}

/** How the seeds of a cell ended. @param {Model['map']['cells'][0]} cell */
function partsOf(cell) {
  return order.map((state) => ({ state, n: cell.filter((run) => run.state === state).length })).filter(({ n }) => n > 0);
}

/** The median step at which those that learned did. @param {Model['map']['cells'][0]} cell */
const stepOf = (cell) => format.quantile(cell.filter(({ state }) => state === 'learned').map(({ stateStep }) => stateStep), 0.5) ?? 0;

/** A cell in words. @param {Model} model @param {number} i */
function cellText({ t, map }, i) {
  const [rate, gain] = map.valuesOf(i);
  const parts = partsOf(map.cells[i]).map(({ state, n }) => t('map.part', { n, all: map.seeds, state: t(`state.${state}`) }) + (state === 'learned' ? t('map.steps', { steps: Math.round(stepOf(map.cells[i])) }) : ''));
  return t('map.cell', { rate: format.setting(rate), gain: format.setting(gain), parts: parts.length ? parts.join(t('list.comma')) : '…' }) + (i === map.now ? t('map.now') : '');
}
