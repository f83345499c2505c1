/**
 * The rooms: set pieces that a note opens into. Of each: the notes it belongs to, and its controls. Options and their initial
 * values are the engine's (`nonlin room ID`); those of a room that is a race stand here (`race`), and how the race is made
 * from them (`script`; without, the room runs trials).
 *
 * @import { Script } from './film.js'
 *
 * @typedef {object} Control
 * @property {string} at the option it sets: "rates.sgd", "shape[0]"
 * @property {string} [name] what it is called, "control.<name>"; without, as its option
 * @property {'activation' | 'choice' | 'number' | 'flag' | 'seed'} kind
 * @property {(options: any) => string[] | undefined} [only] of an activation: those allowed with these options, if not all
 * @property {string} [parameters] of an activation: the option with its parameters
 * @property {boolean} [curve] of an activation: those of one piece only
 * @property {any[]} [values] of a choice
 * @property {string} [names] of a choice: keys of its words are "<names>.<value>"; without, values are written as they are
 * @property {string} [join] of a choice of lists: what stands between their members
 * @property {Record<string, any>} [sets] of a choice: what other options become, by its value
 * @property {number} [lo] @property {number} [hi] @property {number} [step] of a number; without a step it is logarithmic
 * @property {boolean} [zero] of a logarithmic one: the slider's left end is 0
 * @property {[at: string, value: any]} [when] it is there only while that option has that value
 *
 * @typedef {{id: string, notes: string[], controls: Control[], race?: any, script?: (options: any) => Script}} Room
 */
import { fewUnits, silentUnits } from './films.js';

/** The activations of which a rewrite has something to say; undefined: all. @type {Record<string, string[] | undefined>} */
const REWRITTEN = {
  'tanh-to-sigmoid': ['tanh'],
  'to-maxout': ['relu', 'leaky-relu', 'prelu', 'abs'],
  'merge-identity': ['identity'],
  'softmax-to-logistic': undefined,
};

