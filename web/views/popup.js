// A button that opens a small panel beside it. Closes by Escape, by a press elsewhere, and when the focus leaves.

import { attribute, h, show, style } from '../dom.js';

let count = 0;

/**
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} panel its content; becomes a dialog named by the button
 */
export function popup(button, panel) {
  button.id ||= `popup-${++count}`;
  panel.id = `${button.id}-panel`;
  attribute(panel, 'role', 'dialog');
  attribute(panel, 'aria-labelledby', button.id);
  attribute(button, 'aria-haspopup', 'dialog');
  panel.classList.add('popup');
  const wrap = h('span', { class: 'popup-wrap' }, button, panel);

  const outside = (/** @type {Event} */ event) => !wrap.contains(/** @type {Node} */ (event.target)) && set(false);
  /** Beside the button, but inside the window. */
  function arrange() {
    const place = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = panel;
    style(panel, 'left', `${Math.max(8, Math.min(place.left, window.innerWidth - width - 8))}px`);
    const below = place.bottom + 6;
    style(panel, 'top', `${below + height < window.innerHeight ? below : Math.max(8, place.top - height - 6)}px`);
  }
  // What it holds may be filled in only now.
  const sizes = new ResizeObserver(arrange);
  /** @param {boolean} open */
  function set(open) {
    show(panel, open);
    attribute(button, 'aria-expanded', String(open));
    if (!open) {
      document.removeEventListener('pointerdown', outside);
      removeEventListener('resize', arrange);
      sizes.disconnect();
      return;
    }
    document.addEventListener('pointerdown', outside);
    addEventListener('resize', arrange);
    sizes.observe(panel);
    arrange();
    /** @type {HTMLElement | null} */ (panel.querySelector('input, select, button'))?.focus();
  }
  button.addEventListener('click', () => set(Boolean(panel.hidden)));
  wrap.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape' || panel.hidden) return;
    event.stopPropagation();
    set(false);
    button.focus();
  });
  wrap.addEventListener('focusout', (/** @type {FocusEvent} */ event) => {
    if (event.relatedTarget && !wrap.contains(event.relatedTarget)) set(false);
  });
  panel.hidden = true;
  attribute(button, 'aria-expanded', 'false');
  return wrap;
}
