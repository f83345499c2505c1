// The card of a note: what was written, each of its statements, what it does not show, and a picture that moves.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, show, text, Words } from '../../dom.js';
import { groupOf, LATER, NOTES } from '../../notes/list.js';
import { roomsOf } from '../../notes/rooms.js';
import { createPicture } from './picture.js';
import { createStatement } from './statement.js';
import { told } from './words.js';

/** @param {Actions} actions */
export function createCard(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  let note = '';
  let built = '';
  /** @type {ReturnType<typeof createStatement>[]} */ let statements = [];

  const go = (/** @type {number} */ by) => {
    const next = NOTES[NOTES.indexOf(note) + by];
    if (next) actions.show('notes', { note: next });
  };
  const before = words.attribute(h('button', { onclick: () => go(-1) }, '◂'), 'aria-label', 'notes.previous');
  const after = words.attribute(h('button', { onclick: () => go(1) }, '▸'), 'aria-label', 'notes.next');
  const where = h('span', { class: 'hint' });
  const nav = words.attribute(h('nav', { class: 'note-nav' }, words.button('notes.back', () => actions.show('notes', { note: '' })), before, after, where), 'aria-label', 'notes.nav');
  const title = h('h2', { tabindex: -1 });
  const quotes = h('div', { class: 'note-quotes' });
  const run = words.button('notes.run', () => actions.runNote(note), { class: 'note-run' });
  const stop = words.button('notes.stop', () => actions.stopNote(note));
  const progress = words.attribute(h('progress', { max: 1 }), 'aria-label', 'notes.progress');
  const rooms = h('span', { class: 'buttons' });
  const failure = h('p', { class: 'note-failure', role: 'alert' });
  const list = h('div');
  const beyond = h('p', { class: 'note-beyond' });
  const later = words.text(h('p'), 'notes.laterText');
  const picture = createPicture(actions);
  const main = h('div', { class: 'note-main' }, nav, title, quotes, h('div', { class: 'buttons note-runs' }, run, stop, progress, rooms), failure, later, list, beyond, words.text(h('p', { class: 'hint' }), 'notes.small'));
  const element = h('article', { class: 'note-card' }, main, picture.element);

  document.addEventListener('keydown', (event) => {
    if (!model || model.state.screen !== 'notes' || element.hidden || model.state.drawer || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest('input, select, textarea, [role=slider]')) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') go(event.key === 'ArrowLeft' ? -1 : 1);
    else if (event.key === 'Escape') actions.show('notes', { note: '' });
    else return;
    event.preventDefault();
  });

  function build() {
    const { notes, state } = model;
    const { runner } = notes;
    if (!runner) return;
    const key = `${note} ${state.lang} ${Boolean(notes.texts)}`;
    if (key === built) return;
    const moved = built.split(' ')[0] !== note;
    built = key;
    const texts = notes.texts?.notes[note];
    const { t } = model;
    text(title, told(texts?.title, model) || note);
    text(where, `${note} · ${t(`chapter.${groupOf(note)}`)}`);
    quotes.replaceChildren(...(texts?.quotes ?? []).map((/** @type {[string, string, string]} */ [source, quote, translation]) => h('blockquote', {},
      h('p', { lang: 'zh-Hans' }, `“${quote}”`), state.lang === 'zh' || !/[\u4e00-\u9fff]/.test(quote) ? null : h('p', { class: 'note-translation' }, `${translation} `, h('span', { class: 'hint' }, t('notes.ours'))), h('cite', { class: 'hint' }, t('notes.of', { source })))));
    text(beyond, texts?.beyond ? `${t('notes.beyond')}${state.lang === 'zh' ? '' : ' '}${told(texts.beyond, model)}` : '');
    rooms.replaceChildren(...roomsOf(note).map(({ id }) => h('button', { onclick: () => actions.show('notes', { room: id }) }, t('room.enter', { name: t(`room.${id}`) }))));
    before.disabled = note === NOTES[0];
    after.disabled = note === NOTES[NOTES.length - 1];
    show(later, LATER.includes(note));
    if (!moved) return;
    statements = runner.statementsOf(note).map((statement) => createStatement(actions, statement));
    list.replaceChildren(...statements.map((statement) => statement.element));
    main.scrollTop = 0;
    element.scrollTop = 0;
    title.focus({ preventScroll: true });
  }

  /** @param {Model} next */
  function update(next) {
    model = next;
    note = model.state.note;
    words.update(model);
    build();
    for (const statement of statements) statement.update(model);
    const { runner } = model.notes;
    const share = runner?.progress(note) ?? null;
    const testable = runner?.statementsOf(note).some(({ trials }) => trials.length > 0) ?? false;
    show(run, testable && share === null);
    show(stop, share !== null);
    show(progress, share !== null);
    if (share !== null) progress.value = share;
    text(failure, runner?.failure(note) ? model.t('notes.failed', { message: runner.failure(note) }) : '');
    attribute(failure, 'hidden', !runner?.failure(note));
    picture.update(model, note);
  }
  return { element, update };
}
