// The right column: loss curves with the seeds below, the luck meter, the phase map, or the table.

/** @import { Actions, Due, Model, View } from '../types/views.js' */

import { attribute, h, show, style, Words } from '../dom.js';
import { createChart } from './chart.js';
import { createLuck } from './luck.js';
import { createMap } from './map.js';
import { createSeeds } from './seeds.js';
import { createPrices } from './prices.js';
import { createTable } from './table.js';

const panels = ['curves', 'seeds', 'map', 'table'];

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createSidePanel(root, actions) {
  const words = new Words();
  const tabs = panels.map((id, i) => words.text(h('button', { role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}`, onclick: () => actions.set('panel', id),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (!by) return;
      event.stopPropagation();
      const next = (i + by + panels.length) % panels.length;
      actions.set('panel', panels[next]);
      tabs[next].focus();
    } }), `panel.${id}`));
  const bodies = panels.map((id) => h('div', { class: `panel panel-${id}`, role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}` }));
  const strip = h('div', { class: 'seed-strip' });
  const chartRoot = h('div', { class: 'chart-root' });
  bodies[0].append(chartRoot, strip);
  root.append(words.attribute(h('div', { class: 'tabs', role: 'tablist' }, ...tabs), 'aria-label', 'panel.label'), ...bodies);
  // Made when they are first opened.
  const makers = [
    () => [createChart(chartRoot, actions), createSeeds(strip, actions)],
    () => [createLuck(bodies[1], actions)],
    () => [createMap(bodies[2], actions)],
    () => [createTable(bodies[3], actions), createPrices(bodies[3], actions)],
  ];
  /** @type {View[][]} */
  const views = [];
  let open = -1;

  /** Below the curves there is room for a row of every lane, or for none. @param {Model} model */
  function fitStrip(model) {
    const room = 0.54 * bodies[0].clientHeight;
    const pitch = Math.min(20, (0.42 * bodies[0].clientHeight) / model.lanes.length);
    const height = 36 + Math.max(11.5, pitch) * model.lanes.length;
    const fits = height < room;
    show(strip, fits);
    style(strip, 'height', `${height}px`);
  }

  /** @param {Model} model @param {Due} due */
  function update(model, due) {
    words.update(model);
    const now = Math.max(0, panels.indexOf(model.state.panel));
    panels.forEach((_, i) => {
      attribute(tabs[i], 'aria-selected', String(i === now));
      attribute(tabs[i], 'tabindex', i === now ? '0' : '-1');
      show(bodies[i], i === now);
    });
    const switched = now !== open;
    open = now;
    if (now === 0) fitStrip(model);
    for (const view of (views[now] ??= makers[now]())) view.update(model, switched ? { numbers: true, curves: true, maps: true } : due);
  }
  return { update };
}
