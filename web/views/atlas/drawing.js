// One's own activation, drawn: by the pen in the picture, or point by point with two sliders.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, Words } from '../../dom.js';
import { HIGHEST, heightsOf, places, pointsOf, smoothed } from '../../atlas/formula.js';
import { fields } from '../../state.js';
import { minus } from '../../text.js';

/** @param {Actions} actions */
export function createDrawing(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  let chosen = Math.floor(places.length / 2);
  const points = () => pointsOf(model.state.points);
  const draw = (/** @type {[number, number][]} */ next) => actions.set('points', heightsOf(next));
  const which = h('input', { type: 'range', min: places[0], max: places.at(-1), step: places[1] - places[0], oninput: () => {
    chosen = places.indexOf(Number(which.value));
    actions.redraw();
  } });
  const height = h('input', { type: 'range', min: -HIGHEST, max: HIGHEST, step: 0.05, oninput: () => draw(points().map(([x, y], i) => [x, i === chosen ? Number(height.value) : y])) });
  const element = h('div', { class: 'atlas-own' }, words.text(h('p'), 'own.draw'),
    h('div', { class: 'drawing-tools' }, words.label('own.point', which), words.label('own.height', height),
      words.button('own.smooth', () => draw(smoothed(points()))), words.button('own.anew', () => actions.set('points', fields.points.initial))));
  return {
    element,
    get chosen() {
      return chosen;
    },
    /** @param {Model} next */
    update(next) {
      model = next;
      words.update(model);
      const [x, y] = points()[chosen];
      which.value = String(x);
      height.value = String(y);
      attribute(which, 'aria-valuetext', `x = ${minus(x)}`);
      attribute(height, 'aria-valuetext', `y = ${minus(y)}`);
    },
  };
}
