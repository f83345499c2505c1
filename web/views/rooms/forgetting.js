// Forgetting: two networks learn task A, then task B; what is left of A, over several seeds.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { h, svg, text, Words } from '../../dom.js';
import { integer, percent } from '../format.js';
import { label } from '../inside/draw.js';
import { NumbersTable } from '../inside/table.js';
import { scaleOf, strip } from '../notes/strip.js';
import { Graph } from './graph.js';
import { activationName, familyOf } from './words.js';

/** So many are run, one after the other, once the controls have been left alone for so long. */
const SEEDS = 10;
const SETTLED_MS = 700;

/** @param {Actions} actions */
export function createForgetting(actions) {
  const words = new Words();
  const graph = new Graph(0.42);
  const said = h('p', { class: 'room-said', role: 'status' });
  const luck = h('p', { class: 'room-luck', role: 'status' });
  const lanes = [0, 1].map(() => ({ name: h('span'), place: h('span') }));
  const table = new NumbersTable();
  const element = h('figure', {}, graph.element, said, words.text(h('figcaption', { class: 'hint' }), 'forgetting.legend'),
    h('div', { class: 'room-seeds' }, ...lanes.flatMap(({ name, place }) => [name, place])), luck, table.element);
  /** @type {any} */ let latest = null;
  let since = 0;

  /** What other seeds gave so far. @param {Model} model @param {any} answer */
  function others(model, answer) {
    if (answer !== latest) {
      latest = answer;
      since = model.now;
    }
    const { options } = answer;
    const found = [answer];
    while (found.length < SEEDS) {
      if (model.now - since < SETTLED_MS) {
        actions.redraw();
        break;
      }
      const other = model.answer('room', 'forgetting', { ...options, seed: options.seed + found.length });
      if (!other || other.error) break;
      found.push(other);
    }
    return found;
  }

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { options, change, steps } = answer;
    const names = [options.activation, options.against].map((activation) => activationName(model, activation));
    const families = [options.activation, options.against].map((activation) => familyOf(model, activation));
    // Two of one name are told apart by their parameters.
    if (names[0] === names[1]) answer.lanes.forEach((/** @type {any} */ { parameters }, /** @type {number} */ i) => (names[i] += ` (${integer(parameters)})`));
    const at = Array.from(steps).indexOf(change);
    graph.update({
      x: { lo: 0, hi: 2 * change, name: t('room.stepShort') }, y: { lo: 0, hi: 1.03, name: t('forgetting.axis'), write: percent },
      lines: ['first', 'second'].flatMap((key, k) => answer.lanes.map((/** @type {any} */ lane, /** @type {number} */ i) => ({
        x: steps, y: lane[key], name: `${'AB'[k]} · ${names[i]}`, family: families[i], dash: k ? '6 4' : undefined, kind: `${i ? 'bold' : ''} ${k ? 'second' : ''}`,
      }))),
      over: (x, y) => [svg('path', { class: 'level', d: `M${x.at(change)} ${y.at(1) - 6}V${y.at(0)}` }), label(x.at(change) + 6, y.at(0.04), t('forgetting.change'), 'start', 'strong')],
      said: names.map((name, i) => `${name}: A ${percent(answer.lanes[i].first[at])} → ${percent(answer.lanes[i].first.at(-1))}`).join(t('list.semicolon')),
    });
    text(said, answer.lanes.map((/** @type {any} */ { parameters, first, second }, /** @type {number} */ i) => t('forgetting.side', {
      name: activationName(model, i ? options.against : options.activation), n: integer(parameters), before: percent(first[at]), after: percent(first.at(-1)), second: percent(second.at(-1)),
    })).join(t('list.sentence')));
    const found = others(model, answer);
    const ends = [0, 1].map((i) => found.map((other) => other.lanes[i].first.at(-1)));
    const means = ends.map((values) => values.reduce((sum, v) => sum + v, 0) / values.length);
    const scale = scaleOf([], [], true, false);
    lanes.forEach(({ name, place }, i) => {
      text(name, names[i]);
      place.replaceChildren(strip({ lines: [{ values: ends[i], changed: false, at: means[i] }], level: null, scale, share: true, axis: i === 1, said: `${names[i]}: ${ends[i].map(percent).join(t('list.comma'))}` }));
    });
    const more = ends[1].filter((v, k) => v > ends[0][k]).length;
    text(luck, found.length < SEEDS ? t('forgetting.running', { k: found.length, n: SEEDS }) : t('forgetting.luck', { n: SEEDS, one: names[0], other: names[1], a: percent(means[0]), b: percent(means[1]), k: more }));
    table.update(t, [t('room.stepShort'), ...names.flatMap((name) => ['A', 'B'].map((task) => `${task} (${name})`))],
      () => Array.from(steps, (step, k) => [String(step), ...answer.lanes.flatMap((/** @type {any} */ { first, second }) => [percent(first[k]), percent(second[k])])]));
  }
  return { element, update };
}
