/**
 * What the open room shows: one question at a time is asked, the latest one next. While a new answer is on its way the one
 * before stays. Draws nothing.
 */
import { EngineError } from '../engine/client.js';

/** An answer that takes longer is announced. */
const SLOW_MS = 300;

/** @template Question */
export class Latest {
  #ask;
  #onChange;
  #busy = false;
  /** What is wanted, and the key of what was answered last. @type {{key: string, id: string, question: Question} | null} */ #wanted = null;
  #done = '';
  /** The room of the answer. */
  id = '';
  /** The latest answer. @type {any} */ answer = null;
  /** Why the latest question was refused. */
  error = '';
  /** The answer takes its time. */
  slow = false;
  /** Counts answers. */
  version = 0;

  /**
   * @param {(id: string, question: Question, wanted: () => boolean) => Promise<any>} ask null: given up, for what is not wanted any more
   * @param {() => void} onChange
   */
  constructor(ask, onChange) {
    this.#ask = ask;
    this.#onChange = onChange;
  }

  /** @param {string} id of the room @param {Question} question @param {string} key what it depends on */
  want(id, question, key) {
    const whole = `${id} ${key}`;
    if (this.#wanted?.key === whole) return;
    this.#wanted = { key: whole, id, question };
    if (!this.#busy) this.#run();
  }

  /** Nobody looks at it. */
  close() {
    this.#wanted = this.answer = null;
    this.#done = this.id = '';
  }

  async #run() {
    this.#busy = true;
    while (this.#wanted && this.#wanted.key !== this.#done) {
      const wanted = this.#wanted;
      const { key, id, question } = wanted;
      const announce = setTimeout(() => {
        this.slow = true;
        this.#onChange();
      }, SLOW_MS);
      try {
        const answer = await this.#ask(id, question, () => wanted === this.#wanted);
        if (!answer || !this.#wanted) continue;
        Object.assign(this, { id, answer, error: '' });
      } catch (error) {
        if (wanted !== this.#wanted) continue;
        if (!(error instanceof EngineError)) {
          this.#busy = false;
          this.#wanted = null;
          throw error;
        }
        if (this.id !== id) Object.assign(this, { id, answer: null });
        this.error = error.message;
      } finally {
        clearTimeout(announce);
        this.slow = false;
      }
      this.#done = key;
      ++this.version;
      this.#onChange();
    }
    this.#busy = false;
  }
}
