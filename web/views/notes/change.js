// A statement under other conditions: the options of a measurement as controls, or its experiment in the race; the verdict follows.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Statement, Trial } from '../../notes/notes.js' */

import { h, show, text, Words } from '../../dom.js';
import { changesOf, lanesOf } from '../../notes/checks.js';
import { noteOf } from '../../notes/notes.js';
import { patchTo } from '../../notes/patch.js';
import { nameOf, told, trialText } from './words.js';

/** A number that is typed is taken after so many milliseconds. */
const PAUSE_MS = 300;

/**
 * @param {Actions} actions @param {Statement} statement
 * @param {(change: any) => void} onChange the experiment is to be this one; null: as it was
 */
export function createChange(actions, statement, onChange) {
  const words = new Words();
  /** @type {Model} */ let model;
  const options = h('div', { class: 'note-options' });
  const races = h('div', { class: 'buttons' });
  const now = h('p', { class: 'hint' });
  const judge = words.button('notes.judgeNow', () => judgeNow());
  const reset = words.button('notes.reset', () => {
    build();
    onChange(null);
  });
  const element = h('details', { class: 'note-change' }, words.text(h('summary'), 'notes.change'), options, reset, races, now, judge);
  let built = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  /** What of the options is changed, by trial. @type {Record<string, any>} */ let changes = {};

  /** @returns {Trial[]} */
  const trials = () => statement.trials.flatMap((id) => model.notes.runner?.trials.get(id) ?? []);

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(() => onChange(changes), PAUSE_MS);
  }

  /** The control of an option. @param {Trial} trial @param {string[]} path @param {any} initial @returns {HTMLElement[]} */
  function controls(trial, path, initial) {
    const key = path[path.length - 1];
    // An experiment within the measurement is no list of options.
    if (initial?.lanes) return [];
    if (initial !== null && typeof initial === 'object' && !Array.isArray(initial)) {
      return [h('fieldset', {}, h('legend', {}, named(key)), ...Object.entries(initial).flatMap(([name, value]) => controls(trial, [...path, name], value)))];
    }
    const take = (/** @type {any} */ value) => {
      let place = (changes[`@${trial.id}`] ??= {});
      for (const step of path.slice(0, -1)) place = place[step] ??= {};
      place[key] = value;
      changed();
    };
    return [h('label', { class: 'field' }, h('span', {}, named(key)), input(initial, key, take))];
  }

  /** @param {any} initial @param {string} key @param {(value: any) => void} take */
  function input(initial, key, take) {
    const { catalogue, notes, t } = model;
    if (typeof initial === 'number') {
      const field = h('input', { type: 'number', step: 'any', value: String(initial), oninput: () => field.value !== '' && take(Number(field.value)) });
      return field;
    }
    if (typeof initial === 'boolean') {
      const box = h('input', { type: 'checkbox', onchange: () => take(box.checked) });
      box.checked = initial;
      return box;
    }
    const ids = catalogue.activations.map(({ id }) => id);
    if (typeof initial === 'string') {
      // An activation, or what other measurements have there.
      const used = [...(notes.runner?.trials.values() ?? [])].flatMap(({ race, document }) => (!race && typeof document[key] === 'string' ? [document[key]] : []));
      const other = statement.contrary?.[key];
      const list = ids.includes(initial) ? ids : [...new Set([initial, ...used, ...(typeof other === 'string' ? [other] : [])])];
      if (list.length > 1) {
        const select = h('select', { onchange: () => take(select.value) }, ...list.map((id) => h('option', { value: id }, ids.includes(id) ? t(`name.${id}`) : named(id))));
        select.value = initial;
        return select;
      }
    }
    const words = typeof initial === 'string' ? initial : JSON.stringify(initial);
    const field = h('input', { type: 'text', class: 'note-wide', value: words, onchange: () => {
      try {
        take(typeof initial === 'string' ? field.value : JSON.parse(field.value));
      } catch {
        field.value = words;
      }
    } });
    return field;
  }

  /** An option in words. @param {string} key */
  const named = (key) => told(model.notes.texts?.options[key], model) || nameOf(model, noteOf(statement.id), key);

  function build() {
    clearTimeout(timer);
    const { t } = model;
    const note = noteOf(statement.id);
    changes = {};
    const measured = trials().filter(({ race }) => !race);
    options.replaceChildren(...measured.map((trial) => h('fieldset', {}, measured.length > 1 ? h('legend', {}, trialText(model, note, trial.id, statement.trials)) : null,
      ...Object.entries(trial.document).flatMap(([key, value]) => controls(trial, [key], value)))));
    show(reset, measured.length > 0);
    const raced = trials().filter(({ race }) => race);
    races.replaceChildren(...raced.map((trial) => h('button', { onclick: () => actions.tryTrial(statement.id, trial.id) }, raced.length > 1 ? t('notes.openOne', { name: trialText(model, note, trial.id, statement.trials) }) : t('notes.open'))));
  }

  /** What of the trial is other in the race; seeds are those of the statement. */
  function changedInRace() {
    const { seed, seeds, ...change } = patchTo(model.notes.tried?.spec, model.state.spec) ?? {};
    return change;
  }

  /** The statement's checks on the experiment that the race has. */
  function judgeNow() {
    const { tried, runner } = model.notes;
    const trial = tried && runner?.trials.get(tried.trial);
    if (trial) onChange({ [`@${trial.id}`]: changedInRace() });
  }

  /** @param {Model} next */
  function update(next) {
    model = next;
    words.update(model);
    const { t, state, notes } = model;
    if (!notes.runner || !element.open) return;
    if (built !== `${state.lang} ${Boolean(notes.texts)}`) {
      built = `${state.lang} ${Boolean(notes.texts)}`;
      build();
    }
    const { tried } = notes;
    const mine = tried?.statement === statement.id;
    show(judge, mine);
    show(now, mine);
    if (!mine) return;
    const names = new Set(state.spec.lanes.map((/** @type {any} */ { name, activation }) => name ?? activation));
    const missing = [...(lanesOf(statement).get(tried.trial) ?? [])].filter((lane) => !names.has(lane));
    const paths = changesOf(tried.spec, changedInRace()).map(([path]) => path);
    text(now, missing.length ? t('notes.lanesMissing', { names: missing.join(t('list.comma')) }) : paths.length ? t('notes.raceChanged', { paths: paths.slice(0, 6).join(t('list.comma')) }) : t('notes.raceSame'));
    judge.disabled = missing.length > 0;
  }
  element.addEventListener('toggle', () => model && update(model));
  return { element, update };
}
