/**
 * The race: one step counter, a pool of workers behind it, and what the page knows of its lanes. Draws nothing.
 *
 * Everything asked of the pool goes through one queue, so that a frame is always of one common step, and a setting changed in
 * mid-slice waits for the slice to end.
 *
 * @import { Certificate, Frame, ShownData, Spec } from '../types/engine.js'
 * @import { Pool } from '../engine/pool.js'
 * @import { Pace } from './pace.js'
 * @import { Lane } from './lanes.js'
 * @import { Verdict } from './certificate.js'
 */
import { EngineError } from '../engine/client.js';
import { equal } from '../link.js';
import { compare } from './certificate.js';
import { Costs } from './costs.js';
import { refreshCurves } from './curves.js';
import { note, takeBack } from './edits.js';
import { MOST_LANES, applyFrame, hasEnded, haunt, makeLanes, nameLanes, runAgain, sweptLanes } from './lanes.js';
import { Pictures } from './pictures.js';
import { Player } from './player.js';
import { Records } from './records.js';
import { Upkeep } from './upkeep.js';

/**
 * @typedef {'loading' | 'ready' | 'playing' | 'paused' | 'finished' | 'error'} RacePhase
 *
 * @typedef {object} RaceOptions
 * @property {Pool} pool
 * @property {any} catalogue
 * @property {(lane: any, edited: number) => string} nameOf what a lane of the spec is called, edited by hand at a step or -1
 * @property {() => void} onChange something the page shows is different
 * @property {(notice: {key: string, params?: object, kind: 'info' | 'error'}) => void} onNotice
 */

/** Bytes that the moments of a race may take, and how many there are at most; fewer than the least are not worth having. */
const MOMENT_BYTES = 64e6;
const MOST_MOMENTS = 3000;
const LEAST_MOMENTS = 4;

/** The ghosts there are, the curves there are, nothing: of several races asked for in a row the strongest wish counts. */
const GHOSTS = { keep: 0, take: 1, none: 2 };

export class Race {
  #pool;
  #catalogue;
  #nameOf;
  #onChange;
  #onNotice;
  #player;
  #pictures = new Pictures();
  #costs = new Costs();
  #upkeep;
  /** @type {Promise<any>} */ #tail = Promise.resolve();
  #builds = 0;
  /** The race that is being made shall play. */ #resume = false;
  /** What is drawn behind the race that is being made. @type {keyof typeof GHOSTS} */ #ghosts = 'keep';
  /** Changes in mid-run that `data` has seen. */ #phase = 0;
  /** Counts pictures, so that a view knows a new one, over all races. */ #version = 0;
  /** Of several steps the race was asked to be taken to, the last counts. */ #rewinds = 0;

  /** @type {RacePhase} */ phase = 'loading';
  /** @type {Spec} */ spec = null;
  step = 0;
  /** The highest step it has been at, and the lowest it can be taken back to. */
  top = 0;
  floor = 0;
  /** It is being dragged to and fro. */
  dragging = false;
  /** What it was branched at. @type {{step: number, seed: number} | null} */
  branchOf = null;
  /** Moments that are kept at most, to be taken back to; 0: none. */
  moments = 0;
  budget = 0;
  /** The budget the race was made with. */
  startBudget = 0;
  extended = false;
  /** Epochs ended, and the steps of one on the data of now. */ epoch = 0;
  stepsPerEpoch = 1;
  /** Counts rebuilds. */
  id = 0;
  /** @type {ShownData | null} */ data = null;
  /** @type {Verdict | null} */ certificate = null;
  /** @type {Lane[]} */ lanes = [];
  /** @type {({version: number, step: number} & NonNullable<Frame['fields']>) | null} */ fields = null;
  /** @type {({version: number, step: number} & NonNullable<Frame['fits']>) | null} */ fits = null;

  /** @param {RaceOptions} options */
  constructor({ pool, catalogue, nameOf, onChange, onNotice }) {
    this.#pool = pool;
    this.#upkeep = new Upkeep(pool, this.#costs);
    this.#catalogue = catalogue;
    this.#nameOf = nameOf;
    this.#onChange = onChange;
    this.#onNotice = onNotice;
    this.#player = new Player({
      // With nothing left to train the race is at its budget at once, instead of counting on.
      now: () => ({ step: this.step, hidden: this.#pictures.hidden, end: this.lanes.every((lane) => hasEnded(lane, this.spec)) ? this.budget : null }),
      go: (to, still) => this.#go(to, still),
      fail: (error) => this.#fail(error),
    });
  }

  /** Counts what was seen of the race, over all races. */
  get version() {
    return this.#version;
  }

  get playing() {
    return this.#player.playing;
  }

  get pace() {
    return this.#player.pace;
  }

  /** Steps a second, measured. */
  get speed() {
    return this.#player.speed;
  }

