// A room's picture on a card of a note, with the options the note is about.

/** @import { Actions, Model } from '../../../types/views.js' */
/** @import { RoomView } from '../../rooms/index.js' */

import { h } from '../../../dom.js';
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
    if (room.id === id && room.answer) view?.update(model, { answer: room.answer, options: room.answer.options, set: () => {}, put: () => {} });
  }
  return { element: place, update };
}
