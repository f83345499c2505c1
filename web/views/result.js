// The line at the foot: what the race is about before it, where it stands during it, what happened after it.

/** @import { Actions, Due, Model, View } from '../types/views.js' */

import { attribute, h, show, text, Words } from '../dom.js';
import { ranks, seedCount } from './lane.js';

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createResult(root, actions) {
  const words = new Words();
  const line = h('p', { class: 'result-text', role: 'status' });
  const luck = h('p', { class: 'result-luck' });
  const skip = words.button('result.skip', () => actions.predict(null));
  const scope = words.text(h('span', { class: 'result-scope' }), 'result.scope');
  const log = words.button('log.open', () => actions.set('drawer', 'log'), { class: 'result-log' });
  root.append(line, skip, luck, scope, log);

  /** @param {Model} model @param {Due} due */
  function update(model, due) {
    words.update(model);
    if (!due.numbers) return;
    show(skip, Boolean(model.asking));
    const finished = isFinished(model);
    show(scope, finished);
    show(log, model.log.length > 0);
    text(line, sentence(model));
    const tell = finished ? luckText(model) : '';
    text(luck, tell);
    show(luck, tell !== '');
    attribute(root, 'data-finished', finished);
  }
  return { update };
}

/** @param {Pick<Model, 'result' | 'phase'>} model */
const isFinished = (model) => Boolean(model.result) && model.phase !== 'playing';

/** What there is to say now, in one sentence. @param {Pick<Model, 't' | 'phase' | 'asking' | 'step' | 'lanes' | 'result' | 'predicted'>} model @returns {string} */
export function sentence(model) {
  const { t, phase } = model;
  if (model.asking) return t('result.ask');
  if (phase === 'loading') return t('result.loading');
  if (isFinished(model)) return finish(model);
  if (model.step === 0) return t('result.start');
  const learned = model.lanes.filter((lane) => lane.state === 'learned');
  const running = model.lanes.filter((lane) => lane.state === 'running').length;
  return t('result.running', { step: model.step, learned: learned.length, running });
}

/** @param {Pick<Model, 't' | 'step' | 'lanes' | 'result' | 'predicted'>} model */
function finish(model) {
  const { t, lanes } = model;
  const result = /** @type {NonNullable<Model['result']>} */ (model.result);
  // A few names are told; more can be seen on the tiles.
  const names = (/** @type {number[]} */ list) => list.map((i) => lanes[i].name).join(t('list.comma'));
  const parts = [];
  if (result.learned.length) parts.push(t('result.learned', { n: result.learned.length }));
  for (const kind of /** @type {const} */ (['slow', 'stuck', 'stopped', 'diverged'])) {
    const list = result[kind];
    if (!list.length) continue;
    const key = kind === 'stuck' && !result.extended ? 'result.stuckSoFar' : `result.${kind}`;
    const tell = t(key, { n: list.length });
    parts.push(list.length <= 2 ? t('result.named', { tell, names: names(list) }) : tell);
  }
  let words = t('result.finish', { steps: model.step, parts: parts.join(t('list.comma')) });
  if (model.predicted !== null) {
    const lane = lanes[model.predicted];
    const rank = ranks(lanes)[model.predicted];
    words += t(rank === null ? 'result.guessMissed' : rank === 1 ? 'result.guessRight' : 'result.guess', { name: lane.name, rank });
  }
  return words;
}

/** Lanes that depend on luck: learned with some of the seeds only. @param {Model} model */
function luckText({ t, result, lanes, seedsTotal }) {
  if (!lanes.every((lane) => lane.seeds.length >= seedsTotal) || seedsTotal < 2) return '';
  const mixed = lanes.map((lane) => ({ name: lane.name, ...seedCount(lane) })).filter(({ learned, done }) => learned > 0 && learned < done);
  if (!mixed.length || result === null) return '';
  const list = mixed.slice(0, 4).map(({ name, learned }) => t('result.luckItem', { name, n: learned })).join(t('list.comma'));
  return t(mixed.length > 4 ? 'result.luckMore' : 'result.luck', { n: seedsTotal, list });
}
