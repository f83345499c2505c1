/**
 * The page's state: one plain object, replaced by each change, described by one table.
 *
 * @typedef {object} Field
 * @property {any} initial
 * @property {(value: any) => boolean} allows
 * @property {string} [link] its key in a link
 * @property {boolean} [stored] a preference, kept on this device
 */
import { sceneById } from './scenes.js';

/** @param {any[]} values */
const oneOf = (...values) => (/** @type {any} */ value) => values.includes(value);
const flag = oneOf(true, false);
const lane = (/** @type {any} */ value) => value === null || (Number.isInteger(value) && value >= 0 && value < 64);

export const LANGUAGES = ['zh', 'en'];
export const PACES = [1, 10, 40, 200, 'fastest'];

/** @type {Record<string, Field>} */
export const fields = {
  spec: { initial: null, allows: () => true },
  scene: { initial: 'spiral', allows: (value) => value === null || sceneById(value) !== undefined, link: 'scene' },
  lang: { initial: 'zh', allows: oneOf(...LANGUAGES), link: 'lang', stored: true },
  theme: { initial: 'auto', allows: oneOf('auto', 'light', 'dark'), stored: true },
  shortcuts: { initial: true, allows: flag, stored: true },
  stage: { initial: false, allows: flag, link: 'stage' },
  panel: { initial: 'curves', allows: oneOf('curves', 'seeds', 'table'), link: 'panel' },
  yScale: { initial: 'log', allows: oneOf('log', 'linear'), link: 'yScale' },
  xAxis: { initial: 'steps', allows: oneOf('steps', 'time'), link: 'xAxis' },
  showTest: { initial: false, allows: flag, link: 'showTest' },
  pace: { initial: 40, allows: oneOf(...PACES), link: 'pace' },
  isolated: { initial: null, allows: lane },
  pinned: { initial: [], allows: (value) => Array.isArray(value) && value.length <= 4 && value.every((x) => x !== null && lane(x)) },
  open: { initial: null, allows: lane },
  drawer: { initial: null, allows: oneOf(null, 'options', 'lanes', 'certificate', 'help') },
  sort: {
    initial: { column: 'name', down: false },
    allows: (value) => typeof value?.column === 'string' && typeof value.down === 'boolean',
  },
  allRows: { initial: false, allows: flag },
};

const STORE = 'nonlin.';

/** @returns {Record<string, any>} the preferences kept on this device that are still allowed */
function storedPreferences() {
  /** @type {Record<string, any>} */
  const found = {};
  for (const [name, field] of Object.entries(fields)) {
    if (!field.stored) continue;
    try {
      const value = JSON.parse(localStorage.getItem(STORE + name) ?? 'null');
      if (value !== null && field.allows(value)) found[name] = value;
    } catch {
      // No storage, or something else's text in it: the initial value will do.
    }
  }
  return found;
}

/** @param {readonly string[]} preferred languages, best first */
export function languageFrom(preferred) {
  for (const tag of preferred) {
    const known = LANGUAGES.find((lang) => tag.toLowerCase().split('-')[0] === lang);
    if (known) return known;
  }
  return 'en';
}

export class Store {
  /** @type {Record<string, any>} */ #state;
  /** @type {((state: Record<string, any>, changed: string[]) => void)[]} */ #listeners = [];

  /** @param {Record<string, any>} [start] values that differ from the initial ones, already checked */
  constructor(start = {}) {
    this.#state = Object.freeze({
      ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.initial])),
      ...start,
    });
  }

  /** A store for this device and reader. */
  static forReader() {
    return new Store({ lang: languageFrom(globalThis.navigator?.languages ?? []), ...storedPreferences() });
  }

  get state() {
    return this.#state;
  }

  /**
   * @param {Record<string, any>} changes
   * @param {{keep?: boolean}} options keep: a preference is kept on this device (the reader chose it; a link did not)
   */
  set(changes, { keep = false } = {}) {
    const changed = Object.keys(changes).filter((name) => changes[name] !== this.#state[name]);
    for (const name of changed) {
      if (!fields[name]) throw new Error(`state.${name}: no such field`);
      if (!fields[name].allows(changes[name])) throw new Error(`state.${name}: ${JSON.stringify(changes[name])} is not allowed`);
    }
    if (changed.length === 0) return;
    this.#state = Object.freeze({ ...this.#state, ...changes });
    if (keep) for (const name of changed) if (fields[name].stored) this.#keep(name);
    for (const listener of this.#listeners) listener(this.#state, changed);
  }

  /** @param {(state: Record<string, any>, changed: string[]) => void} listener */
  subscribe(listener) {
    this.#listeners.push(listener);
  }

  /** @param {string} name */
  #keep(name) {
    try {
      localStorage.setItem(STORE + name, JSON.stringify(this.#state[name]));
    } catch {
      // Storage full or blocked: the choice holds until the page closes.
    }
  }
}
