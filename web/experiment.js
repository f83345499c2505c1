/**
 * The experiment on the page: its spec, how it came about, and the race made of it. Every change of the spec goes through here:
 * completed by the engine first, so that a wrong one leaves the running experiment as it was.
 *
 * @import { Spec } from './types/engine.js'
 * @import { Store } from './state.js'
 * @import { Race } from './race/race.js'
 */
import { EngineError } from './engine/client.js';
import { equal } from './link.js';
import { editSpec } from './spec-edit.js';

/** Steps back that are kept. */
const MOST_UNDO = 50;

/** Changes of the same setting within so many milliseconds are one step. */
const ONE_EDIT_MS = 1000;

/**
 * @typedef {object} Change
 * @property {'take' | 'keep' | 'none'} [ghosts] what is drawn behind the new curves
 * @property {boolean} [play] whether the new race plays at once; default: if the one before did
 * @property {Record<string, any>} [page] the page's state that goes with the spec
 * @property {boolean} [undoable]
 * @property {string} [series] changes of one series, with no other in between, are one step to undo
 */

/**
 * A schedule that lasts as long as the budget keeps its length when the race goes on beyond it.
 *
 * @param {Spec} spec
 * @returns {Spec}
 */
export function withSchedulesKept(spec) {
  const copy = { ...spec, optimizer: structuredClone(spec.optimizer), lanes: structuredClone(spec.lanes) };
  const { schedule } = copy.optimizer;
  const path = (/** @type {string} */ key) => `optimizer.schedule.${key}`;
  const length = (/** @type {number} */ warmup) => Math.max(copy.stop.steps - warmup, 1);
  if (schedule.over === 0) schedule.over = length(schedule.warmup);
  for (const { set } of copy.lanes) {
    if (set?.[path('id')] === 'cosine') set[path('over')] ||= length(set[path('warmup')] ?? schedule.warmup);
  }
  return copy;
}

export class Experiment {
  #store;
  #race;
  #complete;
  #onBuilt;
  #onRefused;
  #now;
  /** @type {{spec: Spec, page: Record<string, any>}[]} */ #history = [];
  #lastEdit = { paths: '', time: -Infinity };
  /** The last change taken, which the next one starts from. @type {Promise<unknown>} */ #tail = Promise.resolve();
  /** The race of the last change. @type {Promise<string | null>} */ #built = Promise.resolve(null);

  /**
   * @param {object} parts
   * @param {Store} parts.store
   * @param {Race} parts.race
   * @param {(spec: any) => Promise<Spec>} parts.complete
   * @param {() => void} parts.onBuilt a new race stands at its start
   * @param {(message: string, refused: boolean) => void} parts.onRefused not `refused`: it failed for another reason
   * @param {() => number} [parts.now] milliseconds
   */
  constructor({ store, race, complete, onBuilt, onRefused, now = () => performance.now() }) {
    this.#store = store;
    this.#race = race;
    this.#complete = complete;
    this.#onBuilt = onBuilt;
    this.#onRefused = onRefused;
    this.#now = now;
  }

  /** @returns {Spec} */
  get spec() {
    return this.#store.state.spec;
  }

  get canUndo() {
    return this.#history.length > 0;
  }

