// Steps to the target over many seeds, a row of dots per lane: where it learned, the median, and at the right those that did
// not. No ranking is shown from one run.

/** @import { Actions, Due, Lane, Model, View } from '../types/views.js' */

import { attribute, h, text, Words } from '../dom.js';
import { roundNumbers } from './axis.js';
import { palette } from './colors.js';
import { prepare } from './field.js';
import * as format from './format.js';
import { seedCount } from './lane.js';

/** @param {HTMLElement} root @param {Actions} actions @param {{large?: boolean}} [how] @returns {View} */
export function createSeeds(root, actions, { large = false } = {}) {
  const words = new Words();
  const canvas = h('canvas', { role: 'img' });
  const caption = h('figcaption', { class: 'chart-caption' });
  const note = h('p', { class: 'hint' });
  const area = h('div', { class: 'seed-plot' }, canvas);
  root.append(h('figure', { class: 'seeds' }, caption, area, large ? note : null));
  let drawn = '';
  /** @type {any} */
  let drawnLanes = null;

  /** @param {Model} model @param {Due} due */
  function update(model, due) {
    if (!due.numbers || !root.clientHeight) return;
    words.update(model);
    const { t } = model;
    const target = model.baselines?.target ?? 0;
    const goal = target > 0 ? t('seeds.toLoss', { loss: format.setting(target) }) : t('seeds.toScore');
    text(caption, t('seeds.caption', { goal, n: model.seedsTotal || 20 }));
    text(note, model.seedsDone < model.seedsTotal ? t('seeds.computing', { done: model.seedsDone, total: model.seedsTotal }) : t('seeds.bound'));
    const width = area.clientWidth;
    const height = area.clientHeight;
    const key = [model.seedsDone, width, height, palette().key, model.state.lang, model.lanes.length, model.state.isolated, model.budget, devicePixelRatio].join(' ');
    if (key === drawn && model.lanes === drawnLanes) return;
    drawn = key;
    drawnLanes = model.lanes;
    draw(canvas, model, width, height, large);
    attribute(canvas, 'aria-label', model.lanes.map((lane) => {
      const { learned, done } = seedCount(lane);
      const middle = medianOf(lane);
      return t('seeds.row', { name: lane.name, learned, done, median: middle === null ? '–' : middle });
    }).join(t('list.semicolon')));
  }
  return { update };
}

/** @param {Lane} lane */
const medianOf = (lane) => format.median(lane.seeds.filter((seed) => seed && seed.state !== 'running').map((seed) => (seed.state === 'learned' ? seed.stateStep : null)));

/** @param {HTMLCanvasElement} canvas @param {Model} model @param {number} width @param {number} height @param {boolean} large */
function draw(canvas, model, width, height, large) {
  const colors = palette().css;
  const { lanes } = model;
  const axis = 18;
  const font = 12;
  const pitch = Math.min(large ? 26 : 20, (height - axis) / lanes.length);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = prepare(canvas, width, height);
  context.clearRect(0, 0, width, height);
  context.font = `${font}px ${getComputedStyle(canvas).fontFamily}`;
  context.textBaseline = 'middle';
  const name = Math.min(0.3 * width, 8 + Math.max(...lanes.map((lane) => context.measureText(lane.name).width)));
  const tail = large ? 140 : 58;
  const left = name + 6;
  const right = width - tail;
  const x = (/** @type {number} */ step) => left + (step / Math.max(1, model.budget)) * (right - left);
  const bottom = pitch * lanes.length;
  // Axis: numbers at round steps.
  context.fillStyle = colors.muted;
  context.strokeStyle = colors.grid;
  context.lineWidth = 1;
  context.textAlign = 'center';
  context.beginPath();
  for (const tick of roundNumbers(0, model.budget, 4)) {
    context.moveTo(Math.round(x(tick)) + 0.5, 0);
    context.lineTo(Math.round(x(tick)) + 0.5, bottom);
    context.fillText(format.integer(tick), x(tick), bottom + 9);
  }
  context.stroke();
  context.textAlign = 'left';
  lanes.forEach((lane, row) => {
    const y = (row + 0.5) * pitch;
    const color = colors[lane.family] ?? colors.ink;
    context.globalAlpha = model.state.isolated !== null && model.state.isolated !== row ? 0.3 : 1;
    context.fillStyle = colors.ink;
    context.textAlign = 'right';
    context.fillText(fit(context, lane.name, name), name, y + 0.5);
    context.textAlign = 'left';
    const done = lane.seeds.filter((seed) => seed && seed.state !== 'running');
    context.fillStyle = color;
    const r = Math.min(3, pitch / 4);
    const taken = new Map(); // dots at the same step are stacked, so that each can be counted
    for (const seed of done) {
      if (seed.state !== 'learned') continue;
      const n = taken.get(seed.stateStep) ?? 0;
      taken.set(seed.stateStep, n + 1);
      const shift = (n % 2 ? 1 : -1) * Math.ceil(n / 2) * Math.min(1.4, pitch / 10);
      context.beginPath();
      context.arc(x(seed.stateStep), y + Math.max(-pitch / 2 + r, Math.min(pitch / 2 - r, shift)), r, 0, 2 * Math.PI);
      context.fill();
    }
    const middle = medianOf(lane);
    if (middle !== null) {
      context.fillStyle = colors.ink;
      context.fillRect(Math.round(x(middle)) - 1, y - pitch * 0.42, 2, pitch * 0.84);
    }
    const { learned } = seedCount(lane);
    if (done.length) {
      context.fillStyle = colors.ink;
      let tell = `${learned}/${done.length}`;
      if (large) {
        const [lo, hi] = format.wilson(learned, done.length);
        tell += `  ${learned * 2 >= done.length ? `≥ ${format.percent(lo)}` : `≤ ${format.percent(hi)}`}`;
        if (middle !== null) tell += `  ${middle}`;
      }
      context.fillText(tell, right + 8, y + 0.5);
    }
  });
  context.globalAlpha = 1;
}

/** The text, shortened with an ellipsis where it is too long. @param {CanvasRenderingContext2D} context @param {string} words @param {number} width */
function fit(context, words, width) {
  if (context.measureText(words).width <= width) return words;
  let n = words.length;
  while (n > 1 && context.measureText(`${words.slice(0, n)}…`).width > width) n--;
  return `${words.slice(0, n)}…`;
}
