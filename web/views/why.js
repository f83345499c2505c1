// Why a lane stands where it does: two gauges, one measured sentence, and the panel that shows it.

/** @import { Actions, Lane, Model } from '../types/views.js' */

import { attribute, h, svg, text, Words } from '../dom.js';
import { axisNumber, createScale, sized } from './axis.js';
import * as format from './format.js';

/** Each reason, as the engine calls it (src/race/why.hpp), and the panel that shows it. @type {Record<string, string>} */
const shownBy = {
  diverged: 'autopsy', 'no-hidden-layer': 'network', 'learned-straight': 'curve', 'learned-weak': 'signals', learned: 'curve', 'no-weights': 'signals', 'no-slope': 'signals',
  asleep: 'units', vanished: 'signals', straight: 'curve', exploded: 'signals', wild: 'curve', flat: 'curve', late: 'curve', none: 'signals',
};

/** The states a tile itself offers to explain. */
export const puzzling = new Set(['slow', 'stuck', 'diverged']);

/** @param {Actions} actions */
export function createWhy(actions) {
  const words = new Words();
  const sentence = h('p');
  const bend = new Gauge(words, 'why.bend', 'why.bendLegend', createScale(0, 0.5, 4, 196, false));
  const passed = new Gauge(words, 'why.passed', 'why.passedLegend', createScale(1e-4, 100, 4, 196, true));
  const look = h('button', { onclick: show });
  const element = h('section', { class: 'why' }, words.text(h('h3'), 'why.title'), sentence, look, h('div', { class: 'gauges' }, bend.element, passed.element));
  /** @type {Model} */ let model;
  /** @type {Lane} */ let lane;
  /** The answer that is shown. @type {any} */ let shown = null;
  let drawn = '';


  function show() {
    actions.set('focus', { ...model.state.focus, layer: shown.layer });
    const right = shownBy[shown.reason];
    actions.lookInside(lane.index, [right === 'curve' ? 'signals' : 'curve', right]);
  }

  /** @param {Model} fresh @param {Lane} of */
  function update(fresh, of) {
    model = fresh;
    words.update(model);
    const ask = { lane: of.index, question: 'why' };
    actions.want([ask]);
    const answer = model.inside.answer(ask);
    const { t } = model;
    const key = `${model.state.lang} ${of.index} ${of.state} ${answer?.step} ${answer?.reason} ${model.raceId}`;
    if (key === drawn) return;
    drawn = key;
    lane = of;
    shown = answer;
    const known = Boolean(answer && !answer.error);
    attribute(element, 'data-known', known);
    look.hidden = !known;
    if (!known) {
      text(sentence, answer ? t('notice.engine', { message: answer.error }) : t('why.pending'));
      return;
    }
    text(sentence, tell(answer, lane, t));
    text(look, t('why.look', { panel: t(`look.${shownBy[answer.reason]}`) }));
    bend.update(answer.bend, answer.start.bend);
    passed.update(passedOf(answer), answer.start.passed);
  }
  return { element, update };
}

/** The measured sentence. @param {any} answer @param {Lane} lane @param {Model['t']} t */
function tell(answer, lane, t) {
  const { reason, layers } = answer;
  const layer = layers[answer.layer];
  const last = layers.length;
  /** Per layer, as a geometric mean. @param {'weight' | 'slope'} factor */
  const each = (factor) => layers.slice(0, -1).reduce((/** @type {number} */ product, /** @type {any} */ one) => product * one[factor], 1) ** (1 / (last - 1));
  const key = reason === 'learned' && answer.bend === null ? 'learned-pieces' : reason;
  return t(`why.${key}`, {
    step: lane.stateStep, layer: answer.layer + 1, last, bend: format.loss(answer.bend ?? NaN), start: format.loss(answer.start.bend ?? NaN), passed: sized(passedOf(answer)),
    weight: sized(each('weight')), slope: sized(each('slope')), low: short(answer.low), high: short(answer.high), asleep: answer.asleep, units: answer.units,
    here: layer?.asleep, of: layer?.units, flat: format.percent(layer?.flat),
  });
}

/** What arrives of the signal; 0 of one that does not even reach the last layer. @param {any} answer @returns {number | null} */
const passedOf = ({ passed, layers }) => passed ?? (layers[layers.length - 1]?.length === 0 ? 0 : null);

const short = (/** @type {number | null} */ x) => (x === null || x === undefined ? '–' : format.significant(x, 2));

/** A number as a bar, and a ring for what it was at the start. */
class Gauge {
  #bar = svg('path', { class: 'bar' });
  #start = svg('circle', { cy: 9, r: 4 });
  #number = h('b');

  /** @param {Words} words @param {string} name @param {string} legend @param {import('./axis.js').Scale} scale */
  constructor(words, name, legend, scale) {
    this.scale = scale;
    const ticks = scale.log ? [1e-4, 0.01, 1, 100] : [0, 0.1, 0.2, 0.3, 0.4, 0.5];
    this.element = h('div', { class: 'gauge' }, words.text(h('span'), name), this.#number,
      svg('svg', { viewBox: '0 0 200 30', 'aria-hidden': 'true' }, svg('path', { class: 'track', d: `M4 9H196${ticks.map((v) => `M${scale.at(v)} 14v4`).join('')}` }), this.#bar, this.#start,
        ...ticks.map((v, i) => svg('text', { x: scale.at(v), y: 29, 'text-anchor': i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle' }, axisNumber(v, scale.log)))),
      words.text(h('p', { class: 'hint' }), legend));
  }

  /** @param {number | null} now @param {number | null} start */
  update(now, start) {
    const { scale } = this;
    const at = (/** @type {number} */ v) => scale.at(Math.max(scale.lo, Math.min(scale.hi, v)));
    text(this.#number, scale.log ? sized(now) : format.loss(now ?? NaN));
    attribute(this.#bar, 'd', now === null ? '' : `M4 9H${at(now).toFixed(1)}`);
    attribute(this.#start, 'cx', start === null ? '-9' : at(start).toFixed(1));
  }
}
