// What pictures of a race share: it is asked for, played, stopped; its settings may be changed.

/** @import { Actions, Model } from '../../../types/views.js' */

import { h, options, show, text } from '../../../dom.js';
import { integer, setting } from '../../format.js';
import { nameOf, trialText } from '../words.js';

/**
 * @typedef {object} Raced
 * @property {string[]} [trials] whose races can be shown
 * @property {any} [spec] or a race of its own
 * @property {string[]} [lanes] which of its lanes
 * @property {any[]} [points] and which points of its sweep
 * @property {{path: string, values: any[]}} [control] a setting of it that can be chosen
 * @property {[question: string, options?: any]} [question] what is asked of every lane
 */

/** A change of a spec at "a.b". @param {string} path @param {any} value */
const changeAt = (path, value) => path.split('.').reduceRight((inner, key) => ({ [key]: inner }), value);

/** Lanes that are shown beside each other; with more, a sweep is looked at point by point. */
const MOST_BESIDE = 9;

/** @param {Actions} actions */
export function createPlayer(actions) {
  const play = h('button', { onclick: () => actions.playPicture() });
  const where = h('span', { class: 'note-step' });
  const error = h('p', { class: 'note-failure', role: 'alert' });
  /** Which trial, which value: what is chosen of the list. */
  const choices = [0, 1].map(() => {
    const name = h('span');
    const select = h('select', { onchange: () => {
      choice.chosen = Number(select.value);
      actions.redraw();
    } });
    const choice = { chosen: -1, name, select, element: h('label', { class: 'check' }, name, select) };
    return choice;
  });
  const [which, value] = choices;
  const element = h('div', {}, h('div', { class: 'buttons' }, play, where), h('div', { class: 'buttons' }, ...choices.map((choice) => choice.element)), error);
  let of = '';

  /** @param {typeof which} choice @param {string} name @param {string[]} list @param {number} initial */
  function offer(choice, name, list, initial) {
    if (list.length && (choice.chosen < 0 || choice.chosen >= list.length)) choice.chosen = initial;
    show(choice.element, list.length > 1);
    text(choice.name, name);
    options(choice.select, list.map((words, i) => [String(i), words]));
    choice.select.value = String(choice.chosen);
  }

  /** The race, when it can be drawn. @param {Model} model @param {string} note @param {Raced} how */
  function update(model, note, { trials = [], spec: own, lanes, points, control, question }) {
    const { t, notes: { race } } = model;
    if (of !== note) {
      of = note;
      for (const choice of choices) choice.chosen = -1;
    }
    offer(which, t('notes.experiment'), trials.map((id) => trialText(model, note, id, trials)), 0);
    const wanted = (/** @type {any} */ lane) => !lanes || lanes.includes(lane.name ?? lane.activation);
    const trial = trials[which.chosen] ?? '';
    const plain = own ? model.answer('complete', own) : model.answer('trialSpec', trial, null, 1);
    const sweep = plain?.sweep?.length === 1 && !points && plain.lanes.filter(wanted).length * plain.sweep[0].values.length > MOST_BESIDE ? plain.sweep[0] : null;
    const choice = control ?? sweep;
    offer(value, choice ? t(`set.${choice.path}`) : '', (choice?.values ?? []).map(setting), Math.floor((choice?.values.length ?? 0) / 2));
    const chosen = choice?.values[value.chosen];
    const spec = control ? model.answer('trialSpec', trial, changeAt(control.path, chosen), 1) : plain;
    const key = `${note} ${trial} ${choice ? value.chosen : ''}`;
    if (spec && !spec.error && race.key !== key) {
      const seen = points ?? (sweep ? [chosen] : null);
      actions.showPicture(key, spec, {
        lanes: (/** @type {any} */ lane) => wanted(lane) && (!seen || Object.values(lane.point ?? {}).every((x) => seen.includes(x))), question,
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

/** What the lanes of a picture are called; a point that all share is said elsewhere. @param {Model} model @param {string} note @param {{name: string, point: Record<string, any>}[]} lanes */
export function namesOf(model, note, lanes) {
  const points = lanes.map(({ point }) => Object.values(point).map(setting).join(' · '));
  const alike = new Set(points).size === 1;
  return lanes.map(({ name }, i) => [nameOf(model, note, name), alike ? '' : points[i]].filter(Boolean).join(' · '));
}

/** Families of a race's lanes. @param {Model} model @param {{activation: string}[]} lanes */
export const familiesOf = ({ catalogue }, lanes) => lanes.map(({ activation }) => catalogue.activations.find(({ id }) => id === activation)?.family ?? 'baseline');
