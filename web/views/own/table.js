// Points from a table: pasted, chosen or dropped; which column is asked for, which are given. Nothing changes until it is used.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Table } from '../../data/table.js' */

import { h, options, show, text, Words } from '../../dom.js';
import { TableError, classCount, columnName, decode, isLarge, mostTelling, pointsOf, readTable } from '../../data/table.js';

/** Bytes of a file that is read: what the largest table may have, and more. */
const mostBytes = 2e7;
/** Characters that are shown for correction; a longer text would take the page seconds to lay out. */
const mostShown = 20_000;

/** @param {Actions} actions */
export function createTableImport(actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  /** @type {string | null} */ let source = null;
  let name = '';
  /** @type {Table | null} */ let table = null;
  /** @type {TableError | null} */ let wrong = null;
  /** @type {any} */ let points = null;

  const area = words.attribute(h('textarea', { rows: 5, spellcheck: 'false', oninput: () => read(area.value, '') }), 'aria-label', 'own.paste');
  const file = words.attribute(h('input', { type: 'file', hidden: true, accept: '.csv,.tsv,.txt,text/csv,text/plain', onchange: () => {
    open(file.files[0]);
    file.value = '';
  } }), 'aria-label', 'own.file');
  const choose = words.button('own.file', () => file.click());
  const problem = h('p', { class: 'problem', role: 'alert' });
  const header = h('input', { type: 'checkbox', onchange: () => read(source ?? '', name, header.checked) });
  const check = (/** @type {HTMLElement} */ box, /** @type {string} */ key) => h('label', { class: 'check' }, box, words.text(h('span'), key));
  const about = h('p', {});
  const target = h('select', { onchange: () => settle(true) });
  const inputs = h('div', { class: 'checks' });
  /** @type {{box: HTMLInputElement, label: HTMLElement}[]} */
  let boxes = [];
  const asClasses = h('input', { type: 'checkbox', onchange: () => settle(false) });
  const asClassesRow = check(asClasses, 'own.asClasses');
  const standardize = h('input', { type: 'checkbox', onchange: () => settle(false) });
  const ready = h('p', { role: 'status' });
  const use = words.button('own.use', give, { class: 'use' });
  const form = h('div', {}, about, check(header, 'own.header'), words.label('own.target', target), asClassesRow,
    h('fieldset', {}, words.text(h('legend'), 'own.inputs'), inputs), check(standardize, 'own.standardize'), ready, use);
  const element = h('div', { class: 'table-import' }, words.text(h('p', { class: 'hint' }), 'own.paste'), area, h('div', { class: 'buttons' }, choose, file), problem, form);
  area.addEventListener('paste', (/** @type {ClipboardEvent} */ event) => {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (pasted.length <= mostShown) return;
    event.preventDefault();
    area.value = '';
    read(pasted, '');
  });

  /** @param {string} next @param {string} from the file's name @param {boolean} [named] */
  function read(next, from, named) {
    source = next;
    name = from;
    wrong = null;
    const made = next.trim() === '' ? null : attempt(() => readTable(next, named));
    table = made;
    if (made) {
      boxes = made.columns.map(() => {
        const box = h('input', { type: 'checkbox', onchange: () => settle(false) });
        return { box, label: h('label', { class: 'check' }, box, h('span')) };
      });
      inputs.replaceChildren(...boxes.map(({ label }) => label));
      header.checked = made.header;
      target.replaceChildren();
      options(target, made.columns.map((_, j) => /** @type {[string, string]} */ ([String(j), columnName(made, j)])));
      target.value = String(made.columns.findLastIndex(({ kind }) => kind !== 'empty'));
    }
    settle(true);
  }

  /** What the choice makes of the table. @param {boolean} fresh another target: all other columns of numbers are inputs */
  function settle(fresh) {
    points = null;
    const made = table;
    if (made) {
      const { columns } = made;
      const chosen = Number(target.value);
      if (fresh) {
        columns.forEach(({ kind }, j) => (boxes[j].box.checked = kind === 'numbers' && j !== chosen));
        asClasses.checked = false;
      }
      const used = columns.map((_, j) => j).filter((j) => j !== chosen && boxes[j].box.checked);
      if (fresh) standardize.checked = isLarge(made, used) || (columns[chosen].kind === 'numbers' && isLarge(made, [chosen]));
      wrong = null;
      points = attempt(() => pointsOf(made, { target: chosen, inputs: used, asClasses: asClasses.checked, standardize: standardize.checked }));
    }
    write();
  }

  /** Null, and what is wrong, where a table is. @template T @param {() => T} work @returns {T | null} */
  function attempt(work) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      wrong = error;
      return null;
    }
  }

  function write() {
    const { t } = model;
    text(problem, wrong ? (wrong.params.line ? t('own.at', wrong.params) : '') + t(wrong.key, wrong.params) : '');
    show(problem, wrong !== null);
    show(form, table !== null);
    const made = table;
    if (!made) return;
    const { columns, lines, delimiter } = made;
    const chosen = Number(target.value);
    text(about, `${name} ${t('own.about', { rows: lines.length, n: columns.length, delimiter: delimiter === '\t' ? '⇥' : delimiter })}`.trim());
    boxes.forEach(({ label, box }, j) => {
      show(label, j !== chosen);
      box.disabled = columns[j].kind === 'empty';
      text(label.lastChild ?? label, columnName(made, j));
    });
    show(asClassesRow, classCount(columns[chosen]) > 0);
    use.disabled = points === null;
    const list = points?.classes?.join(t('list.comma'));
    text(ready, points ? t('own.ready', { n: points.inputs[0].length, target: list ? t('own.labels', { list }) : t('own.regression') }) : '');
  }

  async function give() {
    if (points && (await actions.givePoints(points, { standardize: standardize.checked, map: mostTelling(points) })) === null) actions.set('drawer', null);
  }

  /** @param {File | undefined} chosen @returns {Promise<boolean>} whether it was taken for a table */
  async function open(chosen) {
    const tooLarge = chosen && chosen.size > mostBytes;
    if (tooLarge) actions.say('notice.file.large', { name: chosen.name });
    if (!chosen || tooLarge) return false;
    const content = decode(await chosen.arrayBuffer());
    if (content.trimStart().startsWith('{')) {
      actions.loadText(content); // an experiment
      return false;
    }
    area.value = content.length > mostShown ? '' : content;
    read(content, chosen.name);
    return true;
  }

  return {
    element,
    open,
    /** @param {Model} next */
    update(next) {
      model = next;
      if (words.update(model)) write();
    },
  };
}
