// Goes through the steps of an answer: a button and a slider. At rest it stands at the end.

/** @import { Actions, Model } from '../../types/views.js' */

import { h, show, text, value, Words } from '../../dom.js';
import { integer } from '../format.js';

/** All steps take so long, but no step longer than this. */
const WHOLE_MS = 6000;
const SLOWEST_MS = 150;

/** @param {Actions} actions */
export function createPlayback(actions) {
  const words = new Words();
  let shown = Infinity;
  let last = 0;
  /** Since when it plays, and from which step; null: it stands. @type {{since: number, from: number} | null} */ let playing = null;
  const button = h('button', { onclick: () => {
    playing = playing ? null : { since: NaN, from: shown >= last ? 0 : shown };
    actions.redraw();
  } });
  const slider = words.attribute(h('input', { type: 'range', min: 0, step: 1, oninput: () => {
    playing = null;
    shown = Number(slider.value) >= last ? Infinity : Number(slider.value);
    actions.redraw();
  } }), 'aria-label', 'room.step');
  const where = h('span', { class: 'note-step' });
  const element = h('div', { class: 'room-playback' }, button, slider, where);

  /** The step to show, of so many. @param {Model} model @param {number} steps @param {(k: number) => number} [number] what it is called, where they are not counted one by one */
  function update(model, steps, number = (k) => k) {
    words.update(model);
    last = steps;
    if (playing) {
      if (Number.isNaN(playing.since)) playing.since = model.now;
      shown = playing.from + Math.floor((model.now - playing.since) / Math.min(SLOWEST_MS, WHOLE_MS / Math.max(1, steps)));
      if (shown >= steps) {
        shown = Infinity;
        playing = null;
      } else actions.redraw();
    }
    const at = Math.min(shown, steps);
    slider.max = String(steps);
    value(slider, at);
    text(button, model.t(playing ? 'notes.pause' : 'notes.play'));
    text(where, model.t('notes.step', { step: integer(number(at)), n: integer(number(steps)) }));
    show(element, steps > 0);
    return at;
  }
  /** From the start, where motion is welcome. */
  function play() {
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) playing = { since: NaN, from: 0 };
  }
  return { element, update, play };
}
