/**
 * The lanes of a race as the page shows them.
 *
 * @import { Configured, Frame, LaneState, RunStart, Spec } from '../types/engine.js'
 * @import { Seed } from './seeds.js'
 */
import { minus } from '../text.js';
import { Records } from './records.js';

/**
 * @typedef {object} Lane
 * @property {number} index
 * @property {string} name in the page's language
 * @property {string} short the same without its rate and units, which a tile tells otherwise
 * @property {number | null} rate its own, where it has one
 * @property {any} activation its id, or one's own as in the spec; '' when no layer takes the lane's
 * @property {string} family
 * @property {number} parameters how many are trained
 * @property {string} startHash
 * @property {RunStart} start what it starts from, beside the draws all lanes share
 * @property {LaneState} state
 * @property {number} stateStep step at which it learned, diverged or stopped, else -1
 * @property {number} stepOf
 * @property {number} trainLoss
 * @property {number} testLoss
 * @property {number} trainScore
 * @property {number} testScore
 * @property {number} milliseconds its own compute time so far
 * @property {string | null} hash of the parameters; null while the race runs
 * @property {Curve | null} curve
 * @property {[number, number] | null} band 5 % and 95 % quantile of the pre-activations of the first hidden layer
 * @property {number | null} learned what the learned parameter of the first hidden layer has become, on average; null without one
 * @property {Records} records
 * @property {Seed[]} seeds those that are in, the same for all lanes, in the same order
 * @property {Ghost | null} ghost the run before
 * @property {boolean} prediction picked as the fastest
 * @property {number} edited the first step at which a parameter was given by hand, else -1
 * @property {Edit[]} edits what can be undone of that
 *
 * @typedef {{lo: number, hi: number, value: Float32Array, slope: Float32Array, learned: number | null}} Curve
 * @typedef {{step: Int32Array, trainLoss: Float32Array}} Ghost
 * @typedef {{step: number, block: string, index: number, before: number, time: number}} Edit  time: of the last of several, in milliseconds
 */

/** Values of a parameter in a lane may be a number, or an object that also says whether it is learned. @param {any} setting */
const valueOf = (setting) => (setting !== null && typeof setting === 'object' ? setting.value : setting);

/** Runs the page shows side by side, at most. */
export const MOST_LANES = 64;

/**
 * The lanes of a race: each of the spec's at every point of its sweep, the last axis fastest, as the engine orders them.
 * `set` holds the point, too.
 *
 * @param {Spec} spec
 * @returns {any[]}
 */
export function sweptLanes(spec) {
  /** @type {Record<string, any>[]} */
  let points = [{}];
  for (const { path, values } of spec.sweep ?? []) {
    points = points.flatMap((point) => values.map((/** @type {any} */ value) => ({ ...point, [path]: value })));
  }
  if (!spec.sweep?.length) return spec.lanes;
  return spec.lanes.flatMap((/** @type {any} */ lane) => points.map((point) => ({ ...lane, set: { ...lane.set, ...point }, point })));
}

/** Of a title the engine takes so many characters. */
const TITLE = 40;

/** What the engine calls an activation that was given no name. @param {any} activation of a spec: an id, or one's own */
export const titleIn = (activation) => (typeof activation === 'string' ? activation : activation?.name || (activation?.formula ? [...activation.formula].slice(0, TITLE).join('') : activation && 'drawn'));

/** What the page calls it. @param {any} activation @param {(key: string, params?: Record<string, any>) => string} t */
export function activationName(activation, t) {
  if (typeof activation === 'string') return t(`name.${activation}`);
  const { name, formula } = activation;
  if (name || !formula) return name || t('own.drawn');
  return formula.length > TITLE ? `${formula.slice(0, TITLE - 1)}…` : formula;
}

/** The name that a lane of a spec was given, '' where it has its activation's. @param {any} lane */
export const givenName = ({ name, activation }) => (name && name !== titleIn(activation) ? name : '');

