/**
 * A pool of workers that trains the runs of one race, always to one common step.
 *
 * Runs are dealt to the workers by cost. A worker that dies is started again and its runs are brought back, from their last
 * snapshots or from the start, to the step where the others stand, while the race waits.
 *
 * @import { Certificate, Configured, Frame, FrameOptions, Platform, Run, RunStart, Spec } from '../types/engine.js'
 */
import { Client, EngineError, STALL_SECONDS, WorkerDied } from './client.js';
import { mergeFrames } from './frames.js';

/** A call trains at most about so long before the worker looks at its messages again. */
const BUDGET_MS = 60;

/** So many deaths in a row, without one answered call, and the pool gives up. */
const MOST_DEATHS = 4;

/**
 * @typedef {{step: number, states: Uint8Array[]}} Saved the states of all runs at a step
 *
 * @typedef {object} Member
 * @property {Client} client
 * @property {number[]} runs the race's indices of the worker's runs
 * @property {number[]} msBase milliseconds to add to what the worker reports, per run: its clock starts anew after a restart
 * @property {Promise<void> | null} reviving while it is brought back
 */

export class Pool {
  #platform;
  #stallSeconds;
  #onRestart;
  /** @type {Member[]} */ #members = [];
  /** @type {{spec: Spec, runs: Run[], every: number, extra: number, saved: Saved | null, pinned: Saved[], moments: number} | null} */
  #session = null;
  /** @type {Float64Array} */ #milliseconds = new Float64Array(0);
  #deaths = 0;
  #closed = false;
  /** The step all runs have reached. */
  step = 0;

  /**
   * @param {Platform} platform
   * @param {number} size number of workers
   * @param {{stallSeconds?: number, onRestart?: (worker: number, lanes: number[]) => void}} options `onRestart` is told before
   *   the lanes of a dead worker are brought back
   */
  constructor(platform, size, { stallSeconds = STALL_SECONDS, onRestart = () => {} } = {}) {
    this.#platform = platform;
    this.#stallSeconds = stallSeconds;
    this.#onRestart = onRestart;
    for (let i = 0; i < size; ++i) this.#members.push({ client: this.#start(), runs: [], msBase: [], reviving: null });
  }

  get size() {
    return this.#members.length;
  }

  /**
   * Asks any worker something that is about no race: catalogue, complete, curve.
   *
   * @param {string} method
   * @param {any[]} args
   */
  ask(method, ...args) {
    return this.#ask(this.#members[0], method, ...args);
  }

