// Every setting of the experiment, in the order in which one meets them; at the end the experiment as text.

/** @import { Actions, Model, View } from '../types/views.js' */

import { h, options, show, text, value, Words } from '../dom.js';
import { activationName } from '../race/lanes.js';
import { valueAt } from '../spec-edit.js';
import { createControls, createRowControls } from './controls.js';
import { createDrawer } from './drawer.js';

/** @type {Record<number, string[]>} */
const features = { 1: ['x', 'x2', 'sin-x'], 2: ['x', 'y', 'x2', 'y2', 'xy', 'sin-x', 'sin-y'] };

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createOptions(root, actions) {
  const words = new Words();
  const block = (/** @type {string} */ key, /** @type {boolean} */ open, /** @type {{element: Node}[]} */ ...parts) => h('details', { class: 'options-block', open }, words.text(h('summary'), key), ...parts.map((part) => part.element));
  const data = createControls(['generator', 'count', 'noise', 'noisePercent', 'trainShare', 'textSeed'], actions, words);
  const generator = createRowControls('data', actions);
  const inputs = createControls(['scale', 'shift', 'standardize'], actions, words);
  const picked = createFeatures(actions, words);
  const network = createControls(['depth', 'width', 'norm', 'dropout', 'layerBias', 'outputBias'], actions, words);
  const layers = createLayers(actions);
  const training = createControls(['optimizer', 'rate', 'schedule', 'warmup'], actions, words);
  const schedule = createRowControls('schedule', actions);
  const optimizer = createRowControls('optimizer', actions);
  const batch = createControls(['fullBatch', 'batch', 'order', 'leftover', 'clip', 'l1', 'l1Zero', 'l2', 'decay', 'activationPenalty'], actions, words);
  const start = createControls(['initializer', 'gain', 'bias', 'biasSpread', 'seed'], actions, words);
  const output = createControls(['pairing'], actions, words);
  const stop = createControls(['steps', 'targetKind', 'target', 'stopAtTarget', 'patience'], actions, words);
  const json = createText(actions, words);
  const openLanes = words.button('options.openLanes', () => actions.set('drawer', 'lanes'));
  const views = [data, generator, inputs, picked, network, layers, training, schedule, optimizer, batch, start, output, stop, json];
  const drawer = createDrawer(root, actions, 'options', 'options.title', h('div', {},
    openLanes,
    block('certificate.data', true, data, generator),
    block('options.training', true, training, schedule, optimizer, batch),
    block('options.start', true, start, { element: words.text(h('p', { class: 'hint' }), 'options.seedHint') }),
    block('look.network', false, network, layers),
    block('own.inputs', false, inputs, picked),
    block('options.stop', false, stop),
    block('options.output', false, output),
    block('options.json', false, json)));
  /** @type {any} */
  let drawn = null;

  /** @param {Model} model */
  function update(model) {
    if (!drawer.update(model)) {
      drawn = null;
      return;
    }
    const fresh = words.update(model);
    if (!fresh && drawn?.spec === model.state.spec && drawn.data === model.data && drawn.notice === model.notice) return;
    drawn = { spec: model.state.spec, data: model.data, notice: model.notice };
    for (const view of views) view.update(model);
  }
  return { update };
}

/** What is fed to the network beside the raw inputs. @param {Actions} actions @param {Words} words */
function createFeatures(actions, words) {
  const host = h('div', { class: 'checks' });
  /** @type {{id: string, box: HTMLInputElement, name: HTMLElement}[]} */
  let boxes = [];
  let inputs = 0;
  const element = h('fieldset', {}, words.text(h('legend'), 'option.features'), host);
  /** @param {Model} model */
  function update(model) {
    const next = model.data?.inputs ?? 2;
    if (next !== inputs) {
      inputs = next;
      boxes = (features[inputs] ?? []).map((id) => {
        const box = h('input', { type: 'checkbox', onchange: () => {
          const ids = boxes.filter((entry) => entry.box.checked).map((entry) => entry.id);
          if (ids.length) actions.setSpec('inputs.features', ids);
          else box.checked = true;
        } });
        const name = h('span');
        return { id, box, name };
      });
      host.replaceChildren(...boxes.map(({ box, name }) => h('label', { class: 'check' }, box, name)));
    }
    element.hidden = boxes.length === 0;
    const chosen = valueAt(model.state.spec, 'inputs.features');
    const active = chosen?.length ? chosen : features[inputs]?.slice(0, inputs) ?? [];
    for (const { id, box, name } of boxes) {
      box.checked = active.includes(id);
      text(name, model.t(`feature.${id}`));
    }
  }
  return { element, update };
}

