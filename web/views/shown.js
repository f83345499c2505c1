// What a picture of the data shows of them: which inputs, and where the others stay.

/** @import { Model } from '../types/views.js' */

/** What an input is called: its column's name, else x and y, or its number. @param {Model} model @param {number} j */
export function inputName({ data, state }, j) {
  return state.spec?.data?.points?.columns?.[j] ?? ((data?.inputs ?? 2) > 2 ? `x${j + 1}` : 'xy'[j]);
}

/** Of more than two inputs a map shows two: which, and where the others stay; else ''. @param {Model} model */
export function sliceText(model) {
  const { data, t } = model;
  if (!data || data.inputs < 3) return '';
  const [x, y] = data.shown.map((j) => inputName(model, j));
  return t('own.slice', { x, y, n: data.inputs - 2 });
}
