// The derivative checker: a function, the derivative that one's notes give, and where the two part.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, options, show, text, Words } from '../../dom.js';
import { number, partsText } from './facts.js';
import { POINTS, createFigure } from './figure.js';
import { createFormulaField, mathOf, showFormulas } from './formula-field.js';
import { dashes } from './plot.js';
import { spanned } from './samples.js';

const none = new Float32Array(0);

/** @param {Actions} actions */
export function createCheck(actions) {
  const words = new Words();
  let drawn = '';
  const f = createFormulaField(words, 'check.f', (checked) => actions.set('checked', checked));
  const given = createFormulaField(words, 'check.given', (text) => actions.set('given', text));
  const choice = h('select', { onchange: () => choice.value && actions.set('checked', choice.value) });
  const verdict = h('p', { class: 'check-verdict', role: 'status' });
  const where = h('p');
  const truth = h('div', { class: 'atlas-formulas' });
  const figure = createFigure(actions, 'check.legend');
  const element = h('section', { class: 'atlas-detail' },
    h('div', { class: 'atlas-main' }, figure.element),
    words.attribute(h('div', { class: 'atlas-side', tabindex: 0, role: 'region' }, words.text(h('h2'), 'atlas.check'), words.text(h('p', { class: 'hint' }), 'check.hint'), words.label('check.choose', choice), f.element, given.element, verdict, where, words.text(h('h3'), 'check.true'), truth), 'aria-label', 'atlas.check'));

  /** @param {Model} model */
  function update(model) {
    const { state, t, catalogue } = model;
    const { checked, given: slope, reach } = state;
    words.update(model);
    figure.say(model);
    options(choice, [['', '–'], ...catalogue.activations.filter((row) => row.formula && row.facts && !row.parameters.length).map((row) => /** @type {[string, string]} */ ([row.formula, t(`name.${row.id}`)]))]);
    choice.value = catalogue.activations.some((row) => row.formula === checked) ? checked : '';
    const known = model.answer('formulaOf', checked, null);
    const read = model.answer('formulaOf', slope, null);
    f.update(model, checked, known);
    given.update(model, slope, read);
    if (!known || known.error || !read || read.error) return;
    const made = model.answer('checkDerivative', checked, slope, -reach, reach, POINTS);
    const key = `${state.lang} ${reach} ${checked} | ${slope}`;
    if (!made || key === drawn) return;
    drawn = key;
    attribute(verdict, 'data-equal', made.equal);
    text(verdict, made.error ?? `${made.equal ? '=' : '≠'} ${t(made.equal ? 'check.equal' : 'check.parts')}`);
    show(where, !made.error && !made.equal);
    if (made.error) return;
    if (!made.equal) {
      const i = farthest(made);
      text(where, t('check.where', { parts: partsText(made.where, t), x: number(-reach + (2 * reach * i) / (POINTS - 1)), given: number(made.given[i]), slope: number(made.slope[i]) }));
    }
    showFormulas(truth, [mathOf('f', known), mathOf('slope', known.derivative)]);
    const [value, gave] = [spanned(made, -reach, reach), { lo: -reach, hi: reach, value: none, slope: made.given }];
    figure.draw({
      curves: [{ name: t('check.trueName'), family: 'baseline', dash: '', ...value }, { name: t('check.givenName'), family: 'gated', dash: dashes[1], ...gave }],
      flat: [], marks: made.where, said: `${verdict.textContent} ${where.hidden ? '' : where.textContent}`.trim(),
    });
  }
  return { element, update };
}

/** Where the two are farthest apart; of several such places the one nearest to 0. @param {{slope: Float32Array, given: Float32Array}} made */
function farthest({ slope, given }) {
  const gap = Array.from(slope, (v, i) => Math.abs(v - given[i]) || 0);
  const most = Math.max(...gap);
  const middle = (gap.length - 1) / 2;
  return gap.reduce((best, v, i) => (v >= most * (1 - 1e-4) && Math.abs(i - middle) < Math.abs(best - middle) ? i : best), gap.indexOf(most));
}
