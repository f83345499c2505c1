// The loss curves of all lanes in one chart, with its controls.

/** @import { Actions, Due, Lane, Model, View } from '../types/views.js' */

/** @import { Content, Line } from './plot.js' */
import { attribute, h, options, show, text, value, Words } from '../dom.js';
import { dashes, palette, printing } from './colors.js';
import * as format from './format.js';
import { bandOf } from './lane.js';
import { Plot, drawable } from './plot.js';

/**
 * Creates the chart in `root`. `large`: projector type, no controls, only the lanes of `choose(model)`. `medians`: no controls,
 * and of those lanes the median over their seeds.
 *
 * @param {HTMLElement} root @param {Actions} actions @param {{large?: boolean, medians?: boolean, choose?: (model: Model) => Lane[]}} [how] @returns {View}
 */
export function createChart(root, actions, { large = false, medians = false, choose = (model) => model.lanes } = {}) {
  const words = new Words();
  const area = h('div', { class: 'plot' });
  const caption = h(large || medians ? 'figcaption' : 'span', { class: 'chart-caption' });
  attribute(area, 'role', 'img');
  const controls = large || medians ? null : createControls(actions, words);
  controls?.element.prepend(caption);
  root.append(h('figure', { class: 'chart' }, controls ? controls.element : caption, area));
  const plot = new Plot(area, {
    onPick: (lane) => actions.isolate(current.state.isolated === lane ? null : lane),
  });
  /** @type {Model} */
  let current;

  /** @param {Model} model @param {Due} due */
  function update(model, due) {
    current = model;
    if (words.update(model) || due.numbers) {
      text(caption, model.t(medians ? 'luck.bands' : 'loss.train', { n: model.seedsDone }));
      controls?.update(model);
      attribute(area, 'aria-label', medians ? `${caption.textContent}: ${choose(model).map(({ name }) => name).join(model.t('list.comma'))}` : describe(model));
    }
    if (!due.curves || !model.lanes.length || !area.clientWidth) return;
    plot.update(contentOf(model, choose(model), large, medians));
  }
  return { update };
}

/** @param {Actions} actions @param {Words} words */
function createControls(actions, words) {
  const log = segment('yScale', [['log', 'chart.log'], ['linear', 'chart.linear']]);
  const x = segment('xAxis', [['steps', 'chart.steps'], ['time', 'chart.time']]);
  const test = h('input', { type: 'checkbox', onchange: () => actions.set('showTest', test.checked) });
  const testLabel = h('label', { class: 'check' }, test, words.text(h('span'), 'chart.test'));
  const highlight = words.attribute(h('select', {
    onchange: () => actions.isolate(highlight.value === '' ? null : Number(highlight.value)),
  }), 'aria-label', 'chart.highlight');

  /** @param {string} field @param {[string, string][]} entries */
  function segment(field, entries) {
    const buttons = entries.map(([id, key]) => words.button(key, () => actions.set(field, id)));
    return {
      element: h('span', { class: 'segment', role: 'group' }, ...buttons),
      /** @param {Model} model */
      update: (/** @type {Model} */ model) => buttons.forEach((button, i) => attribute(button, 'aria-pressed', String(model.state[field] === entries[i][0]))),
    };
  }
  return {
    element: h('figcaption', { class: 'chart-controls' }, log.element, x.element, testLabel, highlight),
    /** @param {Model} model */
    update(model) {
      log.update(model);
      x.update(model);
      value(test, model.state.showTest);
      show(testLabel, Boolean(model.data && model.data.count > model.data.trainCount));
      options(highlight, [['', model.t('chart.all')], ...model.lanes.map((lane) => /** @type {[string, string]} */ ([String(lane.index), lane.name]))]);
      value(highlight, model.state.isolated ?? '');
    },
  };
}

/** The lanes at full strength; none: all of them. @param {Model} model @returns {number[]} */
const chosenOf = ({ state: { isolated, pinned } }) => (isolated !== null ? [isolated] : pinned);

