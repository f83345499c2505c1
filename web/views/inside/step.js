// The next step of training in slow motion: forward, loss, backward, update, for one sample on its way through one unit.

/** @import { Actions, Ask, Lane, Model, Panel } from '../../types/views.js' */

import { attribute, h, options, show, style, svg, text, value, Words } from '../../dom.js';
import { createPlayButton } from './play-button.js';
import { createSamplePicker, sampleOf } from './sample-picker.js';
import { stages, stepWords, weightName } from './step-words.js';
import { NumbersTable } from './table.js';

/** Milliseconds a picture of the slow motion stays. */
const PLAY_MS = 2500;

/** Dots of a layer that are drawn. */
const MOST_DOTS = 16;

/** @param {Actions} actions @returns {Panel} */
export function createStep(actions) {
  const words = new Words();
  const whole = [false, true].map((alone) => words.button(alone ? 'step.alone' : 'step.batch', () => set({ alone })));
  const picker = createSamplePicker(actions);
  const followed = h('p', { class: 'hint' });
  const before = words.attribute(h('button', { onclick: () => go(-1) }, '‹'), 'aria-label', 'step.before');
  const after = words.attribute(h('button', { onclick: () => go(1) }, '›'), 'aria-label', 'step.next');
  const tabs = stages.map((stage) => words.button(`step.${stage}`, () => jump(stage)));
  const play = createPlayButton(actions, 'step.play', PLAY_MS, () => model.phase !== 'playing' && go(1));
  const moves = words.attribute(h('div', { class: 'panel-tools step-moves', role: 'group', onkeydown: key }, before, ...tabs, after, play.element), 'aria-label', 'step.moves');
  const picture = svg('svg', { class: 'step-net', role: 'img' });
  const units = words.attribute(h('select', { onchange: () => point(at().layer, Number(units.value)) }), 'aria-label', 'step.unit');
  const weights = h('select', { onchange: () => set({ weight: Number(weights.value) }) });
  const where = h('b');
  const lines = h('div', { class: 'step-lines', 'aria-live': 'polite' });
  const train = words.button('step.train', () => actions.stepOnce());
  const table = new NumbersTable();
  const wait = words.text(h('p', { class: 'hint' }), 'step.wait');
  const failed = h('p');
  const shownPart = h('div', { class: 'step-part' }, moves, picture,
    h('div', { class: 'panel-tools' }, where, units, h('label', {}, words.text(h('span'), 'step.weight'), ' ', weights)), lines, h('p', { class: 'buttons' }, train));
  const element = h('figure', { class: 'step' }, h('div', { class: 'panel-tools' }, h('span', { class: 'segment', role: 'group' }, ...whole), picker.element), followed, failed, wait, shownPart,
    words.text(h('figcaption', { class: 'hint' }), 'step.legend'), table.element);
  /** @type {Model} */ let model;
  /** @type {Lane} */ let lane;
  /** @type {any} */ let shown = null;
  let alone = false;
  let weight = 0;
  /** @type {typeof stages[number]} */ let stage = 'forward';
  let drawn = '';
  /** Race and lane of the answer shown. */ let subject = '';

  /** Where keys have moved since the model was drawn: the next key goes on from there. @type {{layer: number, unit: number} | null} */
  let moved = null;

  /** Where it is: the layer and the unit pointed at. */
  function at() {
    if (!shown) return { layer: 0, unit: 0 }; // how many there are the first answer tells
    const last = shown.layers.length - 1;
    const focus = moved ?? model.state.focus;
    const layer = stage === 'loss' ? last : Math.min(focus.layer, last);
    return { layer, unit: Math.min(focus.unit, shown.layers[layer].a.length - 1) };
  }
  /** @param {number} layer @param {number} unit */
  function point(layer, unit) {
    moved = { layer, unit };
    actions.set('focus', { ...model.state.focus, ...moved });
  }

  /** @param {{alone?: boolean, weight?: number}} change */
  function set(change) {
    alone = change.alone ?? alone;
    weight = change.weight ?? weight;
    actions.redraw();
  }

  /** @param {typeof stages[number]} next */
  function jump(next) {
    stage = next;
    const last = shown.layers.length - 1;
    if (next === 'forward' || next === 'update') point(0, at().unit);
    else point(last, 0);
  }

  /** One picture on, or back: through the layers of a stage, then to the next. Returns whether there was one. @param {number} by */
  function go(by) {
    const last = shown.layers.length - 1;
    const { layer, unit } = at();
    const along = stage === 'backward' ? -by : by;
    if (stage !== 'loss' && layer + along >= 0 && layer + along <= last) {
      point(layer + along, unit);
      return true;
    }
    const next = stages[stages.indexOf(stage) + by];
    if (!next) return false;
    stage = next;
    // A stage is entered at its beginning, or from behind at its end.
    point((next === 'forward' && by < 0) || (next === 'update' && by < 0) || (next === 'backward' && by > 0) || next === 'loss' ? last : 0, unit);
    return true;
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !shown) return;
    event.preventDefault();
    event.stopPropagation();
    go(by);
  }
  /** @param {Model} next @param {Lane} each @returns {Ask[]} */
  function asks(next, each) {
    model = next;
    moved = null;
    if (subject !== `${next.raceId} ${each.index}`) [subject, shown] = [`${next.raceId} ${each.index}`, null];
    const sample = Math.min(sampleOf(next), (next.data?.trainCount ?? 1) - 1);
    return [{ lane: each.index, question: 'step', rest: true, options: { sample, alone, ...at() } }];
  }

  /** @param {Model} fresh @param {Lane} each */
  function update(fresh, each) {
    lane = each;
    const [ask] = asks(fresh, each);
    words.update(model);
    picker.update(model);
    const { t } = model;
    style(element, '--family', `var(--${lane.family})`);
    const answer = model.inside.answer(ask);
    const playing = model.phase === 'playing';
    if (answer && !answer.error) shown = answer;
    show(wait, playing);
    show(failed, !playing && Boolean(answer?.error));
    text(failed, !answer?.error ? '' : answer.error.includes('normalised') ? t('step.noAlone') : t('notice.engine', { message: answer.error }));
    show(shownPart, !playing && Boolean(shown) && !answer?.error);
    show(table.element, !shownPart.hidden);
    show(followed, !shownPart.hidden);
    whole.forEach((button, i) => attribute(button, 'aria-pressed', String(alone === Boolean(i))));
    if (shownPart.hidden || !answer) return;
    const { unit } = shown;
    if (weight >= unit.x.length) weight = 0;
    const state = [model.inside.version, model.state.lang, stage, unit.layer, unit.unit, weight, element.clientWidth, play.playing, lane.index, alone].join();
    if (state === drawn) return;
    drawn = state;
    const last = unit.layer === shown.layers.length - 1;
    const wanted = sampleOf(model) + 1;
    text(followed, (wanted === shown.sample + 1 || alone ? '' : t('step.absent', { sample: wanted }) + t('list.sentence')) + t(alone ? 'step.followAlone' : 'step.follow', { step: shown.step + 1, sample: shown.sample + 1, count: shown.batch.length }));
    text(where, t(last ? 'step.atOutput' : 'step.at', { layer: unit.layer + 1 }));
    options(units, Array.from(shown.layers[unit.layer].a, (_, i) => /** @type {[string, string]} */ ([String(i), t('fold.unitNumber', { n: i + 1 })])));
    value(units, unit.unit);
    options(weights, Array.from(unit.x, (_, i) => /** @type {[string, string]} */ ([String(i), weightName(shown, i)])));
    value(weights, weight);
    tabs.forEach((button, i) => attribute(button, 'aria-pressed', String(stages[i] === stage)));
    play.update(model);
    lines.replaceChildren(...stepWords(model, shown, stage, weight).map((line) => h('p', {}, line)));
    show(train, !alone && model.phase !== 'finished' && lane.state !== 'diverged');
    const own = (/** @type {number} */ i) => unit.delta * unit.x[i];
    table.update(t, ['', ...t('step.table').split(',')], () => Array.from(unit.x, (x, i) => [weightName(shown, i), x, unit.w[i], unit.w[i] * x, own(i), unit.gradient[i], unit.used[i], unit.next[i] - unit.w[i], unit.next[i]]));
    draw();
  }

  /** The network, the present layer filled, the unit pointed at with its weights. */
  function draw() {
    const { layers, unit, batch } = shown;
    const width = element.clientWidth;
    const height = innerHeight > 900 ? 220 : 128;
    const counts = [shown.inputs, ...layers.map((/** @type {any} */ layer) => layer.a.length)];
    const column = (/** @type {number} */ c) => 20 + (c / (counts.length - 1)) * (width - 40);
    const spots = counts.map((count) => Math.min(count, MOST_DOTS));
    // Of a large layer as many as there is room for, the one pointed at among them.
    const nth = (/** @type {number} */ c, /** @type {number} */ i) => (c === unit.layer + 1 && spots[c] < counts[c] && i === Math.min(unit.unit, spots[c] - 1) ? unit.unit : i);
    const y = (/** @type {number} */ c, /** @type {number} */ i) => 8 + (height - 16) * (spots[c] === 1 ? 0.5 : i / (spots[c] - 1));
    const here = unit.layer + 1;
    const mine = Math.min(unit.unit, spots[here] - 1);
    const other = stage === 'backward' ? here + 1 : here - 1;
    let links = '';
    if (stage !== 'loss' && other < counts.length) for (let i = 0; i < spots[other]; ++i) links += `M${column(here)} ${y(here, mine)}L${column(other)} ${y(other, i)}`;
    const dots = counts.flatMap((_, c) => Array.from({ length: spots[c] }, (_, i) => svg('circle', {
      cx: column(c).toFixed(1), cy: y(c, i).toFixed(1), r: 4, class: `${c === here ? 'lit' : ''} ${c === here && i === mine ? 'mine' : ''}`, ...(c > 0 && { onclick: () => point(c - 1, nth(c, i)) }),
    })));
    attribute(picture, 'viewBox', `0 0 ${width} ${height}`);
    attribute(picture, 'aria-label', model.t('step.picture', { stage: model.t(`step.${stage}`), shape: counts.join('–'), where: where.textContent, n: batch.length }));
    picture.replaceChildren(svg('path', { d: links }), ...dots);
  }

  return { element, asks, update };
}
