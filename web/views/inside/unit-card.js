// One unit large: its map with the samples, and its weights, bias and learned parameters, which can be given by hand.

/**
 * @import { Actions, Lane, Model } from '../../types/views.js'
 * @import { ShownData } from '../../types/engine.js'
 * @import { Layer, Sample } from './unit-words.js'
 * @import { Maps } from './network-draw.js'
 */

import { attribute, h, style, text, value, Words } from '../../dom.js';
import { palette } from '../colors.js';
import { bitmap, contextOf, disc, prepare, stroke } from '../canvas.js';
import { paint, place } from '../field.js';
import { significant } from '../format.js';
import { crosshair } from './crosshair.js';
import { number, subscript } from './unit-words.js';

/** Fields that are there at once, and how far a slider reaches at least. */
const MOST_FIELDS = 24;
const LEAST_REACH = 3;

/** Milliseconds between two edits while the race plays: each is kept, to be taken back to. */
const PLAYING_MS = 250;

/**
 * A parameter of a unit: number `index` of the block `block`; `row` and `input` of a weight.
 * @typedef {{block: string, index: number, name: string, value: number, row: number, input: number}} Item
 */

/** The parameters of a unit. @param {Model} model @param {Layer[]} network @param {number} l @param {number} unit @returns {Item[]} */
function itemsOf(model, network, l, unit) {
  const { W, pieces, inputs, units, learned, ...rest } = network[l];
  /** @type {Item[]} */
  const items = [];
  for (let p = 0; p < pieces; p++) {
    const row = unit * pieces + p;
    const to = pieces > 1 ? `→z${subscript(p + 1)}` : '';
    for (let i = 0; i < inputs; i++) items.push({ block: `W${l}`, index: row * inputs + i, name: `w${subscript(i + 1)}${to}`, value: W[row * inputs + i], row, input: i });
    for (const [key, sign] of /** @type {['b' | 'gamma' | 'beta', string][]} */ ([['b', 'b'], ['gamma', 'γ'], ['beta', 'β']])) {
      const block = rest[key];
      if (block) items.push({ block: `${key}${l}`, index: row, name: sign + to, value: block[row], row, input: -1 });
    }
  }
  for (const [id, values] of Object.entries(learned ?? {})) {
    const index = values.length === units ? unit : 0;
    // As `start` names them: gamma and beta alone are a norm's.
    const block = `${id === 'beta' || id === 'gamma' ? `${rest.activation}_` : ''}${id}${l}`;
    items.push({ block, index, name: model.t(`parameter.${id}`), value: values[index], row: -1, input: -1 });
  }
  return items;
}

/** A parameter as it is written in a field. @param {number} x */
const written = (x) => String(Number(x.toPrecision(3)));

