// Where the notes are wrong: what is written, what is right, and the note that shows it.

/** @import { Actions, Model } from '../../types/views.js' */

import { h, Words } from '../../dom.js';
import { told } from './words.js';

/** @param {Actions} actions */
export function createErrors(actions) {
  const words = new Words();
  const body = h('tbody');
  const element = h('section', { class: 'note-errors' },
    h('div', { class: 'note-head' }, words.button('notes.back', () => actions.show('notes', { note: '' })), words.text(h('h2', { tabindex: -1 }), 'notes.errors'), words.text(h('p'), 'notes.errorsLead')),
    h('table', {}, words.text(h('caption', { class: 'sr-only' }), 'notes.errors'),
      h('thead', {}, h('tr', {}, ...['id', 'written', 'correct', 'from', 'shown'].map((key) => words.text(h('th', { scope: 'col' }), `wrong.${key}`)))), body));
  let drawn = '';

  /** @param {Model} model */
  function update(model) {
    const { t, state, notes } = model;
    words.update(model);
    const key = `${state.lang} ${Boolean(notes.texts)}`;
    if (key === drawn) return;
    drawn = key;
    body.replaceChildren(...Object.entries(notes.texts?.errors ?? {}).map(([id, { source, written, correct, note }]) => h('tr', {},
      h('th', { scope: 'row' }, id), h('td', {}, told(written, model)), h('td', { class: 'note-correct' }, told(correct, model)), h('td', {}, source),
      h('td', {}, note ? h('button', { onclick: () => actions.show('notes', { note }), 'aria-label': t('wrong.open', { note, id }) }, note) : '–'))));
  }
  return { element, update };
}
