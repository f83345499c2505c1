/**
 * Runs behind the visible race, trained without drawing in workers of their own: one queue for whatever needs many of them.
 *
 * @import { Configured, Frame, Platform, Run, Spec } from '../types/engine.js'
 */
import { Client, EngineError, WorkerDied } from '../engine/client.js';

/** A worker looks up from its work so often, milliseconds. */
const SLICE_MS = 60;

/** A batch one of whose jobs takes longer than so much work is given up: it would keep the machine busy for hours. */
const MOST_JOB_MS = 60_000;

/** Deaths of workers after which a batch is given up. */
const MOST_DEATHS = 4;

/**
 * Runs that one worker trains together, to the budget of their spec.
 *
 * @typedef {object} RunsJob
 * @property {Spec} spec
 * @property {Run[]} runs
 * @property {number} [to] not to the budget, but to this step
 *
 * One seed of a trial of the notes.
 *
 * @typedef {object} TrialJob
 * @property {string} trial
 * @property {any} change merged into the trial's document; null: none
 * @property {number} seed
 * @property {number} progress 0..1, as it goes on
 *
 * @typedef {RunsJob | TrialJob} Job
 *
 * @typedef {object} Result
 * @property {RunsJob & TrialJob} job the one given
 * @property {Configured} configured of runs
 * @property {Frame} frame of runs, at the end, with all records
 * @property {string[]} names of a trial's figures
 * @property {Float64Array} values
 */

/**
 * What a worker is asked for a job: to begin, to work for a while (true: it is done), for what came out.
 *
 * @param {any} job
 * @param {Client} client
 * @returns {{begin: () => Promise<any>, slice: () => Promise<boolean>, end: () => Promise<any>}}
 */
function workOn(job, client) {
  /** @type {any} */ let found;
  if (job.trial) {
    return {
      begin: () => client.call('openTrial', job.trial, job.change, job.seed),
      slice: async () => {
        found = await client.call('runTrial', SLICE_MS);
        job.progress = found.progress;
        return found.done;
      },
      end: async () => ({ names: found.names, values: found.values }),
    };
  }
  const { spec, runs, to = spec.stop.steps } = job;
  return {
    begin: async () => (found = await client.call('configure', spec, runs, everyOf(spec))),
    slice: async () => (await client.call('run', { to, budgetMs: SLICE_MS })).arrived,
    end: async () => ({ configured: found, frame: await client.call('frame', { fields: 0, fits: 0, bands: false, hashes: false, view: null }) }),
  };
}

/** Records a run has, about: steps to the target are known as finely. */
const RECORDS = 60;
const FINEST = 5;

/** Steps between two records. @param {Spec} spec */
export const everyOf = (spec) => Math.max(FINEST, Math.ceil(spec.stop.steps / RECORDS));

/** Nobody wants it any more. */
export class Dropped extends Error {}

/** A job took more than it may. */
export class TooLong extends Error {}

