/** Parameters given to a lane by hand, to be taken back one by one. */

/** @import { Lane } from './lanes.js' */

/** Edits of the same parameter within so many milliseconds are one to undo: a slider that is dragged. */
const ONE_EDIT_MS = 1000;

/**
 * Notes an edit.
 *
 * @param {Lane} lane
 * @param {{step: number, block: string, index: number, before: number}} edit `before`: the value the parameter had
 */
export function note(lane, edit) {
  const time = performance.now();
  const last = lane.edits.at(-1);
  if (last && last.block === edit.block && last.index === edit.index && time - last.time < ONE_EDIT_MS) last.time = time;
  else lane.edits.push({ ...edit, time });
  if (lane.edited < 0 || lane.edited > edit.step) lane.edited = edit.step;
}

/**
 * Takes the last edit from the list.
 *
 * @param {Lane} lane
 * @param {number} step where the race stands
 */
export function takeBack(lane, step) {
  const last = lane.edits.pop();
  // As if nothing had been: nothing was trained since the first.
  if (last && lane.edits.length === 0 && lane.edited === step) lane.edited = -1;
  return last;
}
