/**
 * The page's state: one plain object, replaced by each change, described by one table.
 *
 * @typedef {object} Field
 * @property {any} initial
 * @property {(value: any) => boolean} allows
 * @property {string} [link] its key in a link
 * @property {string} [screen] it is in links of this screen only
 * @property {boolean} [stored] a preference, kept on this device
 */
import { ERRORS, NOTES, SOURCES, VERDICTS } from './notes/list.js';
import { roomById } from './notes/rooms.js';
import { sceneById } from './scenes.js';

/** The screens, in the order of the top bar. */
export const SCREENS = ['race', 'atlas', 'notes'];

/** Pages of the atlas that are not an activation's. */
export const ATLAS_PAGES = ['compare', 'own', 'drawn', 'check'];

/** Curves laid over the one of the atlas, at most. */
export const MOST_OVER = 4;

/** The ways of looking into a lane, in the order they are offered. */
export const PANELS = ['network', 'folding', 'curve', 'signals', 'units', 'step', 'landscape', 'autopsy'];

/** @param {any[]} values */
const oneOf = (...values) => (/** @type {any} */ value) => values.includes(value);
/** Short texts of a shape. @param {RegExp} shape @param {number} most characters */
const shaped = (shape, most) => (/** @type {any} */ value) => typeof value === 'string' && value.length <= most && shape.test(value);
/** @param {string} text JSON */
const parses = (text) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
const typed = shaped(/^/, 400);
const ids = /^([a-z0-9-]+(,|$))*$/;
const flag = oneOf(true, false);
const column = (/** @type {any} */ value) => Number.isInteger(value) && value >= 0 && value < 16;
const lane = (/** @type {any} */ value) => value === null || (Number.isInteger(value) && value >= 0 && value < 64);

export const LANGUAGES = ['zh', 'en'];
/** What a lesson may hide: buttons, settings, the lanes, test samples, the page's question. */
export const HIDEABLE = ['play', 'step', 'reset', 'rate', 'lanes', 'penalty', 'data', 'share', 'noise', 'batch', 'depth', 'width', 'test', 'title'];
export const PACES = [1, 10, 40, 200, 'fastest'];