/** Jobs that belong together, in the order in which they are taken. */
class Batch {
  done = 0;
  total;
  deaths = 0;
  open = true;
  /** @type {(why: Error | null) => void} */ #end = () => {};
  /** Null when all are done, else why not. @type {Promise<Error | null>} */
  ended = new Promise((resolve) => (this.#end = resolve));

  /** @param {Job[]} jobs @param {(result: Result) => void} onResult @param {boolean} urgent goes first */
  constructor(jobs, onResult, urgent) {
    this.waiting = [...jobs];
    this.total = jobs.length;
    this.onResult = onResult;
    this.urgent = urgent;
  }

  /** @param {Error | null} why */
  close(why) {
    this.open = false;
    this.waiting.length = 0;
    this.#end(why);
  }
}

/** @typedef {Batch} BackgroundBatch */

export class Background {
  #platform;
  #mostJobMs;
  /** @type {Batch[]} */ #batches = [];
  /** Workers that may work now. */
  #allowed = 0;
  /** @type {Map<number, Client>} */ #clients = new Map();
  /** Those that wait to be allowed. @type {(() => void)[]} */ #sleepers = [];

  /** @param {Platform} platform @param {number} mostJobMs */
  constructor(platform, mostJobMs = MOST_JOB_MS) {
    this.#platform = platform;
    this.#mostJobMs = mostJobMs;
  }

  /**
   * @param {Job[]} jobs
   * @param {(result: Result) => void} onResult called for each as it is done
   * @param {{urgent?: boolean}} options urgent: asked for by the reader, who waits for it
   * @returns {Batch}
   */
  add(jobs, onResult, { urgent = false } = {}) {
    const batch = new Batch(jobs, onResult, urgent);
    if (urgent) this.#batches.unshift(batch);
    else this.#batches.push(batch);
    this.#staff();
    return batch;
  }

  /** @param {Job} job @returns {Promise<Result>} rejects when it cannot be done */
  async run(job) {
    /** @type {Result | null} */ let found = null;
    const why = await this.add([job], (result) => (found = result), { urgent: true }).ended;
    if (found) return found;
    throw why;
  }

  /** @param {Batch | null} batch what is under way of it is dropped, too */
  drop(batch) {
    batch?.close(new Dropped());
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
    for (const batch of this.#batches) this.drop(batch);
    for (const client of this.#clients.values()) client.terminate();
  }

  /** Sees to it that as many workers are there as may work and have something to do. */
  #staff() {
    this.#batches = this.#batches.filter((batch) => batch.open);
    for (let index = 0; index < this.#allowed && this.#next(); ++index) if (!this.#clients.has(index)) this.#hire(index);
  }

  #next() {
    return this.#batches.find((batch) => batch.waiting.length > 0);
  }

  #wakeAll() {
    for (const wake of this.#sleepers.splice(0)) wake();
  }

  /** @param {number} index */
  #hire(index) {
    const client = new Client(this.#platform);
    this.#clients.set(index, client);
    this.#work(index, client)
      .catch((error) => {
        // All of this is beside the race: what fails here is missing, and nothing else.
        if (!(error instanceof EngineError) && !(error instanceof WorkerDied)) throw error;
      })
      .finally(() => {
        client.terminate();
        this.#clients.delete(index);
        this.#staff();
      });
  }

  /**
   * Takes job after job until none is left.
   *
   * @param {number} index
   * @param {Client} client
   */
  async #work(index, client) {
    for (;;) {
      const batch = this.#next();
      const job = batch?.waiting.shift();
      if (!batch || !job) return;
      try {
        const result = await this.#train(batch, job, index, client);
        if (!result || !batch.open) continue;
        ++batch.done;
        batch.onResult(result);
        if (batch.done === batch.total) batch.close(null);
      } catch (error) {
        if (error instanceof WorkerDied && ++batch.deaths <= MOST_DEATHS) batch.waiting.unshift(job);
        else batch.close(/** @type {Error} */ (error));
        throw error;
      }
    }
  }

  /**
   * @param {Batch} batch
   * @param {Job} job
   * @param {number} index
   * @param {Client} client
   * @returns {Promise<Result | null>} null: not done, since the batch was dropped or something urgent came
   */
  async #train(batch, job, index, client) {
    const work = workOn(job, client);
    await work.begin();
    let worked = 0;
    for (;;) {
      while (index >= this.#allowed && batch.open) {
        await new Promise((wake) => this.#sleepers.push(() => wake(undefined)));
      }
      if (!batch.open) return null;
      if (!batch.urgent && this.#next()?.urgent) {
        batch.waiting.unshift(job);
        return null;
      }
      const begin = performance.now();
      if (await work.slice()) break;
      worked += performance.now() - begin;
      if (worked > this.#mostJobMs) {
        batch.close(new TooLong());
        return null;
      }
    }
    return { job, ...(await work.end()) };
  }
}
