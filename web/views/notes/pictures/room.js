// A room's picture on a card of a note, with the options the note is about. What would set one enters the room with it.

/** @import { Actions, Model } from '../../../types/views.js' */
/** @import { RoomView } from '../../rooms/index.js' */

import { h } from '../../../dom.js';
import { changedAt } from '../../../notes/rooms.js';
import { views } from '../../rooms/index.js';

/** @param {Actions} actions */
export function createRoomPicture(actions) {
  const place = h('div', { class: 'room-picture' });
  let shown = '';
  /** @type {RoomView | null} */ let view = null;

  /** @param {Model} model @param {string} note @param {{room: string, controls?: any}} how */
  function update(model, note, { room: id, controls }) {
    if (shown !== `${id} ${note}`) {
      shown = `${id} ${note}`;
      view = views[id](actions);
      place.replaceChildren(view.element);
    }
    actions.showRoom(id, controls ? JSON.stringify(controls) : '');
    const { room } = model.notes;
    if (room.id !== id || !room.answer) return;
    const { answer } = room;
    const put = (/** @type {Record<string, any>} */ values) => actions.show('notes', { room: id, controls: JSON.stringify({ ...controls, ...values }) });
    view?.update(model, { answer, options: answer.options, set: (at, value) => put(Object.fromEntries([changedAt(answer.options, at, value)])), put });
  }
  return { element: place, update };
}
