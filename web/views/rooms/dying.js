// Dying ReLU: the hidden units of two lanes, a mark each, as they fall silent and come back.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */
/** @import { Film } from '../../notes/film.js' */

import { attribute, h, svg, text, Words } from '../../dom.js';
import { UNITS } from '../../notes/films.js';
import { palette } from '../colors.js';
import { paint } from '../field.js';
import { integer, loss, percent, score } from '../format.js';
import { NumbersTable } from '../inside/table.js';
import { marks } from '../lane.js';
import { Graph } from './graph.js';
import { createPlayback } from './playback.js';
import { activationName, familyOf } from './words.js';

/** What is worth seeing, as options. @type {Record<string, any>} */
const presets = {
  rate: { task: 'circle', layers: 2, bias: 0, optimizer: 'sgd', rate: 3, kick: 0, steps: 300 },
  adam: { optimizer: 'adam', rate: 0.3 },
  asleep: { layers: 1, bias: -5, optimizer: 'adam', rate: 0.03, steps: 400 },
  kick: { task: 'sine', layers: 1, rate: 0.05, kick: 100, steps: 2001 },
};
for (const id of Object.keys(presets)) presets[id] = { ...presets.rate, ...presets[id] };

const MAP = 132;
const COLUMNS = 16, CELL = 15;

/** As the engine counts the states of units: asleep and dead are silent. */
const ALIVE = 0, SATURATED = 2, DEAD = 3;
const silent = (/** @type {number} */ state) => state === 1 || state === DEAD;

/** Of each layer, after each step: silent units, and how often one came back so far. @typedef {{silent: number[][], back: number[][]}} Course */

/** What a film's chronicle of a lane says. @param {any} chronicle @param {number} layers @param {number} steps @returns {Course} */
function courseOf({ start, changes }, layers, steps) {
  const zero = () => Array.from({ length: layers }, () => new Array(steps + 1).fill(0));
  const course = { silent: zero(), back: zero() };
  const now = Array.from(/** @type {number[]} */ (start));
  now.forEach((state, u) => silent(state) && course.silent[Math.floor(u / UNITS)][0]++);
  // First what changes at each step, then the sums up to it.
  for (let i = 0; i < changes.length; i += 3) {
    const [unit, step, state] = changes.subarray(i, i + 3);
    const layer = Math.floor(unit / UNITS);
    course.silent[layer][step] += Number(silent(state)) - Number(silent(now[unit]));
    course.back[layer][step] += Number(silent(now[unit]) && !silent(state));
    now[unit] = state;
  }
  for (const list of [...course.silent, ...course.back]) for (let k = 1; k <= steps; ++k) list[k] += list[k - 1];
  return course;
}

/** The units at a step, and which have been silent. @param {any} chronicle @param {number} at */
function statesAt({ start, changes }, at) {
  const state = Array.from(/** @type {number[]} */ (start)), been = state.map(silent);
  for (let i = 0; i < changes.length && changes[i + 1] <= at; i += 3) {
    state[changes[i]] = changes[i + 2];
    been[changes[i]] ||= silent(changes[i + 2]);
  }
  return { state, been };
}

