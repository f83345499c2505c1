// The experiment as one sentence that can be edited: each part in brackets opens its controls.

/** @import { Actions, Model, View } from '../types/views.js' */

import { attribute, h, text, Words } from '../dom.js';
import { createControls } from './controls.js';
import * as format from './format.js';
import { popup } from './popup.js';
import { minus } from '../text.js';

/**
 * Each part: what it says, the controls behind it, and what a lesson must hide (state.hide) for it to be words only.
 *
 * @typedef {{says: (model: Model) => string, controls?: string[], opens?: string, hidden?: string[]}} Part
 *
 * @type {Record<string, Part>}
 */
const parts = {
  n: { says: (model) => model.t('sentence.lanes', { n: model.lanes.length }), opens: 'lanes', hidden: ['lanes'] },
  data: { says: (model) => model.t('sentence.data', { name: dataName(model), n: model.data?.count ?? model.state.spec.data?.count ?? 0 }), controls: ['generator', 'count', 'noise', 'trainShare'] },
  net: { says: networkText, controls: ['depth', 'width'], hidden: ['depth', 'width'] },
  optimizer: { says: (model) => model.t(`optimizer.${model.state.spec.optimizer.id}`), controls: ['optimizer'] },
  rate: { says: rateText, controls: ['rate', 'schedule', 'warmup'], hidden: ['rate'] },
  batch: { says: batchText, controls: ['fullBatch', 'batch', 'order'], hidden: ['batch'] },
  init: { says: initText, controls: ['initializer', 'gain', 'bias'] },
  inputs: { says: inputText, controls: ['scale', 'shift', 'standardize'] },
};

/** @param {Model} model */
const dataName = (model) => model.t(model.state.spec.data?.points ? 'data.points' : `data.${model.state.spec.data?.generator}`);

/** @param {Pick<Model, 't' | 'state'>} model */
export function networkText(model) {
  const units = (model.state.spec.network.layers ?? []).map((/** @type {any} */ layer) => layer.units);
  if (!units.length) return model.t('sentence.noLayers');
  const same = units.every((/** @type {number} */ n) => n === units[0]);
  return same ? model.t('sentence.layers', { n: units.length, units: units[0] }) : units.join('-');
}

/** @param {Model} model */
function rateText(model) {
  const { rate, schedule } = model.state.spec.optimizer;
  const number = format.setting(rate);
  if (schedule.id !== 'constant') return model.t('sentence.schedule', { rate: number, name: model.t(`schedule.${schedule.id}`) });
  return schedule.warmup > 0 ? model.t('sentence.schedule', { rate: number, name: model.t('sentence.warmup') }) : number;
}

/** @param {Model} model */
function batchText(model) {
  const { size } = model.state.spec.batch;
  return size === 'all' ? model.t('sentence.fullBatch') : model.t('sentence.batch', { n: size });
}

/** @param {Model} model */
function initText(model) {
  const { id, gain } = model.state.spec.initializer;
  return `${model.t(`initializer.${id}`)}${gain === 1 ? '' : ` × ${format.setting(gain)}`}`;
}

/** The range of what the network is fed, since it can decide the ranking. @param {Model} model */
function inputText(model) {
  const { scale = 1, shift = 0, standardize } = model.state.spec.inputs ?? {};
  if (standardize) return model.t('sentence.standardized');
  const { data } = model;
  if (!data) return `× ${format.setting(scale)}`;
  let lo = Infinity;
  let hi = -Infinity;
  for (let i = 0; i < data.inputs * data.count; i++) {
    lo = Math.min(lo, data.x[i]);
    hi = Math.max(hi, data.x[i]);
  }
  const ends = [lo, hi].map((x) => scale * x + shift).sort((a, b) => a - b);
  /** @param {number} x */
  const number = (x) => Number(x.toPrecision(2));
  const [a, b] = ends;
  if (Math.abs(a + b) < 0.12 * (b - a)) return `±${number(Math.max(-a, b))}`;
  return model.t('sentence.range', { lo: minus(number(a)), hi: number(b) });
}

/** What the sentence ends with. @param {Model} model */
function ending({ state, lanes, t }) {
  const overrides = (state.spec.lanes ?? []).some((/** @type {any} */ lane) => Object.keys(lane.set ?? {}).length > 0);
  return t(overrides ? 'sentence.endLanes' : lanes.length > 1 ? 'sentence.end' : 'sentence.endOne');
}

/** The experiment in words. @param {Model} model */
export const experimentText = (model) =>
  model.t('sentence', Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, part.says(model)]))) + ending(model);

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createSentence(root, actions) {
  const words = new Words();
  const host = h('p', { class: 'sentence-text' });
  const badge = h('button', { class: 'badge', onclick: () => actions.set('drawer', model.state.drawer === 'certificate' ? null : 'certificate') });
  root.append(host, badge);
  const chips = Object.entries(parts).map(([id, part]) => createChip(id, part, actions, words));
  /** @type {Model} */
  let model;
  /** @type {{lang: string, hide: string, spec: any, data: any, lanes: any}} */
  let drawn = { lang: '', hide: '', spec: null, data: null, lanes: null };

  /** The sentence in this language, with the chips in their places. @param {Model['t']} t */
  function write(t) {
    const pieces = t('sentence').split(/\{(\w+)\}/);
    /** @type {(Node | string)[]} */
    const nodes = [];
    pieces.forEach((piece, i) => {
      if (i % 2 === 0) return void nodes.push(document.createTextNode(piece.replace(/^[，。,.]/, '')));
      // A comma or full stop stays with the part it follows; after it the line may break, also in text without spaces.
      const [stop = ''] = /^[，。,.]/.exec(pieces[i + 1]) ?? [];
      nodes.push(h('span', { class: 'glue' }, chips.find((chip) => chip.id === piece)?.element ?? null, stop), h('wbr'));
    });
    host.replaceChildren(...nodes, end);
  }
  const end = h('span');

  /** @param {Model} next */
  function update(next) {
    model = next;
    const { state, t } = model;
    const ok = Boolean(model.certificate?.ok);
    const known = Boolean(model.certificate?.data);
    text(badge, t(!known ? 'certificate.pending' : ok ? 'certificate.ok' : 'certificate.bad'));
    attribute(badge, 'data-ok', known && ok);
    attribute(badge, 'aria-expanded', String(state.drawer === 'certificate'));
    if (drawn.lang === state.lang && drawn.hide === state.hide && drawn.spec === state.spec && drawn.data === model.data && drawn.lanes === model.lanes) return;
    if (drawn.lang !== state.lang) write(t);
    drawn = { lang: state.lang, hide: state.hide, spec: state.spec, data: model.data, lanes: model.lanes };
    words.update(model);
    for (const chip of chips) chip.update(model);
    text(end, ending(model));
  }
  return { update };
}

/** @param {string} id @param {Part} part @param {Actions} actions @param {Words} words */
function createChip(id, part, actions, words) {
  const button = h('button', { class: 'chip' });
  if (part.opens) button.addEventListener('click', () => actions.set('drawer', part.opens));
  const controls = part.controls && createControls(part.controls, actions, words);
  const element = controls ? popup(button, h('div', {}, controls.element)) : button;
  return {
    id,
    element,
    /** @param {Model} model */
    update(model) {
      text(button, part.says(model));
      const hidden = model.state.hide.split('.');
      button.disabled = Boolean(part.hidden?.every((word) => hidden.includes(word)));
      controls?.update(model);
    },
  };
}
