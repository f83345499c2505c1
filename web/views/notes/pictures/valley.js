// The loss over one weight, for each lane of a race of one neuron.

/** @import { Actions, Model } from '../../../types/views.js' */

import { attribute, h, svg, Words } from '../../../dom.js';
import { axisNumber, createScale, roundNumbers } from '../../axis.js';
import { significant } from '../../format.js';
import { label } from '../../inside/draw.js';
import { createPlayer, namesOf } from './player.js';

const width = 410, height = 250, left = 44, right = 396, top = 12, bottom = 210;
const patterns = ['', '6 3'];

/** The weight, and a bias that stays. */
const question = /** @type {[string, any]} */ (['slice', { plane: 'weights', weights: [{ block: 'W0', index: 0 }, { block: 'b0', index: 0 }], columns: 121, rows: 121 }]);

/** @param {Actions} actions */
export function createValley(actions) {
  const words = new Words();
  const player = createPlayer(actions);
  const picture = svg('svg', { class: 'note-lines', role: 'img', viewBox: `0 0 ${width} ${height}` });
  const element = h('figure', {}, player.element, picture, words.text(h('figcaption', { class: 'hint' }), 'notes.valleyLegend'));
  let drawn = '';
  /** The valleys as they were at the start; the ball moves in them. @type {any[]} */ let valleys = [];

  /** @param {Model} model @param {string} note @param {import('./player.js').Raced} how */
  function update(model, note, how) {
    words.update(model);
    const race = player.update(model, note, { ...how, question });
    if (!race || race.answers.length === 0) return;
    const { t, state } = model;
    const now = [race.key, race.version, state.lang].join();
    if (now === drawn) return;
    drawn = now;
    if (race.step === 0 || valleys.length !== race.answers.length) valleys = race.answers.filter((answer) => !answer.error);
    if (!valleys.length) return;
    const names = namesOf(model, note, race.lanes);
    const lines = valleys.map(({ columns, left: from, spacing, top: first, loss, at }) => {
      const row = Math.round(first / spacing); // the one on which the bias is as it is
      return Array.from({ length: columns }, (_, i) => [at[0] + from + i * spacing, loss[row * columns + i]]);
    });
    const all = lines.flat();
    const x = createScale(Math.min(...all.map(([w]) => w)), Math.max(...all.map(([w]) => w)), left, right, false);
    const y = createScale(0, Math.max(...all.map(([, v]) => Math.min(v, 1.5))) * 1.05, bottom, top, false);
    let grid = '';
    const parts = [];
    for (const v of roundNumbers(y.lo, y.hi, 4)) {
      grid += `M${left} ${y.at(v)}H${right}`;
      parts.push(label(left - 6, y.at(v) + 4, axisNumber(v, false), 'end'));
    }
    for (const w of roundNumbers(x.lo, x.hi, 6)) parts.push(label(x.at(w), bottom + 16, axisNumber(w, false)));
    parts.push(label((left + right) / 2, bottom + 34, t('notes.weight')));
    const shapes = lines.flatMap((line, i) => [
      svg('path', { class: 'line', 'stroke-dasharray': patterns[i % 2] || null, d: line.map(([w, v], k) => `${k ? 'L' : 'M'}${x.at(w).toFixed(1)} ${y.at(Math.min(y.hi, v)).toFixed(1)}`).join('') }),
      label(right - 4, y.at(Math.min(y.hi, line[line.length - 1][1])) - 6, names[i], 'end', 'strong'),
    ]);
    const balls = race.answers.flatMap(({ at, here }) => (at && at[0] >= x.lo && at[0] <= x.hi ? [svg('circle', { class: 'ball', cx: x.at(at[0]), cy: y.at(Math.min(y.hi, here)), r: 5 })] : []));
    picture.replaceChildren(svg('path', { class: 'grid', d: grid }), ...shapes, ...balls, ...parts);
    attribute(picture, 'aria-label', race.lanes.map((lane, i) => `${names[i]}: w = ${significant(race.answers[i]?.at?.[0] ?? NaN)}, ${t('notes.loss', { loss: significant(race.answers[i]?.here ?? NaN) })}`).join(t('list.semicolon')));
  }
  return { element, update };
}
