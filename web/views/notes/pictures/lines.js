// The backward signal, layer by layer, of all lanes on one axis of powers of ten.

/** @import { Actions, Model } from '../../../types/views.js' */

import { attribute, h, svg, text } from '../../../dom.js';
import { axisNumber, createScale, sized } from '../../axis.js';
import { label } from '../../inside/draw.js';
import { NumbersTable } from '../../inside/table.js';
import { spread } from '../../plot.js';
import { createPlayer, familiesOf, namesOf } from './player.js';

const width = 410, height = 300, left = 48, right = 290, top = 14, bottom = 262;

/** Line patterns, by lane. */
const patterns = ['', '6 3', '2 3', '9 3 2 3', '14 4', '1 4'];

/** @param {Actions} actions */
export function createLines(actions) {
  const player = createPlayer(actions);
  const picture = svg('svg', { class: 'note-lines', role: 'img', viewBox: `0 0 ${width} ${height}` });
  const table = new NumbersTable();
  const legend = h('figcaption', { class: 'hint' });
  const element = h('figure', {}, player.element, picture, legend, table.element);
  let drawn = '';

  /** @param {Model} model @param {string} note @param {import('./player.js').Raced & {forward?: boolean}} how forward: the activations instead */
  function update(model, note, how) {
    text(legend, model.t(how.forward ? 'notes.forwardLegend' : 'notes.linesLegend'));
    const race = player.update(model, note, { ...how, question: ['signals'] });
    if (!race || race.answers.length === 0) return;
    const { t, state } = model;
    const now = [race.key, race.version, state.lang].join();
    if (now === drawn) return;
    drawn = now;
    const families = familiesOf(model, race.lanes);
    const names = namesOf(model, note, race.lanes);
    const lines = race.lanes.map((lane, i) => ({ name: names[i], family: families[i], dash: patterns[i % patterns.length], values: /** @type {number[]} */ (race.answers[i]?.layers?.slice(0, how.forward ? -1 : undefined).map((/** @type {any} */ { length, mean, sd }) => (how.forward ? Math.hypot(mean, sd) : length)) ?? []) })).filter(({ values }) => values.length > 0);
    const all = lines.flatMap(({ values }) => values).filter((v) => v > 0 && Number.isFinite(v));
    if (!all.length) return;
    const depth = Math.max(...lines.map(({ values }) => values.length));
    const y = createScale(10 ** Math.floor(Math.log10(Math.min(...all))), 10 ** Math.ceil(Math.log10(Math.max(...all)) + 0.01), bottom, top, true);
    // The backward signal comes from the output, at the left.
    const x = createScale(0, Math.max(1, depth - 1), left + 6, right, false);
    let grid = '';
    const parts = [];
    const [low, high] = [Math.log10(y.lo), Math.log10(y.hi)].map(Math.round);
    const every = Math.ceil((high - low) / 8);
    for (let e = low; e <= high; e += every) {
      grid += `M${left} ${y.at(10 ** e)}H${right}`;
      parts.push(label(left - 6, y.at(10 ** e) + 4, axisNumber(10 ** e, true), 'end'));
    }
    for (let k = 0; k < depth; ++k) if (depth < 9 || k % 2 === 0) parts.push(label(x.at(k), bottom + 16, how.forward ? String(k + 1) : k === 0 ? t('signals.output') : String(depth - k)));
    parts.push(label((left + right) / 2, bottom + 34, t('notes.linesAxis')));
    const last = (/** @type {number[]} */ values) => (how.forward ? values[values.length - 1] : values[0]);
    const ends = lines.map(({ name, values }) => ({ name, at: y.at(Math.min(y.hi, Math.max(y.lo, last(values)))) })).sort((a, b) => a.at - b.at);
    spread(ends, 14, top, bottom);
    const shapes = lines.map(({ family, dash, values }) => svg('path', { class: 'line', 'data-family': family, 'stroke-dasharray': dash || null,
      d: (how.forward ? values : [...values].reverse()).map((v, k) => `${k ? 'L' : 'M'}${x.at(k + depth - values.length).toFixed(1)} ${y.at(Math.min(y.hi, Math.max(y.lo, v))).toFixed(1)}`).join('') }));
    picture.replaceChildren(svg('path', { class: 'grid', d: grid }), ...shapes, ...parts, ...ends.map(({ name, at }) => label(right + 8, at + 4, name.length > 16 ? `${name.slice(0, 15)}…` : name, 'start', 'strong')));
    attribute(picture, 'aria-label', lines.map(({ name, values }) => `${name}: ${sized(last(values), 2)}`).join(t('list.comma')));
    table.update(t, ['', ...Array.from({ length: depth }, (_, k) => (k === depth - 1 && !how.forward ? t('signals.output') : String(k + 1)))], () => lines.map(({ name, values }) => [name, ...values]));
  }
  return { element, update };
}
