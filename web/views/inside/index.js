// Inside: one lane large, or two side by side. Three questions, each with its panels; two panels of one lane, or one of two.

/** @import { Actions, Due, Model, Panel, View } from '../../types/views.js' */

import { attribute, h, options, show, style, text, value, Words } from '../../dom.js';
import { stateText } from '../lane.js';
import { keep } from '../picture.js';
import { everything, fileName, printView } from '../prints.js';
import { panels, questions } from './panels.js';

const rowOf = (/** @type {string} */ id) => panels.find((row) => row.id === id);

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createInside(root, actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  const lane = words.attribute(h('select', { onchange: () => actions.lookInside(Number(lane.value)) }), 'aria-label', 'inside.lane');
  const beside = words.attribute(h('select', { onchange: () => actions.set('beside', beside.value === '' ? null : Number(beside.value)) }), 'aria-label', 'inside.beside');
  const tabs = panels.map(({ id }) => ({ id, button: words.button(`look.${id}`, () => choose(id)) }));
  const groups = questions.map((question) => h('span', { class: 'inside-question', role: 'group' },
    words.text(h('span', { class: 'inside-ask' }), `inside.${question}`),
    ...tabs.filter(({ id }) => rowOf(id)?.question === question).map(({ button }) => button)));
  questions.forEach((question, i) => words.attribute(groups[i], 'aria-label', `inside.${question}`));
  const close = words.button('inside.close', leave, { class: 'inside-close' });
  const body = h('div', { class: 'inside-body' });
  root.append(h('div', { class: 'inside-head' }, close, h('span', { class: 'buttons' }, lane, beside), h('div', { class: 'inside-questions' }, ...groups)), body);
  root.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) leave();
  });

  /** What is shown: a panel at each place. @type {{key: string, lane: number, panel: Panel, element: HTMLElement, title: HTMLElement, png: HTMLButtonElement}[]} */
  let places = [];

  function leave() {
    const from = model.state.inside;
    actions.lookInside(null);
    requestAnimationFrame(() => /** @type {HTMLElement | null} */ (document.querySelector(`#tiles .tile[data-lane="${from}"]`))?.focus());
  }

  /** Shows a panel in the place of the one that has been there longer. @param {string} id */
  function choose(id) {
    const shown = model.state.panels.split(',');
    if (!shown.includes(id)) actions.set('panels', [shown[1], id].join());
    else if (model.inside.lanes.length > 1) actions.set('panels', [shown.find((/** @type {string} */ other) => other !== id), id].join());
  }

  /** What stands where: [lane, panel]. @returns {[number, string][]} */
  function wanted() {
    const { lanes } = model.inside;
    const shown = model.state.panels.split(',').filter(rowOf);
    if (lanes.length > 1) return lanes.map((i) => [i, shown[shown.length - 1]]);
    return shown.map((/** @type {string} */ id) => [lanes[0], id]);
  }

  function arrange() {
    const next = wanted().filter(([, id]) => id !== undefined);
    const keys = next.map(([i, id]) => `${i} ${id}`);
    if (places.map(({ key }) => key).join() === keys.join()) return;
    const old = new Map(places.map((place) => [place.key, place]));
    places = next.map(([i, id], k) => {
      const same = old.get(keys[k]);
      if (same) return same;
      const panel = /** @type {NonNullable<ReturnType<typeof rowOf>>} */ (rowOf(id)).create(actions);
      const title = h('h2');
      const png = h('button', { class: 'link panel-png', onclick: async () => {
        const view = { title: title.textContent, element: png.parentElement };
        keep(await printView(model, view, () => panel.update(model, model.lanes[i], everything)), fileName(model, `${i + 1}-${id}.png`));
      } }, 'PNG');
      return { key: keys[k], lane: i, panel, title, png, element: h('section', { class: `inside-panel panel-${id}` }, title, png, panel.element) };
    });
    body.replaceChildren(...places.map(({ element }) => element));
  }

  /** @param {Model} fresh @param {Due} due */
  function update(fresh, due) {
    const opened = root.hidden && fresh.inside.lanes.length > 0;
    model = fresh;
    const { inside, lanes, state, t } = model;
    show(root, inside.lanes.length > 0);
    if (inside.lanes.length === 0) {
      if (places.length === 0) return;
      places = [];
      body.replaceChildren();
      actions.want([]);
      return;
    }
    words.update(model);
    if (due.numbers) {
      const names = lanes.map((each, i) => /** @type {[string, string]} */ ([String(i), `${each.name} · ${stateText(each, t, true)}`]));
      options(lane, names);
      value(lane, state.inside);
      options(beside, [['', t('inside.alone')], ...names.filter((_, i) => i !== state.inside)]);
      value(beside, inside.lanes[1] ?? '');
    }
    const shown = new Set(wanted().map(([, id]) => id));
    for (const { id, button } of tabs) attribute(button, 'aria-pressed', String(shown.has(id)));
    arrange();
    if (opened) {
      close.focus();
      if (innerWidth < 760) root.scrollIntoView(); // the page is longer than the screen
    }
    actions.want(places.flatMap((place) => place.panel.asks(model, lanes[place.lane])));
    for (const place of places) {
      const { family, name } = lanes[place.lane];
      text(place.title, t('inside.title', { panel: t(`look.${place.key.split(' ')[1]}`), lane: name }));
      style(place.element, '--family', `var(--${family})`);
      place.panel.update(model, lanes[place.lane], due);
      attribute(place.png, 'aria-label', `PNG ${place.title.textContent}`);
      const picture = place.panel.element.querySelector('[role=img]');
      show(place.png, Boolean(picture?.checkVisibility()));
    }
  }
  return { update };
}