  /**
   * @param {[path: string, value: any][]} edits
   * @param {Change} change
   * @returns {Promise<string | null>} the engine's message if it refused
   */
  edit(edits, change = {}) {
    return this.#next(async () => {
      const spec = await this.#completed(editSpec(this.spec, edits));
      if (equal(spec, this.spec)) return change.play === undefined ? null : this.#make(spec, { ghosts: 'take', ...change });
      // While a slider is dragged, what is drawn behind stays the race before the drag.
      const isNew = this.#isNew(edits, change.series);
      return this.#take(spec, { ghosts: isNew ? 'take' : 'keep', undoable: isNew, ...change });
    });
  }

  /**
   * @param {any} spec complete or not
   * @param {Change} change
   * @returns {Promise<string | null>} the engine's message if it refused
   */
  replace(spec, change = {}) {
    this.#lastEdit.paths = '';
    const page = { branch: 0, branchSeed: 0, ...change.page };
    return this.#next(async () => this.#take(await this.#completed(spec), { ...change, page }));
  }

  /** Thousands of given points are kept once, however many steps back there are. @param {any} wanted @returns {Promise<Spec>} */
  async #completed(wanted) {
    const spec = await this.#complete(wanted);
    const before = this.spec?.data;
    return before && equal(spec.data, before) ? { ...spec, data: before } : spec;
  }

  /** @returns {Promise<void>} when the changes asked for so far are made */
  async settled() {
    await this.#tail;
    await this.#built.catch(() => {});
  }

  /** One step back. */
  undo() {
    this.#lastEdit.paths = '';
    return this.#next(async () => {
      const before = this.#history.pop();
      return before ? this.#take(before.spec, { ghosts: 'take', page: before.page, undoable: false }) : null;
    });
  }

  /** The same experiment at its start. */
  restart() {
    return this.#next(async () => this.#make(this.spec, { ghosts: 'keep', play: false }));
  }

  /**
   * The race went on beyond its budget: the spec says so, and nothing is made anew.
   *
   * @param {number} steps
   */
  extended(steps) {
    const spec = withSchedulesKept(this.spec);
    this.#store.set({ spec: { ...spec, stop: { ...spec.stop, steps } } });
  }

  /**
   * Changes are taken one after the other, but do not wait for each other's races: of several in a row only the last is made.
   *
   * @param {() => Promise<{built: Promise<string | null>} | null>} take
   * @returns {Promise<string | null>} the engine's message if it refused
   */
  async #next(take) {
    const taken = this.#tail.then(take);
    this.#tail = taken.catch(() => {});
    try {
      return (await (await taken)?.built) ?? null;
    } catch (error) {
      // Refused, or the workers failed, or what was given cannot be sent to them: the next change starts anew.
      const message = error instanceof Error ? error.message : String(error);
      this.#onRefused(message, error instanceof EngineError);
      return message;
    }
  }

  /** Whether an edit is a step of its own: a slider that is dragged is one step. @param {[path: string, value: any][]} edits @param {string} [series] */
  #isNew(edits, series) {
    const paths = series ?? edits.map(([path]) => path).join();
    const time = this.#now();
    const goesOn = paths === this.#lastEdit.paths && (series !== undefined || time - this.#lastEdit.time < ONE_EDIT_MS) && this.canUndo;
    this.#lastEdit = { paths, time };
    return !goesOn;
  }

  /**
   * @param {Spec} spec completed
   * @param {Change} change
   */
  #take(spec, change) {
    const { spec: before, scene, pace, branch, branchSeed } = this.#store.state;
    if (before && change.undoable !== false && !equal(spec, before)) {
      this.#history.push({ spec: before, page: { scene, pace, branch, branchSeed } });
      if (this.#history.length > MOST_UNDO) this.#history.shift();
    }
    this.#store.set({ ...change.page, spec });
    return this.#make(spec, change);
  }

  /**
   * @param {Spec} spec completed
   * @param {Change} change
   */
  #make(spec, { ghosts = 'none', play }) {
    const { branch, branchSeed } = this.#store.state;
    this.#built = this.#build(spec, { ghosts, play, branch: branch > 0 ? { step: branch, seed: branchSeed } : null });
    return { built: this.#built };
  }

  /**
   * @param {Spec} spec
   * @param {{ghosts: 'take' | 'keep' | 'none', play?: boolean, branch: {step: number, seed: number} | null}} options
   * @returns {Promise<string | null>}
   */
  async #build(spec, options) {
    const before = this.#race.spec;
    const { branchOf, step } = this.#race;
    try {
      if (await this.#race.build(spec, options)) this.#onBuilt();
      return null;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // Refused only when it was made (too large, say): the race before is made again, up to where it stood.
      if (before) {
        this.#store.set({ spec: before, branch: branchOf?.step ?? 0, branchSeed: branchOf?.seed ?? 0 });
        if (await this.#race.build(before, { ghosts: 'keep', play: false, branch: branchOf })) {
          this.#onBuilt();
          await this.#race.advance(step - this.#race.step);
        }
      }
      this.#onRefused(error.message, true);
      return error.message;
    }
  }
}
