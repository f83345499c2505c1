/**
 * What the open room shows: the engine is asked one question at a time, the latest one next. While a new answer is on its way
 * the one before stays. Draws nothing.
 */
import { EngineError } from '../engine/client.js';

/** An answer that takes longer is announced. */
const SLOW_MS = 300;

export class RoomDesk {
  #ask;
  #onChange;
  #busy = false;
  /** What is wanted, what the answer is to: the room and its change, as text. */
  #wanted = '';
  #asked = '';
  /** The room of the answer. */
  id = '';
  /** The engine's latest answer to the room. @type {any} */ answer = null;
  /** What it gives with nothing changed: every option's initial value. @type {Record<string, any>} */ initial = {};
  /** Why the latest question was refused. */
  error = '';
  /** The answer takes its time. */
  slow = false;
  /** Counts answers. */
  version = 0;

  /** @param {(method: string, ...args: any[]) => Promise<any>} ask the engine @param {() => void} onChange */
  constructor(ask, onChange) {
    this.#ask = ask;
    this.#onChange = onChange;
  }

  /** @param {string} id @param {string} change of its options, JSON; '' for none */
  show(id, change) {
    const wanted = `${id} ${change}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (!this.#busy) this.#run();
  }

  async #run() {
    this.#busy = true;
    while (this.#asked !== this.#wanted) {
      this.#asked = this.#wanted;
      const [id] = this.#asked.split(' ', 1);
      const change = this.#asked.slice(id.length + 1);
      const announce = setTimeout(() => {
        this.slow = true;
        this.#onChange();
      }, SLOW_MS);
      try {
        if (this.id !== id) Object.assign(this, { id, answer: null, initial: (await this.#ask('room', id, null)).options });
        this.answer = await this.#ask('room', id, change ? JSON.parse(change) : null);
        this.error = '';
      } catch (error) {
        if (!(error instanceof EngineError)) {
          this.#busy = false;
          this.#wanted = '';
          throw error;
        }
        this.error = error.message;
      } finally {
        clearTimeout(announce);
        this.slow = false;
      }
      ++this.version;
      this.#onChange();
    }
    this.#busy = false;
  }
}
