/**
 * When the race shall be at which step. Paced: by the wall clock. Fastest: slices of a length that keeps the page lively.
 *
 * @typedef {number | 'fastest'} Pace steps a second, or as fast as it goes
 */

/** Length aimed at for a slice, milliseconds: pictures at about 20 Hz, and a pause that answers at once. */
const SLICE_MS = 45;

/** A paced race moves at most at the rate of the curves. */
const TICK_MS = 33;

/** A race that cannot hold its pace by more than so much goes on from where it is, instead of rushing later. */
const MOST_LAG_MS = 250;

/** The same in a tab nobody sees, where the browser wakes the page once a second. */
const MOST_LAG_HIDDEN_MS = 1500;

/** A slice may grow by so much from one to the next, so that one quick slice starts no flood. */
const GROWTH = 4;

export class Pacer {
  /** @type {Pace} */ #pace = 40;
  #originTime = 0;
  #originStep = 0;
  #lastTick = -Infinity;
  /** Steps a millisecond the engine reached in the last slices; 0: not known. */
  #rate = 0;
  #lastSlice = 1;

  /**
   * @param {Pace} pace
   * @param {number} step where the race stands
   * @param {number} now milliseconds
   */
  restart(pace, step, now) {
    this.#pace = pace;
    this.#originTime = now;
    this.#originStep = step;
    this.#lastTick = -Infinity;
  }

  /** Forgets the speed of the race before. */
  forget() {
    this.#rate = 0;
    this.#lastSlice = 1;
  }

  /**
   * @param {number} step where the race stands
   * @param {number} now
   * @param {boolean} hidden nobody sees the page
   * @returns {{to: number, wait: number}} the step to go to, or how long to wait when it is `step` itself
   */
  next(step, now, hidden) {
    if (this.#pace === 'fastest') {
      const wait = hidden ? this.#lastTick + 4 * SLICE_MS - now : 0;
      return wait > 0 ? { to: step, wait } : { to: step + this.slice(), wait: 0 };
    }
    const lag = now - this.#originTime - ((step - this.#originStep) * 1000) / this.#pace;
    if (lag > (hidden ? MOST_LAG_HIDDEN_MS : MOST_LAG_MS) + 1000 / this.#pace) {
      this.#originTime = now - 1000 / this.#pace;
      this.#originStep = step;
    }
    const due = this.#originStep + Math.floor(((now - this.#originTime) * this.#pace) / 1000 + 1e-9);
    const wait = Math.max(this.#lastTick + TICK_MS, this.#originTime + ((step + 1 - this.#originStep) * 1000) / this.#pace) - now;
    if (due <= step || wait > 0) return { to: step, wait: Math.max(1, wait) };
    return { to: Math.min(due, step + this.slice()), wait: 0 };
  }

  /**
   * Learns from a slice that was run.
   *
   * @param {number} steps
   * @param {number} begin when it began, milliseconds
   * @param {number} milliseconds how long it took
   */
  ran(steps, begin, milliseconds) {
    this.#lastTick = begin;
    this.#lastSlice = steps;
    const rate = steps / Math.max(milliseconds, 0.2);
    this.#rate = this.#rate === 0 ? rate : 0.7 * this.#rate + 0.3 * rate;
  }

  /** How many steps make a slice. */
  slice() {
    if (this.#rate === 0) return 1;
    return Math.max(1, Math.min(Math.round(this.#rate * SLICE_MS), GROWTH * this.#lastSlice));
  }
}
