// The data set (picture, noise, thumbnails), the scenes, and "change one thing".

/** @import { Actions, Due, Model, View } from '../types/views.js' */

import { attribute, h, options, show, text, value, Words } from '../dom.js';
import { palette } from './colors.js';
import { dataRow, isPlayground } from './controls.js';
import { paint, shapeOf, shapes } from './field.js';
import * as format from './format.js';
import { createDataIcon } from './data-icon.js';
import { inputName, sliceText } from './shown.js';

const scenes = ['spiral', 'deep', 'unit'];
const changes = ['inputs4', 'init3', 'deep', 'unit1', 'extend'];

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createDataPanel(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const canvas = h('canvas', { class: 'data-map', role: 'img' });
  const caption = h('figcaption', { class: 'data-caption' });
  const figure = h('figure', { class: 'data-figure' }, canvas, caption);
  const noise = h('input', { type: 'range', min: 0, max: 0.5, step: 0.01, onchange: moveNoise });
  const noiseValue = h('output');
  const noiseRow = h('label', { class: 'slider' }, words.text(h('span'), 'option.noise'), noise, noiseValue);
  // Of more than two inputs a map shows these.
  const axes = ['mapX', 'mapY'].map((field) => words.attribute(h('select', { onchange: () => chooseAxis(field) }), 'aria-label', `own.${field}`));
  const axesRow = h('div', { class: 'axes' }, '→', axes[0], '↑', axes[1]);
  const legend = h('p', { class: 'data-legend' });
  const own = words.button('own.title', () => actions.set('drawer', state().drawer === 'data' ? null : 'data'), { class: 'data-own' });
  const thumbs = words.attribute(h('div', { class: 'thumbs', role: 'group' }), 'aria-label', 'option.data');
  /** @type {HTMLButtonElement[]} */
  let thumbButtons = [];
  const sceneButtons = scenes.map((id) => words.button(`scene.${id}`, () => actions.scene(id)));
  const variants = ['deep-repaired', 'unit-notes'].map((id) => ({
    id,
    of: id.split('-')[0],
    element: words.button(`scene.${id}`, () => actions.scene(id)),
  }));
  const changeButtons = changes.map((id) => words.button(`change.${id}`, () => actions.change(id)));
  const others = words.button('change.others', () => actions.otherActivations());
  const heading = (/** @type {string} */ key) => words.text(h('h2', {}), key);
  root.append(
    figure, legend, axesRow, noiseRow, thumbs, own,
    h('div', { class: 'block' }, heading('panel.scenes'), h('div', { class: 'buttons' }, ...sceneButtons, ...variants.map(({ element }) => element))),
    h('div', { class: 'block' }, heading('panel.change'), h('div', { class: 'buttons' }, others, ...changeButtons)));

  let drawn = '';
  /** @type {any} */
  let drawnData = null;
  // The slider follows the experiment, but not while it is ahead of it: keys pressed in a row must add up.
  /** @type {number | null} */
  let noiseShown = null;
  let moving = 0;

  const state = () => model.state;

  /** The other axis goes out of the way. @param {string} field */
  function chooseAxis(field) {
    const [x, y] = /** @type {[number, number]} */ (model.data?.shown);
    const [nextX, nextY] = axes.map((axis) => Number(axis.value));
    actions.set('mapX', field === 'mapY' && nextY === x ? y : nextX);
    actions.set('mapY', field === 'mapX' && nextX === y ? x : nextY);
  }

  async function moveNoise() {
    moving++;
    await actions.setSpec('data.noise', Number(noise.value));
    moving--;
    noiseShown = null;
  }

  /** @param {Model} next @param {Due} due */
  function update(next, due) {
    model = next;
    const { state, t, catalogue } = model;
    const fresh = words.update(model);
    if (catalogue && !thumbButtons.length) {
      thumbButtons = catalogue.datasets.map((row) => h('button', { class: 'thumb', onclick: () => actions.setSpec('data.generator', row.id) }, createDataIcon(row.id)));
      thumbs.append(...thumbButtons);
    }
    catalogue?.datasets.forEach((row, i) => {
      attribute(thumbButtons[i], 'aria-pressed', String(row.id === state.spec?.data?.generator && !state.spec.data.points));
      if (!thumbButtons[i].title || fresh) {
        attribute(thumbButtons[i], 'aria-label', t(`data.${row.id}`));
        thumbButtons[i].title = t(`data.${row.id}`);
      }
    });
    if (!model.data) return;
    if (due.numbers || fresh) {
      scenes.forEach((id, i) => attribute(sceneButtons[i], 'aria-pressed', String(state.scene === id)));
      const unit = state.scene === 'unit' || state.scene === 'unit-notes';
      for (const { id, of, element } of variants) {
        show(element, state.scene === id || state.scene === of);
        attribute(element, 'aria-pressed', String(state.scene === id));
      }
      changes.forEach((id, i) => {
        show(changeButtons[i], id === 'deep' ? state.scene !== 'deep' && state.scene !== 'deep-repaired' && !unit : id === 'unit1' ? unit : true);
        attribute(changeButtons[i], 'aria-pressed', id === 'extend' ? null : String(model.change === id));
      });
      // One lane alone, as a Playground link brings it: the comparison that is missing.
      show(others, state.spec.lanes.length === 1 && state.spec.network.layers.length > 0);
      changeButtons[4].disabled = model.phase === 'playing' && model.step < model.budget;
      const { points } = state.spec.data;
      const { shown, inputs } = model.data;
      show(noiseRow, !points);
      show(axesRow, inputs > 2);
      if (inputs > 2) {
        axes.forEach((axis, k) => {
          options(axis, Array.from({ length: inputs }, (_, j) => [String(j), inputName(model, j)]));
          value(axis, shown[k]);
        });
      }
      const classes = points?.classes?.map((/** @type {string} */ name, /** @type {number} */ k) => `${shapes[shapeOf(k)]} ${name}`).join(' ') ?? '';
      text(legend, classes);
      show(legend, classes !== '');
      legend.title = classes;
      const row = dataRow(model);
      const level = state.spec.data?.noise ?? 0, percent = isPlayground(model);
      attribute(noise, 'max', String(Math.max(percent ? 50 : 0.5, 4 * (row?.noise ?? 0), level)));
      attribute(noise, 'step', percent ? '1' : '0.01');
      if (!moving && level !== noiseShown) value(noise, (noiseShown = level));
      text(noiseValue, `${format.setting(level)}${percent ? ' %' : ''}`);
      const test = model.data.count - model.data.trainCount;
      const name = t(points ? 'data.points' : `data.${state.spec.data?.generator}`);
      const said = t(test ? 'data.captionTest' : 'data.caption', { name, n: model.data.trainCount, test });
      text(caption, inputs > 2 ? `${said} · ${t('own.others')}` : said);
      attribute(caption, 'data-long', inputs > 2 || test > 0);
      attribute(canvas, 'aria-label', [said, classes, sliceText(model)].filter(Boolean).join(' · '));
    }
    const width = figure.clientWidth;
    if (!width) return;
    const height = Math.round(window.innerWidth < 760 ? Math.min(width, 300) : figure.clientHeight - caption.offsetHeight - 2);
    const size = model.data.inputs === 1 ? width : Math.min(width, height);
    const { isolated } = state;
    const field = isolated === null ? '' : `${isolated} ${model.fields?.version} ${model.fits?.version}`;
    const key = `${size} ${height} ${palette().key} ${field}`;
    if (key === drawn && drawnData === model.data) return;
    drawn = key;
    drawnData = model.data;
    const tall = model.data.inputs === 1 ? Math.min(size, height) : size;
    canvas.style.width = `${size}px`;
    canvas.style.height = `${tall}px`;
    paint(canvas, size, model, isolated, { large: true, height: tall });
  }
  return { update };
}