/** The hidden layers one by one: units, and an activation of its own or the lane's. @param {Actions} actions */
function createLayers(actions) {
  const element = h('div', { class: 'layers' });
  /** @type {{units: HTMLInputElement, activation: HTMLSelectElement, name: HTMLElement, element: HTMLElement}[]} */
  let rows = [];
  /** @type {Model} */
  let model;
  /** @param {Model} next */
  function update(next) {
    model = next;
    const layers = model.state.spec.network.layers ?? [];
    if (rows.length !== layers.length) {
      rows = layers.map((/** @type {any} */ _, /** @type {number} */ i) => {
        const units = h('input', { type: 'number', min: 1, max: 256, step: 1, onchange: () => actions.setSpec(`network.layers[${i}].units`, Number(units.value)) });
        // Another activation has other parameters and pieces; everything else of the layer stays.
        const activation = h('select', { onchange: () => {
          if (activation.value === 'own') return;
          const { units, norm, bias, dropout } = model.state.spec.network.layers[i];
          return actions.setSpec(`network.layers[${i}]`, { units, norm, bias, dropout, activation: activation.value });
        } });
        const name = h('span');
        return { units, activation, name, element: h('div', { class: 'layer' }, name, units, activation) };
      });
      element.replaceChildren(...rows.map((row) => row.element));
    }
    rows.forEach((row, i) => {
      const { t } = model;
      const label = t('options.layer', { n: i + 1 });
      const own = typeof layers[i].activation === 'object';
      text(row.name, label);
      row.units.setAttribute('aria-label', `${label}, ${t('option.width')}`);
      row.activation.setAttribute('aria-label', `${label}, ${t('option.activation')}`);
      options(row.activation, [['lane', t('options.laneActivation')], ...model.catalogue.activations.map(({ id }) => /** @type {[string, string]} */ ([id, t(`name.${id}`)])),
        ...(own ? [/** @type {[string, string]} */ (['own', activationName(layers[i].activation, t)])] : [])]);
      value(row.activation, own ? 'own' : layers[i].activation);
      value(row.units, layers[i].units);
    });
  }
  return { element, update };
}

/** Numbers of given points that are shown, each point on a line: more would take the text area seconds to lay out. */
const mostNumbers = 20_000;

/** The experiment as JSON: to copy, to change, to paste one's own. @param {Actions} actions @param {Words} words */
function createText(actions, words) {
  const area = words.attribute(h('textarea', { rows: 12, spellcheck: 'false' }), 'aria-label', 'options.json');
  const load = words.button('options.load', () => actions.loadText(area.value));
  const large = words.text(h('p', {}), 'options.jsonLarge');
  const element = h('div', {}, words.text(h('p', { class: 'hint' }), 'options.jsonHint'), large, area, load);
  /** @type {any} */
  let shown = null;
  return {
    element,
    /** A text that was refused stays, to be mended. @param {Model} model */
    update(model) {
      if (model.state.spec === shown) return;
      shown = model.state.spec;
      const { inputs = [[]] } = shown.data.points ?? {};
      const json = inputs.length * (inputs[0].length + 1) > mostNumbers ? null : JSON.stringify(shown, null, 1).replace(/\[\s+([-\d.e+]+(?:,\s+[-\d.e+]+)*)\s+\]/g, (_, numbers) => `[${numbers.replace(/\s+/g, '')}]`);
      area.value = json ?? '';
      show(large, json === null);
    },
  };
}
