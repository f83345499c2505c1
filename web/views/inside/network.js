// The network of a lane: every unit as a picture of what it computes, every weight as a link, every bias; the unit pointed at in
// numbers, for one sample; a unit clicked shows its map large, and its parameters to be changed by hand.

/**
 * @import { Actions, Lane, Model, Panel } from '../../types/views.js'
 * @import { Plan } from './network-plan.js'
 * @import { Layer, Sample } from './unit-words.js'
 * @import { Maps } from './network-draw.js'
 */

import { attribute, h, show, style, text, Words } from '../../dom.js';
import { palette } from '../colors.js';
import { prepareFixed } from '../canvas.js';
import { sliceText } from '../shown.js';
import { drawLinks, drawUnits, largestWeight } from './network-draw.js';
import { plan } from './network-plan.js';
import { createSamplePicker, sampleOf } from './sample-picker.js';
import { NumbersTable } from './table.js';
import { createUnitCard } from './unit-card.js';
import { inputNames, number, unitWords } from './unit-words.js';

/** Multiplications that a picture of all units may take, and of one unit large: a few milliseconds. */
const WORK = 4e7;
const SIZES = [32, 24, 16, 12, 8];
const LARGE_SIZES = [96, 64, 48, 32, 16, 8];

/** The most units of a layer that are asked for at once: more have no room. */
const MOST = 64;

