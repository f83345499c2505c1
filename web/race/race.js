/**
 * The race: one step counter, a pool of workers behind it, and what the page knows of its lanes. Draws nothing.
 *
 * Everything asked of the pool goes through one queue, so that a frame is always of one common step, and a setting changed in
 * mid-slice waits for the slice to end.
 *
 * @import { Certificate, Frame, RaceData, Spec } from '../types/engine.js'
 * @import { Pool } from '../engine/pool.js'
 * @import { Pace } from './pace.js'
 * @import { Lane } from './lanes.js'
 * @import { Verdict } from './certificate.js'
 */
import { EngineError } from '../engine/client.js';
import { compare } from './certificate.js';
import { Costs } from './costs.js';
import { refreshCurves } from './curves.js';
import { MOST_LANES, applyFrame, ghostOf, hasEnded, laneKey, makeLanes, nameLanes, runAgain, sweptLanes } from './lanes.js';
import { Pacer } from './pace.js';
import { Pictures } from './pictures.js';
import { Upkeep } from './upkeep.js';

/**
 * @typedef {'loading' | 'ready' | 'playing' | 'paused' | 'finished' | 'error'} RacePhase
 *
 * @typedef {object} RaceOptions
 * @property {Pool} pool
 * @property {any} catalogue
 * @property {(lane: any) => string} nameOf what a lane of the spec is called
 * @property {() => void} onChange something the page shows is different
 * @property {(notice: {key: string, params?: object, kind: 'info' | 'error'}) => void} onNotice
 */

/** The ghosts there are, the curves there are, nothing: of several races asked for in a row the strongest wish counts. */
const GHOSTS = { keep: 0, take: 1, none: 2 };

export class Race {
  #pool;
  #catalogue;
  #nameOf;
  #onChange;
  #onNotice;
  #pacer = new Pacer();
  #pictures = new Pictures();
  #costs = new Costs();
  #upkeep;
  /** @type {Promise<any>} */ #tail = Promise.resolve();
  /** Set while playing; a new object for every start, so that a loop knows whether it is still the one. @type {object | null} */
  #playing = null;
  /** @type {(() => void) | null} */ #wake = null;
  #builds = 0;
  /** The race that is being made shall play. */ #resume = false;
  /** What is drawn behind the race that is being made. @type {keyof typeof GHOSTS} */ #ghosts = 'keep';
  /** Changes in mid-run that `data` has seen. */ #phase = 0;
  /** Counts pictures, so that a view knows a new one, over all races. */ #version = 0;
  #speedTime = 0;
  #speedStep = 0;

  /** @type {RacePhase} */ phase = 'loading';
  /** @type {Spec} */ spec = null;
  step = 0;
  budget = 0;
  extended = false;
  /** Epochs ended, and the steps of one on the data of now. */ epoch = 0;
  stepsPerEpoch = 1;
  /** Steps a second, measured. */
  speed = 0;
  /** Counts rebuilds. */
  id = 0;
  /** @type {RaceData | null} */ data = null;
  /** @type {Verdict | null} */ certificate = null;
  /** @type {Lane[]} */ lanes = [];
  /** @type {({version: number, step: number} & NonNullable<Frame['fields']>) | null} */ fields = null;
  /** @type {({version: number, step: number} & NonNullable<Frame['fits']>) | null} */ fits = null;
  /** @type {Pace} */ pace = 40;

  /** @param {RaceOptions} options */
  constructor({ pool, catalogue, nameOf, onChange, onNotice }) {
    this.#pool = pool;
    this.#upkeep = new Upkeep(pool, this.#costs);
    this.#catalogue = catalogue;
    this.#nameOf = nameOf;
    this.#onChange = onChange;
    this.#onNotice = onNotice;
  }

  get playing() {
    return this.#playing !== null;
  }

