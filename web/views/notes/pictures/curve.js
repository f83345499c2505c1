// f and f′ of one or a few activations, with a cursor, and one parameter to turn.

/** @import { Actions, Model } from '../../../types/views.js' */

import { h, show, text, Words } from '../../../dom.js';
import { spanned } from '../../atlas/samples.js';
import { AtlasPlot, dashes, sample } from '../../atlas/plot.js';
import { significant } from '../../format.js';
import { minus } from '../../../text.js';

const POINTS = 401;

/**
 * @typedef {object} Curves
 * @property {[activation: any, parameters?: Record<string, number>, name?: string][]} curves
 * @property {number} [reach] x goes from minus to plus this
 * @property {[id: string, lo: number, hi: number]} [turn] a parameter of the first
 * @property {boolean} [moments] says mean and spread of the first one's output for normal input
 */

/** @param {Actions} actions */
export function createCurvePicture(actions) {
  const words = new Words();
  const area = h('div', { class: 'note-area' });
  let at = 1;
  const plot = new AtlasPlot(area, (x) => {
    at = x;
    read();
  });
  const slider = h('input', { type: 'range', step: 'any', oninput: () => {
    turned = Number(slider.value);
    actions.redraw();
  } });
  const turnName = h('span');
  const turn = h('label', { class: 'note-turn' }, turnName, slider);
  const cursor = words.attribute(h('input', { type: 'range', step: 'any', class: 'note-cursor', oninput: () => {
    at = Number(cursor.value);
    read();
  } }), 'aria-label', 'atlas.cursor');
  const readings = h('ul', { class: 'note-readings' });
  const mean = h('p');
  const element = h('figure', { class: 'atlas-figure' }, turn, area, cursor, readings, mean, words.text(h('figcaption', { class: 'hint' }), 'notes.curveLegend'));
  /** @type {import('../../atlas/plot.js').Drawn[]} */ let curves = [];
  let turned = NaN;
  let of = '';

  function read() {
    if (!curves.length) return;
    plot.point(at);
    cursor.value = String(at);
    const x = minus(Number(at.toFixed(2)));
    readings.replaceChildren(...curves.map((curve) => h('li', {}, h('b', {}, curve.name), ` f(${x}) = ${significant(sample(curve, 'value', at))}, f′(${x}) = ${significant(sample(curve, 'slope', at))}`)));
  }

  /** @param {Model} model @param {string} note @param {Curves} how */
  function update(model, note, { curves: list, reach = 5, turn: knob, moments }) {
    words.update(model);
    const { t, catalogue, state } = model;
    if (of !== note) {
      of = note;
      turned = knob ? (list[0][1]?.[knob[0]] ?? 1) : NaN;
      at = Math.min(1, reach);
      for (const [input, lo, hi] of /** @type {const} */ ([[cursor, -reach, reach], [slider, knob?.[1] ?? 0, knob?.[2] ?? 1]])) Object.assign(input, { min: String(lo), max: String(hi) });
      slider.value = String(turned);
    }
    show(turn, Boolean(knob));
    if (knob) text(turnName, `${t(`parameter.${knob[0]}`)} = ${significant(turned)}`);
    const asked = list.map(([id, parameters, name], i) => {
      const given = i === 0 && knob ? { ...parameters, [knob[0]]: turned } : (parameters ?? null);
      return { id, name, given, answer: model.answer('curve', id, given, -reach, reach, POINTS) };
    });
    const first = moments && model.answer('outputMoments', asked[0].id, asked[0].given);
    text(mean, first && !first.error ? t('notes.moments', { mean: significant(first.mean), spread: significant(first.spread) }) : '');
    if (asked.some(({ answer }) => !answer || answer.error)) return;
    curves = asked.map(({ id, name, given, answer }, i) => ({
      name: name ?? [t(`name.${id}`), ...Object.values(given ?? {}).map((x) => significant(x))].join(' '), family: catalogue.activations.find((row) => row.id === id)?.family ?? 'baseline', dash: dashes[i], ...spanned(answer, -reach, reach),
    }));
    plot.update({ curves, flat: [], said: t('atlas.said', { names: curves.map(({ name }) => name).join(t('list.comma')), reach, range: '' }) }, at, `${state.lang}${note}`);
    read();
  }
  return { element, update };
}