/** @type {Room[]} */
export const ROOMS = [
  {
    id: 'steps',
    notes: ['C34'],
    controls: [
      { at: 'activation', kind: 'activation', parameters: 'parameters', curve: true },
      { at: 'against', kind: 'activation', parameters: 'againstParameters', curve: true },
      { at: 'high', kind: 'number', lo: 0.6, hi: 0.99, step: 0.01 },
      { at: 'low', kind: 'number', lo: 0.01, hi: 0.59, step: 0.01 },
      { at: 'rate', kind: 'number', lo: 0.01, hi: 2 },
      { at: 'sameDistance', kind: 'flag' },
    ],
  },
  {
    id: 'depth',
    notes: ['C35', 'C37', 'C38'],
    controls: [
      { at: 'activation', kind: 'activation', parameters: 'parameters' },
      { at: 'layers', kind: 'number', lo: 1, hi: 16, step: 1 },
      { at: 'initializer.id', name: 'initializer', kind: 'choice', values: ['textbook', 'xavier-normal', 'he-normal', 'lecun-normal', 'normal', 'auto'], names: 'initializer' },
      { at: 'initializer.gain', name: 'gain', kind: 'number', lo: 0.02, hi: 10 },
      { at: 'units', kind: 'number', lo: 1, hi: 64, step: 1 },
      { at: 'seeds', kind: 'number', lo: 1, hi: 20, step: 1 },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'dying',
    notes: ['C59', 'C60', 'C61', 'C62', 'C65'],
    race: { task: 'circle', layers: 2, bias: 0, optimizer: 'sgd', rate: 3, kick: 0, steps: 300, against: 'leaky-relu', againstParameters: {}, seed: 7 },
    script: silentUnits,
    controls: [
      { at: 'against', kind: 'activation', parameters: 'againstParameters' },
      { at: 'rate', kind: 'number', lo: 0.01, hi: 20 },
      { at: 'optimizer', kind: 'choice', values: ['sgd', 'adam'], names: 'optimizer' },
      { at: 'layers', kind: 'choice', values: [1, 2, 3] },
      { at: 'bias', name: 'startBias', kind: 'choice', values: [0, -3, -5, -20] },
      { at: 'kick', kind: 'choice', values: [0, 10, 100, 1000] },
      { at: 'task', kind: 'choice', values: ['circle', 'sine'], names: 'data' },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'zigzag',
    notes: ['C49', 'C50', 'C51'],
    controls: [
      { at: 'mean', kind: 'number', lo: 0, hi: 1, step: 0.05 },
      { at: 'batch', kind: 'choice', values: [1, 5, 20, 200] },
      { at: 'rate', kind: 'number', lo: 0.02, hi: 10 },
      { at: 'target', kind: 'choice', values: [[2, -2], [2, 2], [2, 0]] },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'sine',
    notes: ['C28', 'C27'],
    race: { activation: 'sigmoid', parameters: {}, units: 1, recipe: true, centred: false, seed: 6 },
    script: fewUnits,
    controls: [
      { at: 'units', name: 'sineUnits', kind: 'number', lo: 1, hi: 16, step: 1 },
      { at: 'activation', kind: 'activation', parameters: 'parameters' },
      { at: 'recipe', kind: 'flag' },
      { at: 'centred', kind: 'flag', when: ['recipe', true] },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'clinic',
    notes: ['C46', 'C47', 'C48'],
    controls: [
      { at: 'wrong', kind: 'number', lo: 0, hi: 10, step: 0.5 },
      { at: 'head', kind: 'choice', values: ['logistic', 'softmax'], names: 'head' },
      { at: 'rate', kind: 'number', lo: 0.1, hi: 30 },
      { at: 'steps', kind: 'number', lo: 100, hi: 2000, step: 100 },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'apple',
    notes: ['C71', 'C73'],
    controls: [
      { at: 'steps', kind: 'number', lo: 1, hi: 400, step: 1 },
      { at: 'spread', kind: 'number', lo: 0, hi: 1.5, step: 0.05 },
      { at: 'activation', kind: 'activation', parameters: 'parameters' },
      { at: 'units', kind: 'number', lo: 1, hi: 16, step: 1 },
      { at: 'rate', kind: 'number', lo: 0.001, hi: 1 },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'maxout',
    notes: ['C12'],
    controls: [
      { at: 'pieces', kind: 'number', lo: 1, hi: 8, step: 1 },
      { at: 'target', name: 'curve', kind: 'choice', values: ['square', 'abs', 'exp', 'minus-square', 'sine'], names: 'target' },
      { at: 'steps', kind: 'number', lo: 0, hi: 3000, step: 10 },
      { at: 'rate', kind: 'number', lo: 0.001, hi: 1 },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'folds',
    notes: ['C24', 'C25'],
    controls: [
      { at: 'folds', kind: 'number', lo: 1, hi: 10, step: 1 },
      { at: 'shape', kind: 'choice', values: [[16], [8, 8], [4, 4, 4, 4], [2, 2, 2, 2, 2, 2, 2, 2], [32], [16, 16], [8, 8, 8, 8], [32, 32, 32, 32]], join: '-' },
      { at: 'activation', kind: 'choice', values: ['relu', 'leaky-relu', 'abs'], names: 'name' },
      { at: 'biasSpread', kind: 'number', lo: 0, hi: 2, step: 0.05 },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'equivalence',
    notes: ['C03', 'C11', 'C17', 'C19', 'C23'],
    controls: [
      { at: 'rewrite', kind: 'choice', values: Object.keys(REWRITTEN), names: 'rewrite', sets: Object.fromEntries(Object.entries(REWRITTEN).map(([rewrite, only]) => [rewrite, { activation: only?.[0] ?? 'tanh', parameters: {} }])) },
      { at: 'activation', kind: 'activation', parameters: 'parameters', only: ({ rewrite }) => REWRITTEN[rewrite] },
      { at: 'layers', kind: 'number', lo: 1, hi: 8, step: 1 },
      { at: 'units', kind: 'number', lo: 1, hi: 32, step: 1 },
      { at: 'biasSpread', kind: 'number', lo: 0, hi: 2, step: 0.05 },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'saddle',
    notes: ['C74'],
    controls: [
      { at: 'problem', kind: 'choice', values: ['saddle', 'double-well'], names: 'problem', sets: {
        saddle: { start: [1, 1e-6], level: -0.2, reach: 2, rates: { sgd: 0.1, momentum: 0.1, rmsprop: 0.01, adam: 0.01 } },
        'double-well': { start: [2.2, 0], level: -4, reach: 2.5, rates: { sgd: 0.03, momentum: 0.03, rmsprop: 0.03, adam: 0.03 } },
      } },
      { at: 'start[1]', name: 'offset', kind: 'number', lo: 1e-8, hi: 1, zero: true, when: ['problem', 'saddle'] },
      { at: 'start[0]', name: 'startAt', kind: 'number', lo: -2.5, hi: 2.5, step: 0.1, when: ['problem', 'double-well'] },
      { at: 'rates.sgd', kind: 'number', lo: 0.001, hi: 1 },
      { at: 'rates.momentum', kind: 'number', lo: 0.001, hi: 1 },
      { at: 'rates.rmsprop', kind: 'number', lo: 0.001, hi: 1 },
      { at: 'rates.adam', kind: 'number', lo: 0.001, hi: 1 },
      { at: 'noise', kind: 'number', lo: 1e-6, hi: 0.1, zero: true },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'forgetting',
    notes: ['C68'],
    controls: [
      { at: 'task', kind: 'choice', values: ['clusters', 'rings'], names: 'task' },
      { at: 'activation', kind: 'activation', parameters: 'parameters' },
      { at: 'units', kind: 'number', lo: 1, hi: 64, step: 1 },
      { at: 'against', kind: 'activation', parameters: 'againstParameters' },
      { at: 'againstUnits', kind: 'number', lo: 1, hi: 64, step: 1 },
      { at: 'steps', name: 'stepsEach', kind: 'number', lo: 30, hi: 900, step: 30 },
      { at: 'seed', kind: 'seed' },
    ],
  },
  {
    id: 'slope',
    notes: ['C05'],
    race: { slope: 1, task: 'corners', units: 4, bias: 0 },
    controls: [
      { at: 'slope', kind: 'choice', values: [0, 0.5, 1] },
      { at: 'task', kind: 'choice', values: ['corners', 'circle'], names: 'slope' },
      { at: 'units', name: 'sineUnits', kind: 'choice', values: [2, 4, 8] },
      { at: 'bias', kind: 'choice', values: [0, 0.1] },
    ],
  },
];

/** @param {string} id */
export const roomById = (id) => ROOMS.find((room) => room.id === id);

/** The rooms of a note. @param {string} note */
export const roomsOf = (note) => ROOMS.filter(({ notes }) => notes.includes(note));

const keys = (/** @type {string} */ path) => path.split(/[.[\]]+/).filter(Boolean);

/** The option at "rates.sgd" or "shape[0]". @param {any} options @param {string} path */
export const optionAt = (options, path) => keys(path).reduce((value, key) => value?.[key], options);

/** The whole value of the first key of `path`, with the option at `path` replaced. @param {any} options @param {string} path @param {any} value @returns {[string, any]} */
export function changedAt(options, path, value) {
  const [first, ...rest] = keys(path);
  const whole = structuredClone(options[first]);
  if (rest.length === 0) return [first, value];
  const inner = rest.slice(0, -1).reduce((at, key) => at[key], whole);
  inner[rest[rest.length - 1]] = value;
  return [first, whole];
}
