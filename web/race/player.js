import { Pacer } from './pace.js';

/**
 * @import { Pace } from './pace.js'
 *
 * @typedef {object} Course what is played
 * @property {() => {step: number, hidden: boolean, end: number | null}} now where the race stands, whether nobody sees it, and
 *   the step it may be taken to at once because nothing is left to train
 * @property {(to: number, still: () => boolean) => Promise<void>} go trains to a step, unless it does not play any more by then
 * @property {(error: unknown) => void} fail
 */

/** Speeds are measured over so many milliseconds. */
const SPEED_MS = 500;

/** Plays a race: takes it on at the pace, slice by slice, until it is stopped. */
export class Player {
  #course;
  #pacer = new Pacer();
  /** Set while playing; a new object for every start, so that a loop knows whether it is still the one. @type {object | null} */
  #playing = null;
  /** @type {(() => void) | null} */ #wake = null;
  #speedTime = 0;
  #speedStep = 0;
  /** @type {Pace} */ pace = 40;
  /** Steps a second, measured. */
  speed = 0;

  /** @param {Course} course */
  constructor(course) {
    this.#course = course;
  }

  get playing() {
    return this.#playing !== null;
  }

  /** The steps of a slice that keeps the page lively. */
  get slice() {
    return this.#pacer.slice();
  }

  start() {
    const token = (this.#playing = {});
    this.#startClock();
    this.#loop(token).catch(this.#course.fail);
  }

  stop() {
    this.#playing = null;
    this.wake();
  }

  /** Looks at once what is due. */
  wake() {
    this.#wake?.();
  }

  /** @param {Pace} pace */
  setPace(pace) {
    this.pace = pace;
    if (this.#playing) this.#startClock();
    this.wake();
  }

  /** Forgets the speed of the race before. */
  forget() {
    this.speed = 0;
    this.#pacer.forget();
  }

  /**
   * Learns from a slice that was run.
   *
   * @param {number} steps
   * @param {number} begin when it began, milliseconds
   * @param {number} end
   */
  ran(steps, begin, end) {
    this.#pacer.ran(steps, begin, end - begin);
  }

  /** Measures the speed. @param {number} step where the race stands @param {number} now */
  measure(step, now) {
    const time = now - this.#speedTime;
    if (time <= SPEED_MS) return;
    this.speed = ((step - this.#speedStep) * 1000) / time;
    this.#speedTime = now;
    this.#speedStep = step;
  }

  #startClock() {
    const now = performance.now();
    const { step } = this.#course.now();
    this.#pacer.restart(this.pace, step, now);
    this.#speedTime = now;
    this.#speedStep = step;
  }

  /** @param {object} token */
  async #loop(token) {
    const still = () => this.#playing === token;
    while (still()) {
      const { step, hidden, end } = this.#course.now();
      const { to, wait } = end === null ? this.#pacer.next(step, performance.now(), hidden) : { to: end, wait: 0 };
      if (to > step) await this.#course.go(to, still);
      else await this.#sleep(wait);
    }
  }

  /** @param {number} milliseconds */
  #sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }
}
