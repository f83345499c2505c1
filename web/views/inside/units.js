// How every unit stands over the whole training set, and how it came to: when it fell asleep or died, what the step was like that
// did it, and whether it came back.

/** @import { Actions, Ask, Due, Lane, Model, Panel } from '../../types/views.js' */

import { attribute, h, show, style, svg, text, Words } from '../../dom.js';
import { roundNumbers, sized } from '../axis.js';
import { integer, loss, percent } from '../format.js';
import { follow } from './follow.js';
import { NumbersTable } from './table.js';

/** As the engine counts them. */
const states = ['alive', 'asleep', 'saturated', 'dead'];
const marks = ['●', '○', '◐', '✕'];
const down = (/** @type {number} */ state) => state === 1 || state === 3;

/** Heights in the time strip: of the band of states, of the numbers under it. */
const band = 20;
const numbers = 18;

/**
 * A unit's life: its states from step to step, and its last fall.
 *
 * @typedef {{spans: {from: number, to: number, state: number}[], falls: number, back: number, fall: number[], returned: number}} Life
 *   back: times it came back; fall: as the engine's Chronicle::Fall; returned: the step it came back at after it, or -1
 */

/** @param {any} history the answer to `chronicle` @returns {Life[]} of all units, counted through the layers */
export function livesOf({ step: end, start, changes, falls }) {
  /** @type {Life[]} */
  const lives = Array.from(start, (state, i) => ({ spans: [{ from: 0, to: end, state }], falls: 0, back: 0, fall: falls.slice(6 * i, 6 * i + 6), returned: -1 }));
  for (let i = 0; i < changes.length; i += 3) {
    const [unit, step, state] = changes.slice(i, i + 3);
    const life = lives[unit];
    const before = life.spans[life.spans.length - 1];
    before.to = step;
    life.spans.push({ from: step, to: end, state });
    if (down(state) && !down(before.state)) ++life.falls;
    if (!down(before.state) || down(state)) continue;
    ++life.back;
    if (step > life.fall[0]) life.returned = step;
  }
  return lives;
}

