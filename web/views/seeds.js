// Steps to the target over many seeds, a row of dots per lane: where it learned, the middle half and the median, and at the
// right how many did. No ranking is shown from one run.

/** @import { Actions, Due, Model, View } from '../types/views.js' */

import { attribute, h, style, text, Words } from '../dom.js';
import { roundNumbers } from './axis.js';
import { palette } from './colors.js';
import { disc, prepareFixed, stroke } from './canvas.js';
import * as format from './format.js';
import { seedCount, stepsOf } from './lane.js';

/** Height of the axis. */
const axis = 18;

/** Of the row's lane against the reference: sooner, later, no difference shown. */
export const verdictMarks = ['≈', '◂', '▸'];

/** What the verdict of a lane against another is: 0, 1 or 2, or null while there is none. @param {Model} model @param {number} lane @param {number} other */
export const verdictOf = ({ comparison, lanes }, lane, other) => (comparison && comparison.seeds >= 10 && lane !== other ? comparison.verdict[lane * lanes.length + other] : null);

/** `large`: as high as the rows need, with bounds and verdicts. @param {HTMLElement} root @param {Actions} actions @param {{large?: boolean}} [how] @returns {View} */
export function createSeeds(root, actions, { large = false } = {}) {
  const words = new Words();
  const canvas = h('canvas', { role: 'img' });
  const caption = h('figcaption', { class: 'chart-caption' });
  const area = h('div', { class: 'seed-plot' }, canvas);
  root.append(h('figure', { class: 'seeds' }, caption, area));
  let drawn = '';
  /** @type {Model} */
  let model;
  /** @type {any} */
  let drawnLanes = null;
  let pitch = 20;
  canvas.addEventListener('click', (/** @type {MouseEvent} */ event) => {
    const lane = Math.floor(event.offsetY / pitch);
    if (lane < model.lanes.length) actions.isolate(model.state.isolated === lane ? null : lane);
  });

  /** @param {Model} next @param {Due} due */
  function update(next, due) {
    model = next;
    if (!due.numbers || !root.clientHeight || !model.lanes.length) return;
    words.update(model);
    const { t, lanes } = model;
    const target = model.baselines?.target ?? 0;
    const goal = target > 0 ? t('seeds.toLoss', { loss: format.setting(target) }) : t('seeds.toScore');
    text(caption, t('seeds.caption', { goal, n: model.seedsTotal || 20 }));
    const width = area.clientWidth;
    pitch = large ? 20 : Math.min(20, (area.clientHeight - axis) / lanes.length);
    const height = large ? pitch * lanes.length + axis : area.clientHeight;
    if (large) style(area, 'height', `${height}px`);
    const key = [model.seedsDone, model.comparison?.seeds, model.reference, width, height, palette().key, model.state.lang, model.state.isolated, model.budget, devicePixelRatio].join(' ');
    if (key === drawn && lanes === drawnLanes) return;
    drawn = key;
    drawnLanes = lanes;
    draw(canvas, model, width, height, pitch, large);
    attribute(canvas, 'aria-label', lanes.map((lane) => {
      const { learned, done } = seedCount(lane);
      return t('seeds.row', { name: lane.name, learned, done, median: stepsOf(lane, 0.5) ?? '–' });
    }).join(t('list.semicolon')));
  }
  return { update };
}

/** @param {HTMLCanvasElement} canvas @param {Model} model @param {number} width @param {number} height @param {number} pitch @param {boolean} large */
function draw(canvas, model, width, height, pitch, large) {
  const colors = palette().css;
  const { lanes } = model;
  const context = prepareFixed(canvas, width, height);
  context.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  context.textBaseline = 'middle';
  const names = lanes.map(({ short }) => short);
  if (new Set(names).size < names.length) lanes.forEach((lane, i) => (names[i] = lane.name));
  const name = Math.min(0.3 * width, 8 + Math.max(...names.map((each) => context.measureText(each).width)));
  const left = name + 6;
  const right = width - (large ? 150 : 58);
  const x = (/** @type {number} */ step) => left + (step / Math.max(1, model.budget)) * (right - left);
  const bottom = pitch * lanes.length;
  // Axis: numbers at round steps.
  context.fillStyle = colors.muted;
  context.textAlign = 'center';
  for (const tick of roundNumbers(0, model.budget, 4)) {
    const at = Math.round(x(tick)) + 0.5;
    stroke(context, colors.grid, 1, [[at, 0], [at, bottom]]);
    context.fillText(format.integer(tick), x(tick), bottom + 9);
  }
  lanes.forEach((lane, row) => {
    const y = (row + 0.5) * pitch;
    const color = colors[lane.family] ?? colors.ink;
    const chosen = model.state.isolated === null || model.state.isolated === row || (large && row === model.reference);
    context.globalAlpha = chosen ? 1 : 0.3;
    context.fillStyle = colors.ink;
    context.textAlign = 'right';
    context.fillText(fit(context, names[row], name), name, y + 0.5);
    context.textAlign = 'left';
    const { learned, done } = seedCount(lane);
    if (!done) return;
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => stepsOf(lane, share));
    if (low !== null) {
      context.fillStyle = colors.rule;
      context.fillRect(x(low), y - 0.42 * pitch, Math.max(1, (high === null ? right : x(high)) - x(low)), 0.84 * pitch);
    }
    context.fillStyle = color;
    const r = Math.min(3, pitch / 4);
    const taken = new Map(); // dots at the same step are stacked, so that each can be counted
    for (const seed of lane.seeds) {
      if (seed.state !== 'learned') continue;
      const n = taken.get(seed.stateStep) ?? 0;
      taken.set(seed.stateStep, n + 1);
      const shift = (n % 2 ? 1 : -1) * Math.ceil(n / 2) * Math.min(1.4, pitch / 10);
      disc(context, x(seed.stateStep), y + Math.max(-pitch / 2 + r, Math.min(pitch / 2 - r, shift)), r);
      context.fill();
    }
    context.fillStyle = colors.ink;
    if (middle !== null) context.fillRect(Math.round(x(middle)) - 1, y - pitch * 0.42, 2, pitch * 0.84);
    context.fillText(`${learned}/${done}`, right + 8, y + 0.5);
    if (!large) return;
    const [lo, hi] = format.wilson(learned, done);
    context.fillText(learned * 2 >= done ? `≥ ${format.percent(lo)}` : `≤ ${format.percent(hi)}`, right + 48, y + 0.5);
    if (middle !== null) context.fillText(String(Math.round(middle)), right + 98, y + 0.5);
    const verdict = verdictOf(model, row, model.reference);
    context.fillText(row === model.reference ? '◆' : verdict === null ? '' : verdictMarks[verdict], right + 134, y + 0.5);
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