/** @type {Record<string, Field>} */
export const fields = {
  spec: { initial: null, allows: () => true },
  scene: { initial: 'spiral', allows: (value) => value === null || sceneById(value) !== undefined, link: 'scene' },
  screen: { initial: 'race', allows: oneOf(...SCREENS), link: 'screen' },
  /** The page of the atlas: an activation, or one of ATLAS_PAGES. */
  of: { initial: 'sigmoid', allows: shaped(/^[a-z0-9-]+$/, 40), link: 'of', screen: 'atlas' },
  /** Parameters of the atlas' curve that are not as they come: "alpha:0.1,outer:2". */
  tuned: { initial: '', allows: shaped(/^([A-Za-z0-9_-]+:-?[0-9.e+-]+(,|$))*$/, 200), link: 'with', screen: 'atlas' },
  over: { initial: '', allows: (value) => shaped(ids, 200)(value) && value.split(',').length <= MOST_OVER, link: 'over', screen: 'atlas' },
  /** The atlas shows x from minus to plus this. */
  reach: { initial: 5, allows: oneOf(2, 5, 10, 20), link: 'reach', screen: 'atlas' },
  /** The page of the notes: the wall, where they are wrong, or the card of a note. */
  note: { initial: '', allows: (value) => value === '' || value === ERRORS || NOTES.includes(value), link: 'note', screen: 'notes' },
  /** The room that is entered, and what of its options is changed: JSON. */
  room: { initial: '', allows: (value) => value === '' || roomById(value) !== undefined, link: 'room', screen: 'notes' },
  controls: { initial: '', allows: (value) => value === '' || (shaped(/^\{.*\}$/, 2000)(value) && parses(value)), link: 'controls', screen: 'notes' },
  /** What the wall shows: notes of this source, and with this verdict. */
  source: { initial: '', allows: oneOf('', ...SOURCES), link: 'source', screen: 'notes' },
  verdict: { initial: '', allows: oneOf('', ...VERDICTS), link: 'verdict', screen: 'notes' },
  /** One's own activation, typed; drawn, by its heights at the places of atlas/formula.js; a function and what its derivative is said to be. */
  formula: { initial: 'x*sigmoid(1.702*x)', allows: typed, link: 'formula', screen: 'atlas' },
  points: { initial: '-0.1,-0.1,-0.1,-0.1,-0.2,-0.3,-0.4,-0.3,0,0.5,1,1.5,1.8,1.5,1.2,1.5,2', allows: shaped(/^(-?\d+(\.\d+)?(,(?=.)|$)){17}$/, 200), link: 'points', screen: 'atlas' },
  checked: { initial: 'tanh(x)', allows: typed, link: 'f', screen: 'atlas' },
  given: { initial: '-(tanh(x))^2', allows: typed, link: 'g', screen: 'atlas' },
  /** From this step on all lanes but the first go on from its state (0: they do not), with the batches of so many seeds after its own. */
  branch: { initial: 0, allows: (value) => Number.isInteger(value) && value >= 0 && value <= 1e7, link: 'branch' },
  branchSeed: { initial: 0, allows: (value) => Number.isInteger(value) && value >= 0 && value < 64, link: 'branchSeed' },
  lang: { initial: 'zh', allows: oneOf(...LANGUAGES), link: 'lang', stored: true },
  theme: { initial: 'auto', allows: oneOf('auto', 'light', 'dark'), stored: true },
  shortcuts: { initial: true, allows: flag, stored: true },
  stage: { initial: false, allows: flag, link: 'stage' },
  hide: { initial: '', allows: (value) => typeof value === 'string' && value.split('.').every((word) => word === '' || HIDEABLE.includes(word)), link: 'hide' },
  panel: { initial: 'curves', allows: oneOf('curves', 'seeds', 'map', 'table'), link: 'panel' },
  yScale: { initial: 'log', allows: oneOf('log', 'linear'), link: 'yScale' },
  xAxis: { initial: 'steps', allows: oneOf('steps', 'time'), link: 'xAxis' },
  showTest: { initial: false, allows: flag, link: 'showTest' },
  pace: { initial: 40, allows: oneOf(...PACES), link: 'pace' },
  mapX: { initial: 0, allows: column, link: 'mapX' },
  mapY: { initial: 1, allows: column, link: 'mapY' },
  isolated: { initial: null, allows: lane },
  pinned: { initial: [], allows: (value) => Array.isArray(value) && value.length <= 4 && value.every((x) => x !== null && lane(x)) },
  open: { initial: null, allows: lane },
  seedCount: { initial: 20, allows: oneOf(20, 40, 64), link: 'seeds' },
  /** The lane the others are compared with; null: ReLU, or the first. */
  reference: { initial: null, allows: lane },
  /** The lane of the phase map; null: the highlighted one, or the reference. */
  mapLane: { initial: null, allows: lane },
  mapSeeds: { initial: 3, allows: oneOf(3, 5, 10) },
  inside: { initial: null, allows: lane, link: 'inside' },
  beside: { initial: null, allows: lane, link: 'beside' },
  panels: {
    initial: 'network,curve',
    allows: (value) => typeof value === 'string' && new Set(value.split(',')).size === 2 && value.split(',').every((id) => PANELS.includes(id)),
    link: 'panels',
  },
  /** What the panels point at: a sample of the data, a unit. */
  focus: {
    initial: { sample: 0, layer: 0, unit: 0 },
    allows: (value) => [value?.sample, value?.layer, value?.unit].every((x) => Number.isInteger(x) && x >= 0),
  },
  /** The plane of the loss landscape: of the path, random directions, or two weights. */
  slice: {
    initial: { plane: 'path', seed: 1, weights: [{ block: 'W0', index: 0 }, { block: 'W0', index: 1 }] },
    allows: (value) => ['path', 'random', 'weights'].includes(value?.plane) && Number.isInteger(value.seed) && value.weights?.length === 2,
  },
  drawer: { initial: null, allows: oneOf(null, 'options', 'lanes', 'certificate', 'help', 'files', 'log', 'data') },
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
  /** Told once, when a preference cannot be kept. @type {(() => void) | null} */ onLost = null;

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
      this.onLost?.();
      this.onLost = null;
    }
  }
}
