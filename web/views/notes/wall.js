// All notes at a glance, in the groups in which they are told: each with its verdicts, by shape and word.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, show, text, Words } from '../../dom.js';
import { ERRORS, GROUPS, LATER, NOTES, SOURCES, START, VERDICTS } from '../../notes/list.js';
import { ROOMS } from '../../notes/rooms.js';
import { mark, told, verdictsOf } from './words.js';

/** @param {Actions} actions */
export function createWall(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  let drawn = '';

  const open = (/** @type {string} */ note) => actions.show('notes', { note });
  const sources = ['', ...SOURCES].map((source) => ({ source, button: h('button', { onclick: () => actions.set('source', source) }) }));
  const verdicts = VERDICTS.map((verdict) => {
    const count = h('span', { class: 'note-count' });
    const name = words.text(h('span'), `verdict.${verdict}`);
    return { verdict, count, button: h('button', { class: 'note-filter', onclick: () => actions.set('verdict', model.state.verdict === verdict ? '' : verdict) }, mark(verdict), name, count) };
  });
  const all = h('button', { onclick: () => (model.notes.runner?.all ? actions.stopAllNotes() : actions.runAllNotes()) });
  const progress = h('progress', { max: 1 });
  words.attribute(progress, 'aria-label', 'notes.all.progress');
  const found = h('p', { class: 'hint', role: 'status' });

  const start = START.map((note) => createCell(note, open));
  const cells = NOTES.map((note) => createCell(note, open));
  const groups = GROUPS.map(({ id, notes }) => {
    const list = h('ul', { class: 'note-cells' }, ...notes.map((note) => cells[NOTES.indexOf(note)].element));
    return { notes, element: h('section', {}, words.text(h('h3', { class: 'group-name' }), `chapter.${id}`), list) };
  });
  const first = h('section', { class: 'note-start' }, words.text(h('h3', { class: 'group-name' }), 'notes.start'), h('ul', { class: 'note-cells' }, ...start.map(({ element }) => element)));
  const rooms = h('section', { class: 'note-start note-rooms' }, words.text(h('h3', { class: 'group-name' }), 'notes.rooms'),
    h('ul', { class: 'note-cells' }, ...ROOMS.map(({ id, notes }) => h('li', {}, h('button', { class: 'note-cell', onclick: () => actions.show('notes', { room: id, note: '' }) }, h('span', { class: 'note-id' }, notes[0]), words.text(h('span', { class: 'note-title' }), `room.${id}`))))));
  const element = h('section', { class: 'note-wall' },
    h('div', { class: 'note-head' }, words.text(h('h2'), 'notes.title'), words.text(h('p'), 'notes.lead'),
      h('div', { class: 'buttons' }, all, progress, words.button('notes.errors', () => open(ERRORS)))),
    h('div', { class: 'note-tools' },
      words.attribute(h('div', { class: 'buttons', role: 'group' }, ...verdicts.map(({ button }) => button)), 'aria-label', 'notes.byVerdict'),
      h('div', { class: 'note-sources' }, words.text(h('span'), 'notes.source'), words.attribute(h('span', { class: 'segment', role: 'group' }, ...sources.map(({ button }) => button)), 'aria-label', 'notes.source')), found),
    first, rooms, ...groups.map((group) => group.element), words.text(h('p', { class: 'hint' }), 'notes.legend'));

  /** Whether the filters let a note through. @param {string} note */
  function passes(note) {
    const { source, verdict } = model.state;
    return (!source || sourcesOf(model, note).includes(source)) && (!verdict || verdictsOf(model, note).some((each) => each.verdict === verdict));
  }

  /** @param {Model} next */
  function update(next) {
    model = next;
    const { t, state, notes } = model;
    const { runner } = notes;
    const fresh = words.update(model);
    text(all, runner?.all ? t('notes.all.stop', { done: runner.all.done, total: runner.all.total }) : t('notes.all.run'));
    show(progress, Boolean(runner?.all));
    if (runner?.all) progress.value = runner.all.done / Math.max(1, runner.all.total);
    all.disabled = !runner;
    const key = [state.lang, state.source, state.verdict, runner?.version, Boolean(notes.texts)].join();
    if (key === drawn && !fresh) return;
    drawn = key;
    for (const { source, button } of sources) {
      text(button, source || t('notes.anySource'));
      attribute(button, 'aria-pressed', String(state.source === source));
    }
    for (const { verdict, count, button } of verdicts) {
      text(count, runner ? NOTES.filter((note) => verdictsOf(model, note).some((each) => each.verdict === verdict)).length : '');
      attribute(button, 'aria-pressed', String(state.verdict === verdict));
    }
    for (const cell of [...start, ...cells]) cell.update(model);
    const filtered = Boolean(state.source || state.verdict);
    for (const part of [first, rooms]) show(part, !filtered);
    NOTES.forEach((note, i) => show(cells[i].element, !filtered || passes(note)));
    for (const group of groups) show(group.element, !filtered || group.notes.some(passes));
    const count = NOTES.filter(passes).length;
    text(found, filtered ? t('notes.found', { n: count }) : '');
  }
  return { element, update };
}

/** Where a note is quoted from. @param {Model} model @param {string} note @returns {string[]} */
const sourcesOf = (model, note) => (model.notes.texts?.notes[note]?.quotes ?? []).flatMap((/** @type {string[]} */ [source]) => source.split(/[^0-9]+/));

/** @param {string} note @param {(note: string) => void} open */
function createCell(note, open) {
  const title = h('span', { class: 'note-title' });
  const verdicts = h('span', { class: 'note-verdicts' });
  const button = h('button', { class: 'note-cell', onclick: () => open(note) }, h('span', { class: 'note-id' }, note), title, verdicts);
  let drawn = '';

  /** @param {Model} model */
  function update(model) {
    const { t } = model;
    text(title, told(model.notes.texts?.notes[note]?.title, model));
    const found = LATER.includes(note) ? [{ verdict: 'later', run: false }] : verdictsOf(model, note);
    const run = found.some((each) => each.run);
    const key = `${model.state.lang} ${run} ${found.map(({ verdict }) => verdict)}`;
    if (key === drawn) return;
    drawn = key;
    attribute(button, 'data-run', run);
    verdicts.replaceChildren(...found.map(({ verdict }) => h('span', { class: 'note-verdict' }, mark(verdict), t(`verdict.${verdict}`))), ...(run ? [h('span', { class: 'note-ran' }, t('notes.ran'))] : []));
  }
  return { element: h('li', {}, button), update };
}
