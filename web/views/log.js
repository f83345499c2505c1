// The log of the visit: what was changed, what happened, and the way back.

/** @import { Actions, LogEntry, Model, View } from '../types/views.js' */

import { h, Words } from '../dom.js';
import { fields } from './controls.js';
import { createDrawer } from './drawer.js';
import * as format from './format.js';
import { keep } from './picture.js';
import { sentence } from './result.js';
import { csvField } from './runs-csv.js';
import { networkText } from './sentence.js';

/** Lanes that came or went are named up to so many. */
const mostNames = 4;

/** What controls do not name by its path. @type {Record<string, string>} */
const others = {
  'data.points': 'data.points', 'network.layers': 'look.network', 'inputs.features': 'option.features', 'batch.size': 'option.batch',
  head: 'option.pairing', loss: 'option.pairing', 'stop.target.loss': 'option.target', 'stop.target.score': 'option.target',
};

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createLog(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const list = h('ol', { class: 'log-list' });
  const csv = words.button('log.csv', () => keep(new Blob([`\ufeff${csvOf(model)}`], { type: 'text/csv' }), 'nonlin-log.csv'));
  const json = words.button('log.json', () => keep(new Blob([jsonOf(model)], { type: 'application/json' }), 'nonlin-log.json'));
  const drawer = createDrawer(root, actions, 'log', 'log.open', h('div', {},
    words.text(h('p', { class: 'hint' }), 'log.hint'), h('div', { class: 'buttons' }, csv, json), list));
  let drawn = '';

  /** @param {Model} next */
  function update(next) {
    model = next;
    if (!drawer.update(model)) {
      drawn = '';
      return;
    }
    words.update(model);
    const { log, t } = model;
    const last = log[log.length - 1];
    const key = [model.state.lang, log.length, last?.id, last?.phase, last?.phase === 'playing' ? '' : last?.step].join();
    if (key === drawn) return;
    drawn = key;
    list.replaceChildren(...log.map((entry, i) => {
      const changed = changeText(entry, model);
      const back = h('button', { 'aria-label': `${t('log.back')} ${i + 1}`, onclick: () => actions.bringBack(entry) }, t('log.back'));
      return h('li', {}, h('div', { class: 'log-head' }, h('strong', {}, `${i + 1}. ${changed}`), back),
        h('p', {}, happened(entry, model)),
        h('p', { class: 'hint' }, `${clock(entry)} · ${t('option.seed')} ${entry.spec.seed}`));
    }).reverse());
  }
  return { update };
}

/** @param {LogEntry} entry */
const clock = ({ time }) => new Date(time).toTimeString().slice(0, 8);

/** What happened, as the race said it then. @param {LogEntry} entry @param {Model} model */
const happened = (entry, { t }) => sentence(/** @type {any} */ ({ ...entry, t }));

/** What was changed, in words. @param {LogEntry} entry @param {Model} model */
function changeText(entry, model) {
  const { t } = model;
  if (entry.opened) return t(`scene.${entry.opened}`);
  if (!entry.changes) return t('log.first');
  if (!entry.changes.length) return t('log.again');
  return entry.changes.map((change) => oneChange(change, entry, model)).join(t('list.semicolon'));
}

/** @param {[string, any, any]} change @param {LogEntry} entry @param {Model} model */
function oneChange([path, before, after], entry, model) {
  const { t } = model;
  if (path === 'lanes') {
    if (entry.change === 'rates' || entry.change === 'params') return t(`change.${entry.change}`);
    const names = entry.lanes.map(({ name }) => name);
    const [came, went] = [names.filter((name) => !entry.seen.includes(name)), entry.seen.filter((name) => !names.includes(name))];
    if (came.length + went.length === 0 || came.length + went.length > mostNames) return t('sentence.lanes', { n: names.length });
    return [came.length ? t('log.came', { names: came.join(t('list.comma')) }) : '', went.length ? t('log.went', { names: went.join(t('list.comma')) }) : ''].filter(Boolean).join(t('list.comma'));
  }
  const field = Object.values(fields).find((each) => each.path === path);
  const last = path.slice(path.lastIndexOf('.') + 1);
  const key = field?.key ?? others[path] ?? `parameter.${last}`;
  const name = t(key) === `parameter.${last}` ? path : t(key);
  const [from, to] = [before, after].map((x) => {
    if (path === 'network.layers') return networkText({ t, state: { spec: { network: { layers: x } } } });
    if (path === 'head' || path === 'loss') return t(`${path}.${x}`);
    if (typeof x === 'boolean') return x ? '✓' : '✕';
    const choice = field?.choices?.(model).find(([id]) => id === x);
    return choice ? choice[1] : x === 'all' ? t('sentence.fullBatch') : typeof x === 'object' || x === undefined ? '…' : format.setting(x);
  });
  return from === to ? `${name} …` : `${name} ${from} → ${to}`;
}

/** @param {Model} model */
function csvOf(model) {
  const rows = model.log.map((entry, i) => [i + 1, new Date(entry.time).toISOString(), entry.spec.seed, changeText(entry, model), happened(entry, model)]);
  return [['number', 'time', 'seed', 'changed', 'happened'], ...rows].map((row) => `${row.map((x) => csvField(String(x))).join(',')}\r\n`).join('');
}

/** @param {Model} model */
function jsonOf(model) {
  return JSON.stringify(model.log.map((entry) => ({
    time: new Date(entry.time).toISOString(),
    changed: changeText(entry, model),
    happened: happened(entry, model),
    steps: entry.step,
    lanes: entry.lanes.map(({ name, state, stateStep }) => ({ name, state, stateStep })),
    spec: entry.spec,
  })), null, 1);
}