  /**
   * Makes the race of a completed spec and stands at its start. Of several asked for at once, only the last is made.
   *
   * @param {Spec} spec
   * @param {object} options
   * @param {keyof typeof GHOSTS} options.ghosts what is drawn behind
   * @param {boolean} [options.play] whether it plays at once; default: if the one before did
   * @returns {Promise<boolean>} false when a later one came in between; rejects if the engine refuses the spec
   */
  build(spec, { ghosts, play }) {
    const build = ++this.#builds;
    this.#resume = play ?? (this.playing || this.#resume);
    if (GHOSTS[ghosts] > GHOSTS[this.#ghosts]) this.#ghosts = ghosts;
    this.#stopLoop();
    return this.#queue(async () => {
      if (build !== this.#builds) return false;
      const wish = this.#ghosts;
      this.#ghosts = 'keep';
      if (this.spec) this.#costs.remember(this.spec, this.lanes);
      const given = sweptLanes(spec);
      if (given.length > MOST_LANES) {
        throw new EngineError(`sweep: ${given.length} runs are more than the page shows side by side, ${MOST_LANES}; 'nonlin train' on the command line runs them`);
      }
      const runs = given.map((_, i) => /** @type {[number, number]} */ ([i, 0]));
      const configured = await this.#pool.configure(spec, runs, 1, this.#costs.expected(spec));
      const old = this.spec ? sweptLanes(this.spec) : [];
      const before = new Map(this.lanes.map((lane, i) => [laneKey(old[i]), lane]));
      const lanes = makeLanes(spec, configured, this.#catalogue, this.#nameOf);
      if (wish !== 'none') {
        lanes.forEach((lane, i) => {
          const same = before.get(laneKey(given[i]));
          if (same) lane.ghost = wish === 'take' ? ghostOf(same) : same.ghost;
        });
      }
      const weights = lanes.reduce((sum, lane) => sum + lane.parameters, 0);
      this.#pictures.restart(configured.data.inputs, weights);
      // Until its first frame is there the race before stays on show: nobody sees a race without numbers.
      const frame = await this.#pool.frame(this.#pictures.rest());
      this.lanes = lanes;
      this.spec = spec;
      this.data = configured.data;
      this.#phase = 0;
      this.budget = configured.budget;
      this.extended = false;
      this.step = 0;
      this.speed = 0;
      this.fields = this.fits = null;
      this.#upkeep.begin(weights, performance.now());
      this.#pacer.forget();
      ++this.id;
      this.#check(configured.runs.map((run) => run.certificate));
      this.#take(frame, performance.now());
      this.phase = this.certificate?.ok ? 'ready' : 'error';
      if (this.#resume && build === this.#builds) this.play();
      this.#onChange();
      return true;
    });
  }

  /** Plays at the pace, to the budget. */
  play() {
    this.#resume = false;
    if (this.#playing || !this.spec || this.phase === 'error' || this.step >= this.budget) return;
    const token = (this.#playing = {});
    this.phase = 'playing';
    this.#startClock();
    this.#onChange();
    this.#loop(token).catch((error) => this.#fail(error));
  }

  /** @returns {Promise<void>} when the race stands and its picture at rest is there */
  pause() {
    this.#resume = false;
    if (!this.#playing) return this.#queue(async () => {});
    this.#stopLoop();
    if (this.phase === 'playing') this.phase = 'paused';
    this.#onChange();
    return this.#queue(async () => {
      this.#arrived(this.phase);
      await this.#rest();
    });
  }

  /**
   * Stops if it plays, and trains so many steps, at most to the budget.
   *
   * @param {number} count
   */
  advance(count) {
    this.pause().catch((error) => this.#fail(error));
    return this.#queue(async () => {
      if (this.phase === 'error') return;
      const to = Math.min(this.budget, this.step + count);
      while (this.step < to) await this.#slice(Math.min(to, this.step + this.#pacer.slice()), performance.now());
      this.#arrived('paused');
      await this.#rest();
    });
  }

  /** @param {Pace} pace */
  setPace(pace) {
    this.pace = pace;
    if (this.#playing) this.#startClock();
    this.#wake?.();
  }

  /** @param {boolean} hidden nobody sees the page: train at the pace, ask for no pictures */
  setHidden(hidden) {
    if (this.#pictures.hidden === hidden) return;
    this.#pictures.hidden = hidden;
    if (!hidden) {
      this.#wake?.();
      this.#refresh();
    }
  }

  /** @param {boolean} large a tile is shown large */
  setLarge(large) {
    if (this.#pictures.large === large) return;
    this.#pictures.large = large;
    this.#refresh();
  }

  /** @param {boolean} calm reduced motion */
  setCalm(calm) {
    this.#pictures.calm = calm;
  }

  /**
   * Raises the budget by so many steps; slow and stuck lanes run again.
   *
   * @param {number} steps
   */
  extend(steps) {
    return this.#queue(async () => {
      await this.#pool.extend(steps);
      this.budget += steps;
      this.extended = true;
      runAgain(this.lanes);
      if (this.phase === 'finished') this.phase = 'paused';
      this.#onChange();
    });
  }

  /** Names the lanes anew, after a change of language. */
  rename() {
    nameLanes(this.lanes, this.spec, this.#nameOf);
    this.lanes = [...this.lanes];
    this.#onChange();
  }

  /**
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  #queue(task) {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => {});
    return result;
  }

  #stopLoop() {
    this.#playing = null;
    this.#wake?.();
  }

  #startClock() {
    const now = performance.now();
    this.#pacer.restart(this.pace, this.step, now);
    this.#speedTime = now;
    this.#speedStep = this.step;
  }

  /** @param {object} token */
  async #loop(token) {
    while (this.#playing === token) {
      const next = this.#pacer.next(this.step, performance.now(), this.#pictures.hidden);
      // With nothing left to train the race is at its budget at once, instead of counting on.
      const { to, wait } = this.lanes.every((lane) => hasEnded(lane, this.spec)) ? { to: this.budget, wait: 0 } : next;
      if (to <= this.step) {
        await this.#sleep(wait);
        continue;
      }
      await this.#queue(async () => {
        if (this.#playing !== token) return;
        await this.#slice(Math.min(to, this.budget), performance.now());
        if (this.step < this.budget || this.#playing !== token) return;
        this.#playing = null;
        this.#arrived('finished');
        await this.#rest();
      });
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

  /**
   * Trains to a step and takes the picture that is due.
   *
   * @param {number} to
   * @param {number} now
   */
  async #slice(to, now) {
    const frame = await this.#pool.run(to, this.#pictures.due(now));
    const steps = to - this.step;
    const end = performance.now();
    this.#pacer.ran(steps, now, end - now);
    this.step = to;
    this.#take(frame, end);
    await this.#followData(frame);
    const certificates = await this.#upkeep.after(this, end);
    if (certificates) this.#check(certificates);
    this.#onChange();
  }

  /** A change in mid-run may bring other points. @param {Frame} frame */
  async #followData(frame) {
    if (frame.phase === this.#phase) return;
    this.#phase = frame.phase;
    this.data = await this.#pool.ask('data');
  }

  /** Another picture of a race that stands; one that runs gets its next anyway. */
  #refresh() {
    if (!this.#playing && this.spec) this.#queue(() => this.#rest()).catch((error) => this.#fail(error));
  }

  /** The picture of a race that stands. */
  async #rest() {
    const frame = await this.#pool.frame(this.#pictures.rest());
    this.#take(frame, performance.now());
    await this.#followData(frame);
    this.#check(await this.#pool.certificates());
    this.#onChange();
  }

  /** @param {RacePhase} phase */
  #arrived(phase) {
    if (this.phase === 'error') return;
    this.phase = this.step >= this.budget ? 'finished' : phase;
  }

  /**
   * @param {Frame} frame
   * @param {number} now
   */
  #take(frame, now) {
    applyFrame(this.lanes, frame, this.#catalogue.states);
    this.epoch = frame.epoch;
    this.stepsPerEpoch = frame.stepsPerEpoch;
    const version = ++this.#version;
    if (frame.fields) this.fields = { ...frame.fields, version, step: this.step };
    if (frame.fits) this.fits = { ...frame.fits, version, step: this.step };
    if (now - this.#speedTime > 500) {
      this.speed = ((this.step - this.#speedStep) * 1000) / (now - this.#speedTime);
      this.#speedTime = now;
      this.#speedStep = this.step;
    }
    if (frame.bands) this.#refreshCurves();
  }

  /** @param {Certificate[]} certificates */
  #check(certificates) {
    const verdict = compare(this.spec, certificates, this.lanes);
    const old = this.certificate;
    if (old?.ok === verdict.ok && old.order === verdict.order && old.draws === verdict.draws && old.data === verdict.data) return;
    this.certificate = verdict;
    if (verdict.ok) return;
    this.#stopLoop();
    this.phase = 'error';
    this.#onNotice({ key: 'notice.certificate', kind: 'error' });
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#stopLoop();
    this.phase = 'error';
    this.#onNotice({ key: 'notice.engine', params: { message: error instanceof Error ? error.message : String(error) }, kind: 'error' });
    this.#onChange();
  }

  #refreshCurves() {
    const learnableOf = (/** @type {string} */ activation) =>
      this.#catalogue.activations
        .find((/** @type {{id: string}} */ row) => row.id === activation)
        ?.parameters.find((/** @type {{learnable: boolean}} */ parameter) => parameter.learnable)?.id;
    refreshCurves(this.spec, this.lanes, learnableOf, (method, ...args) => this.#pool.ask(method, ...args))
      .then((changed) => changed && this.#onChange())
      .catch((error) => this.#fail(error));
  }
}