  /**
   * Makes the race, at step 0. If the spec is refused, rejects with EngineError and has no race.
   *
   * @param {Spec} spec
   * @param {Run[]} runs
   * @param {number} every record every so many steps
   * @param {number[]} costs relative cost of a step, per run
   * @returns {Promise<Configured>} runs in the order given
   */
  async configure(spec, runs, every, costs = runs.map(() => 1)) {
    this.#session = null;
    this.step = 0;
    this.#milliseconds = new Float64Array(runs.length);
    this.#deal(costs);
    const members = this.#busy();
    const replies = await Promise.all(members.map((member) => this.#configureMember(member, spec, runs, every)));
    this.#session = { spec, runs, every, extra: 0, saved: null, pinned: [], moments: 0 };
    /** @type {RunStart[]} */
    const starts = new Array(runs.length);
    replies.forEach((reply, k) => members[k].runs.forEach((run, i) => (starts[run] = reply.runs[i])));
    return { ...replies[0], runs: starts, momentBytes: replies.reduce((sum, reply) => sum + reply.momentBytes, 0) };
  }

  /**
   * From now on the workers keep what their runs were, so that the race can be taken back.
   *
   * @param {number} most moments; 0: none
   */
  async keepMoments(most) {
    if (this.#session) this.#session.moments = most;
    await Promise.all(this.#busy().map((member) => this.#ask(member, 'keepMoments', most)));
  }

  /**
   * Takes all runs to a step they have been at.
   *
   * @param {number} to
   * @param {FrameOptions} frame
   * @returns {Promise<Frame>}
   */
  async rewind(to, frame) {
    const session = this.#session;
    // A worker that dies from here on must not be brought back to where the race no longer is.
    if (session?.saved && session.saved.step > to) session.saved = null;
    this.step = Math.min(this.step, to);
    await Promise.all(this.#busy().map((member) => this.#rewind(member, to)));
    return this.run(to, frame);
  }

  /**
   * A worker that was brought back has not been everywhere.
   *
   * @param {Member} member
   * @param {number} to
   */
  async #rewind(member, to) {
    try {
      await this.#ask(member, 'rewind', to);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      await this.#bringBack(member);
    }
  }

  /** What follows does not follow from what was before: this is where workers are brought back from, now and after rewinding. */
  async pin() {
    await this.save();
    const session = this.#session;
    if (!session?.saved) return;
    const { saved } = session;
    session.pinned = [...session.pinned.filter(({ step }) => session.moments > 0 && step < saved.step), saved];
    await Promise.all(this.#busy().map((member) => this.#ask(member, 'pin')));
  }

  /**
   * Gives other runs the state of one, to go on from there under their own conditions. Rejects with EngineError where a
   * run's parameters are others.
   *
   * @param {number} from
   * @param {number[]} runs
   */
  async branch(from, runs) {
    const state = await this.snapshot(from);
    for (const run of runs) {
      const member = this.#memberOf(run);
      await this.#ask(member, 'branch', member.runs.indexOf(run), state);
    }
    await this.pin();
  }

  /**
   * Gives a run one parameter by hand: number `index` of a block named as `start` names it. Rejects with EngineError where
   * that is not possible.
   *
   * @param {number} run
   * @param {string} block
   * @param {number} index
   * @param {number} value
   * @returns {Promise<number>} the value before
   */
  async setParameter(run, block, index, value) {
    const member = this.#memberOf(run);
    for (;;) {
      const before = await this.#ask(member, 'setParameter', member.runs.indexOf(run), block, index, value);
      const { client } = member;
      await this.pin();
      // A worker that died before its state was kept came back without the edit.
      if (member.client === client) return before;
    }
  }

  /** @param {number} run */
  #memberOf(run) {
    return /** @type {Member} */ (this.#members.find(({ runs }) => runs.includes(run)));
  }

  /**
   * Trains all runs to the step `to`, and takes a frame there (always: its records are lost to a worker that dies later).
   *
   * @param {number} to
   * @param {FrameOptions} frame
   * @returns {Promise<Frame>}
   */
  async run(to, frame) {
    const members = this.#busy();
    const frames = await Promise.all(members.map((member) => this.#arrive(member, to, frame)));
    this.step = to;
    return this.#merge(members, frames);
  }

  /**
   * @param {FrameOptions} options
   * @returns {Promise<Frame>}
   */
  async frame(options) {
    const members = this.#busy();
    return this.#merge(members, await Promise.all(members.map((member) => this.#ask(member, 'frame', options))));
  }

  /** @param {number} every later records are every so many steps */
  async setEvery(every) {
    if (this.#session) this.#session.every = every;
    await Promise.all(this.#busy().map((member) => this.#ask(member, 'setEvery', every)));
  }

  /** @param {number} steps raises the budget */
  async extend(steps) {
    const members = this.#busy();
    // A worker that dies in here is brought back with the budget it had, and then asked again.
    await Promise.all(members.map((member) => this.#ask(member, 'extend', steps)));
    if (this.#session) this.#session.extra += steps;
  }

  /** @returns {Promise<Certificate[]>} of every run, each computed by its worker from what it trains on */
  async certificates() {
    const members = this.#busy();
    const lists = await Promise.all(members.map((member) => this.#ask(member, 'certificates')));
    /** @type {Certificate[]} */
    const all = [];
    lists.forEach((list, k) => members[k].runs.forEach((run, i) => (all[run] = list[i])));
    return all;
  }

  /** @param {number} run @param {number} most @returns {Promise<Uint8Array[]>} up to so many states it has had, rising, as far as they are kept */
  path(run, most) {
    const member = this.#memberOf(run);
    return this.#ask(member, 'path', member.runs.indexOf(run), most);
  }

  /** @param {number} run @returns {Promise<Uint8Array>} its state now */
  snapshot(run) {
    const member = this.#memberOf(run);
    return this.#ask(member, 'save', member.runs.indexOf(run));
  }

  /** Keeps the state of all runs at the common step, to bring them back from if a worker dies. */
  async save() {
    const session = this.#session;
    if (!session) return;
    const members = this.#busy();
    const step = this.step;
    /** @type {Uint8Array[]} */
    const states = new Array(session.runs.length);
    const lists = await Promise.all(members.map((member) => this.#ask(member, 'saveAll', member.runs.map((_, i) => i))));
    lists.forEach((list, k) => members[k].runs.forEach((run, i) => (states[run] = list[i])));
    if (this.#session === session) session.saved = { step, states };
  }

  /**
   * Deals the runs anew and carries them over as they are.
   *
   * @param {number[]} costs
   */
  async redeal(costs) {
    const session = this.#session;
    if (!session || this.size < 2) return;
    await this.save();
    this.#deal(costs);
    await Promise.all(this.#busy().map((member) => this.#bringBack(member)));
  }

  /** @returns {number[][]} the race's indices of the runs each worker has */
  get deal() {
    return this.#members.map((member) => [...member.runs]);
  }

  /** Ends a worker as a crash would, for tests. @param {number} index */
  kill(index) {
    this.#members[index].client.terminate('ended by hand');
  }

  close() {
    this.#closed = true;
    for (const { client } of this.#members) client.terminate();
  }

  #start() {
    // A worker that was only slow gets more patience each time.
    return new Client(this.#platform, this.#stallSeconds * 2 ** this.#deaths);
  }

  #busy() {
    return this.#members.filter((member) => member.runs.length > 0);
  }

  /**
   * The dearest run first, each to the worker that has least to do.
   *
   * @param {number[]} costs
   */
  #deal(costs) {
    const load = this.#members.map(() => 0);
    for (const member of this.#members) Object.assign(member, { runs: [], msBase: [] });
    const order = costs.map((_, i) => i).sort((a, b) => costs[b] - costs[a] || a - b);
    for (const run of order) {
      const least = load.indexOf(Math.min(...load));
      load[least] += costs[run];
      this.#members[least].runs.push(run);
    }
    for (const member of this.#members) {
      member.runs.sort((a, b) => a - b);
      member.msBase = member.runs.map(() => 0);
    }
  }

  /**
   * @param {Member} member
   * @param {Spec} spec
   * @param {Run[]} runs
   * @param {number} every
   * @returns {Promise<Configured>}
   */
  #configureMember(member, spec, runs, every) {
    return this.#ask(member, 'configure', spec, member.runs.map((run) => runs[run]), every);
  }

  /**
   * @param {Member} member
   * @param {number} to
   * @param {FrameOptions} frame
   * @returns {Promise<Frame>}
   */
  async #arrive(member, to, frame) {
    for (;;) {
      const reply = await this.#ask(member, 'run', { to, budgetMs: BUDGET_MS, frame });
      if (reply.arrived) return reply.frame;
    }
  }

  /**
   * A call that outlives its worker: when it dies, it is restarted and asked again.
   *
   * @param {Member} member
   * @param {string} method
   * @param {any[]} args
   * @returns {Promise<any>}
   */
  async #ask(member, method, ...args) {
    for (;;) {
      const { client } = member;
      try {
        const value = await client.call(method, ...args);
        this.#deaths = 0;
        return value;
      } catch (error) {
        if (!(error instanceof WorkerDied) || this.#closed) throw error;
        // Several calls may have waited for the same worker; the first brings it back.
        if (member.client === client) {
          member.reviving ??= this.#revive(member, error).finally(() => (member.reviving = null));
        }
        await member.reviving;
      }
    }
  }

  /**
   * @param {Member} member
   * @param {Error} cause
   */
  async #revive(member, cause) {
    for (;;) {
      if (++this.#deaths > MOST_DEATHS) {
        this.#deaths = 0; // the next call tries anew
        throw cause;
      }
      this.#onRestart(this.#members.indexOf(member), member.runs);
      member.client = this.#start();
      if (!this.#session || member.runs.length === 0) return;
      try {
        return await this.#bringBack(member);
      } catch (error) {
        if (!(error instanceof WorkerDied) || this.#closed) throw error;
      }
    }
  }

  /**
   * Makes a worker's runs as they were at the common step. Calls the worker directly: a death in here is its caller's matter.
   *
   * @param {Member} member
   */
  async #bringBack(member) {
    const session = this.#session;
    if (!session) return;
    const { client, runs } = member;
    await client.call('configure', session.spec, runs.map((run) => session.runs[run]), session.every);
    if (session.extra > 0) await client.call('extend', session.extra);
    const restore = async (/** @type {Saved | null | undefined} */ saved) => {
      if (saved) for (const [i, run] of runs.entries()) await client.call('restore', i, saved.states[run]);
    };
    if (session.moments > 0) {
      // All that was changed on the way, also where the race may be taken again.
      await client.call('keepMoments', session.moments);
      for (const pinned of session.pinned) {
        await restore(pinned);
        await client.call('pin');
      }
      await client.call('rewind', this.step);
    } else await restore(session.pinned.at(-1));
    const last = session.pinned.filter(({ step }) => step <= this.step).at(-1)?.step ?? -1;
    if (session.saved && session.saved.step > last) await restore(session.saved);
    while (!(await client.call('run', { to: this.step, budgetMs: BUDGET_MS, frame: null })).arrived);
    const { milliseconds } = await client.call('frame', { fields: 0, fits: 0, bands: false, hashes: false, view: null });
    member.msBase = runs.map((run, i) => this.#milliseconds[run] - milliseconds[i]);
  }

  /**
   * @param {Member[]} members
   * @param {Frame[]} frames
   */
  #merge(members, frames) {
    frames.forEach((frame, k) => {
      const { msBase } = members[k];
      if (msBase.every((ms) => ms === 0)) return;
      for (let i = 0; i < msBase.length; ++i) frame.milliseconds[i] += msBase[i];
      frame.records.run.forEach((run, i) => (frame.records.milliseconds[i] += msBase[run]));
    });
    const merged = mergeFrames(members.map(({ runs }, k) => ({ runs, frame: frames[k] })), this.#milliseconds.length);
    this.#milliseconds = merged.milliseconds;
    return merged;
  }
}
