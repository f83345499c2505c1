// Loss landscape: the training loss on a plane through the lane's weights, and the path walked, projected onto it.

/** @import { Actions, Ask, Due, Lane, Model, Panel } from '../../types/views.js' */

import { attribute, h, options, show, style, text, value, Words } from '../../dom.js';
import { palette } from '../colors.js';
import * as format from '../format.js';
import { crosshair } from './crosshair.js';
import { boxOf, heightOf, lossRange, paintSlice } from './slice-map.js';
import { NumbersTable } from './table.js';

/** Intervals between points across and up, and at least; multiplications a slice may take. */
const ACROSS = 48;
const UP = 28;
const FEWEST = 1 / 4;
const WORK = 3e8;

/** States of a path, at most and at least; multiplications for finding its directions. */
const PATH = [64, 8];
const PATH_WORK = 4e7;

/** Milliseconds after which it is said that something is being computed. */
const PATIENCE_MS = 300;

/** A loss: small ones count here. @param {number} x */
const lossText = (x) => (Number.isFinite(x) ? format.significant(x, 2) : format.loss(x));

/** What a panel asks about a lane. @param {Model} model @param {Lane} lane @returns {Ask} */
function askOf({ data, state }, { index, parameters }) {
  const { plane, seed, weights } = state.slice;
  const work = ACROSS * UP * (data?.trainCount ?? 1) * Math.max(1, parameters);
  const share = Math.max(FEWEST, Math.min(1, Math.sqrt(WORK / work)));
  const points = (/** @type {number} */ most) => 2 * Math.floor((share * most) / 2) + 1;
  const path = Math.max(PATH[1], Math.min(PATH[0], Math.floor(Math.sqrt(PATH_WORK / Math.max(1, parameters)))));
  return { lane: index, question: 'slice', options: { plane, columns: points(ACROSS), rows: points(UP), seed, ...(plane === 'weights' && { weights }) }, rest: true, path };
}

