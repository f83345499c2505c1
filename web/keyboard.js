/**
 * Keys of the whole page. Single letters can be switched off, and do nothing while something is typed.
 *
 * @import { Store } from './state.js'
 */

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

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]')) return;
    // A focused control keeps the keys it lives by.
    const control = target?.closest('button, a, input, summary, [role=slider], [role=tab], [role=menuitem], [tabindex="0"]');
    if (event.key === ' ' && !control) actions.toggle();
    else if (event.key === 'ArrowRight' && !control) actions.stepOnce();
    else if (event.key === 'Escape' && store.state.stage && !store.state.drawer && store.state.open === null) actions.set('stage', false);
    else if (store.state.shortcuts && letters[event.key]) letters[event.key]();
    else return;
    event.preventDefault();
  });
}
