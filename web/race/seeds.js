/**
 * The seeds behind the visible run: the same race from many seeds, trained without drawing in workers of its own.
 * The visible seed is the first of them and counts among them.
 *
 * @import { LaneState, Platform, Spec } from '../types/engine.js'
 */
import { Client, EngineError, WorkerDied } from '../engine/client.js';
import { sweptLanes } from './lanes.js';

/** How many seeds, unless the spec asks for more. */
const SEEDS = 20;
const MOST_SEEDS = 64;

/** Records a run has, about: steps to the target are known as finely. */
const RECORDS = 60;
const FINEST = 5;

/** A worker looks up from its work so often, milliseconds. */
const SLICE_MS = 60;

/** A sweep one of whose seeds takes longer than so much work is given up: it would keep the machine busy for hours. */
const MOST_SEED_MS = 60_000;

/** Deaths of workers after which a sweep is given up. */
const MOST_DEATHS = 4;

/**
 * @typedef {object} Sweep
 * @property {Spec} spec
 * @property {number} budget
 * @property {number[]} waiting seeds not yet taken, offsets from the spec's
 * @property {number} done seeds that are in
 * @property {number} total
 */

export class Seeds {
  #platform;
  #states;
  #onResult;
  #mostSeedMs;
  /** @type {Sweep | null} */ #sweep = null;
  #deaths = 0;
  /** Workers that may work now. */
  #allowed = 0;
  /** @type {Map<number, Client>} */ #clients = new Map();
  /** Those that wait to be allowed. @type {(() => void)[]} */ #sleepers = [];

  /**
   * @param {Platform} platform
   * @param {LaneState[]} states the catalogue's list
   * @param {(lane: number, seed: number, state: LaneState, stateStep: number) => void} onResult called per lane as seeds come in
   * @param {number} mostSeedMs
   */
  constructor(platform, states, onResult, mostSeedMs = MOST_SEED_MS) {
    this.#mostSeedMs = mostSeedMs;
    this.#platform = platform;
    this.#states = states;
    this.#onResult = onResult;
  }

  get done() {
    return this.#sweep?.done ?? 0;
  }

  get total() {
    return this.#sweep?.total ?? 0;
  }

  /**
   * Starts anew; what was under way is dropped.
   *
   * @param {Spec} spec completed
   * @param {number} budget steps
   */
  start(spec, budget) {
    const total = Math.max(SEEDS, Math.min(spec.seeds, MOST_SEEDS));
    this.#sweep = { spec, budget, total, waiting: Array.from({ length: total }, (_, i) => i), done: 0 };
    this.#deaths = 0;
    this.#wakeAll();
    this.#staff();
  }

  cancel() {
    this.#sweep = null;
    this.#wakeAll();
  }

  /**
   * How many workers may work from now on; the others stop where they are and wait.
   *
   * @param {number} count
   */
  allow(count) {
    if (count === this.#allowed) return;
    this.#allowed = count;
    this.#wakeAll();
    this.#staff();
  }

  close() {
    this.cancel();
    for (const client of this.#clients.values()) client.terminate();
  }

  #wakeAll() {
    for (const wake of this.#sleepers.splice(0)) wake();
  }

  /** Sees to it that as many workers are there as may work and have something to do. */
  #staff() {
    const needed = this.#sweep ? Math.min(this.#allowed, this.#sweep.waiting.length) : 0;
    for (let index = 0; index < needed; ++index) if (!this.#clients.has(index)) this.#hire(index);
  }

  /** @param {number} index */
  #hire(index) {
    const client = new Client(this.#platform);
    this.#clients.set(index, client);
    this.#work(index, client)
      .catch((error) => {
        // A sweep is beside the race: what fails here costs dots, and nothing else.
        if (!(error instanceof EngineError) && !(error instanceof WorkerDied)) throw error;
      })
      .finally(() => {
        client.terminate();
        this.#clients.delete(index);
        this.#staff();
      });
  }

  /**
   * Takes seed after seed until none is left.
   *
   * @param {number} index
   * @param {Client} client
   */
  async #work(index, client) {
    for (;;) {
      const sweep = this.#sweep;
      const seed = sweep?.waiting.shift();
      if (!sweep || seed === undefined) return;
      try {
        await this.#train(sweep, seed, index, client);
      } catch (error) {
        if (error instanceof WorkerDied && ++this.#deaths <= MOST_DEATHS) sweep.waiting.unshift(seed);
        else sweep.waiting.length = 0;
        throw error;
      }
    }
  }

  /**
   * Trains all lanes of one seed.
   *
   * @param {Sweep} sweep
   * @param {number} seed
   * @param {number} index
   * @param {Client} client
   */
  async #train(sweep, seed, index, client) {
    const lanes = sweptLanes(sweep.spec).length;
    const every = Math.max(FINEST, Math.ceil(sweep.budget / RECORDS));
    const stop = { ...sweep.spec.stop, steps: sweep.budget };
    await client.call('configure', { ...sweep.spec, stop }, Array.from({ length: lanes }, (_, lane) => [lane, seed]), every);
    let worked = 0;
    for (;;) {
      while (index >= this.#allowed && this.#sweep === sweep) {
        await new Promise((wake) => this.#sleepers.push(() => wake(undefined)));
      }
      if (this.#sweep !== sweep) return;
      const begin = performance.now();
      if ((await client.call('run', { to: sweep.budget, budgetMs: SLICE_MS, frame: null })).arrived) break;
      worked += performance.now() - begin;
      if (worked > this.#mostSeedMs) return this.cancel();
    }
    const frame = await client.call('frame', { fields: 0, fits: 0, bands: false, hashes: false, view: null });
    if (this.#sweep !== sweep) return;
    ++sweep.done;
    for (let lane = 0; lane < lanes; ++lane) {
      this.#onResult(lane, seed, this.#states[frame.state[lane]], frame.stateStep[lane]);
    }
  }
}
