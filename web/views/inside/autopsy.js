// Why a lane diverged: the first number that was no longer finite, how the numbers grew in the steps before, and a rate that the
// lane survives.

/** @import { Actions, Lane, Model, Panel } from '../../types/views.js' */

import { attribute, h, show, style, svg, text, value, Words } from '../../dom.js';
import { axisNumber, createScale, powers, roundNumbers, sized } from '../axis.js';
import { integer, setting } from '../format.js';
import { hatching, label } from './draw.js';
import { follow } from './follow.js';
import { origin, sizes, tableOf } from './growth.js';
import { createPlayButton } from './play-button.js';
import { NumbersTable } from './table.js';
import { subscript } from './unit-words.js';

const signs = ['|z|', '|δ|', '‖∂L/∂W‖', '‖W‖'];
const height = 190;
const top = 12;
const bottom = height - 34;

/** A rate of plain SGD that is too large for most lanes. */
const TOO_LARGE = 100;

/** Milliseconds between two steps of the replay. */
const PLAY_MS = 300;

let instances = 0;

/** @param {Actions} actions @returns {Panel} */
export function createAutopsy(actions) {
  const words = new Words();
  const hatch = `crash-${++instances}`;
  const said = h('p', { class: 'crash-said' });
  const chain = h('p', { class: 'hint' });
  const choices = sizes.map((id, i) => words.attribute(h('button', { onclick: () => choose(i) }, signs[i]), 'title', `crash.${id}`));
  const slider = words.attribute(h('input', { type: 'range', min: 0, step: 1, oninput: () => go(Number(slider.value)) }), 'aria-label', 'crash.replay');
  const play = createPlayButton(actions, 'crash.play', PLAY_MS, () => {
    if (place === last()) return false;
    go(place + 1);
    return true;
  }, () => {
    if (place === last()) place = 0;
  });
  const when = h('output');
  const picture = svg('svg', { class: 'crash-picture', role: 'img' });
  const caption = h('figcaption', { class: 'hint' });
  const find = words.button('crash.find', search);
  const found = h('span', { role: 'status' });
  const use = h('button', { onclick: () => rate && actions.setRate(lane.index, rate) });
  const table = new NumbersTable();
  const rest = h('div', { class: 'crash-rest' }, chain,
    h('div', { class: 'panel-tools' }, h('span', { class: 'segment', role: 'group' }, ...choices), play.element, slider, when), picture, caption,
    h('p', { class: 'buttons' }, find, found, use), table.element);
  const make = h('button', { onclick: diverge });
  const others = h('p', { class: 'buttons' });
  const element = h('figure', { class: 'crash' }, said, others, rest);
  const asked = follow(actions, 'autopsy', element);
  /** @type {Model} */ let model;
  /** @type {Lane} */ let lane;
  /** @type {any} */ let shown = null;
  /** @type {ReturnType<typeof tableOf>} */ let numbers;
  let size = 0;
  /** The step shown, from 0. */ let place = 0;
  let drawn = '';
  let subject = '';
  /** Found to be survived; null: none was. @type {number | null | undefined} */ let rate;
  let searching = false;
  let offered = '';

  const last = () => numbers.steps.length - 1;
  /** @param {number} i */
  function choose(i) {
    size = i;
    actions.redraw();
  }
  /** @param {number} i */
  function go(i) {
    place = i;
    actions.redraw();
  }

  /** Has lanes diverge, to have something to look at. */
  async function diverge() {
    if ((await actions.setSpecs([['optimizer', { id: 'sgd', rate: TOO_LARGE }]])) === null && model.phase !== 'playing') actions.toggle();
  }

  /** Where there is something to see when this lane is well. */
  function offer() {
    const { t, lanes, state: { spec: { optimizer } } } = model;
    const found = lane.state === 'diverged' ? [] : lanes.filter(({ state }) => state === 'diverged');
    const told = optimizer.id === 'sgd' && optimizer.rate >= TOO_LARGE;
    const key = `${found.map(({ index }) => index)} ${told} ${lane.state === 'diverged'} ${model.state.lang} ${model.raceId}`;
    if (key === offered) return;
    offered = key;
    text(make, t('crash.make', { rate: TOO_LARGE }));
    others.replaceChildren(...(found.length ? [t('crash.others'), ...found.map(({ index, name }) => h('button', { onclick: () => actions.lookInside(index) }, name))]
      : told || lane.state === 'diverged' ? [] : [make]));
  }

  async function search() {
    const own = subject;
    searching = true;
    actions.redraw();
    const answer = await actions.survivingRate(lane.index);
    searching = false;
    if (own === subject) rate = answer;
    actions.redraw();
  }

  /** @param {Model} fresh @param {Lane} each */
  function update(fresh, each) {
    [model, lane] = [fresh, each];
    words.update(model);
    const { t } = model;
    style(element, '--family', `var(--${lane.family})`);
    const own = `${model.raceId} ${lane.index}`;
    if (own !== subject) {
      [subject, rate] = [own, undefined];
      play.stop();
    }
    offer();
    const answer = asked.update(model, lane, lane.state === 'diverged' && String(lane.stateStep));
    const ready = lane.state === 'diverged' && answer?.done;
    show(rest, Boolean(ready));
    if (!ready) {
      text(said, lane.state !== 'diverged' ? t('crash.none') : answer?.error ?? (answer?.done === false ? t('ward.working', { step: answer.step, to: answer.to }) : t('why.pending')));
      return;
    }
    if (answer !== shown) {
      shown = answer;
      numbers = tableOf(answer);
      place = last();
      drawn = '';
    }
    play.update(model);
    attribute(slider, 'max', String(last()));
    value(slider, place);
    choices.forEach((button, i) => attribute(button, 'aria-pressed', String(i === size)));
    attribute(find, 'disabled', searching);
    const written = rate && setting(rate);
    text(found, searching ? t('crash.searching') : rate === undefined ? '' : t(rate === null ? 'crash.noRate' : 'crash.rate', { rate: written }));
    show(use, Boolean(rate));
    text(use, t('crash.use', { rate: written }));
    const key = `${size} ${place} ${element.clientWidth} ${model.state.lang}`;
    if (key === drawn) return;
    drawn = key;
    write();
    draw();
  }

  /** @param {number} layer */
  const nameOf = (layer) => (layer === numbers.layers - 1 ? model.t('crash.output') : model.t('signals.layer', { n: layer + 1 }));
  /** @param {{part: string, layer: number, block: string}} overflow */
  const partOf = ({ part, layer, block }) => model.t(`broke.${part}`, { layer: nameOf(layer), block: block.replace(/\d+$/, (n) => subscript(Number(n) + 1)) });

  function write() {
    const { t } = model;
    const [first, ...then] = shown.overflows;
    const grown = shown.met ? origin(numbers) : null;
    text(said, [t('crash.first', { step: shown.step, part: first ? partOf(first) : t('broke.loss') }),
      !shown.met ? t('crash.edited') : grown ? t('crash.grew', { layer: nameOf(grown.layer), from: sized(grown.from), to: sized(grown.to), n: grown.steps }) : t('crash.sudden')].join(t('list.sentence')));
    text(chain, then.length ? t('crash.then', { parts: then.slice(0, 5).map(partOf).join(t('list.comma')) + (then.length > 5 ? ' …' : '') }) : '');
    text(when, t('crash.step', { step: numbers.steps[place] }));
    text(caption, `${signs[size]}: ${t(`crash.${sizes[size]}`)}${t('list.sentence')}${t('crash.legend', { step: numbers.steps[place] })}`);
    const now = Array.from({ length: numbers.layers }, (_, layer) => `${nameOf(layer)} ${sized(numbers.at(place, layer, size))}`);
    attribute(picture, 'aria-label', `${signs[size]}${t('list.comma')}${when.textContent}${t('list.semicolon')}${now.join(t('list.comma'))}`);
    table.update(t, [t('crash.steps'), t('crash.layers'), ...signs], () => numbers.steps.flatMap((step, i) =>
      Array.from({ length: numbers.layers }, (_, layer) => [step, nameOf(layer), ...sizes.map((_, k) => sized(numbers.at(i, layer, k)))])));
  }

  /** Lines over the steps at the left, bars of one step at the right, over the same axis. */
  function draw() {
    const { layers, steps, at } = numbers;
    const width = element.clientWidth;
    if (width < 200) return;
    const all = steps.flatMap((_, i) => Array.from({ length: layers }, (_, layer) => at(i, layer, size))).filter((x) => x > 0 && Number.isFinite(x));
    const lo = 10 ** Math.floor(Math.log10(Math.min(1, ...all)));
    const hi = 10 ** Math.ceil(Math.log10(Math.max(10 * lo, ...all)) + 0.01);
    const y = createScale(lo, hi, bottom, top, true);
    const left = 40;
    const middle = left + (width - left) * 0.56;
    const bars = middle + 14;
    const x = createScale(steps[0], Math.max(steps[0] + 1, steps[steps.length - 1]), left, middle - 14, false);
    const labels = [];
    let grid = '';
    const decades = powers(lo, hi).filter((v) => Number.isInteger(Math.log10(v)));
    const every = Math.ceil(decades.length / 8);
    decades.forEach((v, i) => {
      if (i % every !== 0) return;
      grid += `M${left} ${y.at(v)}H${width}`;
      labels.push(label(left - 4, y.at(v) + 4, axisNumber(v, true), 'end'));
    });
    for (const step of roundNumbers(steps[0], steps[steps.length - 1], 6)) if (Number.isInteger(step)) labels.push(label(x.at(step), bottom + 15, integer(step)));
    labels.push(label(left, height - 4, model.t('crash.steps'), 'start'), label(bars, height - 4, model.t('crash.layers'), 'start'));
    const shapes = [];
    /** @type {number[][]} where lines are named */ const named = [];
    const room = (width - bars - 4) / layers;
    for (let layer = 0; layer < layers; ++layer) {
      let d = '';
      /** @type {number[]} */ let end = [];
      steps.forEach((step, i) => {
        const v = at(i, layer, size);
        if (!(v > 0) || !Number.isFinite(v)) return;
        d += `${d ? 'L' : 'M'}${x.at(step).toFixed(1)} ${y.at(v).toFixed(1)}`;
        end = [x.at(step), y.at(v)];
      });
      shapes.push(svg('path', { class: 'crash-line', d, 'stroke-opacity': (0.35 + (0.65 * (layer + 1)) / layers).toFixed(2) }));
      if (d && !named.some(([a, b]) => Math.abs(a - end[0]) < 10 && Math.abs(b - end[1]) < 11)) {
        named.push(end);
        labels.push(label(end[0] + 3, end[1] + 4, String(layer + 1), 'start'));
      }
      const v = at(place, layer, size);
      const here = bars + room * layer;
      const finite = Number.isFinite(v);
      const from = finite ? (v > 0 ? y.at(v) : bottom) : top;
      const wide = Math.min(28, room - 3);
      shapes.push(svg('rect', { class: finite ? 'crash-bar' : 'crash-over', fill: `url(#${hatch})`, x: here.toFixed(1), y: from.toFixed(1), width: wide.toFixed(1), height: (bottom - from).toFixed(1) }));
      labels.push(label(here + wide / 2, bottom + 15, String(layer + 1)));
      const told = finite ? sized(v) : '∞';
      if (room > 7 * told.length) labels.push(label(here + wide / 2, Math.max(top - 2, from - 3), told));
    }
    const here = x.at(steps[place]);
    attribute(picture, 'viewBox', `0 0 ${width} ${height}`);
    picture.replaceChildren(hatching(hatch), svg('path', { class: 'grid', d: grid }), ...shapes, svg('path', { class: 'crash-now', d: `M${here} ${top}V${bottom}` }), ...labels);
  }

  return { element, asks: () => [], update };
}
