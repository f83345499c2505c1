// The pictures of a race one can take along: the curves, all maps on a sheet, the map of one lane.

/** @import { Actions, Lane, Model } from '../types/views.js' */

import { h } from '../dom.js';
import { createChart } from './chart.js';
import { palette } from './colors.js';
import { prepare } from './canvas.js';
import { paint } from './field.js';
import { loss } from './format.js';
import { scoreText, stateText } from './lane.js';
import { pictureOf } from './picture.js';
import { sentence } from './result.js';
import { experimentText } from './sentence.js';
import { sliceText } from './shown.js';

export const everything = { numbers: true, maps: true, curves: true };

/** The settings a picture was made with, in words. @param {Model} model */
export function settingsText(model) {
  const { t, state: { spec } } = model;
  const seed = `${t('option.seed')} ${spec.data.textSeed ?? spec.seed}`;
  return [experimentText(model).trim(), seed, t('transport.where', { step: model.step, budget: model.budget }), sliceText(model)].filter(Boolean).join(' · ');
}

/** What a file of this race is called. @param {Model} model @param {string} what with the ending */
export function fileName({ state: { scene, spec }, step }, what) {
  const of = scene ?? (spec.data.points ? 'points' : spec.data.generator);
  return `nonlin-${of}-seed${spec.data.textSeed ?? spec.seed}-step${step}-${what}`.replace(/[^\w.-]+/g, '_');
}

/** The curves. @param {Model} model @param {Actions} actions */
export function printChart(model, actions) {
  // Drawn at a size of its own, whatever the screen's is.
  const host = h('div', { class: 'print-host' });
  document.body.append(host);
  const chart = createChart(host, actions);
  const words = { title: `${model.t('loss.train')} · ${sentence(model).trim()}`, settings: settingsText(model) };
  const picture = pictureOf(host, words, () => chart.update(model, everything));
  host.remove();
  return picture;
}

/** One lane's map or fitted curve, large. @param {Model} model @param {Lane} lane */
export function printLane(model, lane) {
  const canvas = h('canvas');
  const title = `${lane.name} · ${stateText(lane, model.t)} · ${model.t('loss.train')} ${loss(lane.trainLoss)}`;
  return pictureOf(canvas, { title, settings: settingsText(model) }, () => paint(canvas, 560, model, lane.index, { large: true, height: height(model, 560) }));
}

/** All lanes on one sheet. @param {Model} model */
export function printSheet(model) {
  const canvas = h('canvas');
  return pictureOf(canvas, { title: sentence(model).trim(), settings: settingsText(model) }, () => drawSheet(canvas, model));
}

/** What is open on the page that is a picture as a whole: the panels inside, the luck meter, the phase map. @returns {{title: string, element: HTMLElement}[]} */
export function viewsShown() {
  const open = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.inside-panel, .panel-seeds, .panel-map')]).filter((element) => element.clientWidth > 0);
  return open.map((element) => ({ element, title: (element.querySelector('h2') ?? document.getElementById(element.getAttribute('aria-labelledby') ?? ''))?.textContent ?? '' }));
}

/** @param {Model} model @param {{title: string, element: HTMLElement}} view @param {() => void} redraw */
export function printView(model, { title, element }, redraw) {
  const of = element.matches('.panel-map') ? model.lanes[model.map.lane] : null;
  const words = { title: of ? model.t('inside.title', { panel: title, lane: of.name }) : title, settings: settingsText(model) };
  return pictureOf(element, words, redraw, true);
}

/** A fitted curve is wider than high. @param {Model} model @param {number} size */
const height = (model, size) => (model.data?.inputs === 1 ? Math.round(0.66 * size) : size);

/** @param {HTMLCanvasElement} canvas @param {Model} model */
function drawSheet(canvas, model) {
  const size = 200;
  const gap = 16;
  const line = 20;
  const tall = height(model, size) + 2 * line + gap;
  const columns = Math.ceil(Math.sqrt(model.lanes.length));
  const rows = Math.ceil(model.lanes.length / columns);
  const context = prepare(canvas, columns * (size + gap) - gap, rows * tall - gap);
  const { ink, muted } = palette().css;
  const family = getComputedStyle(document.documentElement).fontFamily;
  const map = h('canvas');
  model.lanes.forEach((lane, i) => {
    const x = (i % columns) * (size + gap);
    const y = Math.floor(i / columns) * tall;
    context.font = `600 14px ${family}`;
    context.fillStyle = ink;
    context.fillText(lane.name, x, y + 14, size);
    paint(map, size, model, lane.index, { height: height(model, size) });
    context.drawImage(map, x, y + line, size, height(model, size));
    context.font = `13px ${family}`;
    context.fillStyle = muted;
    context.fillText(`${stateText(lane, model.t)} · ${scoreText(model, lane.trainScore)}`, x, y + tall - gap - 5, size);
  });
}