/** @param {Actions} actions @returns {Panel} */
export function createNetwork(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  /** @type {Lane} */ let lane;
  /** The latest answers, shown until there are newer ones. @type {{network: {step: number, layers: Layer[]}, units: Maps, sample: Sample, large: Maps} | any} */
  let known = {};
  let race = -1;
  /** The first unit shown of each layer, inputs first. @type {number[]} */ let from = [];
  /** @type {Plan | null} */ let layout = null;
  let planned = '';
  let painted = '';
  let seen = '';
  /** The unit shown large. @type {{layer: number, unit: number} | null} */ let picked = null;

  const canvas = h('canvas', { role: 'img' });
  const units = words.attribute(h('div', { class: 'net-units', role: 'group', onpointerleave: () => picked && point(picked.layer, picked.unit) }), 'aria-label', 'net.units');
  const field = h('div', { class: 'net-field' }, canvas, units);
  const scroller = h('div', { class: 'net-scroll' }, field);
  const card = createUnitCard(actions, () => pick(null));
  const main = h('div', { class: 'net-main' }, scroller, card.element);
  const named = h('b');
  const said = h('span');
  const sentence = h('p', { class: 'net-words' }, named, said);
  const sample = createSamplePicker(actions);
  const links = h('span');
  const legend = h('p', { class: 'hint net-legend' }, links);
  const table = new NumbersTable();
  const element = h('figure', { class: 'net' }, main, sentence, sample.element, h('figcaption', {}, legend), table.element);

  /** @type {HTMLButtonElement[][]} by layer of the plan */ let buttons = [];

  /** @returns {Layer[]} none while there is no answer */
  const layersOf = () => known.network?.layers ?? [];

  /** The unit pointed at. */
  function focus() {
    const layers = layersOf();
    const layer = Math.max(0, Math.min(model.state.focus.layer, layers.length - 1));
    return { layer, unit: Math.max(0, Math.min(model.state.focus.unit, (layers[layer]?.units ?? 1) - 1)) };
  }
  /** @param {number} layer @param {number} unit */
  const point = (layer, unit) => {
    const { focus: old } = model.state;
    if (old.layer !== layer || old.unit !== unit) actions.set('focus', { ...old, layer, unit });
  };
  /** Shows a unit large, or none. @param {{layer: number, unit: number} | null} spot */
  function pick(spot) {
    const before = picked;
    picked = spot;
    known.large = null;
    if (!spot && before) buttonOf(before)?.focus();
    actions.redraw();
  }
  /** @param {{layer: number, unit: number}} spot */
  const buttonOf = ({ layer, unit }) => buttons[layer + 1]?.[unit - (layout?.columns[layer + 1]?.first ?? 0)];

  /** Moves on by so many units, bringing others into sight where they end. @param {number} layer @param {number} by */
  function turn(layer, by) {
    const column = layout?.columns[layer + 1];
    if (!column) return;
    const next = column.first + by;
    from[layer + 1] = next >= column.units ? 0 : Math.max(0, Math.min(next, column.units - column.shown));
    actions.redraw();
  }

  /** On a unit. The model may know less than the keys that came since. @param {KeyboardEvent} event @param {{layer: number, unit: number}} spot */
  function onkeydown(event, { layer, unit }) {
    const layers = layersOf();
    const along = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? layers.length - 1 : layer + (across ?? 0);
    if (!along && to === layer) {
      if (event.key === 'Escape' && picked) {
        event.preventDefault();
        pick(null);
      }
      return;
    }
    event.preventDefault();
    if (to < 0 || to >= layers.length) return;
    const wanted = Math.max(0, Math.min(unit + (along ?? 0), layers[to].units - 1));
    const column = layout?.columns[to + 1];
    if (column && wanted < column.first) turn(to, wanted - column.first);
    else if (column && wanted >= column.first + column.shown) turn(to, wanted - column.first - column.shown + 1);
    arrange();
    buttonOf({ layer: to, unit: wanted })?.focus();
  }

  /** @param {number} l of the plan @param {number} i */
  function unitButton(l, i) {
    const spot = () => ({ layer: l - 1, unit: (layout?.columns[l].first ?? 0) + i });
    return h('button', { class: 'net-unit',
      onpointerenter: () => point(spot().layer, spot().unit),
      onfocus: () => point(spot().layer, spot().unit),
      onkeydown: (/** @type {KeyboardEvent} */ event) => onkeydown(event, spot()),
      onclick: () => pick(spot()) });
  }

  /** The buttons over the units and the names under the layers, when they are others. */
  function arrange() {
    const layers = layersOf();
    const width = element.clientWidth;
    const height = scroller.clientHeight;
    const key = [width, height, lane.index, model.state.lang, ...from, ...layers.flatMap(({ units: n, inputs, activation }) => [n, inputs, activation])].join();
    if (!width || key === planned) return;
    planned = key;
    layout = plan([layers[0].inputs, ...layers.map((layer) => layer.units)], from, width, height);
    style(field, 'width', `${layout.width}px`);
    style(field, 'height', `${layout.height}px`);
    const { columns, size } = layout;
    const { t } = model;
    const name = inputNames(model, 0);
    buttons = columns.map((column, l) => (l === 0 ? [] : column.spots.map((_, i) => unitButton(l, i))));
    const labels = columns.map((column, l) => {
      const hidden = column.units - column.shown;
      const title = l === 0 ? t('net.inputs') : l === columns.length - 1 ? t('net.output') : t('net.layer', { n: l });
      const label = hidden > 0 && l > 0
        ? h('button', { class: 'link net-label', onclick: () => turn(l - 1, column.shown), 'aria-label': `${title}: ${t('net.hidden', { n: hidden })}` }, `${column.first + 1}–${column.first + column.shown} / ${column.units} ›`)
        : h('span', { class: 'net-label' }, title);
      style(label, 'left', `${(column.x + column.right) / 2}px`);
      return label;
    });
    const inputs = columns[0].spots.map((spot, i) => {
      const label = h('span', { class: 'net-input' }, name(columns[0].first + i));
      style(label, 'right', `${/** @type {Plan} */ (layout).width - spot.x + 4}px`);
      style(label, 'top', `${spot.y + size / 2 - 9}px`);
      return label;
    });
    buttons.forEach((list, l) => list.forEach((button, i) => {
      const { x, y } = columns[l].spots[i];
      for (const [property, v] of /** @type {[string, number][]} */ ([['left', x], ['top', y], ['width', size], ['height', size]])) style(button, property, `${v}px`);
      attribute(button, 'aria-label', unitLabel(l - 1, columns[l].first + i));
    }));
    const held = units.contains(document.activeElement);
    units.replaceChildren(...buttons.flat(), ...labels, ...inputs);
    if (held) buttonOf(focus())?.focus();
  }

  /** @param {number} layer @param {number} unit */
  function unitLabel(layer, unit) {
    const layers = layersOf();
    return layer === layers.length - 1 ? model.t('net.outputUnit', { n: unit + 1 }) : model.t('net.unit', { layer: layer + 1, n: unit + 1 });
  }

  function draw() {
    const layers = layersOf();
    const colors = palette();
    const { layer, unit } = focus();
    const edited = picked && picked.layer === layer && picked.unit === unit ? card.edited : null;
    const key = [planned, colors.key, model.inside.version, layer, unit, edited?.row, edited?.input, Boolean(known.units)].join();
    if (key === painted || !layout) return;
    painted = key;
    const largest = largestWeight(layers);
    const context = prepareFixed(canvas, layout.width, layout.height);
    const pointed = { layer: layer + 1, unit };
    drawLinks(context, layout, layers, largest, colors, pointed, edited);
    drawUnits(context, layout, known.units ?? null, layers, colors, colors.css[lane.family] ?? colors.css.ink, pointed);
    const { t } = model;
    const shape = [layers[0].inputs, ...layers.map((each) => each.units)].join('-');
    text(links, [t('net.legend', { w: number(largest) }), t(model.data?.inputs === 1 ? 'net.legendLines' : 'net.legendMaps'), sliceText(model)].filter(Boolean).join(t('list.semicolon')));
    attribute(canvas, 'aria-label', t('net.summary', { shape, step: known.network.step, w: number(largest) }));
  }

  function writeWords() {
    const layers = layersOf();
    const { layer, unit } = focus();
    const { t } = model;
    const lines = known.sample?.layers?.length === layers.length ? unitWords(model, layers, known.sample, layer, unit) : [];
    text(named, t('net.says', { unit: unitLabel(layer, unit), f: layers[layer].activation === 'own' ? t('own.family') : t(`${layer < layers.length - 1 ? 'name' : 'head'}.${layers[layer].activation}`) }));
    while (said.children.length > lines.length) said.lastChild?.remove();
    while (said.children.length < lines.length) said.append(h('span'));
    lines.forEach((line, i) => text(said.children[i], line));
    // Told while it stands; one that changes ten times a second is read on request.
    attribute(sentence, 'aria-live', model.phase === 'playing' ? 'off' : 'polite');
  }

  /** Of the layer pointed at. */
  function rows() {
    const { layer } = focus();
    const { units: n, pieces, b } = known.network.layers[layer];
    const { z, a, slope } = known.sample.layers[layer];
    return Array.from({ length: n * pieces }, (_, r) => [unitLabel(layer, Math.floor(r / pieces)) + (pieces > 1 ? ` z${(r % pieces) + 1}` : ''), b?.[r] ?? '–', z[r], a[Math.floor(r / pieces)], slope?.[r] ?? '–']);
  }

  /** @param {Lane} of */
  function asks(of) {
    const layers = layersOf();
    const parameters = Math.max(1, of.parameters);
    const sizeFor = (/** @type {number[]} */ sizes) => sizes.find((size) => (model.data?.inputs === 1 ? size : size * size) * parameters <= WORK) ?? sizes[sizes.length - 1];
    const most = Math.max(16, ...(layout?.columns.map(({ shown }) => shown) ?? []));
    const firsts = layout?.columns.map(({ first }) => first) ?? [];
    const columns = (model.data?.inputs ?? 0) > 2 && { columns: model.data?.shown };
    const list = [
      { lane: of.index, question: 'network' },
      { lane: of.index, question: 'sample', options: { index: sampleOf(model) } },
      { lane: of.index, question: 'units', options: { size: sizeFor(SIZES), most: Math.min(MOST, most), ...columns, ...(firsts.some((first) => first > 0) && { from: firsts }) } },
    ];
    if (picked) list.push({ lane: of.index, question: 'units', options: { size: sizeFor(LARGE_SIZES), most: 1, ...columns, from: [0, ...layers.map((_, l) => (l === picked?.layer ? picked.unit : 0))] } });
    return list;
  }

  /** @param {Model} next @param {Lane} of @param {boolean} [numbers] */
  function update(next, of, numbers = true) {
    model = next;
    lane = of;
    if (race !== model.raceId) {
      race = model.raceId;
      known = {};
      from = [];
      picked = null;
      planned = painted = '';
    }
    words.update(model);
    const wanted = asks(lane);
    ['network', 'sample', 'units', 'large'].forEach((name, i) => {
      const answer = wanted[i] && model.inside.answer(wanted[i]);
      if (answer) known[name] = answer;
    });
    sample.update(model);
    show(table.element, Boolean(known.sample));
    show(card.element, Boolean(picked && known.network));
    attribute(main, 'data-open', Boolean(picked));
    if (!known.network) return;
    arrange();
    const spot = focus();
    buttons.forEach((list, l) => list.forEach((button, i) => attribute(button, 'tabindex', l === spot.layer + 1 && (layout?.columns[l].first ?? 0) + i === spot.unit ? '0' : '-1')));
    writeWords();
    const sight = picked ? `${planned} ${picked.layer}` : '';
    if (sight !== seen && layout) {
      seen = sight;
      // The links to the unit stay in sight beside it.
      if (picked) scroller.scrollLeft = Math.max(layout.columns[picked.layer].x - 24, layout.columns[picked.layer + 1].right + 10 - scroller.clientWidth);
    }
    if (picked) card.update(model, lane, known.network.layers, known.sample, known.large, picked.layer, picked.unit, unitLabel(picked.layer, picked.unit), numbers);
    draw();
    if (numbers && known.sample?.layers) table.update(model.t, ['', 'b', 'z', 'a', 'f′(z)'], rows);
  }

  return {
    element,
    asks(next, of) {
      model = next;
      return asks(of);
    },
    update: (next, of, due) => update(next, of, due.numbers),
  };
}
