// The page of one activation: its picture, others laid over it, its parameters, its formula, what is true of it. One's own is
// typed or drawn above the picture.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, show, text, Words } from '../../dom.js';
import { MOST_OVER } from '../../state.js';
import { flatParts, readTuned } from '../../atlas/curves.js';
import { heightsOf, pointsOf, stroked } from '../../atlas/formula.js';
import { price } from '../format.js';
import { createPrices } from '../prices.js';
import { createClaims } from './claims.js';
import { createDrawing } from './drawing.js';
import { definitions, factRows, number, rangeText } from './facts.js';
import { POINTS, createFigure } from './figure.js';
import { createTyping } from './typing.js';
import { mathOf, showFormulas } from './formula-field.js';
import { dashes } from './plot.js';
import { spanned } from './samples.js';
import { subjectOf } from './subject.js';
import { createTuning } from './tuning.js';

/** Where it is looked for flat parts. */
const wide = /** @type {const} */ ([-20, 20, 4001]);

/** @param {Actions} actions */
export function createDetail(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  /** The last that was right. @type {import('./subject.js').Subject} */ let subject;
  let drawn = '';
  let page = '';

  const typing = createTyping(actions);
  const drawing = createDrawing(actions);
  const refused = h('p', { class: 'atlas-refused', role: 'alert' });
  const figure = createFigure(actions, 'atlas.legend', (from, to) => page === 'drawn' && actions.set('points', heightsOf(stroked(pointsOf(model.state.points), from, to))));
  const main = h('div', { class: 'atlas-main' }, typing.element, drawing.element, refused, figure.element);

  const title = h('h2', { tabindex: -1 });
  const family = h('p', { class: 'hint' });
  const formulas = h('div', { class: 'atlas-formulas' });
  const tuning = createTuning(actions);
  const pieces = words.text(h('p'), 'atlas.pieces');
  const factsNote = h('p', { class: 'hint' });
  const facts = h('dl', { class: 'numbers' });
  const cost = h('p');
  /** The page whose curve was last measured with the others, one's own being one of many. */ let priced = '';
  const prices = h('div');
  const priceView = createPrices(prices, actions, () => {
    priced = subject.key;
    return typeof subject.activation === 'string' ? null : subject.activation;
  });
  const race = words.button('atlas.race', () => actions.raceIt(lane()), { class: 'atlas-race' });
  const add = words.button('own.add', () => actions.addLane(lane()));
  const overList = h('div', { class: 'checks' });
  const over = h('details', { class: 'atlas-over' }, words.text(h('summary'), 'atlas.over'), words.text(h('p', { class: 'hint' }), 'atlas.overHint'), overList);
  const side = words.attribute(h('div', { class: 'atlas-side', tabindex: 0, role: 'region' }, h('div', { class: 'atlas-title' }, title, h('span', { class: 'buttons' }, add, race)), family, formulas, tuning.element, over, pieces, factsNote, facts, cost, prices), 'aria-label', 'atlas.about');
  const claims = createClaims(actions);
  side.append(claims.element);
  const element = h('div', { class: 'atlas-detail' }, main, side);
  /** @type {{id: string, box: HTMLInputElement, name: HTMLElement}[]} */ let boxes = [];

  /** The page's activation as a lane of a race. */
  const lane = () => ({ activation: subject.activation, ...(subject.parameters && { parameters: subject.parameters }) });

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

  /** @param {Model} next @param {string} of */
  function update(next, of) {
    model = next;
    page = of;
    const { state, t, catalogue } = model;
    words.update(model);
    figure.say(model);
    priceView.update(model, { numbers: true, maps: false, curves: false });
    show(typing.element, of === 'own');
    show(drawing.element, of === 'drawn');
    show(add, of === 'own' || of === 'drawn');
    if (of === 'drawn') drawing.update(model);
    const found = subjectOf(model, of);
    if (of === 'own') typing.update(model, found?.formula ?? null);
    if (found && !(of === 'own' && found.formula?.error)) subject = found;
    // Nothing is shown of a formula that was wrong from the start; one that becomes wrong leaves the picture as it was.
    for (const part of [figure.element, side]) show(part, Boolean(subject));
    if (subject !== found || !found) return;

    text(title, subject.name);
    text(family, typeof subject.activation === 'string' ? t(`family.${subject.family}`) : t('own.family'));
    attribute(element, 'data-family', subject.family);
    tuning.update(model, of, subject.tunables, readTuned(state.tuned));
    const chosen = state.over.split(',').filter((/** @type {string} */ each) => each && each !== of).slice(0, MOST_OVER);
    updateOver(chosen);
    claims.update(model, of);

    const { activation, parameters } = subject;
    const { reach } = state;
    const asked = [{ id: '', answer: model.answer('curve', activation, parameters, -reach, reach, POINTS) }, ...chosen.map((/** @type {string} */ id) => ({ id, answer: model.answer('curve', id, null, -reach, reach, POINTS) }))];
    const curve = asked[0].answer;
    text(refused, curve?.error ? t('notice.engine', { message: curve.error }) : '');
    show(refused, Boolean(curve?.error));
    const broad = model.answer('curve', activation, parameters, ...wide);
    const moments = subject.pieces ? null : model.answer('outputMoments', activation, parameters);
    if (!curve || curve.error || !broad || (!subject.pieces && !moments)) return;
    const key = [subject.key, state.lang, state.tuned, reach, state.over, drawing.chosen, asked.filter(({ answer }) => answer && !answer.error).length, Array.isArray(model.prices)].join('|');
    if (key === drawn) return;
    drawn = key;

    const curves = asked.filter(({ answer }) => answer && !answer.error).map(({ id, answer }, i) => ({
      name: id ? t(`name.${id}`) : subject.name, family: id ? catalogue.activations.find((each) => each.id === id)?.family ?? 'baseline' : subject.family, dash: dashes[i], ...spanned(answer, -reach, reach),
    }));
    let largest = 0;
    for (const slope of broad.slope) largest = Math.max(largest, Math.abs(slope));
    const flat = subject.pieces || subject.facts?.largestSlope === 'inf' ? null : flatParts(spanned(broad, wide[0], wide[1]), largest);
    show(pieces, subject.pieces);
    text(factsNote, state.tuned && !subject.pieces ? t('atlas.tunedFacts') : '');
    facts.replaceChildren(...definitions(factRows(model, subject.facts, flat, moments), t));
    const { formula } = subject;
    const written = formula && !formula.error && formula.text;
    showFormulas(formulas, !written ? [] : subject.pieces ? [mathOf('f', formula, '<msub><mi>z</mi><mn>1</mn></msub><mo>,</mo><msub><mi>z</mi><mn>2</mn></msub>')] : [mathOf('f', formula), mathOf('slope', formula.derivative)]);
    const said = t('atlas.said', { names: curves.map(({ name }) => name).join(t('list.comma')), reach, range: subject.facts ? t('atlas.saidRange', { range: rangeText(subject.facts), slope: number(subject.facts.largestSlope) }) : '' });
    figure.draw({ curves, flat: flat ?? [], said, ...(of === 'drawn' && { handles: pointsOf(state.points), chosen: drawing.chosen }) });
    const list = Array.isArray(model.prices) ? [...model.prices].sort((a, b) => a.ns - b.ns) : [];
    const place = list.findIndex(({ id }) => id === (typeof activation === 'string' ? of : priced === subject.key && 'own'));
    text(cost, place < 0 ? '' : t('atlas.price', { ns: price(list[place].ns), n: place + 1, count: list.length }));
    show(cost, place >= 0);
  }
  return { element, update };
}
