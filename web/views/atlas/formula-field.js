// A field for a formula: read as it is typed, with a caret under the character that is wrong.

/** @import { Model } from '../../types/views.js' */

import { attribute, h, show, text, Words } from '../../dom.js';

let instances = 0;

/** Longer formulas are set smaller. */
const LONG = 60;

/** The longest formula the engine reads. */
const LONGEST = 400;

/** What the engine says of a formula, and the key of the same; what its message names in quotes is {name}, what stands last {list}. @type {[RegExp, string][]} */
const mistakes = [
  [/'(.*)' is no function; allowed: (.*)/, 'formula.noFunction'],
  [/'(.*)' is a function; its argument/, 'formula.noArgument'],
  [/'(.*)' is one parameter too many; allowed: (.*)/, 'formula.parameters'],
  [/'(.*)' takes (.*), with a comma/, 'formula.arguments'],
  [/^a \) is missing/, 'formula.close'],
  [/^a \( for this/, 'formula.open'],
  [/^an operator is missing/, 'formula.operator'],
  [/ends here;/, 'formula.ends'],
  [/^a formula of x is missing/, 'formula.empty'],
];

/** The engine's message in the reader's language, where it is one of the usual ones. @param {{error: string, at?: number}} answer @param {Model['t']} t */
export function mistakeText({ error, at }, t) {
  const what = error.replace(/^own activation: (character \d+: )?/, '');
  const known = mistakes.find(([pattern]) => pattern.test(what));
  const [, name = '', list = ''] = known?.[0].exec(what) ?? [];
  const told = known ? t(known[1], { name, list }) : what;
  return at === undefined ? told : t('formula.at', { n: at + 1, what: told });
}

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
      text(error, wrong ? mistakeText(answer, t) : '');
      show(caret, wrong && answer.at !== undefined);
      if (wrong && answer.at !== undefined) text(caret, `${formula.slice(0, answer.at).replace(/[^\t]/g, (c) => (c > '\u2e80' ? '\u3000' : ' '))}^`);
      align();
    },
  };
}

const NAMESPACE = 'http://www.w3.org/1998/Math/MathML';

const names = { f: '<mi>f</mi>', slope: '<mi>f</mi><mo lspace="0" rspace="0">′</mo>' };

/**
 * "f(x) = ..." as a formula of the page.
 *
 * @param {keyof typeof names} name @param {{mathml: string, text: string}} is one <mrow>, and the same as text @param {string} of what it is a function of
 */
export function mathOf(name, { mathml, text: plain }, of = '<mi>x</mi>') {
  const whole = `<mrow>${names[name]}<mo stretchy="false">(</mo>${of}<mo stretchy="false">)</mo><mo>=</mo>${mathml.replaceAll('<mo>-</mo>', '<mo>−</mo>').replace(/<mi>(\p{L})(\d+)<\/mi>/gu, '<msub><mi>$1</mi><mn>$2</mn></msub>')}</mrow>`;
  const node = document.importNode(new DOMParser().parseFromString(`<math xmlns="${NAMESPACE}" display="block">${whole}</math>`, 'application/xml').documentElement, true);
  node.setAttribute('aria-label', `${name === 'f' ? 'f' : 'f′'} = ${plain}`);
  if (plain.length > LONG) node.setAttribute('class', 'long');
  return node;
}

/** Shows formulas; where they are wider than their place, it can be scrolled by key. @param {HTMLElement} host @param {Element[]} formulas */
export function showFormulas(host, formulas) {
  host.replaceChildren(...formulas);
  attribute(host, 'tabindex', host.scrollWidth > host.clientWidth && '0');
}
