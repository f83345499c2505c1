// What every activation costs in this browser, measured on demand: the whole list, the cheapest first.

/** @import { Actions, Model, View } from '../types/views.js' */

import { h, style, text, Words } from '../dom.js';
import * as format from './format.js';

/** @param {HTMLElement} root @param {Actions} actions @param {() => any} own one's own activation that is measured with them, or null @returns {View} */
export function createPrices(root, actions, own = () => null) {
  const words = new Words();
  const button = h('button', { onclick: () => actions.measurePrices(own()) });
  const body = h('tbody');
  const head = h('tr', {}, ...['prices.name', 'prices.ns', 'prices.relu'].map((key) => words.text(h('th', { scope: 'col' }), key)));
  const table = h('table', { hidden: true }, words.text(h('caption', { class: 'sr-only' }), 'prices.title'), h('thead', {}, head), body);
  root.append(h('details', { class: 'prices' }, words.text(h('summary'), 'prices.title'), words.text(h('p', { class: 'hint' }), 'prices.hint'), button, table));
  /** @type {{prices: Model['prices'], lang: string}} */
  let drawn = { prices: null, lang: '' };

  /** @param {Model} model */
  function update(model) {
    words.update(model);
    const { prices, t, state: { lang } } = model;
    if (drawn.prices === prices && drawn.lang === lang) return;
    drawn = { prices, lang };
    text(button, t(prices === 'measuring' ? 'prices.measuring' : prices ? 'prices.again' : 'prices.measure'));
    button.disabled = prices === 'measuring';
    if (!Array.isArray(prices)) return;
    const relu = prices.find(({ id }) => id === 'relu')?.ns ?? NaN;
    const dearest = Math.max(...prices.map(({ ns }) => ns));
    table.hidden = false;
    body.replaceChildren(...[...prices].sort((a, b) => a.ns - b.ns).map(({ id, ns }) => {
      const bar = h('span', { class: 'price-bar' });
      style(bar, 'width', `${(100 * ns) / dearest}%`);
      return h('tr', {}, h('th', { scope: 'row' }, id === 'own' ? t('own.family') : t(`name.${id}`)), h('td', {}, format.price(ns)), h('td', {}, h('span', { class: 'price' }, bar, `× ${format.price(ns / relu)}`)));
    }));
  }
  return { update };
}