/** A layer's marks: as filled, and as stroked paths. @param {number[]} state @param {boolean[]} been */
function ward(state, been) {
  const paths = { alive: '', hollow: '', half: '', cross: '', back: '' };
  state.forEach((is, u) => {
    const x = (u % COLUMNS) * CELL + CELL / 2, y = Math.floor(u / COLUMNS) * CELL + CELL / 2;
    const ring = (/** @type {number} */ r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    if (is === ALIVE && been[u]) paths.back += ring(6);
    if (is === ALIVE) paths.alive += ring(been[u] ? 3.2 : 5);
    else if (is === DEAD) paths.cross += `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`;
    else paths.hollow += ring(4.5);
    if (is === SATURATED) paths.half += `M${x} ${y - 4.5}a4.5 4.5 0 0 0 0 9z`;
  });
  return svg('svg', { viewBox: `0 0 ${COLUMNS * CELL} ${Math.ceil(state.length / COLUMNS) * CELL}`, role: 'img' }, ...Object.entries(paths).map(([kind, d]) => svg('path', { class: kind, d })));
}

/** @param {Actions} actions */
export function createDying(actions) {
  const words = new Words();
  const playback = createPlayback(actions);
  /** @type {Seen} */ let seen;
  const buttons = Object.entries(presets).map(([id, values]) => ({ values, button: words.button(`dying.${id}`, () => {
    seen.put(values);
    playback.play();
    actions.redraw();
  }) }));
  const starts = words.attribute(h('div', { class: 'buttons', role: 'group' }, ...buttons.map(({ button }) => button)), 'aria-label', 'dying.presets');
  const lanes = [0, 1].map(() => ({ name: h('h3'), state: h('p', { class: 'room-count' }), canvas: h('canvas', { role: 'img' }), layers: h('div', { class: 'ward-layers' }) }));
  const said = h('p', { class: 'room-said', role: 'status' });
  const graphs = { silent: new Graph(0.46), loss: new Graph(0.46) };
  const table = new NumbersTable();
  const element = h('figure', {}, starts, h('div', { class: 'room-pair' }, ...lanes.map((lane) => h('div', {}, lane.name, lane.state, h('div', { class: 'ward-lane' }, lane.canvas, lane.layers)))),
    playback.element, said, h('div', { class: 'room-pair' }, graphs.silent.element, graphs.loss.element), words.text(h('figcaption', { class: 'hint' }), 'dying.legend'), table.element);
  /** @type {Film | null} */ let shown = null;
  let drawn = '';
  /** @type {Course[]} */ let courses = [];

  /** @param {Model} model @param {Seen} next */
  function update(model, next) {
    seen = next;
    words.update(model);
    const film = /** @type {Film} */ (next.answer);
    const { t, state } = model;
    const { options, spec, pictures, data, endings } = film;
    const { steps } = spec.stop;
    const depth = spec.network.layers.length;
    if (shown !== film) {
      shown = film;
      courses = endings.map(([chronicle]) => courseOf(chronicle, depth, steps));
      drawn = '';
    }
    for (const { values, button } of buttons) attribute(button, 'aria-pressed', String(Object.keys(values).every((id) => values[id] === next.options[id])));
    const at = playback.update(model, steps);
    const key = [at, state.lang, palette().key].join();
    if (key === drawn) return;
    drawn = key;
    const activations = ['relu', options.against];
    const names = activations.map((activation) => activationName(model, activation));
    const families = activations.map((activation) => familyOf(model, activation));
    const kind = data.kind === 'values' ? 'r2' : 'accuracy';
    const k = pictures.findLastIndex(({ step }) => step <= at);
    const picture = pictures[k];
    const told = (/** @type {number} */ lane, /** @type {any} */ of) => `${t(`quantity.${kind}`)} ${score(of.lanes[lane].score, kind)}`;
    const stood = (/** @type {number} */ lane) => picture.lanes[lane].state === 'diverged' && at >= picture.lanes[lane].stateStep;
    lanes.forEach(({ name, state: line, canvas, layers }, i) => {
      text(name, names[i]);
      const gone = stood(i);
      text(line, gone ? `${marks.diverged} ${t('state.diverged')}` : `${told(i, picture)} · ${t('notes.loss', { loss: loss(picture.lanes[i].loss) })}`);
      const { state: units, been } = statesAt(endings[i][0], at);
      layers.replaceChildren(...Array.from({ length: depth }, (_, l) => {
        const [from, to] = [l * UNITS, (l + 1) * UNITS];
        const rows = ward(units.slice(from, to), been.slice(from, to));
        rows.dataset.family = families[i];
        const dead = units.slice(from, to).filter((x) => x === DEAD).length;
        const counts = t(dead ? 'dying.dead' : 'dying.layer', { n: l + 1, silent: courses[i].silent[l][at], dead, of: UNITS, back: integer(courses[i].back[l][at]) });
        attribute(rows, 'aria-label', `${names[i]}, ${counts}`);
        return h('div', {}, h('p', {}, counts), rows);
      }));
      attribute(canvas, 'aria-label', `${names[i]}: ${gone ? t('state.diverged') : told(i, picture)}`);
      paint(canvas, MAP, /** @type {any} */ ({ ...model, data, fields: picture.fields, fits: picture.fits, lanes: families.map((family) => ({ family })) }), i);
    });

    const across = Array.from({ length: steps + 1 }, (_, step) => step);
    const axis = { lo: 0, hi: steps, name: t('room.stepShort') };
    const now = (/** @type {any} */ x) => [svg('path', { class: 'level', d: `M${x.at(at).toFixed(1)} 0V900` })];
    const dashes = ['', '7 4', '2 4'];
    graphs.silent.update({
      x: axis, y: { lo: 0, hi: 1, name: t('dying.share'), write: percent, at: [0, 0.25, 0.5, 0.75, 1] }, under: now,
      lines: courses.flatMap((course, i) => course.silent.map((list, l) => ({ x: across, y: list.map((n) => n / UNITS), family: families[i], dash: dashes[l], name: depth > 1 ? `${names[i]} ${l + 1}` : names[i], kind: i ? 'thin' : '' }))),
      said: courses.map((course, i) => `${names[i]}: ${course.silent.map((list, l) => t('dying.layer', { n: l + 1, silent: list[steps], of: UNITS, back: integer(course.back[l][steps]) })).join(t('list.comma'))}`).join(t('list.semicolon')),
    });
    const losses = lanes.map((_, i) => pictures.map(({ lanes: all }) => (all[i].loss > 0 && Number.isFinite(all[i].loss) ? all[i].loss : NaN)));
    const finite = losses.flat().filter(Number.isFinite);
    const [lo, hi] = [Math.max(1e-6, Math.min(...finite)), Math.min(1e6, Math.max(...finite))].map(Math.log10);
    graphs.loss.update({
      x: axis, y: { lo: 10 ** Math.floor(lo), hi: 10 ** Math.ceil(hi + 0.01), log: true, name: t('quantity.loss') }, under: now,
      lines: losses.map((y, i) => ({ x: pictures.map(({ step }) => step), y, family: families[i], name: names[i], kind: i ? 'thin' : '' })),
      said: losses.map((y, i) => `${names[i]}: ${loss(y[y.length - 1])}`).join(t('list.semicolon')),
    });

    const last = pictures[pictures.length - 1];
    const end = lanes.map((_, i) => {
      const params = { name: names[i], silent: courses[i].silent.map((list) => list[steps]).join(' + '), of: depth * UNITS, back: integer(courses[i].back.reduce((sum, list) => sum + list[steps], 0)) };
      return last.lanes[i].state === 'diverged' ? t('dying.gone', { name: names[i], step: integer(last.lanes[i].stateStep) }) : t('dying.end', { ...params, score: told(i, last) });
    });
    text(said, [...end, ...lessons(last).map(([id, params]) => t(`dying.${id}`, params))].join(t('list.sentence')));
    table.update(t, [t('room.stepShort'), ...names.flatMap((name) => [`${name}: ${t('dying.share')}`, `${name}: ${t('quantity.loss')}`, `${name}: ${t(`quantity.${kind}`)}`])],
      () => pictures.map(({ step, lanes: all }) => [String(step), ...all.flatMap((lane, i) => [courses[i].silent.map((list) => list[step]).join(' + '), lane.loss, lane.score])]));

    /** What is to be learnt of how it ended. @param {import('../../notes/film.js').Picture} end @returns {[string, Record<string, any>][]} */
    function lessons({ lanes: [relu, other] }) {
      const [{ silent: down, back }] = courses;
      const share = down.reduce((sum, list) => sum + list[steps], 0) / (depth * UNITS);
      const good = relu.score >= 0.95;
      const found = /** @type {[string, Record<string, any>][]} */ ([]);
      if (relu.state !== 'diverged' && other.state === 'diverged' && share > 0.3) found.push(['fuse', { name: names[1] }]);
      else if (down[0]?.[0] === UNITS && down[0][steps] === UNITS) found.push(['never', {}]);
      else if (share >= 0.1 && good) found.push(['fine', { share: percent(share) }]);
      else if (share >= 0.4) found.push(['harm', { share: percent(share) }]);
      const row = model.catalogue.activations.find(({ id }) => id === options.against);
      if (row?.piecewiseLinear && other.score < 0.95 && endings[1][1].layers[0]?.positive.every((/** @type {number} */ x) => x === 0)) found.push(['linear', { name: names[1] }]);
      if (back[0]?.[steps] && options.optimizer === 'adam') found.push(['first', { n: back[0][steps] }]);
      else if (back.slice(1).some((list) => list[steps] > 0)) found.push(['later', {}]);
      return found;
    }
  }
  return { element, update };
}