/** The middle half of the seeds' losses of these lanes. @param {Model} model @param {number[]} chosen */
function bandsOf({ lanes, seedsEvery, budget }, chosen) {
  return chosen.flatMap((i) => {
    const lane = lanes[i];
    if (!lane || lane.seeds.length < 2) return [];
    const { low, middle, high } = bandOf(lane);
    return [{ lane, color: palette().css[lane.family], x: low.map((_, k) => Math.min(k * seedsEvery, budget)), low, middle, high }];
  });
}

/** What the chart shows, for the plot. @param {Model} model @param {Lane[]} lanes @param {boolean} large @param {boolean} medians @returns {Content} */
function contentOf(model, lanes, large, medians) {
  const { state, t } = model;
  const colors = palette().css;
  const log = state.yScale === 'log';
  const time = state.xAxis === 'time' && !medians;
  const running = (model.phase === 'playing' || model.rewind.dragging) && !printing();
  const chosen = chosenOf(model);
  const bands = time || large ? [] : bandsOf(model, medians ? lanes.map(({ index }) => index) : chosen);
  const x = medians ? bands[0]?.x ?? [] : time ? timeGrid(lanes) : stepGrid(lanes);
  /** @type {Line[]} */
  const lines = [];
  const line = (/** @type {Lane} */ lane, /** @type {Line['values']} */ values, /** @type {Partial<Line>} */ extra) => lines.push({
    name: null, pick: lane.index, color: colors[lane.family] ?? colors.ink, dash: dashes[lane.family] ?? [],
    width: running ? 1 : 2, values, faint: false, ...extra,
  });
  if (medians) for (const { lane, middle } of bands) line(lane, middle.map((v) => (v === null ? null : drawable(v, log))), { name: lane.name, width: 2 });
  else for (const lane of lanes) {
    if (lane.ghost && !time) line(lane, align(x, lane.ghost.step, lane.ghost.trainLoss, lane.ghost.step.length, log), { color: colors.ghost, dash: [], width: 1 });
  }
  // Chosen lanes come last, so that they lie on top.
  const ordered = [...lanes].sort((a, b) => Number(chosen.includes(a.index)) - Number(chosen.includes(b.index)));
  for (const lane of medians ? [] : ordered) {
    const faint = chosen.length > 0 && !chosen.includes(lane.index);
    const { records } = lane;
    const at = time ? records.milliseconds : records.step;
    const values = align(x, at, records.trainLoss, records.length, log, time);
    const width = large ? 3 : running || faint ? 1 : 2;
    line(lane, values, { name: faint && state.isolated !== null ? null : lane.name, faint, width, ...(faint && { color: colors.tint }) });
    if (state.showTest && !faint && model.data && model.data.count > model.data.trainCount) {
      line(lane, align(x, at, records.testLoss, records.length, log, time), { dash: [1, 3], width: 1 });
    }
  }
  const guess = model.baselines?.guess ?? 0;
  const target = model.baselines?.target ?? 0;
  const straight = model.baselines?.line ?? 0;
  const references = [];
  if (guess > 0) references.push({ value: guess, name: t('chart.guess', { loss: format.loss(guess) }) });
  if (straight > 0 && Math.abs(straight - guess) > 0.03 * guess) references.push({ value: straight, name: t('chart.line', { loss: format.loss(straight) }) });
  if (target > 0) references.push({ value: target, name: t('chart.target', { loss: format.setting(target) }) });
  const xEnd = time ? Math.max(1, x[x.length - 1] ?? 1) : medians ? model.budget : stepsShown(model);
  const note = bands.length && !medians ? t('chart.shaded', { n: model.seedsDone }) : '';
  const mark = !time && !medians && model.rewind.top > model.step ? model.step : null;
  return { x, lines, bands, note, log, references, mark, xEnd, y: range(lines, references, log), colors, large,
    xName: t(time ? 'chart.milliseconds' : 'chart.steps'), number: format.loss };
}

