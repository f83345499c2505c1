/**
 * The race of a note's picture: few lanes, in a worker of its own, run once through in some seconds. Draws nothing.
 *
 * @import { Platform, ShownData, Spec } from '../types/engine.js'
 */
import { Client, EngineError, WorkerDied } from '../engine/client.js';
import { sweptLanes } from '../race/lanes.js';

/** A run lasts about so long, if the engine can keep up. */
const RUN_MS = 6000;

/** Between two pictures. */
const FRAME_MS = 80;

/** Maps and fitted curves: points a side, points. */
const FIELD = 64;
const FIT = 160;

/** Lanes shown, at most. */
export const MOST_SMALL = 16;

/** @typedef {{name: string, activation: string, point: Record<string, any>, state: string, stateStep: number, trainLoss: number, trainScore: number}} SmallLane */

export class SmallRace {
  #platform;
  #states;
  #onChange;
  /** @type {Client | null} */ #client = null;
  /** What else was said of what is shown. @type {{lanes?: (lane: any) => boolean, question?: [string, any?]}} */ #how = {};
  /** Counts what was asked last: what comes late is of another race. */
  #turn = 0;
  /** What is shown: see `show`. */
  key = '';
  /** @type {Spec} */ spec = null;
  /** @type {ShownData | null} */ data = null;
  /** @type {SmallLane[]} */ lanes = [];
  /** @type {{size: number, channels: number, data: Uint8Array, version: number} | null} */ fields = null;
  /** @type {{count: number, lo: number, hi: number, data: Float32Array, version: number} | null} */ fits = null;
  step = 0;
  budget = 0;
  playing = false;
  /** Why it cannot be shown. */
  error = '';
  /** By lane: what the engine says to the question. @type {any[]} */ answers = [];
  /** Counts what has changed. */
  version = 0;

  /** @param {{platform: Platform, states: string[], onChange: () => void}} parts */
  constructor({ platform, states, onChange }) {
    this.#platform = platform;
    this.#states = states;
    this.#onChange = onChange;
  }

  /**
   * Shows this race at its start.
   *
   * @param {string} key of what is shown
   * @param {Spec} spec completed
   * @param {{lanes?: (lane: any) => boolean, question?: [string, any?]}} how which lanes of the swept ones; what is asked about each, at every picture
   */
  async show(key, spec, { lanes: wanted = () => true, question } = {}) {
    const turn = ++this.#turn;
    this.#how = { lanes: wanted, question };
    Object.assign(this, { key, spec, data: null, lanes: [], fields: null, fits: null, step: 0, budget: 0, playing: false, error: '', answers: [] });
    const all = sweptLanes(spec);
    const chosen = all.map((lane, i) => i).filter((i) => wanted(all[i])).slice(0, MOST_SMALL);
    await this.#guard(turn, async (client) => {
      const every = Math.max(1, Math.ceil(spec.stop.steps / 60));
      const { data, budget } = await client.call('configure', spec, chosen.map((i) => [i, 0]), every);
      if (turn !== this.#turn) return;
      this.data = { ...data, shown: [0, 1], view: [...data.ranges.slice(0, 4)] };
      this.budget = budget;
      this.lanes = chosen.map((i) => ({ name: all[i].name ?? all[i].activation ?? '', activation: all[i].activation ?? '', point: all[i].point ?? {}, state: 'running', stateStep: -1, trainLoss: NaN, trainScore: NaN }));
      await this.#look(turn, client, 0);
    });
  }

  /** Runs from the start to the end. */
  async play() {
    if (this.step >= this.budget) await this.show(this.key, this.spec, this.#how);
    const turn = ++this.#turn;
    this.playing = true;
    this.#changed();
    const begin = performance.now() - (this.step / this.budget) * RUN_MS;
    await this.#guard(turn, async (client) => {
      while (turn === this.#turn && this.step < this.budget) {
        const share = (performance.now() - begin) / RUN_MS;
        const arrived = await this.#look(turn, client, Math.min(this.budget, Math.max(this.step + 1, Math.round(share * this.budget))));
        if (turn === this.#turn && arrived) await new Promise((resolve) => setTimeout(resolve, FRAME_MS / 2));
      }
    });
    if (turn !== this.#turn) return;
    this.playing = false;
    this.#changed();
  }

  pause() {
    ++this.#turn;
    this.playing = false;
    this.#changed();
  }

  /** Nobody looks at it: its worker goes. */
  close() {
    this.pause();
    this.key = '';
    this.#client?.terminate();
    this.#client = null;
  }

  /**
   * Trains to a step, as far as time allows, and takes a picture.
   *
   * @param {number} turn @param {Client} client @param {number} to
   * @returns {Promise<boolean>}
   */
  async #look(turn, client, to) {
    const one = this.data?.inputs === 1;
    const { arrived } = await client.call('run', { to, budgetMs: FRAME_MS, frame: null });
    const frame = await client.call('frame', { fields: one ? 0 : FIELD, fits: one ? FIT : 0, columns: one ? null : [0, 1], bands: false, hashes: false, view: null });
    /** @type {any[]} */ let answers = [];
    const { question } = this.#how;
    if (question) for (let i = 0; i < this.lanes.length; ++i) answers.push((await client.call('inspect', i, [[question[0], question[1] ?? null]]))[0]);
    if (turn !== this.#turn) return true;
    this.step = frame.step;
    this.answers = answers;
    this.lanes.forEach((lane, i) => Object.assign(lane, { state: this.#states[frame.state[i]], stateStep: frame.stateStep[i], trainLoss: frame.trainLoss[i], trainScore: frame.trainScore[i] }));
    const version = ++this.version;
    this.fields = frame.fields && { ...frame.fields, version };
    this.fits = frame.fits && { ...frame.fits, version };
    this.#onChange();
    return arrived;
  }

  /** @param {number} turn @param {(client: Client) => Promise<void>} work */
  async #guard(turn, work) {
    try {
      await work((this.#client ??= new Client(this.#platform)));
    } catch (error) {
      if (!(error instanceof EngineError) && !(error instanceof WorkerDied)) throw error;
      if (this.#client?.dead) this.#client = null;
      if (turn !== this.#turn) return;
      this.error = error.message;
      this.playing = false;
      this.#changed();
    }
  }

  #changed() {
    ++this.version;
    this.#onChange();
  }
}
