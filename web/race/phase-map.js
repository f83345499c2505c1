/**
 * The phase map: how one lane ends at every pair of a learning rate and an initial scale, from several seeds each.
 *
 * @import { LaneState, Spec } from '../types/engine.js'
 * @import { Background, BackgroundBatch } from './background.js'
 */
import { equal } from '../link.js';
import { sweptLanes } from './lanes.js';
import { GAIN, HIGHEST_RATE, RATE, alone, everyRun, rounded, settingOf } from './sweeps.js';

/** The largest gain the engine takes. */
const HIGHEST_GAIN = 1000;

/** Factors between neighbours, and how many there are on either side of the lane's own. */
const RATES = { factor: Math.sqrt(10), around: 4, digits: 2 };
const GAINS = { factor: 2, around: 3, digits: 3 };

/** @typedef {{state: LaneState, stateStep: number}[]} Cell a run for each seed; empty until they are in */

export class PhaseMap {
  #background;
  #states;
  #onChange;
  #onFail;
  /** @type {BackgroundBatch | null} */ #batch = null;
  /** What the lane is, but for rate and gain. @type {Spec} */ #subject = null;
  /** @type {Spec} */ #followed = null;
  /** Index of the lane in the race. */ lane = 0;
  seeds = 0;
  /** @type {number[]} */ rates = [];
  /** From the smallest, as the rates. @type {number[]} */ gains = [];
  /** A row of rates for each gain, one row after the other. @type {Cell[]} */ cells = [];
  /** The cell with the lane's rate and gain of now; -1 where it is none. */ now = -1;
  done = 0;
  /** Counts changes. */ version = 0;

  /** @param {Background} background @param {LaneState[]} states @param {() => void} onChange @param {(why: Error) => void} onFail it could not be finished */
  constructor(background, states, onChange, onFail = () => {}) {
    this.#background = background;
    this.#states = states;
    this.#onChange = onChange;
    this.#onFail = onFail;
  }

  get running() {
    return Boolean(this.#batch?.open);
  }

  /**
   * @param {Spec} spec completed
   * @param {number} lane index in the race
   * @param {number} seeds of each cell
   */
  start(spec, lane, seeds) {
    this.stop();
    const rate = settingOf(spec, lane, RATE) || 0.01;
    const gain = settingOf(spec, lane, GAIN) || 1;
    const rates = around(rate, RATES, HIGHEST_RATE);
    const gains = around(gain, GAINS, HIGHEST_GAIN);
    const cells = gains.flatMap(() => rates.map(() => /** @type {Cell} */ ([])));
    Object.assign(this, { lane, seeds, rates, gains, cells, done: 0 });
    this.#subject = alone(spec, lane, { [RATE]: 1, [GAIN]: 1 });
    const centre = gains.indexOf(gain) * rates.length + rates.indexOf(rate);
    const order = coarseFirst(rates.length, gains.length, centre);
    const jobs = order.map((cell) => {
      const [rate, gain] = this.valuesOf(cell);
      return { spec: alone(spec, lane, { [RATE]: rate, [GAIN]: gain }), runs: everyRun(1, seeds) };
    });
    this.#batch = this.#background.add(jobs, ({ job, frame }) => {
      cells[order[jobs.indexOf(job)]] = job.runs.map((_, i) => ({ state: this.#states[frame.state[i]], stateStep: frame.stateStep[i] }));
      ++this.done;
      this.#changed();
    }, { urgent: true });
    this.#batch.ended.then((why) => {
      if (why) this.#onFail(why);
      this.#changed();
    });
    this.#followed = null;
    this.follow(spec);
  }

  /** Rate and gain of a cell. @param {number} cell @returns {[number, number]} */
  valuesOf(cell) {
    return [this.rates[cell % this.rates.length], this.gains[Math.floor(cell / this.rates.length)]];
  }

  stop() {
    this.#background.drop(this.#batch);
    this.#batch = null;
  }

  /**
   * The experiment is another one: what says nothing of it is forgotten.
   *
   * @param {Spec} spec completed
   */
  follow(spec) {
    if (spec === this.#followed || !this.#subject) return;
    this.#followed = spec;
    if (this.lane >= sweptLanes(spec).length || !equal(blank(this.#subject), blank(alone(spec, this.lane, { [RATE]: 1, [GAIN]: 1 })))) {
      this.stop();
      this.#subject = null;
      this.cells = [];
    } else {
      const x = this.rates.indexOf(settingOf(spec, this.lane, RATE));
      const y = this.gains.indexOf(settingOf(spec, this.lane, GAIN));
      this.now = x < 0 || y < 0 ? -1 : y * this.rates.length + x;
    }
    this.#changed();
  }

  #changed() {
    ++this.version;
    this.#onChange();
  }
}

/** Without the base's rate and gain, which the lane's own replace. @param {Spec} spec */
const blank = (spec) => ({ ...spec, optimizer: { ...spec.optimizer, rate: 0 }, initializer: { ...spec.initializer, gain: 0 } });

/**
 * A value and its neighbours.
 *
 * @param {number} value
 * @param {{factor: number, around: number, digits: number}} how
 * @param {number} highest
 */
function around(value, { factor, around: count, digits }, highest) {
  const all = Array.from({ length: 2 * count + 1 }, (_, i) => (i === count ? value : rounded(value * factor ** (i - count), digits)));
  return all.filter((x) => x > 0 && x <= highest);
}

/**
 * Every fourth row and column first, then every second, then the rest, the nearest to the centre first: structure shows early.
 *
 * @param {number} columns
 * @param {number} rows
 * @param {number} centre
 */
function coarseFirst(columns, rows, centre) {
  const key = (/** @type {number} */ cell) => {
    const x = Math.abs((cell % columns) - (centre % columns));
    const y = Math.abs(Math.floor(cell / columns) - Math.floor(centre / columns));
    const stride = [4, 2, 1].find((n) => x % n === 0 && y % n === 0) ?? 1;
    return x + y - 100 * stride;
  };
  return Array.from({ length: columns * rows }, (_, cell) => cell).sort((a, b) => key(a) - key(b) || a - b);
}
