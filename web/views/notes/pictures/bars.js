// The figures of a trial as bars: each with its seeds as dots where there are several.

/** @import { Actions, Model } from '../../../types/views.js' */

import { attribute, h, show, svg, text, Words } from '../../../dom.js';
import { readColumn } from '../../../notes/checks.js';
import { sized } from '../../axis.js';
import { label } from '../../inside/draw.js';
import { NumbersTable } from '../../inside/table.js';
import { columnOf, nameOf, trialText, valueText } from '../words.js';

const width = 400, left = 2, right = 330, row = 36, most = 20;

/** Smaller is rounding. */
const TINY = 1e-12;

/** @param {Actions} _ */
export function createBars(_) {
  const words = new Words();
  const picture = svg('svg', { class: 'note-bars', role: 'img' });
  const none = words.text(h('p', { class: 'hint' }), 'notes.noFigures');
  const table = new NumbersTable();
  const element = h('figure', {}, none, picture, words.text(h('figcaption', { class: 'hint' }), 'notes.barsLegend'), table.element);
  let drawn = '';

  /** @param {Model} model @param {string} note @param {{trials?: string[], figures?: string[], quantity?: string}} how */
  function update(model, note, { trials, figures, quantity: wanted }) {
    words.update(model);
    const { t, state, notes: { runner } } = model;
    const key = [note, state.lang, runner?.version].join();
    if (key === drawn || !runner) return;
    drawn = key;
    const ids = trials ?? [...new Set(runner.statementsOf(note).flatMap((statement) => statement.trials))];
    const bars = ids.flatMap((trial) => {
      const rows = runner.rowsOf(trial).filter(Boolean);
      return (rows[0]?.names ?? []).flatMap((name, i) => ((!figures || figures.includes(name)) && (!wanted || readColumn(name).quantity === wanted) ? [{ trial, name, values: rows.map(({ values }) => values[i]) }] : []));
    }).slice(0, most);
    const some = bars.length > 0;
    show(none, !some);
    attribute(picture, 'hidden', !some);
    show(table.element, some);
    if (!some) return;
    const called = (/** @type {{trial: string, name: string}} */ { trial, name }) => {
      const { lane, points, quantity } = columnOf(model, note, name);
      const own = [lane ? nameOf(model, note, lane) : '', ...points, wanted ? '' : nameOf(model, note, quantity)].filter(Boolean).join(' · ');
      return ids.length > 1 && bars.filter((bar) => bar.name === name).length > 1 ? [trialText(model, note, trial, ids), own].filter(Boolean).join(': ') : own;
    };
    const means = bars.map(({ values }) => values.reduce((sum, x) => sum + x, 0) / values.length);
    const finite = bars.flatMap(({ values }) => values).filter(Number.isFinite);
    const top = Math.max(...finite.map(Math.abs), 1e-300);
    const sizes = finite.map(Math.abs).filter((x) => x > TINY);
    const log = Math.min(...sizes) < top / 1000;
    const floor = log ? Math.floor(Math.log10(Math.min(...sizes))) - 1 : 0;
    const x = (/** @type {number} */ v) => {
      if (!Number.isFinite(v)) return right;
      const share = log ? (Math.abs(v) > TINY ? (Math.log10(Math.abs(v)) - floor) / (Math.log10(top) - floor || 1) : 0) : Math.abs(v) / top;
      return left + Math.max(0, share) * (right - left);
    };
    const shapes = bars.flatMap((bar, i) => {
      const y = i * row + 25;
      const quantity = readColumn(bar.name).quantity;
      const name = called(bar);
      return [label(left, y - 11, name, 'start', 'strong'), svg('path', { class: 'bar', d: `M${left} ${y}H${Math.max(left + 1, x(means[i]))}` }),
        ...(bar.values.length > 1 ? bar.values.map((v) => svg('circle', { cx: x(v), cy: y, r: 2.5 })) : []),
        label(Math.max(...bar.values.map(x), x(means[i])) + 8, y + 4, valueText(quantity, Math.abs(means[i]) < TINY ? 0 : means[i]), 'start', 'strong')];
    });
    attribute(picture, 'viewBox', `0 0 ${width} ${bars.length * row}`);
    attribute(picture, 'aria-label', bars.map((bar, i) => `${called(bar)} ${sized(means[i], 3)}`).join(t('list.comma')));
    picture.replaceChildren(...shapes);
    table.update(t, ['', t('notes.mean'), ...(bars[0].values.length > 1 ? [t('notes.lowest'), t('notes.highest')] : [])], bars.map((bar, i) => [called(bar), means[i], ...(bar.values.length > 1 ? [Math.min(...bar.values), Math.max(...bar.values)] : [])]));
  }
  return { element, update };
}