  /**
   * Makes the race of a completed spec and stands at its start. Of several asked for at once, only the last is made.
   *
   * @param {Spec} spec
   * @param {object} options
   * @param {keyof typeof GHOSTS} options.ghosts what is drawn behind
   * @param {boolean} [options.play] whether it plays at once; default: if the one before did
   * @param {{step: number, seed: number} | null} [options.branch] from this step on the other lanes go on from the first one's
   *   state; `seed`: with the batches of so many seeds after its own
   * @returns {Promise<boolean>} false when a later one came in between; rejects if the engine refuses the spec
   */
  build(spec, { ghosts, play, branch = null }) {
    const build = ++this.#builds;
    this.#resume = play ?? (this.playing || this.#resume);
    if (GHOSTS[ghosts] > GHOSTS[this.#ghosts]) this.#ghosts = ghosts;
    this.#player.stop();
    return this.#queue(async () => {
      if (build !== this.#builds) return false;
      const wish = this.#ghosts;
      this.#ghosts = 'keep';
      if (this.spec) this.#costs.remember(this.spec, this.lanes);
      const given = sweptLanes(spec);
      if (given.length > MOST_LANES) {
        throw new EngineError(`sweep: ${given.length} runs are more than the page shows side by side, ${MOST_LANES}; 'nonlin train' on the command line runs them`);
      }
      const runs = given.map((_, i) => /** @type {[number, number]} */ ([i, i > 0 && branch ? branch.seed : 0]));
      const configured = await this.#pool.configure(spec, runs, 1, this.#costs.expected(spec));
      const lanes = makeLanes(spec, configured, this.#catalogue, this.#nameOf);
      if (wish !== 'none' && this.spec) haunt(lanes, spec, this.lanes, this.spec, wish === 'take');
      const weights = lanes.reduce((sum, lane) => sum + lane.parameters, 0);
      this.#pictures.restart(configured.data.inputs, weights);
      const floor = branch ? Math.min(branch.step, configured.budget - 1) : 0;
      if (branch) await this.#branch(lanes, floor);
      const most = Math.min(MOST_MOMENTS, Math.floor(MOMENT_BYTES / configured.momentBytes));
      this.moments = most >= LEAST_MOMENTS ? most : 0;
      await this.#pool.keepMoments(this.moments);
      // Until its first frame is there the race before stays on show: nobody sees a race without numbers.
      const frame = await this.#pool.frame(this.#pictures.rest());
      this.lanes = lanes;
      this.spec = spec;
      this.data = this.#pictures.show(configured.data);
      this.#phase = 0;
      this.budget = this.startBudget = configured.budget;
      this.extended = false;
      this.step = this.top = this.floor = floor;
      this.branchOf = branch;
      this.fields = this.fits = null;
      this.#upkeep.begin(weights, performance.now());
      this.#player.forget();
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
    if (this.playing || !this.spec || this.phase === 'error' || this.step >= this.budget) return;
    this.phase = 'playing';
    this.dragging = false;
    this.#player.start();
    this.#onChange();
  }

  /** @returns {Promise<void>} when the race stands and its picture at rest is there */
  pause() {
    this.#resume = false;
    if (!this.playing) return this.#queue(async () => {});
    this.#player.stop();
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
      while (this.step < to) await this.#slice(Math.min(to, this.step + this.#player.slice), performance.now());
      this.#arrived('paused');
      await this.#rest();
    });
  }

  /**
   * Takes the race back, or forth again, to a step it has been at, and stands there. From there it goes on as it did.
   *
   * @param {number} step
   * @param {{dragging?: boolean}} [options] dragging: to the nearest moment that is kept; of several the last counts
   */
  rewind(step, { dragging = false } = {}) {
    const rewind = ++this.#rewinds;
    this.dragging = dragging;
    this.#resume = false;
    this.#player.stop();
    return this.#queue(async () => {
      if (rewind !== this.#rewinds || this.phase === 'error' || !this.moments) return;
      const every = this.momentsEvery;
      const near = dragging ? Math.round(step / every) * every : step;
      const to = Math.max(this.floor, Math.min(this.top, near));
      const frame = await this.#pool.rewind(to, dragging ? this.#pictures.moving() : this.#pictures.rest());
      this.step = to;
      this.#take(frame, performance.now());
      this.phase = 'paused';
      this.#arrived(to === 0 ? 'ready' : 'paused');
      await this.#followData(frame);
      this.#check(await this.#pool.certificates());
      this.#onChange();
    });
  }

  /** Steps between moments that are kept: a power of two, by the highest step and how many may be kept. */
  get momentsEvery() {
    let every = 1;
    while (Math.floor(this.top / every) + 1 > this.moments && every < this.top) every *= 2;
    return every;
  }

  /** @param {Pace} pace */
  setPace(pace) {
    this.#player.setPace(pace);
  }

  /** @param {boolean} hidden nobody sees the page: train at the pace, ask for no pictures */
  setHidden(hidden) {
    if (this.#pictures.hidden === hidden) return;
    this.#pictures.hidden = hidden;
    if (!hidden) {
      this.#player.wake();
      this.#refresh();
    }
  }

  /** @param {boolean} large a tile is shown large */
  setLarge(large) {
    if (this.#pictures.large === large) return;
    this.#pictures.large = large;
    this.#refresh();
  }

  /** @param {[number, number]} columns the inputs a map is wanted of */
  setColumns(columns) {
    this.#pictures.wanted = columns;
    if (!this.data || equal(this.#pictures.columns, this.data.shown)) return;
    // The maps there are show others.
    this.data = this.#pictures.show(this.data);
    this.fields = null;
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

  /**
   * A lane's state between two slices, for looking at it elsewhere.
   *
   * @param {number} lane
   * @returns {Promise<Uint8Array | null>} null: the race has no such lane any more
   */
  snapshot(lane) {
    return this.#queue(async () => (lane < this.lanes.length ? this.#pool.snapshot(lane) : null));
  }

  /**
   * States the lane has had, up to `most`, from the first to where it is.
   *
   * @param {number} lane
   * @param {number} most
   * @returns {Promise<Uint8Array[]>}
   */
  path(lane, most) {
    return this.#queue(async () => (lane < this.lanes.length ? this.#pool.path(lane, most) : []));
  }

  /**
   * Gives a lane one parameter by hand, between two slices: it goes on from there, its result comparable no more.
   *
   * @param {number} lane
   * @param {string} block as `start` names it
   * @param {number} index
   * @param {number} value
   */
  edit(lane, block, index, value) {
    return this.#change(lane, async (given) => {
      const before = await this.#pool.setParameter(lane, block, index, value);
      note(given, { step: this.step, block, index, before });
    });
  }

  /** Gives back the value from before the last edit. @param {number} lane */
  undoEdit(lane) {
    return this.#change(lane, async (given) => {
      const last = takeBack(given, this.step);
      if (last) await this.#pool.setParameter(lane, last.block, last.index, last.before);
    });
  }

  /** Names the lanes anew, after a change of language or of what they are. */
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

  /**
   * Changes a lane by hand. What the race was at later steps is no more.
   *
   * @param {number} lane
   * @param {(lane: Lane) => Promise<void>} change
   * @returns {Promise<void>} rejects with EngineError
   */
  #change(lane, change) {
    const { id } = this;
    return this.#queue(async () => {
      const given = this.lanes[lane];
      if (id !== this.id || !given) return;
      const { edited } = given;
      given.edits = given.edits.filter(({ step }) => step <= this.step);
      await change(given);
      this.top = this.step;
      for (const { records } of this.lanes) records.cut(this.step);
      if (given.edited === edited) this.#onChange();
      else this.rename();
      if (!this.playing) await this.#rest();
    });
  }

  /**
   * Trains to a step, unless it does not play any more when its turn comes; at the budget it stands.
   *
   * @param {number} to
   * @param {() => boolean} still
   */
  #go(to, still) {
    return this.#queue(async () => {
      if (!still()) return;
      await this.#slice(Math.min(to, this.budget), performance.now());
      if (this.step < this.budget || !still()) return;
      this.#player.stop();
      this.#arrived('finished');
      await this.#rest();
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
    this.#player.ran(steps, now, end);
    this.step = to;
    this.top = Math.max(this.top, to);
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
    this.data = this.#pictures.show(await this.#pool.ask('data'));
  }

  /** Another picture of a race that stands; one that runs gets its next anyway. */
  #refresh() {
    if (!this.playing && this.spec) this.#queue(() => this.#rest()).catch((error) => this.#fail(error));
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
   * Trains to a step, where all lanes but the first take over its state.
   *
   * @param {Lane[]} lanes
   * @param {number} step
   */
  async #branch(lanes, step) {
    const frame = await this.#pool.run(step, this.#pictures.none());
    applyFrame(lanes, frame, this.#catalogue.states);
    const others = lanes.slice(1);
    await this.#pool.branch(0, others.map((lane) => lane.index));
    for (const lane of others) Object.assign(lane, { records: new Records(), state: 'running', stateStep: -1 });
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
    this.#player.measure(this.step, now);
    if (frame.bands) this.#refreshCurves();
  }

  /** @param {Certificate[]} certificates */
  #check(certificates) {
    const verdict = compare(this.spec, certificates, this.lanes, (this.branchOf?.seed ?? 0) > 0);
    const old = this.certificate;
    if (old?.ok === verdict.ok && old.order === verdict.order && old.draws === verdict.draws && old.data === verdict.data) return;
    this.certificate = verdict;
    if (verdict.ok) return;
    this.#player.stop();
    this.phase = 'error';
    this.#onNotice({ key: 'notice.certificate', kind: 'error' });
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#player.stop();
    this.phase = 'error';
    this.#onNotice({ key: 'notice.engine', params: { message: error instanceof Error ? error.message : String(error) }, kind: 'error' });
    this.#onChange();
  }

  #refreshCurves() {
    const learnableOf = (/** @type {any} */ activation) =>
      this.#catalogue.activations
        .find((/** @type {{id: string}} */ row) => row.id === activation)
        ?.parameters.find((/** @type {{learnable: boolean}} */ parameter) => parameter.learnable)?.id;
    refreshCurves(this.spec, this.lanes, learnableOf, (method, ...args) => this.#pool.ask(method, ...args))
      .then((changed) => changed && this.#onChange())
      .catch((error) => this.#fail(error));
  }
}
