// One's own activation, typed: a field, and examples to tap.

/** @import { Actions, Model } from '../../types/views.js' */

import { h, text, Words } from '../../dom.js';
import { createFormulaField } from './formula-field.js';

const examples = ['x*sigmoid(1.702*x)', 'max(x, 0.1*x)', 'where(x>0, x, a*(exp(x)-1))', 'x*Phi(x)', 'x+sin(x)', 'exp(-x^2)'];

/** What a formula may be made of. */
const allowed = '+ − * / ^ ( ) max min where(x>0, …, …) exp log sin cos tanh sqrt abs sign sigmoid relu softplus erf Phi atan sinh cosh';

/** @param {Actions} actions */
export function createTyping(actions) {
  const words = new Words();
  const take = (/** @type {string} */ formula) => actions.show('atlas', { formula, tuned: '' });
  const field = createFormulaField(words, 'own.formula', take);
  const hint = h('p', { class: 'hint' });
  const element = h('div', { class: 'atlas-own' }, field.element,
    h('p', { class: 'buttons' }, words.text(h('span'), 'own.examples'), ...examples.map((formula) => h('button', { class: 'example', onclick: () => take(formula) }, formula))),
    hint);
  return {
    element,
    /** @param {Model} model @param {any} answer of formulaOf */
    update(model, answer) {
      if (words.update(model)) text(hint, model.t('own.allowed', { words: allowed }));
      field.update(model, model.state.formula, answer);
    },
  };
}
