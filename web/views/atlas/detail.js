// The page of one activation: f and f′ with a cursor that reads both, others laid over it, its parameters, what is true of it.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, show, style, svg, text, Words } from '../../dom.js';
import { MOST_OVER } from '../../state.js';
import { flatParts, readTuned } from '../../atlas/curves.js';
import { minus } from '../../text.js';
import { price } from '../format.js';
import { NumbersTable } from '../inside/table.js';
import { createPrices } from '../prices.js';
import { definitions, factRows, number, rangeText } from './facts.js';
import { spanned } from './samples.js';
import { AtlasPlot, dashes, sample } from './plot.js';
import { createTuning } from './tuning.js';

/** Points of a curve; the cursor stands on one of them. */
const POINTS = 401;
const REACHES = [2, 5, 10, 20];

/** Where it is looked for flat parts. */
const wide = /** @type {const} */ ([-20, 20, 4001]);

/** @param {Actions} actions */
export function createDetail(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  /** The curves that are shown, the page's first. @type {import('./plot.js').Drawn[]} */ let curves = [];
  let at = 1;
  let drawn = '';
  let page = '';

  const reaches = REACHES.map((reach) => h('button', { onclick: () => actions.set('reach', reach) }, `±${reach}`));
  const area = h('div', { class: 'atlas-area' });
  const plot = new AtlasPlot(area, (x) => move(x));
  const slider = words.attribute(h('input', { type: 'range', class: 'atlas-at', oninput: () => move(Number(slider.value)) }), 'aria-label', 'atlas.cursor');
  const body = h('tbody');
  const readings = h('table', { class: 'atlas-readings' }, words.text(h('caption', { class: 'sr-only' }), 'atlas.readings'), h('thead', {}, h('tr', {}, h('td'), words.text(h('th', { scope: 'col' }), 'atlas.curve'), h('th', { scope: 'col' }, 'f(x)'), h('th', { scope: 'col' }, 'f′(x)'))), body);
  const where = h('span', { class: 'atlas-x' });
  const table = new NumbersTable();
  const refused = h('p', { class: 'atlas-refused', role: 'alert' });
  const figure = h('figure', { class: 'atlas-figure' },
    h('div', { class: 'panel-tools' }, words.text(h('span'), 'atlas.reach'), words.attribute(h('span', { class: 'segment', role: 'group' }, ...reaches), 'aria-label', 'atlas.reach'), where),
    refused, area, slider, words.text(h('figcaption', { class: 'hint' }), 'atlas.legend'), readings, table.element);

  const title = h('h2', { tabindex: -1 });
  const family = h('p', { class: 'hint' });
  const tuning = createTuning(actions);
  const pieces = words.text(h('p'), 'atlas.pieces');
  const factsNote = h('p', { class: 'hint' });
  const facts = h('dl', { class: 'numbers' });
  const cost = h('p');
  const prices = h('div');
  const priceView = createPrices(prices, actions);
  const race = words.button('atlas.race', () => actions.raceIt(lane()), { class: 'atlas-race' });
  const over = h('details', { class: 'atlas-over' });
  const overName = words.text(h('summary'), 'atlas.over');
  const overList = h('div', { class: 'checks' });
  over.append(overName, words.text(h('p', { class: 'hint' }), 'atlas.overHint'), overList);
  const side = h('div', { class: 'atlas-side', tabindex: 0, role: 'region' }, h('div', { class: 'atlas-title' }, title, race), family, tuning.element, over, pieces, factsNote, facts, cost, prices);
  words.attribute(side, 'aria-label', 'atlas.about');
  const element = h('div', { class: 'atlas-detail' }, figure, side);
  /** @type {{id: string, box: HTMLInputElement, name: HTMLElement}[]} */ let boxes = [];

  /** The page's activation as a lane of a race. */
  function lane() {
    const tuned = readTuned(model.state.tuned);
    return { activation: page, ...(Object.keys(tuned).length && { parameters: tuned }) };
  }

  /** @param {number} x */
  function move(x) {
    const step = (2 * model.state.reach) / (POINTS - 1);
    at = Math.round(Math.max(-model.state.reach, Math.min(model.state.reach, x)) / step) * step;
    read();
  }

  /** What the cursor reads. */
  function read() {
    if (!curves.length) return;
    const x = minus(Number(at.toFixed(3)));
    plot.point(at);
    text(where, `x = ${x}`);
    slider.value = String(at);
    curves.forEach((curve, i) => {
      [sample(curve, 'value', at), sample(curve, 'slope', at)].forEach((v, k) => text(body.children[i].children[2 + k], exact(v)));
    });
    attribute(slider, 'aria-valuetext', model.t('atlas.reads', { x, f: exact(sample(curves[0], 'value', at)), slope: exact(sample(curves[0], 'slope', at)) }));
  }

  /** @param {string[]} chosen */
  function updateOver(chosen) {
    const { catalogue, t } = model;
    if (!boxes.length) {
      boxes = catalogue.activations.map(({ id }) => {
        const box = h('input', { type: 'checkbox', onchange: () => actions.set('over', boxes.filter((each) => each.box.checked && each.id !== page).map((each) => each.id).join()) });
        return { id, box, name: h('span') };
      });
      overList.append(...boxes.map(({ box, name }) => h('label', { class: 'check' }, box, name)));
    }
    for (const { id, box, name } of boxes) {
      text(name, t(`name.${id}`));
      box.checked = chosen.includes(id);
      box.disabled = id === page || (!box.checked && chosen.length >= MOST_OVER);
    }
  }

  /** @param {Model} next @param {string} id of the activation */
  function update(next, id) {
    model = next;
    const { state, t, catalogue } = model;
    words.update(model);
    priceView.update(model, { numbers: true, maps: false, curves: false });
    const row = catalogue.activations.find((each) => each.id === id) ?? catalogue.activations[0];
    page = row.id;
    const tuned = readTuned(state.tuned);
    const parameters = Object.keys(tuned).length ? tuned : null;
    const { reach } = state;
    const chosen = state.over.split(',').filter((/** @type {string} */ each) => each && each !== page).slice(0, MOST_OVER);

    text(title, t(`name.${page}`));
    text(family, t(`family.${row.family}`));
    attribute(element, 'data-family', row.family);
    reaches.forEach((button, i) => attribute(button, 'aria-pressed', String(REACHES[i] === reach)));
    const count = row.pieces.highest > row.pieces.lowest ? [{ id: 'pieces', ...row.pieces, step: 1 }] : [];
    tuning.update(model, page, [...row.parameters, ...count], tuned);
    updateOver(chosen);

    const asked = [page, ...chosen].map((each, i) => ({ id: each, answer: model.answer('curve', each, i ? null : parameters, -reach, reach, POINTS) }));
    const main = asked[0].answer;
    text(refused, main?.error ? t('notice.engine', { message: main.error }) : '');
    show(refused, Boolean(main?.error));
    const broad = model.answer('curve', page, parameters, ...wide);
    const moments = row.facts && model.answer('outputMoments', page, parameters);
    if (!main || main.error || !broad || (row.facts && !moments)) return;
    const key = [page, state.lang, state.tuned, reach, state.over, asked.filter(({ answer }) => answer && !answer.error).length, Array.isArray(model.prices)].join('|');
    if (key === drawn) return;
    drawn = key;
    write(row, asked, spanned(broad, wide[0], wide[1]), moments, parameters);
  }

  /** @param {any} row @param {{id: string, answer: any}[]} asked @param {any} broad @param {any} moments @param {Record<string, number> | null} parameters */
  function write(row, asked, broad, moments, parameters) {
    const { state: { reach, lang }, t, catalogue } = model;
    curves = asked.filter(({ answer }) => answer && !answer.error).map(({ id, answer }, i) => ({
      name: t(`name.${id}`), family: catalogue.activations.find((each) => each.id === id)?.family ?? 'baseline', dash: dashes[i], ...spanned(answer, -reach, reach),
    }));
    const unbounded = row.facts?.largestSlope === 'inf';
    let largest = 0;
    for (const slope of broad.slope) largest = Math.max(largest, Math.abs(slope));
    const flat = unbounded ? null : flatParts(broad, largest);
    const known = parameters ? null : row.facts;
    show(pieces, !row.facts);
    text(factsNote, parameters && row.facts ? t('atlas.tunedFacts') : '');
    facts.replaceChildren(...definitions(factRows(model, known, flat, moments), t));
    const said = t('atlas.said', { names: curves.map(({ name }) => name).join(t('list.comma')), reach, range: known ? t('atlas.saidRange', { range: rangeText(known), slope: number(known.largestSlope) }) : '' });
    body.replaceChildren(...curves.map((curve) => h('tr', { 'data-family': curve.family },
      h('td', {}, svg('svg', { width: 34, height: 10, 'aria-hidden': 'true' }, svg('path', { class: 'line', d: 'M0 5H34', 'data-family': curve.family, 'stroke-dasharray': curve.dash || null }))),
      h('th', { scope: 'row' }, curve.name), h('td'), h('td'))));
    for (const [name, x] of /** @type {const} */ ([['min', -reach], ['max', reach], ['step', (2 * reach) / (POINTS - 1)]])) attribute(slider, name, String(x));
    plot.update({ curves, flat: flat ?? [], said }, at, lang);
    const [from, to] = plot.ends;
    style(slider, 'margin-inline', `${Math.max(0, from - 8)}px 0`);
    style(slider, 'width', `${to - from + 16}px`);
    move(at);
    const every = (POINTS - 1) / 20;
    table.update(t, ['x', ...curves.flatMap(({ name }, i) => (i ? [`${name}: f`, `${name}: f′`] : ['f', 'f′']))],
      () => Array.from({ length: 21 }, (_, i) => [-reach + (2 * reach * i) / 20, ...curves.flatMap(({ value, slope }) => [value[i * every], slope[i * every]])]));
    const list = Array.isArray(model.prices) ? [...model.prices].sort((a, b) => a.ns - b.ns) : [];
    const place = list.findIndex(({ id }) => id === page);
    text(cost, place < 0 ? '' : t('atlas.price', { ns: price(list[place].ns), n: place + 1, count: list.length }));
    show(cost, place >= 0);
  }
  return { element, update };
}

/** A value that is read off, to four digits. @param {number} x */
const exact = (x) => (Number.isFinite(x) ? minus(Number(x.toPrecision(4))) : '–');
