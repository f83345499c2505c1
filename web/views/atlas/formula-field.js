// A field for a formula: read as it is typed, with a caret under the character that is wrong.

/** @import { Model } from '../../types/views.js' */

import { attribute, h, show, text, Words } from '../../dom.js';

let instances = 0;

/** The longest formula the engine reads. */
const LONGEST = 400;

/** @param {Words} words @param {string} key of its label @param {(text: string) => void} onInput */
export function createFormulaField(words, key, onInput) {
  const id = `formula-${++instances}`;
  const input = h('input', { type: 'text', id, maxlength: LONGEST, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', 'aria-describedby': `${id}-error`, oninput: () => onInput(input.value) });
  const caret = h('pre', { class: 'formula-caret', 'aria-hidden': 'true' });
  const error = h('p', { class: 'formula-error', id: `${id}-error`, role: 'status' });
  const element = h('div', { class: 'formula-field' }, words.text(h('label', { for: id }), key), h('div', { class: 'formula-typed' }, input, caret), error);
  // The caret stays under its character when a long formula is pushed aside.
  const align = () => caret.scrollTo(input.scrollLeft, 0);
  input.addEventListener('scroll', align);
  return {
    element,
    input,
    /** @param {Model} model @param {string} formula as the page has it @param {any} answer of formulaOf: null, {error, at}, or what it is */
    update({ t }, formula, answer) {
      // What is being typed stands as it is, also where it is refused.
      if (document.activeElement !== input && input.value !== formula) input.value = formula;
      if (!answer) return;
      const wrong = Boolean(answer.error);
      attribute(input, 'aria-invalid', wrong && 'true');
      text(error, wrong ? answer.error : '');
      show(caret, wrong && answer.at !== undefined);
      if (wrong && answer.at !== undefined) text(caret, `${formula.slice(0, answer.at).replace(/[^\t]/g, (c) => (c > '\u2e80' ? '\u3000' : ' '))}^`);
      align();
    },
  };
}

const NAMESPACE = 'http://www.w3.org/1998/Math/MathML';

/** "f(x) = ..." as a formula of the page. @param {string} name @param {string} mathml one <mrow> @param {string} plain the same as text */
export function mathOf(name, mathml, plain) {
  const read = new DOMParser().parseFromString(`<math xmlns="${NAMESPACE}" display="block"><mrow><mi>${name}</mi><mo>(</mo><mi>x</mi><mo>)</mo><mo>=</mo>${mathml}</mrow></math>`, 'application/xml');
  const node = document.importNode(read.documentElement, true);
  node.setAttribute('aria-label', plain);
  return node;
}
