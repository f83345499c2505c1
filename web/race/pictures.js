/**
 * What a frame of the race is to hold: records always, pictures at their own rates and sizes.
 *
 * @import { FrameOptions, RaceData, ShownData } from '../types/engine.js'
 */

/** Maps while running and at rest, points a side; a tile shown large gets more. */
const FIELD_RUNNING = 48;
const FIELD_REST = 96;
const FIELD_LARGE = 128;

/** Multiplications a picture may take while running and at rest; large networks get coarser maps, down to the smallest. */
const FIELD_WORK_RUNNING = 1e8;
const FIELD_WORK_REST = 5e8;
const FIELD_SMALLEST = 16;

/** Points of a fitted curve. */
const FIT_RUNNING = 160;
const FIT_REST = 320;

/** Milliseconds between pictures while running: maps at 12 Hz (4 Hz with reduced motion), the stretch of the curve at 4 Hz. */
const FIELD_MS = 80;
const FIELD_CALM_MS = 250;
const BAND_MS = 250;

export class Pictures {
  #lastField = -Infinity;
  #lastBand = -Infinity;
  /** Inputs of the task: two or more have maps, one has fitted curves. */
  inputs = 0;
  /** The inputs a map is wanted of. @type {[number, number]} */
  wanted = [0, 1];
  /** Weights of all lanes together. */
  weights = 0;
  /** Nobody sees the page: no pictures. */
  hidden = false;
  /** A tile is shown large. */
  large = false;
  /** Reduced motion. */
  calm = false;

  /** @param {number} inputs @param {number} weights of the race that begins */
  restart(inputs, weights) {
    this.inputs = inputs;
    this.weights = weights;
    this.#lastField = this.#lastBand = -Infinity;
  }

  /** The inputs a map shows: those wanted, where the task has them. @returns {[number, number]} */
  get columns() {
    const [x, y] = this.wanted;
    return x !== y && Math.max(x, y) < this.inputs ? [x, y] : [0, 1];
  }

  /** The data as pictures show them. @param {RaceData} data @returns {ShownData} */
  show(data) {
    const shown = this.columns;
    return { ...data, shown, view: shown.flatMap((column) => [...data.ranges.slice(2 * column, 2 * column + 2)]) };
  }

  /** What is due now, while the race runs. @param {number} now milliseconds */
  due(now) {
    const fields = !this.hidden && now - this.#lastField >= (this.calm ? FIELD_CALM_MS : FIELD_MS);
    const bands = !this.hidden && now - this.#lastBand >= BAND_MS;
    if (fields) this.#lastField = now;
    if (bands) this.#lastBand = now;
    const size = this.#size(this.large ? FIELD_REST : FIELD_RUNNING, FIELD_WORK_RUNNING);
    return this.#options(fields ? size : 0, fields ? FIT_RUNNING : 0, bands, false);
  }

  /** While it is dragged through its moments. */
  moving() {
    return this.#options(this.#size(FIELD_RUNNING, FIELD_WORK_RUNNING), FIT_RUNNING, true, false);
  }

  /** Numbers only. */
  none() {
    return this.#options(0, 0, false, false);
  }

  /** Everything, of a race that stands. */
  rest() {
    return this.#options(this.#size(this.large ? FIELD_LARGE : FIELD_REST, FIELD_WORK_REST), FIT_REST, true, true);
  }

  /** @param {number} wanted points a side @param {number} work */
  #size(wanted, work) {
    return Math.max(FIELD_SMALLEST, Math.min(wanted, Math.floor(Math.sqrt(work / Math.max(1, this.weights)))));
  }

  /**
   * @param {number} fields
   * @param {number} fits
   * @param {boolean} bands
   * @param {boolean} hashes
   * @returns {FrameOptions}
   */
  #options(fields, fits, bands, hashes) {
    const { inputs } = this;
    return { fields: inputs > 1 ? fields : 0, fits: inputs === 1 ? fits : 0, columns: inputs > 1 ? this.columns : null, bands, hashes, view: null };
  }
}