/** @param {Actions} actions @returns {Panel} */
export function createLandscape(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  /** @type {Lane} */ let lane;
  /** The latest answer, and the race it is of. @type {any} */ let slice = null;
  let race = -1;
  let drawn = '';
  /** @type {any} */ let drawnSlice = null;
  let outdatedSince = 0;
  /** The point of the slice that is pointed at. */ let place = { column: 0, row: 0, shown: false };

  const canvas = h('canvas', { role: 'img', class: 'land-canvas' });
  const mark = h('div', { class: 'land-mark', hidden: true });
  const status = h('span', { class: 'hint', role: 'status' });
  const here = h('p', { 'aria-live': 'polite' });
  const summary = h('p');
  const held = h('p');
  const color = h('li');
  const refused = h('p');
  const change = (/** @type {any} */ changes) => actions.set('slice', { ...model.state.slice, ...changes });
  const plane = words.attribute(h('select', { onchange: () => change({ plane: plane.value }) }), 'aria-label', 'land.plane');
  const another = words.button('land.another', () => change({ seed: model.state.slice.seed + 1 }));
  const weights = ['land.first', 'land.second'].map((key, i) => {
    const set = (/** @type {any} */ weight) => change({ weights: model.state.slice.weights.map((/** @type {any} */ old, /** @type {number} */ k) => (k === i ? weight : old)) });
    const block = words.attribute(h('select', { onchange: () => set({ block: block.value, index: 0 }) }), 'aria-label', key);
    const index = words.attribute(h('input', { type: 'number', min: 0, step: 1, onchange: () => index.checkValidity() && set({ block: block.value, index: Number(index.value) }) }), 'aria-label', 'land.index');
    return { block, index, element: h('span', { class: 'buttons' }, block, index) };
  });
  const table = new NumbersTable();
  const figure = h('figure', {}, h('div', { class: 'land-map' }, canvas, mark),
    h('figcaption', {}, here, summary, held, h('ul', { class: 'legend' }, color, words.text(h('li'), 'land.legendPath')), table.element));
  const element = h('div', { class: 'landscape' }, h('p', { class: 'buttons' }, plane, another, ...weights.map((each) => each.element), status), refused, figure);

  crosshair(canvas, ([x, y]) => {
    if (!slice) return;
    const box = boxOf(slice, canvas.clientWidth);
    const to = (/** @type {number} */ pixel, /** @type {number} */ count) => Math.min(count - 1, Math.max(0, Math.round(pixel / box.step)));
    place = { column: to(x * canvas.clientWidth - box.left, slice.columns), row: to(y * canvas.clientHeight - box.top, slice.rows), shown: true };
    sayHere();
  }, () => {
    const box = boxOf(slice, canvas.clientWidth);
    return [box.step / canvas.clientWidth, box.step / canvas.clientHeight];
  });
  new ResizeObserver(() => model && draw()).observe(element);

  /** Where the middle of the plane is on the axes. @returns {[number, number]} */
  const middle = () => (slice.at ? [slice.at[0], slice.at[1]] : [0, 0]);

  function sayHere() {
    const { t } = model;
    show(mark, place.shown);
    if (!place.shown) return text(here, t('land.point'));
    const column = Math.min(place.column, slice.columns - 1);
    const row = Math.min(place.row, slice.rows - 1);
    const box = boxOf(slice, canvas.clientWidth);
    style(mark, 'left', `${box.left + column * box.step}px`);
    style(mark, 'top', `${box.top + row * box.step}px`);
    const [x, y] = middle();
    // Rounded to what a step between two points tells: the middle is 0 and not 1e-17.
    const at = (/** @type {number} */ v) => format.significant(Math.abs(v) < slice.spacing * 1e-6 ? 0 : v);
    text(here, t('land.here', { x: at(x + slice.left + column * slice.spacing), y: at(y + slice.top - row * slice.spacing), loss: lossText(slice.loss[row * slice.columns + column]) }));
  }

  /** The slices that are seen together. */
  function together() {
    const answers = model.inside.lanes.map((i) => (i === lane.index ? slice : model.inside.answer(askOf(model, model.lanes[i]))));
    return answers.filter((answer) => answer && !answer.error);
  }

  function draw() {
    const width = canvas.parentElement.clientWidth;
    if (!slice || slice.error || width < 160) return;
    const { t, state } = model;
    const range = lossRange(together());
    const colors = palette();
    const key = `${width} ${colors.key} ${range} ${state.lang}`;
    if (key === drawn && slice === drawnSlice) return;
    drawn = key;
    drawnSlice = slice;
    const unit = t(slice.plane === 'random' ? 'land.lengths' : 'land.distance');
    const names = state.slice.weights.map((/** @type {any} */ { block, index }, /** @type {number} */ i) => (slice.plane === 'weights' ? `${block}[${index}]` : t('land.direction', { n: i + 1, unit })));
    style(canvas, 'height', `${heightOf(boxOf(slice, width))}px`);
    paintSlice(canvas, width, slice, { range, colors, names, at: middle(), lossName: t('land.loss'), font: getComputedStyle(element).fontFamily });
    write(names);
  }

  /** What is seen, in words. @param {string[]} names of the axes */
  function write(names) {
    const { t } = model;
    const { plane: kind, step, columns, rows, here: loss, path } = slice;
    const finite = slice.loss.filter(Number.isFinite);
    const said = !finite.length ? t('land.infinite') : t('land.summary', { columns, rows, step, here: lossText(loss), lowest: lossText(Math.min(...finite)), highest: lossText(Math.max(...finite)) });
    const far = Math.max(...path.off);
    text(summary, said);
    const directions = kind === 'path' ? t('land.held', { share: format.percent(slice.share) }) : kind === 'weights' ? '' : t(model.state.slice.plane === 'path' ? 'land.start' : 'land.scaled');
    text(held, [directions, far > 0 ? t('land.caution', { off: format.significant(far) }) : t('land.slice')].filter(Boolean).join(t('list.sentence')));
    text(color, t(together().length > 1 ? 'land.common' : 'land.legendColor'));
    attribute(canvas, 'aria-label', `${lane.name}${t('list.semicolon')}${said} ${held.textContent}`);
    const [x, y] = middle();
    table.update(t, [t('land.step'), ...names, t('land.off')], () => Array.from(path.step, (at, i) => [format.integer(Number(at)), x + path.x[i], y + path.y[i], path.off[i]]));
    sayHere();
  }

  /** @param {Model} fresh @param {Lane} now @param {Due} due */
  function update(fresh, now, due) {
    model = fresh;
    lane = now;
    const { t, state } = model;
    const anew = words.update(model);
    if (race !== model.raceId) slice = null;
    race = model.raceId;
    const answer = model.inside.answer(askOf(model, lane));
    if (answer && !answer.error) slice = answer;
    show(refused, Boolean(answer?.error));
    if (answer?.error) text(refused, answer.error);
    show(figure, Boolean(slice) && !answer?.error);
    const running = model.phase === 'playing';
    const outdated = !running && (!answer || (!answer.error && answer.step !== lane.stepOf));
    if (!outdated) outdatedSince = model.now;
    text(status, outdated && model.now - outdatedSince > PATIENCE_MS ? t('land.computing') : running && slice ? t('land.running', { step: slice.step }) : '');
    if (due.numbers || anew) {
      options(plane, ['path', 'random', 'weights'].map((id) => [id, t(`land.${id}`)]));
      value(plane, state.slice.plane);
      show(another, state.slice.plane === 'random');
      weights.forEach(({ block, index, element: field }, i) => {
        const chosen = state.slice.weights[i];
        show(field, state.slice.plane === 'weights');
        options(block, (slice?.blocks ?? []).map((/** @type {any} */ { name }) => [name, name]));
        value(block, chosen.block);
        attribute(index, 'max', String((slice?.blocks.find((/** @type {any} */ { name }) => name === chosen.block)?.count ?? 1) - 1));
        value(index, chosen.index);
      });
    }
    draw();
  }

  return { element, asks: (model, lane) => [askOf(model, lane)], update };
}
