// One lane large: its map with the points, f and its derivative with the stretch in use, its numbers, start and seeds.

/** @import { Actions, Due, Lane, Model, View } from '../types/views.js' */

import { attribute, h, show, style, svg, text, value, Words } from '../dom.js';
import { startNote } from './certificate.js';
import { palette } from './colors.js';
import { path } from './curve.js';
import { SeedDots } from './dots.js';
import { paint } from './field.js';
import * as format from './format.js';
import { ranks, scoreKind, scoreText, seedCount, stateText, stepsOf } from './lane.js';
import { sliceText } from './shown.js';
import { minus } from '../text.js';
import { createWhy } from './why.js';

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createTileLarge(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  let shown = -1; // the lane
  const title = h('h2', { id: 'large-title' });
  const go = (/** @type {number} */ by) => actions.openLane((shown + by + model.lanes.length) % model.lanes.length);
  const previous = words.attribute(h('button', { onclick: () => go(-1) }, '‹'), 'aria-label', 'large.previous');
  const next = words.attribute(h('button', { onclick: () => go(1) }, '›'), 'aria-label', 'large.next');
  const close = words.button('drawer.close', () => actions.openLane(null));
  const inside = words.button('large.inside', () => actions.lookInside(shown));
  const canvas = h('canvas', { role: 'img' });
  const mapCaption = h('figcaption');
  const mapFigure = h('figure', { class: 'large-map' }, canvas, mapCaption);
  const plot = new CurvePlot();
  const why = createWhy(actions);
  const curveCaption = h('figcaption');
  const numbers = h('dl', { class: 'numbers' });
  const dots = new SeedDots();
  const seedText = h('p', { class: 'seed-text' });
  const isolate = h('input', { type: 'checkbox', onchange: () => actions.isolate(isolate.checked ? shown : null) });
  const pin = h('input', { type: 'checkbox', onchange: () => {
    const rest = (model.state.pinned ?? []).filter((/** @type {number} */ lane) => lane !== shown);
    actions.set('pinned', pin.checked ? [...rest, shown].slice(-4) : rest);
  } });
  const dialog = h('dialog', { class: 'large', 'aria-labelledby': 'large-title' },
    h('div', { class: 'drawer-head' }, title, h('span', { class: 'buttons' }, inside, previous, next, close)),
    h('div', { class: 'large-body' }, mapFigure,
      h('div', { class: 'large-side' }, why.element,
        h('figure', { class: 'large-curve' }, plot.element, curveCaption),
        numbers, h('div', { class: 'large-seeds' }, dots.element, seedText),
        h('label', { class: 'check' }, isolate, words.text(h('span'), 'large.isolate')),
        h('label', { class: 'check' }, pin, words.text(h('span'), 'large.pin')))));
  dialog.addEventListener('cancel', (/** @type {Event} */ event) => {
    event.preventDefault();
    actions.openLane(null);
  });
  dialog.addEventListener('click', (/** @type {Event} */ event) => event.target === dialog && actions.openLane(null));
  dialog.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.stopPropagation();
      go(event.key === 'ArrowLeft' ? -1 : 1);
    }
  });
  root.append(dialog);
  let painted = '';

  /** @param {Model} fresh @param {Due} due */
  function update(fresh, due) {
    model = fresh;
    const { state, t } = model;
    const lane = state.open === null || state.open === undefined ? null : model.lanes[state.open];
    if (!lane) {
      if (!dialog.open) return;
      dialog.close();
      if (model.inside.lanes.length === 0) actions.want([]);
      return;
    }
    const changed = shown !== lane.index || !dialog.open;
    shown = lane.index;
    if (!dialog.open) dialog.showModal();
    why.update(model, lane);
    if (words.update(model) || changed || due.numbers) writeNumbers(lane, t, state);
    const size = Math.max(200, Math.min(420, mapFigure.clientWidth, window.innerHeight - 170));
    const key = `${size} ${shown} ${palette().key} ${model.fields?.version} ${model.fits?.version}`;
    if (key !== painted || changed) {
      painted = key;
      canvas.style.width = canvas.style.height = `${size}px`;
      paint(canvas, size, model, shown, { large: true });
    }
  }

  /** @param {Lane} lane @param {Model['t']} t @param {Model['state']} state */
  function writeNumbers(lane, t, state) {
    text(title, lane.name);
    attribute(dialog, 'data-family', lane.family);
    plot.update(lane);
    text(curveCaption, lane.band ? t('large.curveBand', { lo: minus(format.setting(Number(lane.band[0].toFixed(2)))), hi: minus(format.setting(Number(lane.band[1].toFixed(2)))) }) : t('large.curve'));
    const rank = ranks(model.lanes)[lane.index];
    const rows = [
      ['table.state', lane.state === 'diverged' || lane.state === 'stopped' ? `${stateText(lane, t)} (${t('tile.atStep', { step: lane.stateStep })})` : stateText(lane, t)],
      ['large.rank', rank === null ? '–' : t('tile.rank', { n: rank })],
      [`score.${scoreKind(model)}`, Number.isFinite(lane.testScore) ? t('large.both', { train: scoreText(model, lane.trainScore), test: scoreText(model, lane.testScore) }) : scoreText(model, lane.trainScore)],
      ['table.trainLoss', Number.isFinite(lane.testLoss) ? t('large.both', { train: format.loss(lane.trainLoss), test: format.loss(lane.testLoss) }) : format.loss(lane.trainLoss)],
      ['table.parameters', lane.learned === null ? String(lane.parameters) : t('large.learned', { n: lane.parameters, value: minus(format.setting(Number(lane.learned.toFixed(3)))) })],
      ['table.cost', lane.stepOf > 0 ? format.milliseconds(lane.milliseconds / lane.stepOf) : '–'],
      ['certificate.start', `${lane.startHash ?? '–'} · ${startNote(lane, t)}`],
    ];
    while (numbers.children.length < 2 * rows.length) numbers.append(h('dt'), h('dd'));
    rows.forEach(([key, tell], i) => {
      text(numbers.children[2 * i], t(key));
      text(numbers.children[2 * i + 1], tell);
    });
    dots.update(lane.seeds, model.seedsTotal || 20);
    const { learned, done } = seedCount(lane);
    const [lo, hi] = format.wilson(learned, done);
    const middle = stepsOf(lane, 0.5);
    text(seedText, done ? t(middle === null ? 'large.seeds' : 'large.seedsMedian', { learned, done, lo: format.percent(lo), hi: format.percent(hi), median: middle }) : '');
    show(seedText, done > 0);
    value(isolate, state.isolated === shown);
    value(pin, Boolean(state.pinned?.includes(shown)));
    text(mapCaption, [t(model.data?.kind === 'values' ? 'large.fit' : 'large.map'), sliceText(model)].filter(Boolean).join(' · '));
    attribute(canvas, 'aria-label', `${mapCaption.textContent}: ${lane.name}`);
    style(dialog, '--family', `var(--${lane.family})`);
  }
  return { update };
}

