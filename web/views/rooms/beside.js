// What a room answers to other options than the ones set; while an answer is on its way the one before stays.

/** @import { Model } from '../../types/views.js' */

export class Beside {
  #room;
  /** @type {Map<string, any>} */ #latest = new Map();

  /** @param {string} room */
  constructor(room) {
    this.#room = room;
  }

  /** @param {Model} model @param {string} name of the question @param {any} options @returns {any} null: not there yet */
  get(model, name, options) {
    const answer = model.answer('room', this.#room, options);
    if (answer && !answer.error) this.#latest.set(name, answer);
    return this.#latest.get(name) ?? null;
  }
}
