// What pictures of a race share: it is asked for, played, stopped; its settings may be changed.

/** @import { Actions, Model } from '../../../types/views.js' */

import { h, options, show, text } from '../../../dom.js';
import { integer, setting } from '../../format.js';
import { nameOf } from '../words.js';

/**
 * @typedef {object} Raced
 * @property {string} [trial] whose race it is
 * @property {any} [spec] or a race of its own
 * @property {string[]} [lanes] which of its lanes
 * @property {any[]} [points] and which points of its sweep
 * @property {{path: string, values: any[]}} [control] a setting of it that can be chosen
 * @property {[question: string, options?: any]} [question] what is asked of every lane
 */

/** A change of a spec at "a.b". @param {string} path @param {any} value */
const changeAt = (path, value) => path.split('.').reduceRight((inner, key) => ({ [key]: inner }), value);

/** @param {Actions} actions */
export function createPlayer(actions) {
  const play = h('button', { onclick: () => actions.playPicture() });
  const where = h('span', { class: 'note-step' });
  const name = h('span');
  const select = h('select', { onchange: () => {
    chosen = Number(select.value);
    actions.redraw();
  } });
  const control = h('label', { class: 'check' }, name, select);
  const error = h('p', { class: 'note-failure', role: 'alert' });
  const element = h('div', {}, h('div', { class: 'buttons' }, play, where, control), error);
  let chosen = 0;
  let of = '';

  /** The race, when it can be drawn. @param {Model} model @param {string} note @param {Raced} how */
  function update(model, note, { trial = '', spec: own, lanes, points, control: choice, question }) {
    const { t, notes: { race } } = model;
    if (of !== note) {
      of = note;
      chosen = 0;
    }
    show(control, Boolean(choice));
    const change = choice ? changeAt(choice.path, choice.values[chosen]) : null;
    if (choice) {
      text(name, t(`set.${choice.path}`));
      options(select, choice.values.map((value, i) => [String(i), setting(value)]));
      select.value = String(chosen);
    }
    const spec = own ? model.answer('complete', own) : model.answer('trialSpec', trial, change, 1);
    const key = `${note} ${trial} ${chosen}`;
    if (spec && !spec.error && race.key !== key) {
      actions.showPicture(key, spec, {
        lanes: (/** @type {any} */ lane) => (!lanes || lanes.includes(lane.name)) && (!points || Object.values(lane.point ?? {}).every((value) => points.includes(value))), question,
      });
    }
    const wrong = spec?.error ?? race.error;
    text(error, wrong ? t('notice.engine', { message: wrong }) : '');
    show(error, Boolean(wrong));
    const ready = Boolean(spec) && race.key === key && race.data !== null;
    play.disabled = !ready;
    show(play, race.budget !== 1);
    text(play, t(race.playing ? 'notes.pause' : ready && race.step >= race.budget ? 'notes.again' : 'notes.play'));
    text(where, ready && race.budget > 1 ? t('notes.step', { step: integer(race.step), n: integer(race.budget) }) : '');
    return ready ? race : null;
  }
  return { element, update };
}

/** What a lane of a picture is called. @param {Model} model @param {string} note @param {{name: string, point: Record<string, any>}} lane */
export const calledOf = (model, note, { name, point }) => [nameOf(model, note, name), ...Object.values(point).map(setting)].join(' · ');

/** Families of a race's lanes. @param {Model} model @param {{activation: string}[]} lanes */
export const familiesOf = ({ catalogue }, lanes) => lanes.map(({ activation }) => catalogue.activations.find(({ id }) => id === activation)?.family ?? 'baseline');