/** @param {Actions} actions @param {() => void} onClose */
export function createUnitCard(actions, onClose) {
  const words = new Words();
  /** @type {Model} */ let model;
  /** @type {Lane} */ let lane;
  /** @type {Item[]} */ let items = [];
  let chosen = 0;
  let all = false;
  let reach = LEAST_REACH;
  let unitKey = '';
  let painted = '';
  /** What was sent and is not seen in an answer yet. @type {{item: Item, value: number, network: any} | null} */ let own = null;
  let dragging = false;
  let busy = false;
  /** @type {{data: ShownData, plain: ShownData} | null} */ let plain = null;

  const title = h('h3');
  const undo = words.button('net.undo', () => actions.undoEdit(lane.index));
  const close = words.attribute(h('button', { onclick: onClose }, '×'), 'aria-label', 'net.close');
  const canvas = h('canvas', { role: 'img' });
  crosshair(canvas, pick, () => [0.05, 0.05]);
  const bar = h('canvas', { class: 'net-bar', width: 256, height: 1, 'aria-hidden': 'true' });
  const low = h('span');
  const high = h('span');
  const scale = h('span', { class: 'net-scale' }, h('span', {}, 'a:'), low, bar, high);
  const caption = h('figcaption');
  const name = h('span', { class: 'net-name' });
  const slider = h('input', { type: 'range', step: 'any', oninput: () => slide(true), onchange: () => slide(false) });
  const output = h('output');
  const fields = h('div', { class: 'net-fields' });
  const more = h('button', { class: 'link', onclick: () => {
    all = true;
    actions.redraw();
  } });
  const element = h('section', { class: 'net-card' }, h('div', { class: 'net-head' }, title, h('span', { class: 'buttons' }, undo, close)),
    h('label', { class: 'net-slider' }, name, slider, output),
    h('div', { class: 'net-parts' }, h('figure', {}, canvas, scale, caption), h('div', {}, fields, more)));

  /** The sample nearest to the place pointed at. @param {[number, number]} at shares of the map */
  function pick([right, down]) {
    const { data } = model;
    if (!data) return;
    let best = 0;
    let least = Infinity;
    for (let i = 0; i < data.count; i++) {
      const [x, y] = place(data, i, 1, 1, data.view.slice(2));
      const d = Math.hypot(x - right, data.inputs === 1 ? 0 : y - down);
      if (d < least) [best, least] = [i, d];
    }
    if (model.state.focus.sample !== best) actions.set('focus', { ...model.state.focus, sample: best });
  }

  /** @param {boolean} held the slider is still being dragged */
  function slide(held) {
    dragging = held;
    send(items[chosen], Number(slider.value));
  }

  /** Edits, one after the other; of those that come meanwhile the last counts. @param {Item} item @param {number} to */
  async function send(item, to) {
    if (!item || !Number.isFinite(to)) return;
    own = { item, value: to, network: null };
    text(output, number(to));
    if (busy) return;
    busy = true;
    for (let sent = null; own && sent !== own;) {
      sent = own;
      const refused = await actions.editParameter(lane.index, sent.item.block, sent.item.index, sent.value);
      if (refused && own === sent) own = null;
      if (model.phase === 'playing') await new Promise((resolve) => setTimeout(resolve, PLAYING_MS));
    }
    busy = false;
  }

  /** @param {Item} item @param {number} i */
  function fieldOf(item, i) {
    const input = h('input', { type: 'number', step: 0.05, onfocus: () => choose(i), onchange: () => input.value !== '' && send(items[i], Number(input.value)) });
    return h('label', {}, h('span', {}, item.name), input);
  }

  /** @param {number} i */
  function choose(i) {
    chosen = i;
    const largest = Math.max(...items.map((item) => Math.abs(item.value)));
    reach = Math.max(LEAST_REACH, Math.ceil(1.5 * largest));
    actions.redraw();
  }

  return {
    element,
    /** The weight that is being edited, to be marked on the picture. @returns {{row: number, input: number} | null} */
    get edited() {
      const item = items[chosen];
      return item && item.input >= 0 && element.contains(document.activeElement) ? item : null;
    },

    /**
     * @param {Model} next @param {Lane} nextLane @param {Layer[]} network @param {Sample | null} sample @param {Maps | null} maps of this unit alone
     * @param {number} l layer @param {number} unit @param {string} label @param {boolean} numbers are due
     */
    update(next, nextLane, network, sample, maps, l, unit, label, numbers) {
      model = next;
      lane = nextLane;
      words.update(model);
      const { t } = model;
      text(title, label);
      const last = lane.edits.at(-1);
      undo.disabled = !last || last.step > model.step;
      items = itemsOf(model, network, l, unit);
      const key = `${lane.index} ${l} ${unit} ${items.length} ${all}`;
      if (key !== unitKey) {
        if (!unitKey.startsWith(`${lane.index} ${l} ${unit} `)) {
          all = false;
          own = null;
          choose(0);
        }
        unitKey = key;
        fields.replaceChildren(...items.slice(0, all ? items.length : MOST_FIELDS).map(fieldOf));
        attribute(fields, 'data-pieces', network[l].pieces > 1);
        more.hidden = all || items.length <= MOST_FIELDS;
      }
      text(more, t('net.all', { n: items.length }));
      // What was sent stays until an answer knows of it.
      if (own && !busy && !dragging) {
        if (own.network === null) own.network = network;
        else if (own.network !== network) own = null;
      }
      const shown = (/** @type {Item} */ item) => (own && own.item.block === item.block && own.item.index === item.index ? own.value : item.value);
      if (numbers || own) {
        items.slice(0, fields.children.length).forEach((item, i) => {
          const [span, input] = fields.children[i].children;
          text(span, item.name);
          value(input, written(shown(item)));
          attribute(input, 'aria-label', `${label}: ${item.name}`);
          attribute(fields.children[i], 'data-chosen', i === chosen);
        });
      }
      const item = items[chosen] ?? items[0];
      text(name, item.name);
      attribute(slider, 'min', String(-reach));
      attribute(slider, 'max', String(reach));
      attribute(slider, 'aria-label', `${label}: ${item.name}`);
      if (!dragging) value(slider, shown(item));
      text(output, number(shown(item)));
      draw(sample, maps, l, unit, label);
    },
  };

  /** @param {Sample | null} sample @param {Maps | null} maps @param {number} l @param {number} unit @param {string} label */
  function draw(sample, maps, l, unit, label) {
    const { t, data } = model;
    const colors = palette();
    const size = Math.max(140, Math.min(400, canvas.parentElement?.clientWidth ?? 0));
    const layer = maps?.layers[l + 1];
    const a = sample?.layers[l].a[unit] ?? NaN;
    text(caption, t(layer?.lines ? 'net.lineOf' : 'net.mapOf', { n: (sample?.index ?? 0) + 1, a: number(a) }));
    attribute(canvas, 'aria-label', `${label}. ${caption.textContent}`);
    scale.hidden = !layer?.maps;
    if (!data || !layer || !sample) return;
    const [lo, hi] = layer.scale;
    text(low, number(lo));
    text(high, number(hi));
    const key = `${size} ${colors.key} ${model.inside.version} ${l} ${unit} ${sample.index}`;
    if (key === painted) return;
    painted = key;
    style(canvas, 'width', `${size}px`);
    style(canvas, 'height', `${size}px`);
    if (layer.lines) return drawLine(layer.lines, lo, hi, size, sample, a);
    // Its classes are shown by the points; labels would ask for a map of each.
    if (plain?.data !== data) plain = { data, plain: data.kind === 'labels' ? { ...data, kind: 'values' } : data };
    const fields = { size: maps?.size ?? 0, channels: 1, data: /** @type {Uint8Array} */ (layer.maps), version: 0 };
    paint(canvas, size, { ...model, data: plain.plain, fields, fits: null }, 0, { large: true });
    const [x, y] = place(data, sample.index, size, size, data.view.slice(2));
    ring(contextOf(canvas), x, y, colors.css.ink);
    const tints = bitmap(256, 1, (pixels) => pixels.forEach((_, i) => (pixels[i] = colors.field[i] | 0xff000000)));
    contextOf(bar).drawImage(tints, 0, 0);
  }

  /** A task with one input: a over x, with numbers on both axes. @param {Float32Array} line @param {number} lo @param {number} hi @param {number} size @param {Sample} sample @param {number} a */
  function drawLine(line, lo, hi, size, sample, a) {
    const { css } = palette();
    const [from, to] = /** @type {ShownData} */ (model.data).view;
    const context = prepare(canvas, size);
    const y = (/** @type {number} */ v) => 16 + ((hi - v) / (hi - lo)) * (size - 32);
    const x = (/** @type {number} */ v) => ((v - from) / (to - from)) * size;
    context.strokeStyle = css.rule;
    context.strokeRect(x(0), 0, 0, size);
    context.strokeRect(0, y(0), size, 0);
    context.fillStyle = css.ink;
    context.font = '12px system-ui, sans-serif';
    context.fillText(`a = ${number(hi)}`, x(0) + 4, 12);
    context.fillText(`a = ${number(lo)}`, x(0) + 4, size - 4);
    context.fillText(`x = ${significant(from, 2)}`, 3, y(0) + 14);
    context.textAlign = 'right';
    context.fillText(significant(to, 2), size - 3, y(0) + 14);
    context.textAlign = 'left';
    stroke(context, css[lane.family] ?? css.ink, 2.5, Array.from(line, (v, i) => [(i / (line.length - 1)) * size, y(v)]));
    ring(context, x(sample.raw[0]), y(a), css.ink);
  }
}

/** The sample pointed at. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {string} color */
function ring(context, x, y, color) {
  context.strokeStyle = color;
  context.lineWidth = 2;
  disc(context, x, y, 8);
  context.stroke();
}
