/** The open room as the engine answers it. */
import { Latest } from './latest.js';

/** @extends {Latest<string>} */
export class RoomDesk extends Latest {
  /** What it gives with nothing changed: every option's initial value. @type {Record<string, any>} */ initial = {};

  /** @param {(method: string, ...args: any[]) => Promise<any>} ask the engine @param {() => void} onChange */
  constructor(ask, onChange) {
    super(async (id, change) => {
      if (this.id !== id) Object.assign(this, { id, answer: null, initial: (await ask('room', id, null)).options });
      return ask('room', id, change ? JSON.parse(change) : null);
    }, onChange);
  }

  /** @param {string} id @param {string} change of its options, JSON; '' for none */
  show(id, change) {
    this.want(id, change, change);
  }
}
