// One statement of a note: made exact, run, what was measured against what it had to be, the verdict, and the same changed.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Statement } from '../../notes/notes.js' */

import { attribute, h, show, text, Words } from '../../dom.js';
import { changesOf, columnOf, figuresOf, median, readColumn, readMeasure, readThreshold } from '../../notes/checks.js';
import { changeOf, noteOf } from '../../notes/notes.js';
import { createChange } from './change.js';
import { scaleOf, strip } from './strip.js';
import { figureText, isShare, mark, measureText, shareText, textsOf, thresholdText, told, valueText, verdictOf } from './words.js';

/** Verdicts whose correct sentence or condition comes first. */
const correctedFirst = new Set(['holds-if', 'does-not-hold', 'slip']);

/** @param {Actions} actions @param {Statement} statement */
export function createStatement(actions, statement) {
  const { id, contrary, checks, trials } = statement;
  const note = noteOf(id);
  const words = new Words();
  /** @type {Model} */ let model;
  let drawn = '';
  /** The other experiment that is shown beside: 'contrary', or what the reader changed. */
  let beside = /** @type {any} */ (null);

  const exact = h('h3', { class: 'note-exact' });
  const verdict = h('p', { class: 'note-verdict-line' });
  const why = h('p');
  const waits = h('p', { class: 'hint' });
  const body = h('tbody');
  const table = h('table', { class: 'note-checks' }, words.text(h('caption', { class: 'sr-only' }), 'notes.checks'),
    h('thead', {}, h('tr', {}, ...['what', 'seeds', 'figure', 'bound', 'met'].map((key) => words.text(h('th', { scope: 'col' }), `column.${key}`)))), body);
  const turn = words.button('notes.turn', () => runBeside(contrary));
  const turned = h('div', { class: 'note-turned' });
  const change = createChange(actions, statement, (next) => runBeside(next));
  const element = h('section', { class: 'note-statement' }, exact, verdict, why, table, waits, h('div', { class: 'buttons' }, turn), turned, change.element);

  /** @param {any} next */
  function runBeside(next) {
    beside = next;
    if (next) actions.runNote(note, next, id);
    else actions.redraw();
  }

  /** What the other experiment is, and what becomes of the statement. */
  function describeTurn() {
    const { runner } = model.notes;
    const judged = beside && runner?.judged(id, beside);
    if (!beside || !runner) return turned.replaceChildren();
    const { t } = model;
    const changes = trials.flatMap((trial) => changesOf(documentOf(trial), changeOf(trial, beside) ?? {}));
    const unique = changes.filter(([path, , after], i) => changes.findIndex((each) => each[0] === path && JSON.stringify(each[2]) === JSON.stringify(after)) === i);
    const list = unique.slice(0, 8).map(([path, before, after]) => h('li', {}, h('code', {}, path), ` ${short(before)} → ${short(after)}`));
    turned.replaceChildren(
      h('p', {}, h('b', {}, t('notes.changed'))), h('ul', { class: 'note-changes' }, ...list, unique.length > 8 ? h('li', {}, '…') : null),
      ...(judged ? [h('p', { class: 'note-verdict-line' }, t('notes.then'), ' ', mark(judged.verdict), h('b', {}, t(`verdict.${judged.verdict}`)))] : []));
  }

  /** A trial with all its settings, as far as they are known. @param {string} trial */
  function documentOf(trial) {
    const { race, document } = model.notes.runner?.trials.get(trial) ?? {};
    const spec = race ? model.answer('trialSpec', trial, null, 1) : null;
    return spec && !spec.error ? spec : document;
  }

  function writeChecks() {
    const { t, notes: { runner } } = model;
    if (!runner) return;
    const judged = runner.judged(id);
    const other = beside && runner.judged(id, beside);
    const figures = figuresOf(runner, statement);
    const others = beside ? figuresOf(runner, statement, beside) : new Map();
    /** By quantity: what stands on one axis. @type {Map<string, {values: number[], levels: number[]}>} */
    const groups = new Map();
    // Two bounds of the same stand in one row.
    const first = (/** @type {number} */ i) => i === 0 || checks[i].quantity !== checks[i - 1].quantity || checks[i].role !== checks[i - 1].role;
    const rows = checks.flatMap((check, index) => {
      if (!first(index)) return [];
      const indices = [index];
      while (indices[indices.length - 1] + 1 < checks.length && !first(indices[indices.length - 1] + 1)) indices.push(indices[indices.length - 1] + 1);
      const { operator, parts } = readMeasure(check.quantity);
      const columns = parts.map((part) => ({ name: columnOf(part, figures), kind: part.kind }));
      const [{ kind, column, level }] = parts;
      const { quantity, layer, step } = readColumn(column);
      const drawable = operator !== '' && new Set(parts.map((part) => readColumn(part.column).quantity)).size > 1 ? false : kind !== 'value';
      const bound = kind === 'share' || kind === 'most' ? Number(level) : operator === '' ? readThreshold(check.threshold).bound : NaN;
      const key = `${quantity} ${layer} ${step}`;
      const group = groups.get(key) ?? { values: [], levels: [] };
      groups.set(key, group);
      if (drawable) for (const { name } of columns) group.values.push(...(figures.get(name) ?? []), ...(others.get(name) ?? []));
      if (Number.isFinite(bound)) group.levels.push(bound);
      return [{ check, indices, operator, columns, quantity, kind, bound, key, drawable }];
    });
    attribute(table, 'data-dots', rows.some(({ drawable }) => drawable));
    body.replaceChildren(...rows.map(({ check, indices, operator, columns, quantity, kind, bound, key, drawable }, i) => {
      const { who, what } = measureText(model, statement, check.quantity);
      const group = /** @type {{values: number[], levels: number[]}} */ (groups.get(key));
      const scale = scaleOf(group.values, group.levels, isShare(quantity), quantity.endsWith('r2'));
      const seen = drawable && group.values.length > 0;
      const lines = columns.flatMap(({ name, kind: of }) => [figures, others].flatMap((set, changed) => {
        const values = set.get(name);
        return values ? [{ values, changed: changed === 1, at: middle(of, values) }] : [];
      }));
      const said = lines.map(({ values, changed }) => `${changed ? t('notes.changed') : who}: ${values.map((/** @type {number} */ v) => valueText(quantity, v)).join(t('list.comma'))}`).join(t('list.semicolon'));
      const picture = seen ? strip({ lines, level: Number.isFinite(bound) ? bound : null, scale, share: isShare(quantity), axis: rows[i + 1]?.key !== key || !rows[i + 1].drawable, said }) : null;
      const result = (/** @type {any} */ of) => of?.checks[indices[0]];
      const n = figures.get(columns[0]?.name)?.length ?? 0;
      const shown = (/** @type {any} */ of) => (result(of) ? (operator === '' && kind === 'share' && n > 1 ? shareText(model, result(of).figure, n) : [figureText(check.quantity, result(of).figure), Number.isFinite(result(of).seen) && result(of).undecided ? t('notes.seen', { difference: valueText(quantity, result(of).seen) }) : '']) : null);
      const figure = (/** @type {any} */ of, /** @type {boolean} */ changed) => {
        const words = shown(of);
        return words && h('span', { class: 'note-figure' }, changed ? '○ ' : '', h('b', {}, words[0]), words[1] && !changed ? h('small', {}, words[1]) : null);
      };
      const holds = (/** @type {any} */ of) => indices.every((each) => of.checks[each].holds);
      const met = (/** @type {any} */ of, /** @type {boolean} */ changed) => result(of) && h('span', { class: 'note-met' }, changed ? '○ ' : '', t(holds(of) ? 'notes.yes' : result(of).undecided ? 'notes.undecided' : 'notes.no'));
      return h('tr', {}, h('th', { scope: 'row' }, check.role === 'written' ? null : h('span', { class: 'note-role' }, t(`role.${check.role}`)), who, what ? h('small', {}, what) : null),
        h('td', { class: 'note-dots' }, picture), h('td', {}, figure(judged, false), figure(other, true)), h('td', {}, ...indices.map((each) => h('span', {}, thresholdText(check.quantity, checks[each].threshold)))), h('td', {}, met(judged, false), met(other, true)));
    }));
  }

  /** @param {Model} next */
  function update(next) {
    model = next;
    const { t, state, notes } = model;
    words.update(model);
    change.update(model);
    const { runner } = notes;
    const key = [state.lang, runner?.version, Boolean(notes.texts), JSON.stringify(beside)].join();
    if (key === drawn || !runner) return;
    drawn = key;
    const texts = textsOf(model, id);
    exact.replaceChildren(h('span', { class: 'note-id' }, id), ' ', told(texts?.exact, model));
    const found = verdictOf(model, statement);
    const timed = trials.some((trial) => runner.trials.get(trial)?.timed);
    verdict.replaceChildren(mark(found.verdict), h('b', {}, t(`verdict.${found.verdict}`)),
      h('span', { class: 'hint' }, trials.length === 0 ? '' : found.run ? t(statement.seeds ? 'notes.runHere' : 'notes.checkedHere', { n: statement.seeds }) : t('notes.recorded')),
      ...(found.differs ? [h('span', { class: 'hint' }, t(timed ? 'notes.differsTimed' : 'notes.differs', { verdict: t(`verdict.${statement.recorded}`) }))] : []));
    text(why, told(texts?.why, model));
    // The correct sentence before the word that says it is wrong.
    if (correctedFirst.has(found.verdict)) verdict.before(why);
    else verdict.after(why);
    show(table, checks.length > 0);
    const some = trials.some((trial) => runner.rowsOf(trial).some(Boolean));
    text(waits, checks.length === 0 || some ? '' : t(statement.seeds ? 'notes.waits' : 'notes.waitsFormula', { n: statement.seeds }));
    attribute(table, 'data-run', some);
    show(turn, contrary !== null && checks.length > 0);
    turn.disabled = runner.progress(note) !== null;
    show(change.element, checks.length > 0);
    writeChecks();
    describeTurn();
  }
  return { element, update };
}

/** @param {string} kind of statistic @param {number[]} values */
function middle(kind, values) {
  if (kind === 'share' || kind === 'most' || kind === '') return null;
  if (kind === 'lowest') return Math.min(...values);
  if (kind === 'highest') return Math.max(...values);
  const sum = (/** @type {(x: number) => number} */ of) => values.reduce((total, x) => total + of(x), 0) / values.length;
  return kind === 'mean' ? sum((x) => x) : kind === 'geomean' ? Math.exp(sum(Math.log)) : median(values);
}

/** A value of a document, as short as it can be told. @param {any} value */
function short(value) {
  if (value === undefined) return '–';
  if (Array.isArray(value) && value.every((item) => item?.activation || item?.name)) return value.map((lane) => lane.name ?? lane.activation).join(', ');
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
