/**
 * What a race that reached its budget says, as data; the words are the views'.
 *
 * @import { Lane } from './lanes.js'
 */

/**
 * @typedef {object} Result
 * @property {number} steps the budget
 * @property {number[]} learned lanes, as `slow`, `stuck`, `diverged` and `stopped`
 * @property {number[]} slow
 * @property {number[]} stuck
 * @property {number[]} diverged
 * @property {number[]} stopped
 * @property {boolean} extended the budget was raised once or more
 * @property {number | null} fastest the lane that learned first, null if none did
 * @property {{lane: number, right: boolean} | null} prediction
 * @property {{total: number, learned: number[]} | null} seeds how often each lane learned; null until all are in
 */

/**
 * @param {Lane[]} lanes
 * @param {{steps: number, extended: boolean, predicted: number | null, seedsTotal: number}} race
 * @returns {Result}
 */
export function resultOf(lanes, { steps, extended, predicted, seedsTotal }) {
  const inState = (/** @type {string} */ state) => lanes.filter((lane) => lane.state === state).map((lane) => lane.index);
  const learned = inState('learned');
  const first = Math.min(...learned.map((i) => lanes[i].stateStep));
  const winners = learned.filter((i) => lanes[i].stateStep === first);
  const seedsIn = seedsTotal > 0 && lanes.every((lane) => lane.seeds.length === seedsTotal);
  return {
    steps,
    learned,
    slow: inState('slow'),
    stuck: inState('stuck'),
    diverged: inState('diverged'),
    stopped: inState('stopped'),
    extended,
    fastest: winners[0] ?? null,
    prediction: predicted === null ? null : { lane: predicted, right: winners.includes(predicted) },
    seeds: seedsIn
      ? { total: seedsTotal, learned: lanes.map((lane) => lane.seeds.filter((seed) => seed.state === 'learned').length) }
      : null,
  };
}

/**
 * Lines to compare a loss with. The guess: the best a constant output can do. The line: the identity lane's own end.
 *
 * @param {import('../types/engine.js').Spec} spec
 * @param {import('../types/engine.js').RaceData} data
 * @param {Lane[]} lanes
 */
export function baselinesOf(spec, data, lanes) {
  const identity = lanes.find((lane) => lane.activation === 'identity' && lane.state !== 'diverged');
  return {
    guess: guessLoss(spec, data),
    line: identity && Number.isFinite(identity.trainLoss) ? identity.trainLoss : null,
    target: spec.stop.target.loss ?? null,
    targetScore: spec.stop.target.score ?? null,
  };
}

/**
 * @param {import('../types/engine.js').Spec} spec
 * @param {import('../types/engine.js').RaceData} data
 * @returns {number | null}
 */
function guessLoss(spec, data) {
  if (spec.loss === 'cross-entropy') return Math.log(data.kind === 'labels' ? 2 : data.classes);
  if (data.kind === 'classes') return spec.loss === 'half-mse' && spec.head === 'tanh' ? 0.5 : null;
  if (spec.loss !== 'mse' && spec.loss !== 'half-mse') return null;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < data.trainCount; ++i) {
    sum += data.target[i];
    squares += data.target[i] ** 2;
  }
  const variance = squares / data.trainCount - (sum / data.trainCount) ** 2;
  return spec.loss === 'mse' ? variance : variance / 2;
}
