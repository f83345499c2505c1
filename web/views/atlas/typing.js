// One's own activation, typed: a field, and examples to tap.

/** @import { Actions, Model } from '../../types/views.js' */

import { h, Words } from '../../dom.js';
import { createFormulaField } from './formula-field.js';

const examples = ['x*sigmoid(1.702*x)', 'max(x, 0.1*x)', 'where(x>0, x, a*(exp(x)-1))', 'x*Phi(x)', 'x+sin(x)', 'exp(-x^2)'];

/** @param {Actions} actions */
export function createTyping(actions) {
  const words = new Words();
  const take = (/** @type {string} */ formula) => actions.show('atlas', { formula, tuned: '' });
  const field = createFormulaField(words, 'own.formula', take);
  const element = h('div', { class: 'atlas-own' }, field.element,
    h('p', { class: 'buttons' }, words.text(h('span'), 'own.examples'), ...examples.map((formula) => h('button', { class: 'example', onclick: () => take(formula) }, formula))),
    words.text(h('p', { class: 'hint' }), 'own.allowed'));
  return {
    element,
    /** @param {Model} model @param {any} answer of formulaOf */
    update(model, answer) {
      words.update(model);
      field.update(model, model.state.formula, answer);
    },
  };
}
