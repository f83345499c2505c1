// The start certificate: what every lane shares, as hashes of the buffers trained on, and where a lane's own start differs.

/** @import { Actions, Lane, Model, Translate, View } from '../types/views.js' */

import { h, svg, text, Words } from '../dom.js';
import { createDrawer } from './drawer.js';
import * as format from './format.js';

const shared = /** @type {const} */ (['data', 'draws', 'order']);

/** A hash as bars: its 64 bits, so that two can be compared at a glance. @param {string} hash */
function bars(hash) {
  let d = '';
  [...hash].forEach((digit, i) => {
    const bits = parseInt(digit, 16);
    for (let k = 0; k < 4; k++) if ((bits >> (3 - k)) & 1) d += `M${4 * i + k + 0.5} 0V10`;
  });
  return svg('svg', { class: 'bars', viewBox: '0 0 64 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, svg('path', { d }));
}

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createCertificate(root, actions) {
  const words = new Words();
  const verdict = h('p', { class: 'verdict' });
  const common = h('dl', { class: 'hashes' });
  const lanes = h('tbody');
  const content = h('div', {}, verdict,
    words.text(h('p', {}), 'certificate.what'), common,
    words.text(h('h3'), 'certificate.perLane'), words.text(h('p', { class: 'hint' }), 'certificate.perLaneHint'),
    h('table', { class: 'starts' }, h('thead', {}, h('tr', {}, ...['table.name', 'certificate.start', 'certificate.why'].map((key) => words.text(h('th', { scope: 'col' }), key)))), lanes));
  const drawer = createDrawer(root, actions, 'certificate', 'certificate.title', content);
  let drawn = '';

  /** @param {Model} model */
  function update(model) {
    if (!drawer.update(model)) {
      drawn = '';
      return;
    }
    words.update(model);
    const { certificate, t } = model;
    const key = [model.state.lang, certificate?.data, certificate?.draws, certificate?.order, certificate?.ok, model.lanes.map((lane) => lane.startHash)].join();
    if (key === drawn) return;
    drawn = key;
    text(verdict, t(!certificate?.data ? 'certificate.pending' : certificate.ok ? 'certificate.ok' : 'certificate.bad'));
    common.replaceChildren(...shared.flatMap((id) => {
      const hash = certificate?.[id] ?? '';
      return [h('dt', {}, t(`certificate.${id}`)), h('dd', {}, bars(hash), h('code', {}, hash || '–'))];
    }));
    lanes.replaceChildren(...model.lanes.map((lane) => h('tr', {}, h('th', { scope: 'row' }, lane.name), h('td', {}, h('code', {}, lane.startHash ?? '')), h('td', {}, startNote(lane, t)))));
  }
  return { update };
}

/** How a lane's starting parameters come from the common draws. @param {Lane} lane @param {Translate} t */
export function startNote(lane, t) {
  const { start } = lane;
  if (!start) return '';
  if (start.given) return t('note.given');
  const parts = [t('note.draws', { init: t(`initializer.${start.draws}`) })];
  if (start.gain !== 1) parts.push(t('note.gain', { x: format.setting(start.gain) }));
  if (start.pieces > 1) parts.push(t('note.pieces', { n: start.pieces }));
  if (start.learned) parts.push(t('note.learned'));
  if (start.inputsChanged) parts.push(t('note.inputs'));
  return parts.join(t('list.comma'));
}
