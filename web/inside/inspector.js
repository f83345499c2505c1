/**
 * Looks inside lanes of the race, in a worker of its own: a lane's state is copied there and asked about, so that neither
 * looking nor replaying disturbs the race. Draws nothing.
 *
 * @import { Platform } from '../types/engine.js'
 * @import { Ask } from '../types/views.js'
 * @import { Race } from '../race/race.js'
 */
import { Client, EngineError, WorkerDied } from '../engine/client.js';

/** Milliseconds between two looks while the race runs; with reduced motion. */
const LOOK_MS = 80;
const CALM_MS = 250;

/** Deaths of the worker in a row after which looking ends. */
const MOST_DEATHS = 4;

/** What an ask is known by. @param {Ask} ask */
export const askKey = ({ lane, question, options }) => `${lane} ${question} ${JSON.stringify(options ?? null)}`;

export class Inspector {
  #platform;
  #race;
  #onChange;
  #onError;
  /** @type {Client | null} */ #client = null;
  /** What the worker holds. @type {{race: number, extra: number, lanes: number[]} | null} */ #held = null;
  /** @type {Ask[]} */ #asks = [];
  #wanted = '';
  /** By what was asked; `version` of the race it was asked of. @type {Map<string, {value: any, race: number, version: number}>} */ #answers = new Map();
  /** Of what the answers are: race, state of the race, asks. */
  #seen = '';
  /** What each lane was when it was last looked at. @type {Map<number, {state: Uint8Array, race: number, version: number}>} */ #states = new Map();
  #busy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #lastLook = -Infinity;
  #deaths = 0;
  #closed = false;
  /** @type {Promise<any>} */ #tail = Promise.resolve();
  /** Counts new answers. */
  version = 0;
  calm = false;

  /**
   * @param {object} parts
   * @param {Platform} parts.platform
   * @param {Race} parts.race
   * @param {() => void} parts.onChange there are new answers
   * @param {(error: unknown) => void} parts.onError
   */
  constructor({ platform, race, onChange, onError }) {
    this.#platform = platform;
    this.#race = race;
    this.#onChange = onChange;
    this.#onError = onError;
  }