/** Changes of a lane that have words of their own. */
const NAMED_CHANGES = new Set(['initializer.gain', 'optimizer.rate', 'inputs.scale']);
const LAYER_UNITS = /^network\.layers\[\d+\]\.units$/;
const LAYER_NORM = /^network\.layers\[\d+\]\.norm$/;

/**
 * What a lane is called: its own name if it was given one, else its activation's and what makes it differ.
 *
 * @param {any} lane of the spec
 * @param {(key: string, params?: Record<string, any>) => string} t
 * @param {number} [edited] the step since which it has parameters given by hand, or -1
 */
export function laneName(lane, t, edited = -1) {
  const own = givenName(lane);
  const name = own && own !== 'base' ? own : own || !lane.activation ? t('name.base') : activationName(lane.activation, t);
  // A name stands for what makes the lane differ; its rate, unless it tells it, and the point of a sweep are said with it.
  const plain = own || !lane.activation;
  const { outer = 1, inner = 1, shift = 0, ...parameters } = plain ? {} : lane.parameters ?? {};
  const changes = Object.entries(parameters).map(([id, x]) => {
    const learned = x !== null && typeof x === 'object' && x.learned;
    return `${t(`parameter.${id}`)} ${learned ? t('lane.learned') : valueOf(x)}`;
  });
  if (outer !== 1 || inner !== 1 || shift !== 0) changes.push(wrapped(outer, inner, shift));
  const rate = lane.set?.['optimizer.rate'];
  const untold = rate !== undefined && !own.includes(String(rate)) && { 'optimizer.rate': rate };
  for (const [path, value] of Object.entries(plain ? { ...lane.point, ...untold } : lane.set ?? {})) {
    if (NAMED_CHANGES.has(path)) changes.push(t(`lane.${path}`, { value: String(value) }));
    else if (LAYER_UNITS.test(path)) changes.push(t('lane.units', { n: value }));
    else if (LAYER_NORM.test(path)) changes.push(t(`norm.${value}`));
    else changes.push(`${path} ${short(value)}`);
  }
  if (edited >= 0) changes.push(t('lane.edited', { step: edited }));
  // The same change of several layers is said once.
  return changes.length ? t('lane.changed', { name, changes: [...new Set(changes)].join(t('list.comma')) }) : name;
}

/** outer f(inner z) + shift as a formula, without what changes nothing. @param {number} outer @param {number} inner @param {number} shift */
function wrapped(outer, inner, shift) {
  const factor = (/** @type {number} */ x) => (x === 1 ? '' : `${minus(x)}·`);
  return `${factor(outer)}f(${factor(inner)}z)${shift === 0 ? '' : ` ${shift < 0 ? '−' : '+'} ${Math.abs(shift)}`}`;
}

