// The picture of a note: by a table, one of a few kinds; of a race that nothing is said of, its lanes as they learn.

/** @import { Actions, Model } from '../../types/views.js' */

import { h, show, Words } from '../../dom.js';
import { pictures } from '../../notes/pictures.js';
import { createBars } from './pictures/bars.js';
import { createCurvePicture } from './pictures/curve.js';
import { createDiagram } from './pictures/diagram.js';
import { createLines } from './pictures/lines.js';
import { createOutcome } from './pictures/outcome.js';
import { createRacePicture } from './pictures/race.js';
import { createRoomPicture } from './pictures/room.js';
import { createUnitGrid } from './pictures/units.js';
import { createValley } from './pictures/valley.js';

/** @typedef {{element: HTMLElement, update: (model: Model, note: string, how: any) => void}} Template */

/** @type {Record<string, (actions: Actions) => Template>} */
const templates = {
  race: createRacePicture, bars: createBars, curve: createCurvePicture, diagram: createDiagram,
  lines: createLines, outcome: createOutcome, room: createRoomPicture, units: createUnitGrid, valley: createValley,
};

/** Those that show a race. */
const raced = new Set(['race', 'lines', 'units']);

/** @param {Actions} actions */
export function createPicture(actions) {
  const words = new Words();
  const place = h('div');
  const element = h('aside', { class: 'note-picture' }, words.text(h('h3'), 'notes.picture'), place);
  words.attribute(element, 'aria-label', 'notes.picture');
  /** @type {Record<string, Template>} */
  const made = {};
  let shown = '';

  /** @param {Model} model @param {string} note */
  function update(model, note) {
    words.update(model);
    const { runner } = model.notes;
    const trials = [...new Set((runner?.statementsOf(note) ?? []).flatMap((statement) => statement.trials))].flatMap((id) => runner?.trials.get(id) ?? []);
    const races = trials.filter(({ race }) => race).map(({ id }) => id);
    const given = pictures[note] ?? (races.length ? { kind: 'race' } : trials.length ? { kind: 'bars' } : null);
    const how = given && raced.has(given.kind) ? (races.length ? { trials: races, ...given } : trials.length ? { kind: 'bars' } : null) : given;
    show(element, how !== null);
    if (!how) return;
    const template = (made[how.kind] ??= templates[how.kind](actions));
    if (shown !== how.kind) place.replaceChildren(template.element);
    shown = how.kind;
    template.update(model, note, how);
  }
  return { element, update };
}
