// A room: what to try, the controls, a picture that answers them, and the notes it belongs to.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, show, text, Words } from '../../dom.js';
import { changedAt, roomById, ROOMS } from '../../notes/rooms.js';
import { told } from '../notes/words.js';
import { createApple } from './apple.js';
import { createClinic } from './clinic.js';
import { createControls } from './controls.js';
import { createDepth } from './depth.js';
import { createDying } from './dying.js';
import { createEquivalence } from './equivalence.js';
import { createFolds } from './folds.js';
import { createForgetting } from './forgetting.js';
import { createMaxout } from './maxout.js';
import { createSaddle } from './saddle.js';
import { createSine } from './sine.js';
import { createSlope } from './slope.js';
import { createSteps } from './steps.js';
import { createZigzag } from './zigzag.js';

/**
 * @typedef {object} Seen
 * @property {any} answer the engine's; of a room that is a race its film, of one that runs trials null
 * @property {any} options as the controls have them
 * @property {(at: string, value: any) => void} set an option
 * @property {(values: Record<string, any>) => void} put several
 *
 * @typedef {{element: HTMLElement, update(model: Model, seen: Seen): void}} RoomView
 */

/** @type {Record<string, (actions: Actions) => RoomView>} */
export const views = { steps: createSteps, depth: createDepth, dying: createDying, zigzag: createZigzag, sine: createSine, clinic: createClinic, apple: createApple, maxout: createMaxout, folds: createFolds, equivalence: createEquivalence, saddle: createSaddle, forgetting: createForgetting, slope: createSlope };

/** @param {Actions} actions */
export function createRoom(actions) {
  const words = new Words();
  /** @type {Model} */ let model;
  let shown = '';
  let written = '';
  /** @type {RoomView | null} */ let view = null;
  /** @type {ReturnType<typeof createControls> | null} */ let controls = null;

  const title = h('h2', { tabindex: -1 });
  const busy = h('span', { class: 'hint', role: 'status' });
  const lead = h('p', { class: 'room-lead' });
  const error = h('p', { class: 'note-failure', role: 'alert' });
  const place = h('div', { class: 'room-picture' });
  const knobs = words.attribute(h('div', { role: 'group' }), 'aria-label', 'room.controls');
  const reset = words.button('room.reset', () => actions.set('controls', ''));
  const notes = h('div', { class: 'buttons' });
  const leave = () => actions.show('notes', { room: '' });
  const others = h('select', { onchange: () => actions.show('notes', { room: others.value }) });
  words.attribute(others, 'aria-label', 'notes.rooms');
  const nav = words.attribute(h('nav', { class: 'note-nav' }, words.button('room.leave', leave), others), 'aria-label', 'notes.nav');
  const side = h('div', { class: 'room-side' }, knobs, reset, error, words.text(h('h3', { class: 'group-name' }), 'room.notes'), notes, words.text(h('p', { class: 'hint' }), 'notes.small'));
  const element = h('article', { class: 'room' }, h('div', { class: 'room-head' }, h('div', { class: 'room-title' }, nav, title, busy), lead), place, side);

  document.addEventListener('keydown', (event) => {
    if (!model || model.state.screen !== 'notes' || element.hidden || model.state.drawer || event.key !== 'Escape' || event.defaultPrevented) return;
    leave();
    event.preventDefault();
  });

  /** Every option's initial value. @returns {Record<string, any>} */
  const initial = () => roomById(shown)?.race ?? (model.notes.room.id === shown ? model.notes.room.initial : {});
  /** @param {string} controls the state's */
  const changesIn = (controls) => (controls ? JSON.parse(controls) : {});

  /** Several changes may come before the next frame: each is made to the options as they are then. @param {(now: Record<string, any>) => Record<string, any>} made of options; undefined: as in the beginning */
  const change = (made) => actions.set('controls', (/** @type {string} */ controls) => {
    const before = changesIn(controls);
    const after = { ...before, ...made({ ...initial(), ...before }) };
    for (const [name, now] of Object.entries(after)) if (now === undefined || JSON.stringify(now) === JSON.stringify(initial()[name])) delete after[name];
    return Object.keys(after).length ? JSON.stringify(after) : '';
  });

  /** @param {Record<string, any>} values */
  const put = (values) => change(() => values);

  /** @param {string} at @param {any} value */
  const set = (at, value) => change((now) => {
    const control = roomById(shown)?.controls.find((each) => each.at === at);
    // Another activation has parameters of its own.
    return { ...Object.fromEntries([changedAt(now, at, value)]), ...control?.sets?.[value], ...(control?.parameters && { [control.parameters]: undefined }) };
  });

  function build() {
    const { state, t, notes: { texts } } = model;
    if (shown !== state.room) {
      shown = state.room;
      view = views[shown](actions);
      controls = createControls(roomById(shown)?.controls ?? [], set);
      place.replaceChildren(view.element);
      knobs.replaceChildren(controls.element);
      element.scrollTop = 0;
      title.focus({ preventScroll: true });
    }
    const key = `${shown} ${state.lang} ${Boolean(texts)}`;
    if (key === written) return;
    written = key;
    text(title, t(`room.${shown}`));
    text(lead, t(`lead.${shown}`));
    notes.replaceChildren(...(roomById(shown)?.notes ?? []).map((note) => h('button', { class: 'link', onclick: () => actions.show('notes', { note }) }, `${note} ${told(texts?.notes[note]?.title, model)}`.trim())));
    others.replaceChildren(...ROOMS.map(({ id }) => h('option', { value: id }, t(`room.${id}`))));
    others.value = shown;
  }

  /** @param {Model} next */
  function update(next) {
    model = next;
    words.update(model);
    build();
    const { state, notes: { film, room } } = model;
    const { race, script } = roomById(shown) ?? {};
    const now = { ...initial(), ...changesIn(state.controls) };
    if (script) actions.showFilm(shown, now, script(now));
    else if (!race) actions.showRoom(shown, state.controls);
    /** What answers: one that may still show what was asked before. */
    const asked = script ? film : race ? null : room;
    const ready = !asked || (asked.id === shown && asked.answer !== null);
    const wrong = asked?.id === shown ? asked.error : '';
    show(reset, state.controls !== '');
    show(error, wrong !== '');
    text(error, wrong);
    text(busy, asked?.slow ? model.t('land.computing') : '');
    attribute(place, 'aria-busy', String(!ready || Boolean(asked?.slow)));
    if (!ready) return;
    controls?.update(model, now);
    view?.update(model, { answer: asked?.answer ?? null, options: now, set, put });
  }
  return { element, update };
}
