/**
 * Keys of the whole page. Single letters can be switched off, and do nothing while something is typed.
 *
 * @import { Store } from './state.js'
 */

const TYPED_INTO = 'input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable]';
const CONTROLS = 'button, a, input, summary, [role=slider], [role=tab], [role=menuitem], [tabindex="0"]';

/** Controls that need no more keys once they were clicked. */
const CLICKED = 'button, a, summary, [role=tab], li, tr';

/** @param {Document} document @param {Store} store @param {any} actions */
export function listenToKeys(document, store, actions) {
  /** @type {Record<string, () => void>} */
  const letters = {
    s: () => actions.stepOnce(),
    r: () => actions.reset(),
    n: () => actions.newSeed(),
    f: () => actions.set('stage', !store.state.stage),
    '?': () => actions.set('drawer', store.state.drawer === 'help' ? null : 'help'),
  };

  // A control that was reached by key keeps the keys it lives by; one that was clicked gives them back to the race.
  let byPointer = false;
  document.addEventListener('pointerdown', () => (byPointer = true), { capture: true });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') byPointer = false;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest(TYPED_INTO)) return;
    const control = target?.closest(CONTROLS);
    const free = !control || (byPointer && control.matches(CLICKED));
    // The keys of the race are its screen's.
    const racing = store.state.screen === 'race';
    if (event.key === ' ' && free && racing) {
      // Firefox clicks a focused button when the key comes up, whatever was prevented before.
      if (control) target?.blur();
      actions.toggle();
    } else if (event.key === 'ArrowRight' && free && racing) actions.stepOnce();
    else if (event.key === 'Escape' && store.state.stage && !store.state.drawer && store.state.open === null) actions.set('stage', false);
    else if (store.state.shortcuts && letters[event.key] && (racing || !'srn'.includes(event.key))) letters[event.key]();
    else return;
    event.preventDefault();
  });
}