  /**
   * What the views want to know from now on. `rest`: only of a race that stands.
   *
   * @param {Ask[]} asks
   */
  want(asks) {
    const wanted = asks.map(askKey).join('\n');
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#asks = asks;
    for (const key of this.#answers.keys()) if (!asks.some((ask) => askKey(ask) === key)) this.#answers.delete(key);
    for (const lane of this.#states.keys()) if (!asks.some((ask) => ask.lane === lane)) this.#states.delete(lane);
    if (this.#race.playing) this.#lookBack().catch((error) => this.#closed || this.#onError(error));
    this.look();
  }

  /**
   * The latest answer about this race, or null while there is none; `{error}` where the engine refused.
   *
   * @param {Ask} ask
   * @returns {any}
   */
  answer(ask) {
    const found = this.#answers.get(askKey(ask));
    return found?.race === this.#race.id ? found.value : null;
  }

  /** Looks anew where the race, or what is wanted, is another; at most as often as a picture is drawn. */
  look() {
    if (this.#busy || this.#asks.length === 0 || !this.#race.spec) return;
    const race = this.#race;
    const playing = race.playing;
    const seen = `${race.id} ${race.version} ${playing} ${this.#wanted}`;
    if (seen === this.#seen) return;
    // What was not asked before is asked at once.
    const wait = !playing || this.#unanswered().length > 0 ? 0 : this.#lastLook + (this.calm ? CALM_MS : LOOK_MS) - performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look().catch((error) => this.#closed || this.#onError(error)), Math.max(0, wait));
  }

  /** What is to be answered while the race plays, and never was. */
  #unanswered() {
    return this.#asks.filter((ask) => !ask.rest && !this.#answers.has(askKey(ask)));
  }

  /** Answers of lanes as they were last looked at, where there are none yet: to know how they are now takes until a slice of training ends. */
  async #lookBack() {
    const found = new Set(this.#unanswered().filter(({ lane }) => this.#states.get(lane)?.race === this.#race.id).map(({ lane }) => lane));
    if (found.size === 0) return;
    for (const lane of found) await this.#answer(lane, () => this.#unanswered().filter((ask) => ask.lane === lane && !ask.path));
    ++this.version;
    this.#onChange();
  }

  /**
   * Asks once about a lane, from a saved state if one is given, else as it stands now.
   *
   * @param {number} lane
   * @param {string} question
   * @param {any} [options]
   * @param {Uint8Array} [state]
   * @returns {Promise<any>} rejects with EngineError
   */
  ask(lane, question, options, state) {
    return this.#queue(async () => {
      const given = state ?? (await this.#race.snapshot(lane));
      if (!given) throw new EngineError(`lane: ${lane} is not in the race`);
      const [answer] = await this.#inspect([lane], lane, given, [[question, options ?? null]]);
      if (answer.error) throw new EngineError(answer.error);
      return answer;
    });
  }

  /** Ends the worker, for good. */
  close() {
    this.want([]);
    this.#closed = true;
    this.#client?.terminate();
  }

  async #look() {
    this.#busy = true;
    try {
      const race = this.#race;
      this.#seen = `${race.id} ${race.version} ${race.playing} ${this.#wanted}`;
      this.#lastLook = performance.now();
      // Of a race that stands nothing is asked twice: what is wanted changes with every move of a pointer.
      const { id, version } = race;
      const asks = this.#asks.filter((ask) => (race.playing ? !ask.rest : this.#answers.get(askKey(ask))?.version !== version));
      for (const lane of this.#lanes()) {
        const own = asks.filter((ask) => ask.lane === lane);
        if (own.length === 0) continue;
        const state = await race.snapshot(lane);
        const paths = new Map();
        for (const { path } of own) if (path) paths.set(path, await race.path(lane, path));
        // Another race may have been made in between; it is looked at next.
        if (!state || race.id !== id) break;
        this.#states.set(lane, { state, race: id, version });
        await this.#answer(lane, () => own, paths);
      }
      ++this.version;
      this.#onChange();
    } finally {
      this.#busy = false;
    }
    this.look();
  }

  /** The lanes that are looked at. */
  #lanes() {
    return [...new Set(this.#asks.map((ask) => ask.lane))].filter((lane) => lane < this.#race.lanes.length);
  }

  /**
   * Answers about a lane as it was last looked at.
   *
   * @param {number} lane
   * @param {() => Ask[]} asked when its turn has come
   * @param {Map<number, Uint8Array[]>} [paths] by how long they may be
   */
  #answer(lane, asked, paths) {
    return this.#queue(async () => {
      const asks = asked();
      const seen = this.#states.get(lane);
      if (asks.length === 0 || !seen || seen.race !== this.#race.id) return;
      /** @type {[string, any][]} */
      const questions = asks.map(({ question, options = null, path }) => [question, path ? { ...options, path: paths?.get(path) } : options]);
      const values = await this.#inspect(this.#lanes(), lane, seen.state, questions);
      asks.forEach((ask, i) => this.#answers.set(askKey(ask), { value: values[i], race: seen.race, version: seen.version }));
    });
  }

  /**
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  #queue(task) {
    const result = this.#tail.then(() => this.#surviving(task));
    this.#tail = result.catch(() => {});
    return result;
  }

  /**
   * A task that outlives its worker.
   *
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async #surviving(task) {
    for (;;) {
      try {
        const result = await task();
        this.#deaths = 0;
        return result;
      } catch (error) {
        if (!(error instanceof WorkerDied) || this.#closed || ++this.#deaths > MOST_DEATHS) throw error;
        this.#client = null;
        this.#held = null;
      }
    }
  }

  /**
   * @param {number[]} lanes all that are looked at
   * @param {number} lane
   * @param {Uint8Array} state
   * @param {[string, any][]} asks
   */
  async #inspect(lanes, lane, state, asks) {
    // The race may become another meanwhile.
    const { id, spec, budget, startBudget } = this.#race;
    const client = (this.#client ??= new Client(this.#platform));
    const held = this.#held;
    if (held?.race !== id || !held.lanes.includes(lane)) {
      this.#held = null;
      await client.call('configure', spec, lanes.map((i) => [i, 0]), budget);
      this.#held = { race: id, extra: 0, lanes };
    }
    const holds = /** @type {{extra: number, lanes: number[]}} */ (this.#held);
    const extra = budget - startBudget;
    if (extra > holds.extra) {
      await client.call('extend', extra - holds.extra);
      holds.extra = extra;
    }
    const run = holds.lanes.indexOf(lane);
    await client.call('restore', run, state);
    return client.call('inspect', run, asks);
  }
}
