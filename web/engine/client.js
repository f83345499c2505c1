/**
 * The page's side of the border: one worker whose calls are promises.
 *
 * @import { Platform, WorkerLike } from '../types/engine.js'
 */

/** The engine refused: its message names path, value and what is allowed. Nothing has changed. */
export class EngineError extends Error {
  /** @param {string} message @param {number} [at] the character of a formula that it is about, the first is 0 */
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

/** The worker is gone; what it was doing is lost. */
export class WorkerDied extends Error {}

/** A worker that says nothing for so many seconds while something is asked of it counts as dead. */
export const STALL_SECONDS = 6;

export class Client {
  /** @type {WorkerLike} */ #worker;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */ #pending = new Map();
  #nextId = 1;
  /** @type {ReturnType<typeof setInterval> | null} */ #watch = null;
  #silentSeconds = 0;
  #stallSeconds;
  dead = false;

  /**
   * @param {Platform} platform
   * @param {number} stallSeconds
   */
  constructor(platform, stallSeconds = STALL_SECONDS) {
    this.#stallSeconds = stallSeconds;
    this.#worker = platform.startWorker();
    this.#worker.addEventListener('message', (event) => this.#receive(event.data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault?.();
      this.terminate(event.message ?? 'error in the worker');
    });
    this.#worker.addEventListener('messageerror', () => this.terminate('unreadable message'));
    this.#worker.postMessage({ type: 'start', wasm: platform.wasm });
  }

  /**
   * @param {string} method
   * @param {any[]} args
   * @returns {Promise<any>} rejects with EngineError or WorkerDied
   */
  call(method, ...args) {
    if (this.dead) return Promise.reject(new WorkerDied('the worker was ended'));
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#pending.set(id, { resolve, reject });
      // Seconds are counted one by one, so that a computer that slept does not take its workers for dead.
      this.#watch ??= setInterval(() => this.#tick(), 1000);
      this.#worker.postMessage({ id, method, args });
    });
  }

  /** @param {string} reason */
  terminate(reason = 'the worker was ended') {
    if (this.dead) return;
    this.dead = true;
    this.#stopWatch();
    this.#worker.terminate();
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(new WorkerDied(reason));
  }

  #tick() {
    if (++this.#silentSeconds >= this.#stallSeconds) this.terminate(`no answer for ${this.#stallSeconds} s`);
  }

  #stopWatch() {
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
    this.#silentSeconds = 0;
  }

  /** @param {any} message */
  #receive(message) {
    this.#silentSeconds = 0;
    const call = this.#pending.get(message.id);
    if (!call) return;
    this.#pending.delete(message.id);
    if (this.#pending.size === 0) this.#stopWatch();
    if (message.ok) call.resolve(message.value);
    else if (message.fatal) {
      call.reject(new WorkerDied(message.error));
      this.terminate(message.error);
    } else call.reject(new EngineError(message.error, message.at));
  }
}
