// Data of one's own: points painted by hand, or a table. A drawer, so that the race stays in view; a file may be dropped anywhere.

/** @import { Actions, Model, View } from '../../types/views.js' */

import { attribute, h, show, Words } from '../../dom.js';
import { createDrawer } from '../drawer.js';
import { createPainting } from './painting.js';
import { createTableImport } from './table.js';

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createOwnData(root, actions) {
  const words = new Words();
  const parts = { paint: createPainting(actions), table: createTableImport(actions) };
  let shown = 'paint';
  const tabs = Object.keys(parts).map((id) => words.button(`own.${id}`, () => choose(id), { role: 'tab', id: `own-tab-${id}`, 'aria-controls': `own-${id}` }));
  const panels = Object.entries(parts).map(([id, part]) => h('div', { role: 'tabpanel', id: `own-${id}`, 'aria-labelledby': `own-tab-${id}` }, part.element));
  const list = words.attribute(h('div', { class: 'tabs', role: 'tablist' }, ...tabs), 'aria-label', 'own.title');
  const drawer = createDrawer(root, actions, 'data', 'own.title', h('div', { class: 'own' }, list, ...panels));
  list.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    choose(shown === 'paint' ? 'table' : 'paint').focus();
  });

  /** @param {string} id @returns {HTMLElement} its tab */
  function choose(id) {
    shown = id;
    Object.keys(parts).forEach((each, i) => {
      attribute(tabs[i], 'aria-selected', String(each === shown));
      attribute(tabs[i], 'tabindex', each === shown ? '0' : '-1');
      show(panels[i], each === shown);
    });
    actions.redraw();
    return tabs[Object.keys(parts).indexOf(id)];
  }
  choose('paint');

  // A file dropped beside its place would take the page away.
  const holdsFile = (/** @type {DragEvent} */ event) => !event.defaultPrevented && event.dataTransfer?.types.includes('Files');
  document.addEventListener('dragover', (event) => holdsFile(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    parts.table.open(event.dataTransfer?.files[0]).then((isTable) => {
      if (!isTable) return;
      choose('table');
      actions.set('drawer', 'data');
    });
  });

  let open = false;
  return {
    /** @param {Model} model */
    update(model) {
      const before = open;
      open = drawer.update(model);
      if (before && !open) parts.paint.end();
      parts.table.update(model); // also while it is closed: a file may be dropped then
      if (!open) return;
      words.update(model);
      if (shown === 'paint') parts.paint.update(model);
    },
  };
}
