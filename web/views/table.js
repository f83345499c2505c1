// All lanes in numbers, sorted by any column.

/** @import { Actions, Due, Lane, Model, View } from '../types/views.js' */

import { attribute, h, style, text, value, Words } from '../dom.js';
import * as format from './format.js';
import { ranks, scoreText, seedCount, stateText } from './lane.js';

/** Steps and own compute time to the target, and the cost of a step in milliseconds. @param {Lane} lane */
function reached(lane) {
  if (lane.state !== 'learned') return { steps: Infinity, time: Infinity };
  const { records } = lane;
  let i = 0;
  while (i < records.length - 1 && records.step[i] < lane.stateStep) i++;
  return { steps: lane.stateStep, time: records.length ? records.milliseconds[i] : NaN };
}
/** @param {Lane} lane */
const costOf = (lane) => (lane.stepOf > 0 ? lane.milliseconds / lane.stepOf : NaN);

/**
 * @typedef {{id: string, key: string, by: (lane: Lane, rank: number | null) => number, show: (lane: Lane, model: Model) => string, down?: boolean, test?: boolean}} Column
 *   by: the number to sort by; show: the text; down: the best is the largest; test: only with a test set
 */

/** @type {Column[]} */
const columns = [
  { id: 'name', key: 'table.name', by: (lane) => lane.index, show: (lane) => lane.name },
  { id: 'state', key: 'table.state', by: (lane, rank) => rank ?? 1000 + lane.trainLoss, show: (lane, model) => stateText(lane, model.t) },
  { id: 'trainLoss', key: 'table.trainLoss', by: (lane) => lane.trainLoss, show: (lane) => format.loss(lane.trainLoss) },
  { id: 'trainScore', key: 'table.trainScore', by: (lane) => lane.trainScore, show: (lane, model) => scoreText(model, lane.trainScore), down: true },
  { id: 'testLoss', key: 'table.testLoss', by: (lane) => lane.testLoss, show: (lane) => format.loss(lane.testLoss), test: true },
  { id: 'testScore', key: 'table.testScore', by: (lane) => lane.testScore, show: (lane, model) => scoreText(model, lane.testScore), test: true, down: true },
  { id: 'steps', key: 'table.steps', by: (lane) => reached(lane).steps, show: (lane) => finite(reached(lane).steps, String) },
  { id: 'time', key: 'table.time', by: (lane) => reached(lane).time, show: (lane) => finite(reached(lane).time, format.milliseconds) },
  { id: 'cost', key: 'table.cost', by: costOf, show: (lane) => format.milliseconds(costOf(lane)) },
  { id: 'seeds', key: 'table.seeds', by: (lane) => seedCount(lane).learned, show: (lane) => { const { learned, done } = seedCount(lane); return done ? `${learned}/${done}` : '–'; }, down: true },
  { id: 'parameters', key: 'table.parameters', by: (lane) => lane.parameters, show: (lane) => String(lane.parameters) },
];
const finite = (/** @type {number} */ x, /** @type {(x: number) => string} */ write) => (Number.isFinite(x) ? write(x) : '–');

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createTable(root, actions) {
  const words = new Words();
  const heads = columns.map((column) => h('th', { scope: 'col' }, words.button(column.key, () => sortBy(column))));
  const pin = h('th', { scope: 'col' }, words.text(h('span'), 'table.pin'));
  const body = h('tbody');
  const caption = words.text(h('caption', { class: 'sr-only' }), 'table.caption');
  const scroller = words.attribute(h('div', { class: 'table-scroll', tabindex: 0, role: 'region' },
    h('table', {}, caption, h('thead', {}, h('tr', {}, ...heads, pin)), body)), 'aria-label', 'table.caption');
  root.append(scroller);
  /** @type {Model} */
  let model;
  /** @type {ReturnType<typeof makeRow>[]} */
  let rows = [];
  /** @type {Lane[]} */
  let lanes = [];

  /** @param {Column} column */
  function sortBy(column) {
    const { sort } = model.state;
    actions.set('sort', { column: column.id, down: sort?.column === column.id ? !sort.down : Boolean(column.down) });
  }
  /** @param {number} i @param {boolean} on */
  function setPinned(i, on) {
    const pinned = (model.state.pinned ?? []).filter((/** @type {number} */ lane) => lane !== i);
    actions.set('pinned', on ? [...pinned, i].slice(-4) : pinned);
  }
  /** @param {Lane} lane @param {number} i */
  function makeRow(lane, i) {
    const cells = columns.map((column) => h(column.id === 'name' ? 'th' : 'td', column.id === 'name' ? { scope: 'row' } : {}));
    const open = h('button', { class: 'link', onclick: () => actions.openLane(i) });
    cells[0].append(open);
    const box = h('input', { type: 'checkbox', onchange: () => setPinned(i, box.checked) });
    return { element: h('tr', { 'data-family': lane.family }, ...cells, h('td', {}, box)), cells, open, box };
  }

  /** @param {Model} next @param {Due} due */
  function update(next, due) {
    model = next;
    if (!due.numbers || !model.lanes.length) return;
    words.update(model);
    if (lanes !== model.lanes) {
      lanes = model.lanes;
      rows = lanes.map(makeRow);
    }
    const { column: id = 'name', down = false } = model.state.sort ?? {};
    const column = columns.find((entry) => entry.id === id) ?? columns[0];
    const places = ranks(lanes);
    const key = lanes.map((lane, i) => column.by(lane, places[i]));
    const worst = (/** @type {number} */ x) => (Number.isNaN(x) ? 1 : 0);
    const order = lanes.map((_, i) => i).sort((a, b) => worst(key[a]) - worst(key[b]) || (down ? -1 : 1) * compare(key[a], key[b]) || a - b);
    order.forEach((i, place) => {
      if (body.children[place] !== rows[i].element) body.insertBefore(rows[i].element, body.children[place] ?? null);
    });
    while (body.children.length > order.length) body.lastChild?.remove();
    const hasTest = Boolean(model.data && model.data.count > model.data.trainCount);
    columns.forEach((entry, c) => {
      attribute(heads[c], 'aria-sort', entry === column ? (down ? 'descending' : 'ascending') : null);
      style(heads[c], 'display', entry.test && !hasTest ? 'none' : '');
    });
    rows.forEach((row, i) => {
      columns.forEach((entry, c) => {
        text(c === 0 ? row.open : row.cells[c], entry.show(lanes[i], model));
        style(row.cells[c], 'display', entry.test && !hasTest ? 'none' : '');
      });
      value(row.box, Boolean(model.state.pinned?.includes(i)));
      attribute(row.box, 'aria-label', `${model.t('table.pin')} ${lanes[i].name}`);
    });
  }
  return { update };
}

/** @param {number} a @param {number} b */
const compare = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
