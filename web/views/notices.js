// One message at a time: what a link got wrong, what the engine refused, that a worker was replaced.

/** @import { Actions, Model, View } from '../types/views.js' */

import { attribute, h, show, text, Words } from '../dom.js';

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createNotices(root, actions) {
  const words = new Words();
  const message = h('p', {});
  const close = words.text(h('button', { type: 'button', onclick: () => actions.dismiss() }), 'notice.close');
  attribute(root, 'role', 'status');
  root.append(message, close);

  /** @param {Model} model */
  function update(model) {
    words.update(model);
    const { notice } = model;
    text(message, notice ? model.t(notice.key, notice.params) : '');
    show(root, Boolean(notice));
  }
  return { update };
}