/** The whole budget, so that the finish can be seen; of a long one, what has been run and some room. @param {Model} model */
function stepsShown({ rewind: { top: step }, budget }) {
  if (budget <= 3000 || step >= 0.7 * budget) return Math.max(1, budget);
  const wanted = Math.max(1000, 1.2 * step);
  const size = 10 ** Math.floor(Math.log10(wanted));
  return Math.min(budget, [1, 2, 5, 10].map((k) => k * size).find((end) => end >= wanted) ?? budget);
}

/** All steps at which some lane, or its ghost, has a record. Lanes run in lockstep, so this is mostly one list. @param {Lane[]} lanes */
function stepGrid(lanes) {
  /** @type {{step: ArrayLike<number>, length: number}} */
  let longest = { step: [], length: 0 };
  /** @type {{step: ArrayLike<number>, length: number}} */
  let ghost = longest;
  for (const lane of lanes) {
    if (lane.records.length > longest.length) longest = lane.records;
    if (lane.ghost && lane.ghost.step.length > ghost.length) ghost = { step: lane.ghost.step, length: lane.ghost.step.length };
  }
  const x = [];
  let i = 0;
  let j = 0;
  while (i < longest.length || j < ghost.length) {
    const a = i < longest.length ? longest.step[i] : Infinity;
    const b = j < ghost.length ? ghost.step[j] : Infinity;
    x.push(Math.min(a, b));
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return x;
}

/** Evenly spaced moments up to the slowest lane's own compute time. @param {Lane[]} lanes */
function timeGrid(lanes) {
  const end = Math.max(0.01, ...lanes.map((lane) => (lane.records.length ? lane.records.milliseconds[lane.records.length - 1] : 0)));
  return Array.from({ length: 301 }, (_, i) => (end * i) / 300);
}

/**
 * Values at the places x: exactly there, or (`hold`) the latest before, within what was recorded.
 *
 * @param {number[]} x @param {ArrayLike<number>} at @param {ArrayLike<number>} values @param {number} length @param {boolean} log
 */
function align(x, at, values, length, log, hold = false) {
  /** @type {(number | null)[]} */
  const out = new Array(x.length).fill(null);
  let i = 0;
  for (let k = 0; k < x.length && i < length; k++) {
    if (hold) {
      while (i + 1 < length && at[i + 1] <= x[k]) i++;
      if (at[i] <= x[k]) out[k] = drawable(values[i], log);
      if (i === length - 1) break;
    } else {
      while (i < length && at[i] < x[k]) i++;
      if (i < length && at[i] === x[k]) out[k] = drawable(values[i++], log);
    }
  }
  return bridge(out);
}

/** `undefined` instead of `null` inside: no record there, which is no gap in the line. @param {(number | null)[]} values */
function bridge(values) {
  return values.map((v, i) => (v === null && i > 0 && i < values.length - 1 ? undefined : v));
}

/** @param {Line[]} lines @param {{value: number}[]} references @param {boolean} log @returns {[number, number]} */
function range(lines, references, log) {
  let lo = Infinity;
  let hi = 0;
  for (const { values } of lines) {
    for (const v of values) {
      if (v === null || v === undefined) continue;
      if (v < lo) lo = v;
      if (v > hi) hi = v;
    }
  }
  const known = references.map((reference) => reference.value);
  const most = 2.5 * Math.max(0.5, ...known); // a diverging lane may leave the chart, it must not shrink the others
  hi = Math.max(0.001, Math.min(hi, most), ...known.map((v) => 1.15 * v));
  if (!log) return [0, 1.04 * hi];
  lo = Math.min(lo, ...known.map((v) => 0.9 * v), hi / 5);
  return [Math.max(1e-7, 10 ** (Math.floor(2 * Math.log10(lo)) / 2)), 1.7 * hi]; // in half decades, so that it rarely jumps
}

/** The chart in one sentence. @param {Model} model */
function describe(model) {
  const parts = model.lanes.map((lane) => `${lane.name} ${format.loss(lane.trainLoss)}`);
  return `${model.t('chart.summary', { step: model.step })}${parts.join(model.t('list.comma'))}`;
}
