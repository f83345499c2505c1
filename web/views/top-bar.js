// Name of the page, its screens, its question, language, theme, stage, files, help.

/** @import { Actions, Model, View } from '../types/views.js' */

import { attribute, h, text, Words } from '../dom.js';
import { SCREENS } from '../state.js';

/** @type {Record<string, string>} */
const themes = { auto: 'light', light: 'dark', dark: 'auto' };

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createTopBar(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const title = root.querySelector('h1');
  words.text(title, 'page.title');
  const screens = SCREENS.map((id) => words.button(`screen.${id}`, () => actions.show(id)));
  const nav = words.attribute(/** @type {Element} */ (root.querySelector('nav')), 'aria-label', 'page.screens');
  nav.replaceChildren(...screens);
  const language = h('button', { onclick: () => actions.set('lang', model.state.lang === 'zh' ? 'en' : 'zh') });
  const theme = h('button', { onclick: () => actions.set('theme', themes[model.state.theme] ?? 'auto') });
  const stage = words.button('page.stage', () => actions.set('stage', !model.state.stage));
  const files = words.button('page.files', () => actions.set('drawer', model.state.drawer === 'files' ? null : 'files'));
  const help = words.attribute(h('button', { onclick: () => actions.set('drawer', 'help') }, '?'), 'aria-label', 'page.help');
  root.append(h('span', { class: 'top-actions' }, language, theme, stage, files, help));

  /** @param {Model} next */
  function update(next) {
    model = next;
    words.update(model);
    const { state, t } = model;
    screens.forEach((button, i) => attribute(button, 'aria-current', SCREENS[i] === state.screen && 'page'));
    attribute(files, 'aria-expanded', String(state.drawer === 'files'));
    text(language, state.lang === 'zh' ? 'English' : '中文');
    attribute(language, 'lang', state.lang === 'zh' ? 'en' : 'zh-Hans');
    text(theme, `◐ ${t(`theme.${state.theme}`)}`);
    attribute(theme, 'aria-label', t('theme.label', { theme: t(`theme.${state.theme}`) }));
    attribute(document.documentElement, 'lang', state.lang === 'zh' ? 'zh-Hans' : 'en');
    text(/** @type {Node} */ (document.querySelector('title')), `Nonlin · ${t('page.title')}`);
  }
  return { update };
}
