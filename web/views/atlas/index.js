// The atlas: a list of all activations, and at its side the page of one of them, all on one sheet, one's own, or the derivative checker.

/** @import { Actions, Model, View } from '../../types/views.js' */

import { attribute, h, show, text, Words } from '../../dom.js';
import { ATLAS_PAGES } from '../../state.js';
import { CurveIcon } from '../curve.js';
import { createCheck } from './check.js';
import { createCompare } from './compare.js';
import { createDetail } from './detail.js';
import { curveOf } from './samples.js';

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createAtlas(root, actions) {
  const words = new Words();
  const list = words.attribute(h('nav', { class: 'atlas-list' }), 'aria-label', 'atlas.list');
  const menu = words.attribute(h('select', { class: 'atlas-menu', onchange: () => go(menu.value) }), 'aria-label', 'atlas.list');
  const detail = createDetail(actions);
  /** @type {Record<string, {element: HTMLElement, update(model: Model): void}>} */
  const pages = { compare: createCompare(actions), check: createCheck(actions) };
  root.append(list, menu, detail.element, ...Object.values(pages).map((page) => page.element));
  /** @type {{id: string, button: HTMLElement, name: HTMLElement, icon: CurveIcon | null}[]} */
  let items = [];
  /** @type {[HTMLElement, string][]} */
  let heads = [];
  let drawn = '';

  const go = (/** @type {string} */ of) => actions.show('atlas', { of, tuned: '' });

  /** @param {Model} model */
  function build({ catalogue }) {
    /** @param {string} id @param {string | null} family */
    const item = (id, family) => {
      const name = h('span');
      const curve = family ? new CurveIcon() : null;
      const button = h('button', { class: 'atlas-item', 'data-family': family, onclick: () => go(id) }, curve?.element, name);
      items.push({ id, button, name, icon: curve });
      return h('li', {}, button);
    };
    const head = (/** @type {string} */ family) => {
      const node = h('h2', { class: 'group-name' });
      heads.push([node, `family.${family}`]);
      return node;
    };
    list.append(h('ul', {}, ...ATLAS_PAGES.map((id) => item(id, null))),
      ...catalogue.families.map((family) => h('section', {}, head(family), h('ul', {}, ...catalogue.activations.filter((row) => row.family === family).map(({ id }) => item(id, family))))));
  }

  /** @param {Model} model */
  function update(model) {
    const { state, t, catalogue } = model;
    if (!items.length) build(model);
    const fresh = words.update(model);
    const of = ATLAS_PAGES.includes(state.of) || catalogue.activations.some(({ id }) => id === state.of) ? state.of : catalogue.activations[0].id;
    if (fresh) {
      for (const [node, key] of heads) text(node, t(key));
      for (const { id, name } of items) text(name, nameOf(id, model));
      menu.replaceChildren(...ATLAS_PAGES.map((id) => h('option', { value: id }, nameOf(id, model))),
        ...catalogue.families.map((family) => h('optgroup', { label: t(`family.${family}`) }, ...catalogue.activations.filter((row) => row.family === family).map(({ id }) => h('option', { value: id }, nameOf(id, model))))));
    }
    for (const { id, icon: picture } of items) if (picture) picture.update(curveOf(model, id), null);
    if (fresh || of !== drawn) {
      menu.value = of;
      for (const { id, button } of items) {
        attribute(button, 'aria-current', id === of && 'page');
        if (id === of && of !== drawn) button.scrollIntoView?.({ block: 'nearest' });
      }
      drawn = of;
    }
    for (const id in pages) show(pages[id].element, id === of);
    show(detail.element, !(of in pages));
    if (of in pages) pages[of].update(model);
    else detail.update(model, of);
  }
  return { update };
}

/** @param {string} id @param {Model} model */
const nameOf = (id, { t }) => t(ATLAS_PAGES.includes(id) ? `atlas.${id}` : `name.${id}`);
