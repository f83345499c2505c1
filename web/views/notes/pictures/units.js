// The hidden units of a race, a mark each, as they stand on the whole training set.

/** @import { Actions, Model } from '../../../types/views.js' */

import { attribute, h, text, Words } from '../../../dom.js';
import { integer, score } from '../../format.js';
import { createPlayer, familiesOf, namesOf } from './player.js';

/** As the engine counts the states. */
const states = ['alive', 'asleep', 'saturated', 'dead'];
const marks = ['●', '○', '◐', '✕'];

/** @param {Actions} actions */
export function createUnitGrid(actions) {
  const words = new Words();
  const player = createPlayer(actions);
  const list = h('ul', { class: 'note-units' });
  const element = h('figure', {}, player.element, list, words.text(h('figcaption', { class: 'hint' }), 'ward.legend'));
  let drawn = '';

  /** @param {Model} model @param {string} note @param {import('./player.js').Raced} how */
  function update(model, note, how) {
    words.update(model);
    const race = player.update(model, note, { ...how, question: ['states'] });
    if (!race) return;
    const { t, state } = model;
    const now = [race.key, race.version, state.lang].join();
    if (now === drawn) return;
    drawn = now;
    const families = familiesOf(model, race.lanes);
    const names = namesOf(model, note, race.lanes);
    list.replaceChildren(...race.lanes.map((lane, i) => {
      const layers = /** @type {{state: Uint8Array}[]} */ (race.answers[i]?.layers ?? []);
      const name = names[i];
      return h('li', { 'data-family': families[i] }, h('p', { class: 'tile-name' }, `${name} · ${score(lane.trainScore, race.data?.kind === 'values' ? 'r2' : 'accuracy')}`),
        ...layers.map(({ state: units }, l) => {
          const counts = states.map((id, s) => [id, units.filter((x) => x === s).length]).filter(([, n]) => Number(n) > 0).map(([id, n]) => `${integer(Number(n))} ${t(`ward.${id}`)}`).join(t('list.comma'));
          const row = h('p', { class: 'note-unit-row', role: 'img' });
          attribute(row, 'aria-label', `${name}, ${t('ward.layer', { n: l + 1 })}: ${counts}`);
          text(row, Array.from(units, (x) => marks[x]).join(''));
          return h('div', {}, row, h('span', { class: 'hint' }, counts));
        }));
    }));
  }
  return { element, update };
}
