/**
 * What the engine says to questions that depend on nothing but themselves (the curve of an activation, say), kept as long as
 * there is room. A view asks for what it shows in each update, and is drawn again when the answer is there.
 */
import { EngineError } from './engine/client.js';

/** Answers kept; a slider that is dragged asks for a few at each move. */
const MOST = 300;

export class Answers {
  #ask;
  #onAnswer;
  /** The latest used last; null: asked and not there yet. @type {Map<string, any>} */ #known = new Map();

  /** @param {(method: string, ...args: any[]) => Promise<any>} ask @param {() => void} onAnswer */
  constructor(ask, onAnswer) {
    this.#ask = ask;
    this.#onAnswer = onAnswer;
  }

  /**
   * @param {string} method of the engine @param {any[]} args
   * @returns {any} the same object each time; null: not there yet; {error, at}: refused
   */
  get(method, ...args) {
    const key = JSON.stringify([method, args]);
    const known = this.#known.get(key);
    if (known === undefined) this.#fetch(key, method, args);
    else {
      this.#known.delete(key);
      this.#known.set(key, known);
    }
    return known ?? null;
  }

  /** @param {string} key @param {string} method @param {any[]} args */
  async #fetch(key, method, args) {
    this.#known.set(key, null);
    if (this.#known.size > MOST) this.#known.delete(/** @type {string} */ (this.#known.keys().next().value));
    let answer;
    try {
      answer = await this.#ask(method, ...args);
    } catch (error) {
      if (!(error instanceof EngineError)) {
        this.#known.delete(key);
        throw error;
      }
      answer = { error: error.message, at: error.at };
    }
    if (this.#known.has(key)) this.#known.set(key, answer);
    this.#onAnswer();
  }
}
