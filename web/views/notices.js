// One message at a time: what a link got wrong, what the engine refused, that a worker was replaced.

/** @import { Actions, Model, View } from '../types/views.js' */

import { attribute, h, show, text, Words } from '../dom.js';

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createNotices(root, actions) {
  const words = new Words();
  const message = h('p', {});
  const close = words.button('notice.close', () => actions.dismiss());
  attribute(root, 'role', 'status');
  // Playground's link is one lane; what it cannot show is one tap away.
  const others = words.button('change.others', () => actions.otherActivations());
  root.append(message, others, close);

  /** @param {Model} model */
  function update(model) {
    words.update(model);
    const { notice } = model;
    /** @type {[key: string, params?: Record<string, any>][]} */
    const sentences = notice ? [[notice.key, notice.params], ...(notice.more ?? [])] : [];
    text(message, sentences.map(([key, params]) => model.t(key, params)).join(model.t('list.sentence')));
    show(others, Boolean(notice?.others));
    show(root, Boolean(notice));
  }
  return { update };
}
