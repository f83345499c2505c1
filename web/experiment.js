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

/**
 * @typedef {object} Change
 * @property {'take' | 'keep' | 'none'} [ghosts] what is drawn behind the new curves
 * @property {boolean} [play] play at once; default: go on if it was playing
 * @property {Record<string, any>} [page] the page's state that goes with the spec
 * @property {boolean} [undoable]
 */

export class Experiment {
  #store;
  #race;
  #complete;
  #onBuilt;
  #onRefused;
  /** @type {{spec: Spec, page: Record<string, any>}[]} */ #history = [];
  /** The last edit, which the next one starts from. @type {Promise<unknown>} */ #tail = Promise.resolve();

  /**
   * @param {object} parts
   * @param {Store} parts.store
   * @param {Race} parts.race
   * @param {(spec: any) => Promise<Spec>} parts.complete
   * @param {() => void} parts.onBuilt a new race stands at its start
   * @param {(message: string) => void} parts.onRefused
   */
  constructor({ store, race, complete, onBuilt, onRefused }) {
    this.#store = store;
    this.#race = race;
    this.#complete = complete;
    this.#onBuilt = onBuilt;
    this.#onRefused = onRefused;
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
    return this.#next(() => this.#change(editSpec(this.spec, edits), { ghosts: 'take', ...change }));
  }

  /**
   * @param {any} spec complete or not
   * @param {Change} change
   * @returns {Promise<string | null>} the engine's message if it refused
   */
  replace(spec, change = {}) {
    return this.#next(() => this.#change(spec, { ghosts: 'none', ...change }));
  }

  /** One step back. */
  undo() {
    return this.#next(async () => {
      const before = this.#history.pop();
      return before ? this.#change(before.spec, { ghosts: 'take', page: before.page, undoable: false }) : null;
    });
  }

  /** The same experiment at its start. */
  restart() {
    return this.#next(async () => {
      await this.#build(this.spec, { ghosts: 'keep', play: false });
      return null;
    });
  }

  /**
   * The race went on beyond its budget: the spec says so, and nothing is made anew.
   *
   * @param {number} steps
   */
  extended(steps) {
    this.#store.set({ spec: { ...this.spec, stop: { ...this.spec.stop, steps } } });
  }

  /**
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  #next(task) {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => {});
    return result;
  }

  /**
   * @param {any} wanted
   * @param {Change} change
   * @returns {Promise<string | null>}
   */
  async #change(wanted, change) {
    const before = this.spec;
    try {
      const spec = await this.#complete(wanted);
      const { scene, pace } = this.#store.state;
      if (before && equal(spec, before)) {
        this.#store.set(change.page ?? {});
        if (change.play) await this.#build(spec, change);
        return null;
      }
      await this.#build(spec, change);
      if (before && change.undoable !== false) {
        this.#history.push({ spec: before, page: { scene, pace } });
        if (this.#history.length > MOST_UNDO) this.#history.shift();
      }
      return null;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#onRefused(error.message);
      return error.message;
    }
  }

  /**
   * @param {Spec} spec
   * @param {Change} change
   */
  async #build(spec, { ghosts = 'none', play = this.#race.playing, page = {} }) {
    const before = this.spec;
    try {
      if (!(await this.#race.build(spec, { ghosts }))) return;
    } catch (error) {
      // Refused only when it was made (too large, say): the race before is made again.
      if (before && error instanceof EngineError) await this.#race.build(before, { ghosts: 'keep' });
      throw error;
    }
    this.#store.set({ ...page, spec });
    this.#onBuilt();
    if (play) this.#race.play();
  }
}