/** @param {any} value */
function short(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

/** The lane that others are compared with. @param {{activation: string}[]} lanes @param {number | null} chosen */
export function referenceOf(lanes, chosen) {
  if (chosen !== null && chosen < lanes.length) return chosen;
  return Math.max(0, lanes.findIndex(({ activation }) => activation === 'relu'));
}

/** What identifies a lane's training across races: its ghost is drawn behind it, its cost remembered. @param {any} lane */
export const laneKey = (lane) => JSON.stringify([lane.name, lane.activation, lane.parameters ?? {}, lane.set ?? {}]);

/**
 * @param {Spec} spec
 * @param {Configured} configured
 * @param {{activations: {id: string, family: string}[]}} catalogue
 * @param {(lane: any, edited: number) => string} nameOf
 * @returns {Lane[]}
 */
export function makeLanes(spec, configured, catalogue, nameOf) {
  /** @type {Lane[]} */
  const lanes = sweptLanes(spec).map((/** @type {any} */ lane, /** @type {number} */ index) => ({
    index,
    name: '',
    short: '',
    rate: lane.set?.['optimizer.rate'] ?? null,
    activation: lane.activation ?? '',
    family: catalogue.activations.find((row) => row.id === lane.activation)?.family ?? 'baseline',
    parameters: configured.runs[index].parameters,
    startHash: configured.runs[index].startHash,
    start: configured.runs[index],
    state: 'running',
    stateStep: -1,
    stepOf: 0,
    trainLoss: NaN,
    testLoss: NaN,
    trainScore: NaN,
    testScore: NaN,
    milliseconds: 0,
    hash: null,
    curve: null,
    band: null,
    records: new Records(),
    learned: null,
    seeds: [],
    ghost: null,
    prediction: false,
    edited: -1,
    edits: [],
  }));
  nameLanes(lanes, spec, nameOf);
  return lanes;
}

/**
 * @param {Lane[]} lanes
 * @param {Spec} spec
 * @param {(lane: any, edited: number) => string} nameOf
 */
export function nameLanes(lanes, spec, nameOf) {
  const given = sweptLanes(spec);
  lanes.forEach((lane, i) => {
    const less = (/** @type {any} */ set) => set && Object.fromEntries(Object.entries(set).filter(([path]) => path !== 'optimizer.rate' && !LAYER_UNITS.test(path)));
    lane.name = nameOf(given[i], lane.edited);
    lane.short = nameOf({ ...given[i], set: less(given[i].set), point: less(given[i].point) }, lane.edited);
  });
}

/** Whether a lane trains no more, however many steps the race has left. @param {Lane} lane @param {Spec} spec */
export const hasEnded = ({ state }, spec) => state === 'diverged' || state === 'stopped' || (state === 'learned' && spec.stop.stopAtTarget);

/** The budget was raised: what had not learned runs again. @param {Lane[]} lanes */
export function runAgain(lanes) {
  for (const lane of lanes) if (lane.state === 'slow' || lane.state === 'stuck') lane.state = 'running';
}

/** Numbers a frame has of each lane. */
const FRAMED = /** @type {const} */ (['stateStep', 'stepOf', 'trainLoss', 'testLoss', 'trainScore', 'testScore', 'milliseconds']);

/**
 * Takes a frame's numbers into the lanes.
 *
 * @param {Lane[]} lanes
 * @param {Frame} frame
 * @param {LaneState[]} states the catalogue's list, which the frame's numbers index
 */
export function applyFrame(lanes, frame, states) {
  lanes.forEach((lane, i) => {
    lane.state = states[frame.state[i]];
    for (const name of FRAMED) lane[name] = frame[name][i];
    lane.hash = frame.hashes ? frame.hashes[i] : null;
    if (frame.bands && (!lane.band || lane.band[0] !== frame.bands[2 * i] || lane.band[1] !== frame.bands[2 * i + 1])) {
      lane.band = [frame.bands[2 * i], frame.bands[2 * i + 1]];
    }
    if (frame.learned) lane.learned = Number.isFinite(frame.learned[i]) ? frame.learned[i] : null;
  });
  const { records } = frame;
  for (let i = 0; i < records.run.length; ++i) lanes[records.run[i]].records.push(records, i);
}

/** @param {Lane} lane @returns {Ghost | null} its curve so far, if there is one to speak of */
function ghostOf(lane) {
  const { records } = lane;
  if (records.length < 2) return lane.ghost;
  return { step: records.step.slice(0, records.length), trainLoss: records.trainLoss.slice(0, records.length) };
}

/**
 * Draws the race before behind lanes that are the same in it.
 *
 * @param {Lane[]} lanes
 * @param {Spec} spec
 * @param {Lane[]} old
 * @param {Spec} oldSpec
 * @param {boolean} fresh the race before itself, not what was drawn behind it
 */
export function haunt(lanes, spec, old, oldSpec, fresh) {
  const given = sweptLanes(oldSpec);
  const before = new Map(old.map((lane, i) => [laneKey(given[i]), lane]));
  sweptLanes(spec).forEach((lane, i) => {
    const same = before.get(laneKey(lane));
    if (same) lanes[i].ghost = fresh ? ghostOf(same) : same.ghost;
  });
}
