// Open and save: a link or a file in; the link, the experiment, the runs and pictures out.

/** @import { Actions, Model, View } from '../types/views.js' */

import { attribute, h, options, text, value, Words } from '../dom.js';
import { createDrawer } from './drawer.js';
import { keep } from './picture.js';
import { fileName, printChart, printLane, printSheet, printView, viewsShown } from './prints.js';
import { runsCsv } from './runs-csv.js';

/** Bytes of a file that is read: several times the largest experiment. */
const mostBytes = 20e6;

/** @param {HTMLElement} root @param {Actions} actions @param {() => void} redraw all views @returns {View} */
export function createFiles(root, actions, redraw) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const area = words.attribute(h('textarea', { rows: 4, spellcheck: 'false' }), 'aria-label', 'files.paste');
  const file = words.attribute(h('input', { type: 'file', hidden: true, accept: '.json,.txt,application/json,text/plain', onchange: () => {
    open(file.files[0]);
    file.value = '';
  } }), 'aria-label', 'files.choose');
  const drop = h('div', { class: 'drop' }, words.text(h('p', { class: 'hint' }), 'files.paste'), area,
    h('div', { class: 'buttons' }, words.button('files.open', () => load(area.value)), words.button('files.choose', () => file.click()), file));
  drop.addEventListener('dragover', (/** @type {DragEvent} */ event) => event.preventDefault());
  drop.addEventListener('drop', (/** @type {DragEvent} */ event) => {
    const [first] = event.dataTransfer?.files ?? [];
    if (!first) return; // dragged text goes where it is dropped
    event.preventDefault();
    open(first);
  });

  const link = words.attribute(h('input', { type: 'text', readonly: true, onfocus: () => link.select() }), 'aria-label', 'files.link');
  const copy = h('button', { onclick: copyLink });
  const linkNote = h('p', { class: 'hint', role: 'status' });
  const which = words.attribute(h('select'), 'aria-label', 'files.picture');
  const rows = h('p', { class: 'hint' });
  const heading = (/** @type {string} */ key) => words.text(h('h3'), key);
  const drawer = createDrawer(root, actions, 'files', 'files.title', h('div', { class: 'files' },
    heading('files.open'), drop,
    heading('files.link'), h('div', { class: 'file-row' }, link, copy), linkNote,
    heading('files.experiment'), words.button('files.json', () => keepText(JSON.stringify(model.state.spec, null, 1), 'application/json', 'experiment.json')),
    heading('files.runs'), words.button('files.csv', () => keepText(`\ufeff${runsCsv(model)}`, 'text/csv', 'runs.csv')), rows,
    heading('files.picture'), h('div', { class: 'file-row' }, which, words.button('files.png', keepPicture))));
  let copied = '';

  /** @param {string} source */
  async function load(source) {
    if (!source.trim() || (await actions.load(source)) !== null) return; // a text that was refused stays, to be mended
    area.value = '';
    actions.set('drawer', null);
  }
  /** @param {File | undefined} chosen */
  async function open(chosen) {
    if (!chosen) return;
    if (chosen.size > mostBytes) return actions.say('notice.file.large', { name: chosen.name });
    load(await chosen.text());
  }
  async function copyLink() {
    const wanted = model.link ?? '';
    try {
      await navigator.clipboard.writeText(wanted);
    } catch {
      // Not allowed, or not there: the old way.
      link.select();
      document.execCommand('copy');
    }
    copied = wanted;
    actions.redraw();
  }
  /** @param {string} content @param {string} type @param {string} what */
  const keepText = (content, type, what) => keep(new Blob([content], { type }), fileName(model, what));
  async function keepPicture() {
    const lane = model.lanes[Number(which.value)];
    const view = viewsShown()[Number(which.value.slice(5))];
    const name = fileName(model, `${lane ? `${lane.index + 1}-${typeof lane.activation === 'string' ? lane.activation || 'base' : 'own'}` : which.value}.png`);
    keep(await (lane ? printLane(model, lane) : view ? printView(model, view, redraw) : which.value === 'maps' ? printSheet(model) : printChart(model, actions)), name);
  }

  return {
    /** @param {Model} next */
    update(next) {
      model = next;
      if (!drawer.update(model)) return;
      words.update(model);
      const { t } = model;
      value(link, model.link ?? '');
      attribute(link, 'disabled', model.link === null);
      copy.disabled = model.link === null;
      text(copy, t(copied && copied === model.link ? 'files.copied' : 'lanes.copy'));
      text(linkNote, t(model.link === null ? 'notice.link.none' : 'files.linkNote'));
      text(rows, t('files.rows', { n: model.lanes.reduce((sum, lane) => sum + lane.records.length, 0) }));
      const lanes = model.lanes.map((lane) => /** @type {[string, string]} */ ([String(lane.index), lane.name]));
      options(which, [...viewsShown().map(({ title }, i) => /** @type {[string, string]} */ ([`view-${i}`, title])), ['chart', t('files.chart')], ['maps', t('files.maps')], ...lanes]);
    },
  };
}
