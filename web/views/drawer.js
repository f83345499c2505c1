// A panel at the right edge that leaves the race in view. Escape closes it; the focus goes in and comes back.

/** @import { Model } from '../types/views.js' */

import { attribute, h, show, Words } from '../dom.js';

/**
 * @param {HTMLElement} root @param {any} actions @param {string} id value of state.drawer that opens it
 * @param {string} key its title @param {HTMLElement} content
 */
export function createDrawer(root, actions, id, key, content) {
  const words = new Words();
  const title = words.text(h('h2', { id: `drawer-${id}`, tabindex: -1 }), key);
  const close = words.button('drawer.close', () => actions.set('drawer', null));
  const panel = h('aside', { class: 'drawer', 'aria-labelledby': `drawer-${id}` }, h('div', { class: 'drawer-head' }, title, close), h('div', { class: 'drawer-body', tabindex: 0 }, content));
  panel.hidden = true;
  root.append(panel);
  /** @type {any} where the focus was */
  let before = null;
  panel.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    actions.set('drawer', null);
  });
  return {
    /** Returns whether the drawer is open. */
    /** @param {Model} model */
    update(model) {
      words.update(model);
      const open = model.state.drawer === id;
      if (open === panel.hidden) {
        if (open) before = document.activeElement;
        show(panel, open);
        if (open) title.focus();
        else if (before?.isConnected && (panel.contains(document.activeElement) || document.activeElement === document.body)) before.focus();
      }
      attribute(panel, 'data-open', open);
      return open;
    },
  };
}
