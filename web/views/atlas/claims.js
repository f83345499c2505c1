// What the notes say of an activation: each a way to where it is tested.

/** @import { Actions, Model } from '../../types/views.js' */

import { h, show, text, Words } from '../../dom.js';
import { claims } from '../../atlas/claims.js';
import { told } from '../notes/words.js';

/** Of what kind a note is, by its sign. @type {[string, string][]} */
const kinds = [['', 'atlas.notesAbout'], ['+', 'atlas.notesFor'], ['-', 'atlas.notesAgainst']];

/** @param {Actions} actions */
export function createClaims(actions) {
  const words = new Words();
  const lists = kinds.map(([sign, key]) => ({ sign, list: h('ul'), part: h('div'), key }));
  for (const { list, part, key } of lists) part.append(words.text(h('h4'), key), list);
  const element = h('section', { class: 'atlas-claims' }, words.text(h('h3'), 'atlas.notes'), ...lists.map(({ part }) => part));
  let shown = '';
  return {
    element,
    /** @param {Model} model @param {string} of */
    update(model, of) {
      const fresh = words.update(model);
      const { texts } = model.notes;
      const key = `${of} ${Boolean(texts)}`;
      if (!fresh && key === shown) return;
      shown = key;
      const all = claims[of]?.split(' ') ?? [];
      show(element, all.length > 0);
      for (const { sign, list, part } of lists) {
        const own = all.filter((each) => each.replace(/C\d+/, '') === sign).map((each) => each.replace(/^[+-]/, ''));
        show(part, own.length > 0);
        list.replaceChildren(...own.map((note) => {
          return h('li', {}, h('button', { class: 'link', onclick: () => actions.show('notes', { note }) }, `${note} ${told(texts?.notes[note]?.title, model)}`.trim()));
        }));
      }
    },
  };
}
