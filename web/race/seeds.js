/**
 * The luck meter: the race from many seeds, behind the visible one. The visible seed is the first of them and counts among
 * them.
 *
 * @import { LaneState, Run, Spec } from '../types/engine.js'
 * @import { Background, BackgroundBatch, Job, Result } from './background.js'
 */
import { equal } from '../link.js';
import { everyOf } from './background.js';
import { sweptLanes } from './lanes.js';

/** How many seeds, unless more are asked for. */
const SEEDS = 20;
const MOST_SEEDS = 64;

/**
 * @typedef {object} Seed how a lane did from one seed
 * @property {number} seed offset from the spec's
 * @property {LaneState} state
 * @property {number} stateStep
 * @property {Float32Array} loss training loss at step 0, at every record and at the budget; infinite once it has diverged
 *
 * @typedef {object} Comparison of every lane (a row) with every other (a column), the rows one after the other
 * @property {number} seeds how many were compared
 * @property {Float64Array} p of the signed-rank test, adjusted by Holm over all pairs
 * @property {Int32Array} sooner seeds from which the row's lane learned sooner than the column's
 * @property {Int32Array} verdict 1: the row's lane is sooner beyond luck, 2: later, 0: no difference shown
 */

export class Seeds {
  #background;
  #states;
  #onResult;
  #compare;
  /** @type {BackgroundBatch[]} */ #batches = [];
  /** @type {Spec} */ #spec = null;
  /** By lane; of all lanes the same seeds, in the order in which they came in. @type {Seed[][]} */ results = [];
  /** @type {Comparison | null} */ comparison = null;
  /** How many seeds there will be. */
  total = 0;

  /**
   * @param {Background} background
   * @param {object} parts
   * @param {LaneState[]} parts.states the catalogue's list
   * @param {() => void} parts.onResult another seed is in, or another verdict
   * @param {(steps: Float64Array, lanes: number) => Promise<Comparison>} parts.compare the engine's
   */
  constructor(background, { states, onResult, compare }) {
    this.#background = background;
    this.#states = states;
    this.#onResult = onResult;
    this.#compare = compare;
  }

  get done() {
    return this.results[0]?.length ?? 0;
  }

  /** Steps between the losses of a seed. */
  get every() {
    return this.#spec ? everyOf(this.#spec) : 0;
  }

  /** Whether what there is, is of this experiment. @param {Spec} spec completed */
  isOf(spec) {
    return this.#spec !== null && equal(this.#spec, spec);
  }

  /**
   * Starts anew; what was under way is dropped.
   *
   * @param {Spec} spec completed
   * @param {number} count at least so many
   */
  start(spec, count = SEEDS) {
    this.cancel();
    this.#spec = spec;
    this.results = sweptLanes(spec).map(() => []);
    this.raise(Math.max(count, Math.min(spec.seeds, MOST_SEEDS)));
  }

  /**
   * More seeds beside those there are.
   *
   * @param {number} count of all
   * @returns {boolean} false when that would be fewer
   */
  raise(count) {
    if (!this.#spec || count < this.total) return false;
    if (count === this.total) return true;
    const batch = this.#background.add(this.#jobs(this.total, count), (result) => this.#take(result));
    this.#batches.push(batch);
    this.total = count;
    // One that was given up is as good as none.
    batch.ended.then((why) => why && this.#batches.includes(batch) && this.cancel());
    return true;
  }

  cancel() {
    for (const batch of this.#batches.splice(0)) this.#background.drop(batch);
    this.#spec = null;
    this.results = [];
    this.total = 0;
    this.comparison = null;
  }

  /** @param {number} from @param {number} to @returns {Job[]} a job for each seed, of all lanes */
  #jobs(from, to) {
    const spec = this.#spec;
    return Array.from({ length: to - from }, (_, i) => ({ spec, runs: this.results.map((_, lane) => /** @type {Run} */ ([lane, from + i])) }));
  }

  /** @param {Result} result */
  #take({ job, frame }) {
    const [[, seed]] = job.runs;
    const losses = lossesOf(frame.records, this.results.length, job.spec);
    this.results.forEach((results, lane) => {
      const state = this.#states[frame.state[lane]];
      const stateStep = frame.stateStep[lane];
      if (state === 'diverged') losses[lane].fill(Infinity, Math.ceil(stateStep / this.every));
      results.push({ seed, state, stateStep, loss: losses[lane] });
    });
    this.#onResult();
    // Judged once: to look again and again is to find something some day.
    if (this.done === this.total) this.#judge();
  }

  async #judge() {
    const { results, done: seeds } = this;
    const steps = results.flatMap((lane) => lane.map(({ state, stateStep }) => (state === 'learned' ? stateStep : Infinity)));
    // Without an engine to ask there is no verdict; the race says what is wrong with it.
    const comparison = await this.#compare(Float64Array.from(steps), results.length).catch(() => null);
    if (!comparison || results !== this.results) return;
    this.comparison = { ...comparison, seeds };
    this.#onResult();
  }
}

/**
 * The training losses of each lane at step 0, at every record and at the budget. A lane that has ended keeps its last.
 *
 * @param {import('../types/engine.js').RecordColumns} records
 * @param {number} lanes
 * @param {Spec} spec
 */
function lossesOf(records, lanes, spec) {
  const every = everyOf(spec);
  const count = Math.ceil(spec.stop.steps / every) + 1;
  const losses = Array.from({ length: lanes }, () => new Float32Array(count));
  records.run.forEach((lane, i) => losses[lane].fill(records.trainLoss[i], Math.ceil(records.step[i] / every)));
  return losses;
}
