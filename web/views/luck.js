// The luck meter: how the lanes do over many seeds, and whether a difference between two of them is more than luck.

/** @import { Actions, Due, Lane, Model, View } from '../types/views.js' */

import { h, options, show, text, value, Words } from '../dom.js';
import { createChart } from './chart.js';
import { palette } from './colors.js';
import * as format from './format.js';
import { seedCount, stepsOf } from './lane.js';
import { createSeeds, verdictMarks, verdictOf } from './seeds.js';

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createLuck(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const count = h('select', { onchange: () => actions.set('seedCount', Number(count.value)) });
  options(count, ['20', '40', '64'].map((n) => [n, n]));
  const lane = h('select', { onchange: () => actions.isolate(lane.value === '' ? null : Number(lane.value)) });
  const reference = h('select', { onchange: () => actions.set('reference', Number(reference.value)) });
  const rates = h('button', { onclick: () => actions.change('rates') });
  const sizes = words.button('change.params', () => actions.change('params'));
  const place = h('div');
  const verdict = h('p', { class: 'luck-verdict', role: 'status' });
  const note = words.text(h('p', { class: 'hint' }), 'seeds.bound');
  const bands = h('div', { class: 'luck-bands' });
  const table = words.attribute(h('div', { class: 'table-scroll', tabindex: 0, role: 'region' }), 'aria-label', 'luck.numbers');
  const numbers = h('details', { ontoggle: () => update(model, { numbers: true, curves: false, maps: false }) },
    words.text(h('summary'), 'luck.numbers'), words.text(h('p', { class: 'hint' }), 'luck.pairsHint'), table);
  root.append(
    h('div', { class: 'luck-head' }, words.label('table.seeds', count), words.label('table.name', lane), words.label('luck.reference', reference)),
    h('div', { class: 'buttons' }, rates, sizes),
    verdict, place, note, bands, numbers);
  const dots = createSeeds(place, actions, { large: true });
  const chart = createChart(bands, actions, { medians: true, choose: comparedOf });
  let drawn = '';
  let charted = '';

  /** @param {Model} next @param {Due} due */
  function update(next, due) {
    model = next;
    words.update(model);
    const { t, state, lanes, comparison } = model;
    if (due.numbers) {
      const names = lanes.map(({ name }, i) => /** @type {[string, string]} */ ([String(i), name]));
      options(lane, [['', t('luck.all')], ...names]);
      options(reference, names);
      value(count, state.seedCount);
      value(lane, state.isolated ?? '');
      value(reference, model.reference);
      text(rates, model.sweep ? t('change.stop', model.sweep) : t('change.rates'));
      text(verdict, verdictText(model));
      const key = [state.lang, model.raceId, model.seedsDone, comparison?.seeds].join();
      if (numbers.open && key !== drawn) table.replaceChildren(tableOf(model));
      drawn = numbers.open ? key : '';
    }
    show(bands, model.seedsDone > 1);
    dots.update(model, due);
    // Race or no race, it only changes with the seeds and what is chosen of them.
    const now = [state.lang, palette().key, state.yScale, model.raceId, model.seedsDone, state.isolated, state.pinned, model.reference].join();
    chart.update(model, { ...due, curves: now !== charted });
    charted = now;
  }
  return { update };
}

/** The lanes whose bands are shown: the highlighted one, the reference, the pinned ones. @param {Model} model */
function comparedOf({ lanes, reference, state: { isolated, pinned } }) {
  return [...new Set([isolated ?? reference, reference, ...pinned])].slice(0, 4).flatMap((i) => lanes[i] ?? []);
}

/** A p-value after "p". @param {number} p */
const pText = (p) => (p < 0.001 ? '< 0.001' : `= ${p.toFixed(p < 0.1 ? 3 : 2)}`);

/** The verdict on the highlighted lane, or on all, against the reference, in words. @param {Model} model */
function verdictText(model) {
  const { t, lanes, comparison, reference, state: { isolated } } = model;
  if (!comparison) return model.seedsTotal ? t('luck.few', { n: model.seedsDone, total: model.seedsTotal }) : '';
  if (isolated !== null && isolated !== reference && lanes[isolated]) {
    const [at, back] = [isolated * lanes.length + reference, reference * lanes.length + isolated];
    const sooner = comparison.sooner[at], later = comparison.sooner[back];
    const params = { a: lanes[isolated].name, b: lanes[reference].name, n: comparison.seeds, sooner, later, ties: comparison.seeds - sooner - later, p: pText(comparison.p[at]) };
    return t('luck.pair', params) + t(['luck.same', 'luck.sooner', 'luck.later'][comparison.verdict[at]], params);
  }
  const groups = ['luck.groupSame', 'luck.groupSooner', 'luck.groupLater'].map((key, verdict) => {
    const names = lanes.filter((_, i) => verdictOf(model, i, reference) === verdict).map(({ name }) => name);
    return names.length ? t(key, { names: names.join(t('list.comma')), mark: verdictMarks[verdict] }) : '';
  });
  return t('luck.against', { name: lanes[reference].name, n: comparison.seeds }) + [groups[1], groups[2], groups[0]].join('');
}

/** Every lane in numbers, and against every other. @param {Model} model */
function tableOf(model) {
  const { t, lanes, comparison } = model;
  const head = (/** @type {string} */ words, title = words) => h('th', { scope: 'col', title, 'aria-label': title }, words);
  const cell = (/** @type {string | number} */ words, title = '') => h('td', { title: title || null }, String(words));
  const steps = (/** @type {Lane} */ lane, /** @type {number} */ share) => {
    const step = stepsOf(lane, share);
    return cell(step === null ? '–' : Number(step.toFixed(1)));
  };
  const rows = lanes.map((lane, i) => {
    const { learned, done } = seedCount(lane);
    const pairs = lanes.map((other, k) => {
      const verdict = verdictOf(model, i, k);
      return verdict === null ? cell('') : cell(verdictMarks[verdict], `${lane.name} – ${other.name}: p ${pText(/** @type {any} */ (comparison).p[i * lanes.length + k])}`);
    });
    return h('tr', {}, h('th', { scope: 'row' }, `${i + 1} ${lane.name}`), cell(`${learned}/${done}`), cell(format.wilson(learned, done).map(format.percent).join('–')),
      ...[0.25, 0.5, 0.75].map((share) => steps(lane, share)), ...pairs);
  });
  return h('table', { class: 'pairs' }, h('thead', {}, h('tr', {}, ...['table.name', 'table.seeds', 'luck.bound'].map((key) => head(t(key))), ...['25 %', '50 %', '75 %'].map((share) => head(share)),
    ...lanes.map(({ name }, i) => head(String(i + 1), name)))), h('tbody', {}, ...rows));
}