/** @param {Actions} actions @returns {Panel} */
export function createUnits(actions) {
  const words = new Words();
  const summary = h('p');
  const grid = h('div', { class: 'ward-grid', role: 'group', onkeydown: move });
  words.attribute(grid, 'aria-label', 'ward.grid');
  const said = h('p', { class: 'ward-said', 'aria-live': 'polite' });
  const picture = svg('svg', { class: 'ward-strip', role: 'img' });
  const told = h('p', { class: 'hint' });
  const button = words.button('ward.ask', () => history.ask(lane.index));
  const legend = words.text(h('figcaption', { class: 'hint' }), 'ward.legend');
  const table = new NumbersTable();
  const element = h('figure', { class: 'ward' }, summary, grid, said, picture, h('p', { class: 'buttons' }, button, told),
    legend, table.element);
  const history = follow(actions, 'chronicle', element);
  /** @type {Model} */ let model;
  /** @type {Lane} */ let lane;
  /** The answer that is shown. @type {any} */ let shown = null;
  /** @type {{label: HTMLElement, counts: HTMLElement, cells: HTMLButtonElement[]}[]} */ let rows = [];
  /** @type {Life[] | null} */ let lives = null;
  /** The history the lives are of. @type {any} */ let lived = null;
  let drawn = '';

  /** @param {Model} _ @param {Lane} each @returns {Ask[]} */
  const asks = (_, each) => [{ lane: each.index, question: 'states' }];

  const focus = () => {
    const layer = Math.min(model.state.focus.layer, rows.length - 1);
    return { layer, unit: Math.min(model.state.focus.unit, rows[layer].cells.length - 1) };
  };
  /** @param {number} layer @param {number} unit */
  const point = (layer, unit) => actions.set('focus', { ...model.state.focus, layer, unit });

  /** @param {KeyboardEvent} event */
  function move(event) {
    const by = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] })[event.key];
    if (!by) return;
    event.preventDefault();
    const from = rows.findIndex(({ cells }) => cells.some((cell) => cell === event.target));
    const layer = Math.max(0, Math.min(rows.length - 1, from + by[0]));
    const column = rows[from].cells.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const unit = Math.max(0, Math.min(rows[layer].cells.length - 1, column + by[1]));
    point(layer, unit);
    rows[layer].cells[unit].focus();
  }

  /** @param {number[]} sizes */
  function build(sizes) {
    rows = sizes.map((count, layer) => ({
      label: h('b'),
      counts: h('span'),
      cells: Array.from({ length: count }, (_, unit) => h('button', { onfocus: () => point(layer, unit), onpointerenter: () => point(layer, unit) })),
    }));
    grid.replaceChildren(...rows.map(({ label, counts, cells }) => h('div', { class: 'ward-row', role: 'group' }, h('p', {}, label, counts), h('div', { class: 'ward-cells' }, ...cells))));
  }

  /** @param {Model} fresh @param {Lane} each @param {Due} due */
  function update(fresh, each, due) {
    [model, lane] = [fresh, each];
    words.update(model);
    const { t } = model;
    style(element, '--family', `var(--${lane.family})`);
    const answer = model.inside.answer(asks(model, lane)[0]);
    if (answer?.error) text(summary, t('notice.engine', { message: answer.error }));
    if (!answer || answer.error) return;
    if (answer !== shown) {
      shown = answer;
      const sizes = shown.layers.map((/** @type {any} */ layer) => layer.state.length);
      if (sizes.join() !== rows.map(({ cells }) => cells.length).join()) build(sizes);
    }
    if (rows.length === 0) {
      text(summary, t('ward.none'));
      for (const part of [said, picture, button, legend, table.element]) show(part, false);
      return;
    }
    const past = history.update(model, lane, model.phase !== 'playing' && lane.hash);
    if (past !== lived) {
      lived = past;
      lives = past?.met ? livesOf(past) : null;
    }
    show(button, model.phase === 'playing' && !history.busy);
    const at = focus();
    const key = `${shown.step} ${model.inside.version} ${lane.index} ${model.raceId} ${model.state.lang} ${at.layer} ${at.unit} ${past?.step} ${past?.done} ${element.clientWidth}`;
    if (key === drawn) return;
    drawn = key;
    write(at, past);
  }

  /** @param {{layer: number, unit: number}} at @param {any} past */
  function write(at, past) {
    const { t } = model;
    const list = (/** @type {(string | false)[]} */ parts) => parts.filter(Boolean).join(t('list.comma'));
    const first = (/** @type {number} */ l) => rows.slice(0, l).reduce((sum, { cells }) => sum + cells.length, 0);
    const count = (/** @type {Uint8Array} */ state) => list(states.map((id, s) => {
      const n = state.filter((x) => x === s).length;
      return n > 0 && `${integer(n)} ${t(`ward.${id}`)}`;
    }));
    const all = shown.layers.flatMap((/** @type {any} */ layer) => [...layer.state]);
    text(summary, t('ward.summary', { step: shown.step, counts: count(all) }));
    rows.forEach(({ label, counts, cells }, l) => {
      const { state } = shown.layers[l];
      text(label, t('ward.layer', { n: l + 1 }));
      const own = lives?.slice(first(l), first(l + 1)) ?? [];
      const sum = (/** @type {'falls' | 'back'} */ part) => own.reduce((total, life) => total + life[part], 0);
      const fromStart = own.filter(({ spans }) => down(spans[0].state)).length;
      text(counts, list([count(state), fromStart > 0 && t('ward.starts', { n: fromStart }), sum('falls') > 0 && t('ward.counts', { falls: sum('falls'), back: sum('back') })]));
      cells.forEach((cell, u) => {
        text(cell, marks[state[u]]);
        attribute(cell, 'aria-label', `${t('ward.unit', { layer: l + 1, unit: u + 1 })}${t('list.comma')}${t(`ward.${states[state[u]]}`)}`);
        const here = l === at.layer && u === at.unit;
        attribute(cell, 'tabindex', here ? '0' : '-1');
        attribute(cell, 'aria-current', here && 'true');
      });
    });
    const life = lives?.[first(at.layer) + at.unit] ?? null;
    text(said, [sentence(at), ...(life ? biography(life) : [])].join(t('list.sentence')));
    draw(life, past?.step ?? 0);
    text(told, !past ? '' : past.error ?? (!past.done ? t('ward.working', { step: past.step, to: past.to }) : !past.met ? t('ward.edited')
      : [past.step < shown.step && t('ward.until', { step: past.step }), past.every > 1 && t('ward.every', { n: past.every }), !past.complete && t('ward.cut')].filter(Boolean).join(t('list.sentence'))));
    table.update(t, t('ward.table').split(','), () => rows.flatMap(({ cells }, l) => cells.map((_, u) => {
      const { state, positive, zero, flat, bend, wins } = shown.layers[l];
      const each = lives?.[first(l) + u];
      return [l + 1, u + 1, t(`ward.${states[state[u]]}`), positive[u], zero[u], flat[u], wins ? NaN : bend[u], each?.falls ?? NaN, each?.back ?? NaN, each?.fall[0] || NaN];
    })));
  }

  /** How it stands now. @param {{layer: number, unit: number}} at */
  function sentence({ layer, unit }) {
    const { t } = model;
    const { state, positive, zero, flat, bend, gate, wins } = shown.layers[layer];
    const pieces = wins ? wins.length / state.length : 0;
    const won = wins && Array.from(wins.slice(unit * pieces, (unit + 1) * pieces));
    return t('ward.now', {
      unit: t('ward.unit', { layer: layer + 1, unit: unit + 1 }), state: t(`ward.${states[state[unit]]}`),
      shares: [t('ward.positive', { x: percent(positive[unit]) }), t('ward.zero', { x: percent(zero[unit]) }),
        ...(pieces || gate || !flat[unit] ? [] : [t('ward.flat', { x: percent(flat[unit]) })]), ...(pieces ? [] : [t('ward.bend', { x: loss(bend[unit]) })]),
        ...(gate ? [t('ward.gate', { x: percent(gate[unit]) })] : []),
        ...(won ? [t('ward.wins', { x: won.map(percent).join(' / '), n: won.filter((/** @type {number} */ x) => x === 0).length })] : [])].join(t('list.comma')),
    });
  }

  /** What happened to it. @param {Life} life @returns {string[]} */
  function biography({ spans, falls, back, fall, returned }) {
    const { t } = model;
    if (falls === 0) {
      const woke = spans.find(({ state }) => !down(state));
      return down(spans[0].state) ? [t('ward.fromStart'), ...(woke ? [t('ward.returned', { step: woke.from })] : [])] : [t('ward.neverFell')];
    }
    const [step, gradient, usualGradient, update, usualUpdate, own] = fall;
    const times = (/** @type {number} */ x, /** @type {number} */ usual) => sized(x) + (usual > 0 ? t('ward.times', { x: sized(x / usual) }) : '');
    const died = spans.some(({ from, state }) => from === step && state === 3);
    return [
      t(died ? 'ward.died' : 'ward.fell', { step, gradient: times(gradient, usualGradient), update: times(update, usualUpdate) }), t(own ? 'ward.own' : 'ward.others'),
      ...(returned > 0 ? [t('ward.returned', { step: returned })] : []), ...(falls > 1 ? [t('ward.often', { falls, back })] : []),
    ];
  }

  /** Its states over the steps. @param {Life | null} life @param {number} end */
  function draw(life, end) {
    const { t } = model;
    show(picture, life !== null && end > 0);
    if (!life || end === 0) return;
    const width = element.clientWidth;
    const right = width - 64;
    const x = (/** @type {number} */ step) => 4 + (step / end) * (right - 4);
    const spans = life.spans.map(({ from, to, state }) => {
      const top = state === 2 ? band / 2 : 1;
      const d = `M${x(from).toFixed(1)} ${top}H${x(to).toFixed(1)}V${band}H${x(from).toFixed(1)}Z`;
      return svg('path', { class: `ward-${states[state]}`, d: state === 3 ? `${d}L${x(to).toFixed(1)} ${band}M${x(from).toFixed(1)} ${band}L${x(to).toFixed(1)} ${top}` : d });
    });
    const marked = roundNumbers(0, end, right / 70).filter(Number.isInteger).map((step) => svg('text', { x: x(step).toFixed(1), y: band + numbers - 4 }, integer(step)));
    attribute(picture, 'viewBox', `0 0 ${width} ${band + numbers}`);
    picture.replaceChildren(...spans, ...marked, svg('text', { x: width, y: band + numbers - 4, class: 'ward-end' }, t('chart.steps')));
    attribute(picture, 'aria-label', life.spans.slice(0, 20).map(({ from, to, state }) => t('ward.span', { from, to, state: t(`ward.${states[state]}`) })).join(t('list.comma')));
  }

  return { element, asks, update };
}
