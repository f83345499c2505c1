// Keys, and what every mark on the page means.

/** @import { Actions, Model, View } from '../types/views.js' */

import { h, Words } from '../dom.js';
import { marks } from './lane.js';

const keys = [['Space', 'help.play'], ['S, →', 'help.step'], ['R', 'help.reset'], ['N', 'help.seed'], ['F', 'help.stage'], ['?', 'help.help']];

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createHelp(root, actions) {
  const words = new Words();
  const entry = (/** @type {string} */ term, /** @type {string} */ key) => [h('dt', {}, term), words.text(h('dd'), key)];
  const close = words.button('drawer.close', () => actions.set('drawer', null));
  const shortcuts = h('input', { type: 'checkbox', onchange: () => actions.set('shortcuts', shortcuts.checked) });
  const dialog = h('dialog', { class: 'help', 'aria-labelledby': 'help-title' },
    h('div', { class: 'drawer-head' }, words.text(h('h2', { id: 'help-title' }), 'help.title'), close),
    h('div', { class: 'help-body' },
      words.text(h('p'), 'help.what'),
      h('section', {}, words.text(h('h3'), 'help.states'), h('dl', {}, ...Object.keys(marks).flatMap((state) => {
        const term = h('dt', {}, `${marks[state]} `, words.text(h('span'), `state.${state}`));
        return [term, words.text(h('dd'), `help.${state}`)];
      }))),
      h('section', {}, words.text(h('h3'), 'help.tile'), h('dl', {}, ...['map', 'curve', 'number', 'rank', 'dots'].flatMap((part) =>
        [words.text(h('dt'), `help.${part}Name`), words.text(h('dd'), `help.${part}`)]),
        words.text(h('dt'), 'help.seedName'), words.text(h('dd'), 'help.seedRule'))),
      h('section', {}, words.text(h('h3'), 'help.chart'), h('dl', {}, ...['guess', 'line', 'target', 'ghost'].flatMap((part) =>
        [words.text(h('dt'), `help.${part}Name`), words.text(h('dd'), `help.${part}`)]))),
      h('section', {}, h('h3', { lang: 'en' }, 'TensorFlow Playground'), words.text(h('p'), 'help.playground'), words.text(h('p'), 'help.playgroundDrift'), words.text(h('p'), 'help.playgroundSize')),
      h('section', {}, words.text(h('h3'), 'help.keys'), h('dl', { class: 'keys' }, ...keys.flatMap(([key, word]) => entry(key, word))),
        h('label', { class: 'check' }, shortcuts, words.text(h('span'), 'help.shortcuts')))));
  dialog.addEventListener('cancel', (/** @type {Event} */ event) => {
    event.preventDefault();
    actions.set('drawer', null);
  });
  dialog.addEventListener('click', (/** @type {Event} */ event) => event.target === dialog && actions.set('drawer', null));
  root.append(dialog);

  return {
    /** @param {Model} model */
    update(model) {
      const open = model.state.drawer === 'help';
      if (open) words.update(model);
      shortcuts.checked = model.state.shortcuts !== false;
      if (open && !dialog.open) dialog.showModal();
      if (!open && dialog.open) dialog.close();
    },
  };
}
