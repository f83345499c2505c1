// Which sample is looked at: by number, or step by step; its inputs and its target.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, text, value, Words } from '../../dom.js';
import { inputName } from '../shown.js';
import { number } from './unit-words.js';

/** The sample the panels point at, of those there are. @param {Model} model */
export const sampleOf = (model) => Math.min(model.state.focus.sample, Math.max(0, (model.data?.count ?? 1) - 1));

/** @param {Actions} actions */
export function createSamplePicker(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  const go = (/** @type {number} */ to) => {
    const count = model.data?.count ?? 1;
    if (Number.isInteger(to)) actions.set('focus', { ...model.state.focus, sample: (to + count) % count });
  };
  const input = h('input', { type: 'number', min: 1, step: 1, onchange: () => input.value > 0 && go(Math.min(input.value, model.data?.count ?? 1) - 1) });
  const before = words.attribute(h('button', { onclick: () => go(sampleOf(model) - 1) }, '‹'), 'aria-label', 'net.previous');
  const after = words.attribute(h('button', { onclick: () => go(sampleOf(model) + 1) }, '›'), 'aria-label', 'net.next');
  const about = h('span', { class: 'net-about' });
  const element = h('div', { class: 'net-sample' }, h('label', {}, words.text(h('span'), 'net.sample'), input), before, after, about);
  return {
    element,
    /** @param {Model} next */
    update(next) {
      model = next;
      words.update(model);
      const { data, t } = model;
      if (!data) return;
      const i = sampleOf(model);
      value(input, i + 1);
      attribute(input, 'max', String(data.count));
      const columns = Array.from({ length: data.inputs }, (_, j) => `${inputName(model, j)} = ${number(data.x[j * data.count + i])}`);
      const targets = Array.from({ length: data.target.length / data.count }, (_, j) => number(data.target[j * data.count + i]));
      const target = data.kind === 'classes' ? model.state.spec.data.points?.classes?.[data.target[i]] ?? t('net.class', { n: data.target[i] }) : `${t('net.target')} ${targets.join(t('list.comma'))}`;
      text(about, t('net.about', { count: data.count, inputs: columns.join(t('list.comma')), target, set: t(i < data.trainCount ? 'net.train' : 'net.test') }));
    },
  };
}
