// How many seeds of each lane got there, at each setting of a sweep: a block of dots each, filled where it did.

/** @import { Actions, Model } from '../../../types/views.js' */

import { attribute, h, show, svg, Words } from '../../../dom.js';
import { readColumn } from '../../../notes/checks.js';
import { setting } from '../../format.js';
import { label } from '../../inside/draw.js';
import { nameOf, valueText } from '../words.js';

const pitch = 8, across = 5, r = 2.9;

/**
 * @typedef {object} Outcomes
 * @property {string} [trial]
 * @property {string} quantity
 * @property {string} relation of the figure to the level: what counts as there
 * @property {number} level
 */

/** @param {Actions} _ */
export function createOutcome(_) {
  const words = new Words();
  const picture = svg('svg', { class: 'note-outcome', role: 'img' });
  const none = words.text(h('p', { class: 'hint' }), 'notes.noFigures');
  const what = h('p');
  const element = h('figure', {}, what, none, picture, words.text(h('figcaption', { class: 'hint' }), 'notes.outcomeLegend'));
  let drawn = '';

  /** @param {Model} model @param {string} note @param {Outcomes} how */
  function update(model, note, { trial: id, quantity, relation, level }) {
    words.update(model);
    const { t, state, notes: { runner } } = model;
    const key = [note, state.lang, runner?.version].join();
    if (key === drawn || !runner) return;
    drawn = key;
    const trials = id ? [id] : [...new Set(runner.statementsOf(note).flatMap((statement) => statement.trials))].filter((each) => runner.trials.get(each)?.race);
    const found = trials.map((trial) => ({ trial, rows: runner.rowsOf(trial).filter(Boolean) })).find(({ rows }) => rows.length > 0);
    const columns = (found?.rows[0].names ?? []).flatMap((name, i) => {
      const column = readColumn(name);
      return column.quantity === quantity && column.step === null ? [{ ...column, values: found?.rows.map(({ values }) => values[i]) ?? [] }] : [];
    });
    const some = columns.length > 0;
    show(none, !some);
    attribute(picture, 'hidden', !some);
    const sign = { '<=': '≤', '>=': '≥' }[relation] ?? relation;
    what.textContent = t('stat.share', { quantity: t(`quantity.${quantity}`), relation: sign, level: valueText(quantity, level) });
    if (!some) return;
    const lanes = [...new Set(columns.map(({ lane }) => lane))];
    const points = [...new Set(columns.map(({ points: at }) => at.join(' · ')))];
    const reached = (/** @type {number} */ v) => (relation === '<=' ? v <= level : relation === '>=' ? v >= level : v < level);
    const most = Math.max(...columns.map(({ values }) => values.length));
    const wide = across * pitch + 12, high = Math.max(30, Math.ceil(most / across) * pitch + 18), left = 118, top = points.length > 1 ? 22 : 4;
    const parts = points.length > 1 ? points.map((point, k) => label(left + k * wide + wide / 2 - 6, 12, point.split(' · ').map((x) => setting(Number.isFinite(Number(x)) ? Number(x) : x)).join(' · '))) : [];
    let filled = '', rings = '';
    lanes.forEach((lane, i) => {
      const y = top + i * high;
      const name = nameOf(model, note, lane);
      parts.push(label(left - 8, y + high / 2 - 4, name.length > 15 ? `${name.slice(0, 14)}…` : name, 'end', 'strong'));
      points.forEach((point, k) => {
        const values = columns.find((column) => column.lane === lane && column.points.join(' · ') === point)?.values;
        if (!values) return;
        const ordered = values.map(reached).sort((a, b) => Number(b) - Number(a));
        ordered.forEach((yes, n) => {
          const circle = `M${left + k * wide + (n % across) * pitch + pitch / 2 - r} ${y + Math.floor(n / across) * pitch + pitch / 2}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
          if (yes) filled += circle;
          else rings += circle;
        });
        parts.push(label(left + k * wide + wide / 2 - 6, y + Math.ceil(most / across) * pitch + 12, `${ordered.filter(Boolean).length}/${values.length}`));
      });
    });
    attribute(picture, 'viewBox', `0 0 ${Math.max(400, left + points.length * wide)} ${top + lanes.length * high}`);
    attribute(picture, 'aria-label', columns.map(({ lane, points: at, values }) => `${[nameOf(model, note, lane), ...at].join(' ')} ${values.filter(reached).length}/${values.length}`).join(t('list.comma')));
    picture.replaceChildren(svg('path', { class: 'dots', d: filled }), svg('path', { class: 'rings', d: rings }), ...parts);
  }
  return { element, update };
}
