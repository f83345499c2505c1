// The screen of the notes: the wall, where they are wrong, the card of one, a room.

/** @import { Actions, Due, Model, View } from '../../types/views.js' */

import { show, text, h } from '../../dom.js';
import { ERRORS } from '../../notes/list.js';
import { createCard } from './card.js';
import { createErrors } from './errors.js';
import { createRoom } from '../rooms/index.js';
import { createWall } from './wall.js';

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createNotes(root, actions) {
  const loading = h('p', { class: 'hint', role: 'status' });
  const wall = createWall(actions);
  const errors = createErrors(actions);
  const card = createCard(actions);
  const room = createRoom(actions);
  root.append(loading, wall.element, errors.element, card.element, room.element);

  /** @param {Model} model @param {Due} _ */
  function update(model, _) {
    const { note, room: entered } = model.state;
    const shown = entered ? room : note === '' ? wall : note === ERRORS ? errors : card;
    const ready = model.notes.runner !== null;
    text(loading, ready ? '' : model.t('notes.loading'));
    show(loading, !ready);
    for (const each of [wall, errors, card, room]) show(each.element, ready && each === shown);
    if (ready) shown.update(model);
  }
  return { update };
}
