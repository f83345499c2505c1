// What several views say about a lane: its state in a mark and words, its rank, its score.

/** @import { Lane, Model, Translate } from '../types/views.js' */

import * as format from './format.js';

/** A state is told by a mark and a word, never by colour. @type {Record<string, string>} */
export const marks = { running: '●', learned: '✓', slow: '…', stuck: '‖', diverged: '✕', stopped: '■' };

/** The groups of tiles, in order. `merged` puts smooth with gated and waves with baselines. @param {Lane[]} lanes @param {boolean} merged */
export function groupsOf(lanes, merged) {
  const order = merged
    ? [['s-shaped'], ['hinged'], ['smooth', 'gated'], ['baseline', 'waves']]
    : [['s-shaped'], ['hinged'], ['smooth'], ['gated'], ['baseline', 'waves']];
  return order
    .map((families) => ({
      key: `group.${families.join('+')}`,
      lanes: families.flatMap((family) => lanes.filter((lane) => lane.family === family)),
    }))
    .filter((group) => group.lanes.length > 0);
}

/** Rank of each lane that learned, by the step at which it did; equal steps share a rank. @param {Lane[]} lanes @returns {(number | null)[]} */
export function ranks(lanes) {
  return lanes.map((lane) =>
    lane.state === 'learned' ? 1 + lanes.filter((other) => other.state === 'learned' && other.stateStep < lane.stateStep).length : null,
  );
}

/** "✓ learned 60"; `bare`: without the step. @param {Lane} lane @param {Translate} t */
export function stateText(lane, t, bare = false) {
  const step = lane.state === 'learned' && !bare ? ` ${lane.stateStep}` : '';
  return `${marks[lane.state]} ${t(`state.${lane.state}`)}${step}`;
}

/** How the score of this task is called: accuracy or r2. @param {Model} model @returns {'accuracy' | 'r2'} */
export function scoreKind(model) {
  return model.data?.kind === 'values' ? 'r2' : 'accuracy';
}

/** The lane's score on the training set as text. @param {Model} model @param {number} value */
export function scoreText(model, value) {
  return format.score(value, scoreKind(model));
}

/** How many of the lane's seeds learned, of how many. @param {Lane} lane */
export function seedCount(lane) {
  return { learned: lane.seeds.filter((seed) => seed.state === 'learned').length, done: lane.seeds.length };
}

/** Steps to the target that a share of the lane's seeds needed at most; null: so many never learned. @param {Lane} lane @param {number} share */
export function stepsOf(lane, share) {
  return format.quantile(lane.seeds.map((seed) => (seed.state === 'learned' ? seed.stateStep : null)), share);
}

/** @type {WeakMap<any, Record<'low' | 'middle' | 'high', (number | null)[]> & {count: number}>} */
const bands = new WeakMap();

/** Median and quartiles of the training loss over the lane's seeds, at each of their records; null beyond what is finite. @param {Lane} lane */
export function bandOf({ seeds }) {
  const known = bands.get(seeds);
  if (known?.count === seeds.length) return known;
  const at = (/** @type {number} */ share) => Array.from(seeds[0]?.loss ?? [], (_, k) => format.quantile(seeds.map(({ loss }) => loss[k]), share));
  const band = { count: seeds.length, low: at(0.25), middle: at(0.5), high: at(0.75) };
  bands.set(seeds, band);
  return band;
}

/** What a tile shows in pictures only, as words. @param {Model} model @param {Lane} lane */
export function aside(model, lane) {
  const { t } = model;
  const { learned, done } = seedCount(lane);
  const parts = [`${t('loss.train')} ${format.loss(lane.trainLoss)}`];
  if (done) parts.push(t('tile.seeds', { learned, done }));
  return parts.join(t('list.comma'));
}