/** f (solid, thick where the data are) and f′ (dashed) over the same x, with numbers on the axes. */
class CurvePlot {
  #f = svg('path', { class: 'f' });
  #slope = svg('path', { class: 'slope' });
  #band = svg('path', { class: 'band' });
  #axis = svg('g', { class: 'axis' });
  /** @type {any} */
  #curve = null;

  constructor() {
    this.element = svg('svg', { class: 'curve-plot', viewBox: '0 0 360 170', role: 'img', 'aria-label': "f, f'" }, this.#axis, this.#slope, this.#f, this.#band);
  }

  /** @param {Lane} lane */
  update(lane) {
    const { curve, band } = lane;
    if (!curve) return;
    const lo = Math.max(-5, curve.lo);
    const hi = Math.min(5, curve.hi);
    const reach = [...curve.value, ...curve.slope].filter(Number.isFinite);
    const top = Math.min(3, Math.max(1.1, ...reach)) + 0.1;
    const bottom = Math.max(-2, Math.min(-0.2, ...reach)) - 0.1;
    const x = (/** @type {number} */ v) => 8 + ((v - lo) / (hi - lo)) * 330;
    const y = (/** @type {number} */ v) => 6 + ((top - Math.max(bottom - 1, Math.min(top + 1, v))) / (top - bottom)) * 148;
    if (curve !== this.#curve) {
      this.#curve = curve;
      const label = (/** @type {number} */ a, /** @type {number} */ b, /** @type {string} */ words) => svg('text', { x: a, y: b }, words);
      const numbers = [];
      for (let v = Math.ceil(lo); v < hi; v++) if (v % 2 === 0 && v !== 0) numbers.push(label(x(v) - 4, Math.min(y(0) + 13, 167), minus(v)));
      for (let v = Math.ceil(bottom); v <= top; v++) if (v !== 0) numbers.push(label(x(0) + 4, y(v) + 4, minus(v)));
      this.#axis.replaceChildren(svg('path', { d: `M8 ${y(0)}H338M${x(0)} 6V154` }), ...numbers, label(346, y(0) + 4, 'z'));
      attribute(this.#f, 'd', path(curve, curve.value, lo, hi, x, y));
      attribute(this.#slope, 'd', path(curve, curve.slope, lo, hi, x, y));
    }
    const known = band && Number.isFinite(band[0]) && Number.isFinite(band[1]);
    const from = known ? Math.max(lo, Math.min(hi - 0.1, band[0])) : 0;
    attribute(this.#band, 'd', known ? path(curve, curve.value, from, Math.max(from + 0.1, Math.min(hi, band[1])), x, y) : '');
  }
}
