// The lanes of a trial as they learn: maps, or fitted curves of tasks with one input.

/** @import { Actions, Model } from '../../../types/views.js' */

import { attribute, h, text, Words } from '../../../dom.js';
import { palette } from '../../colors.js';
import { paint } from '../../field.js';
import { loss, score } from '../../format.js';
import { marks } from '../../lane.js';
import { createPlayer, familiesOf, namesOf } from './player.js';

/** @param {Actions} actions */
export function createRacePicture(actions) {
  const words = new Words();
  const player = createPlayer(actions);
  const grid = h('ul', { class: 'note-tiles' });
  const element = h('figure', {}, player.element, grid, words.text(h('figcaption', { class: 'hint' }), 'notes.raceLegend'));
  /** @type {{canvas: HTMLCanvasElement, name: HTMLElement, state: HTMLElement}[]} */ let tiles = [];
  let drawn = '';

  /** @param {Model} model @param {string} note @param {import('./player.js').Raced} how */
  function update(model, note, how) {
    words.update(model);
    const race = player.update(model, note, how);
    if (!race) return;
    const { t, state } = model;
    if (tiles.length !== race.lanes.length) {
      tiles = race.lanes.map(() => ({ canvas: h('canvas', { role: 'img' }), name: h('span', { class: 'tile-name' }), state: h('span', { class: 'note-tile-state' }) }));
      grid.replaceChildren(...tiles.map((tile) => h('li', {}, tile.name, tile.canvas, tile.state)));
      drawn = '';
    }
    const size = race.lanes.length > 6 ? 92 : race.lanes.length > 2 ? 124 : 190;
    const now = [race.key, race.version, state.lang, size, palette().key].join();
    if (now === drawn) return;
    drawn = now;
    const families = familiesOf(model, race.lanes).map((family) => ({ family }));
    const names = namesOf(model, note, race.lanes);
    const kind = race.data?.kind === 'values' ? 'r2' : 'accuracy';
    race.lanes.forEach((lane, i) => {
      const { canvas, name, state } = tiles[i];
      const called = names[i];
      text(name, called);
      text(state, `${marks[lane.state]} ${kind === 'r2' ? 'R² ' : ''}${score(lane.trainScore, kind)}`);
      attribute(canvas, 'aria-label', `${called}: ${t(`state.${lane.state}`)}, ${t(`quantity.${kind}`)} ${score(lane.trainScore, kind)}, ${t('notes.loss', { loss: loss(lane.trainLoss) })}`);
      paint(canvas, size, /** @type {any} */ ({ ...model, data: race.data, fields: race.fields, fits: race.fits, lanes: families }), i);
    });
  }
  return { element, update };
}
