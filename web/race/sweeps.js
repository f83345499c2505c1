/**
 * Questions about lanes that need a few runs behind the race: which learning rate suits each best, which one it survives, how
 * many units give it as many parameters as the others have.
 *
 * @import { LaneState, Run, Spec } from '../types/engine.js'
 * @import { Background } from './background.js'
 */
import { sweptLanes } from './lanes.js';

export const RATE = 'optimizer.rate';
export const GAIN = 'initializer.gain';

/** Factors on a lane's own rate, and seeds each. Of rates that do equally well the first is taken. */
const FACTORS = [1, 0.3, 3, 0.1, 10, 30];
const SEEDS = 3;

/** The largest rate the engine takes. */
export const HIGHEST_RATE = 1000;

/** Halvings of a rate that are tried before giving up. */
const HALVINGS = 30;

/** The sweep without axes that lanes decide. @param {Spec} spec @param {string[]} paths */
export const withoutAxes = (spec, paths) => spec.sweep.filter((/** @type {{path: string}} */ { path }) => !paths.includes(path));

/** The experiment with one lane of the race alone. @param {Spec} spec @param {number} index @param {Record<string, any>} set */
export function alone(spec, index, set) {
  const { point, ...lane } = sweptLanes(spec)[index];
  return { ...spec, sweep: [], lanes: [{ ...lane, set: { ...lane.set, ...set } }] };
}

/** What a lane of the race has at a path of two steps. @param {Spec} spec @param {number} index @param {string} path */
export function settingOf(spec, index, path) {
  const [section, key] = path.split('.');
  const { set } = sweptLanes(spec)[index];
  return set?.[path] ?? set?.[section]?.[key] ?? spec[section][key];
}

/**
 * The edits after which a lane of the race has these settings: of the base, unless the lane, or a sweep, decides them.
 *
 * @param {Spec} spec
 * @param {number} index
 * @param {[path: string, value: any][]} settings
 * @returns {[path: string, value: any][]}
 */
export function editsFor(spec, index, settings) {
  const sweep = withoutAxes(spec, settings.map(([path]) => path));
  const own = Math.floor(index / (sweptLanes(spec).length / spec.lanes.length));
  const edits = settings.map(([path, value]) => {
    const { set } = spec.lanes[own];
    if (set?.[path] === undefined && set?.[path.split('.')[0]] === undefined) return /** @type {[string, any]} */ ([path, value]);
    return /** @type {[string, any]} */ (['lanes', (/** @type {any[]} */ lanes) => lanes.map((lane, i) => (i === own ? { ...lane, set: { ...lane.set, [path]: value } } : lane))]);
  });
  return sweep.length < spec.sweep.length ? [...edits, ['sweep', sweep]] : edits;
}

/** A setting as people write it. @param {number} x @param {number} digits */
export const rounded = (x, digits) => Number(x.toPrecision(digits));

/** Every lane with every seed. @param {number} lanes @param {number} seeds @returns {Run[]} */
export const everyRun = (lanes, seeds) => Array.from({ length: lanes * seeds }, (_, i) => [Math.floor(i / seeds), i % seeds]);

/** The upper middle; infinite counts as largest. @param {number[]} list */
const middle = (list) => Float64Array.from(list).sort()[list.length >> 1];

/**
 * The best of a few rates for each of the spec's lanes: the one with which most runs learn, then the soonest, then with the
 * lowest loss.
 *
 * @param {Background} background
 * @param {LaneState[]} states the catalogue's list
 * @param {Spec} spec completed
 * @param {(done: number, total: number) => void} onProgress
 * @returns {{stop: () => void, rates: Promise<number[]>}} rates by lane; rejects when stopped or not possible
 */
export function bestRates(background, states, spec, onProgress) {
  /** @type {{lane: number, rate: number, key: number[], spec: Spec, runs: Run[]}[]} */
  const jobs = spec.lanes.flatMap((/** @type {any} */ given, /** @type {number} */ lane) => FACTORS.map((factor) => {
    const own = given.set?.[RATE] ?? given.set?.optimizer?.rate ?? spec.optimizer.rate;
    const rate = factor === 1 ? own : Math.min(HIGHEST_RATE, rounded(own * factor, 3));
    const alone = { ...spec, lanes: [{ ...given, set: { ...given.set, [RATE]: rate } }], sweep: withoutAxes(spec, [RATE]) };
    return { lane, rate, key: [], spec: alone, runs: everyRun(sweptLanes(alone).length, SEEDS) };
  }));
  const batch = background.add(jobs, ({ job, frame }) => {
    const ends = job.runs.map((_, i) => states[frame.state[i]]);
    /** @type {typeof jobs[0]} */ (/** @type {unknown} */ (job)).key = [
      -ends.filter((state) => state === 'learned').length,
      middle(ends.map((state, i) => (state === 'learned' ? frame.stateStep[i] : Infinity))),
      middle(ends.map((state, i) => (state === 'diverged' ? Infinity : frame.trainLoss[i]))),
    ];
    onProgress(batch.done, batch.total);
  }, { urgent: true });
  onProgress(0, batch.total);
  return {
    stop: () => background.drop(batch),
    rates: batch.ended.then((why) => {
      if (why) throw why;
      return spec.lanes.map((/** @type {any} */ _, /** @type {number} */ i) =>
        jobs.filter(({ lane }) => lane === i).reduce((best, other) => (isLess(other.key, best.key) ? other : best)).rate);
    }),
  };
}

/** In the order of words: the first numbers that differ decide. @param {number[]} a @param {number[]} b */
function isLess(a, b) {
  const i = a.findIndex((x, k) => x !== b[k]);
  return i >= 0 && a[i] < b[i];
}

/**
 * The largest rate, of a diverged lane's own halved again and again, with which its visible run survives the budget.
 *
 * @param {Background} background
 * @param {LaneState[]} states the catalogue's list
 * @param {Spec} spec completed
 * @param {number} index of the lane in the race
 * @returns {Promise<number | null>} null when even the smallest that is tried is too large
 */
export async function survivingRate(background, states, spec, index) {
  let rate = settingOf(spec, index, RATE);
  for (let i = 0; i < HALVINGS; ++i) {
    rate /= 2;
    const { frame } = await background.run({ spec: alone(spec, index, { [RATE]: rate }), runs: [[0, 0]] });
    if (states[frame.state[0]] !== 'diverged') return rate;
  }
  return null;
}

/**
 * The spec's lanes with as many parameters as most of them have: those with more get fewer units in every layer.
 *
 * @param {Background} background
 * @param {Spec} spec completed
 * @param {number[]} counts parameters of the spec's lanes
 * @returns {Promise<any[]>} the lanes; those that need no change are the same objects
 */
export async function equalParameters(background, spec, counts) {
  const often = (/** @type {number} */ n) => counts.filter((count) => count === n).length;
  const goal = counts.reduce((a, b) => (often(b) > often(a) || (often(b) === often(a) && b < a) ? b : a));
  /** @type {{i: number, units: number[], most: number, low: number, high: number}[]} */
  const large = spec.lanes.flatMap((/** @type {any} */ lane, /** @type {number} */ i) => {
    const units = spec.network.layers.map((/** @type {any} */ layer, /** @type {number} */ k) => lane.set?.[unitsOf(k)] ?? layer.units);
    const most = Math.max(1, ...units);
    return counts[i] > goal ? [{ i, units, most, low: 1, high: most }] : [];
  });
  const narrowed = (/** @type {typeof large[0]} */ { i, units, most }, /** @type {number} */ n) => {
    const set = Object.fromEntries(units.map((own, k) => [unitsOf(k), Math.max(1, Math.floor((own * n) / most))]));
    return { ...spec.lanes[i], set: { ...spec.lanes[i].set, ...set } };
  };
  // The engine counts; each time half of the widths left are ruled out.
  while (large.some(({ low, high }) => low < high)) {
    const halves = large.map(({ low, high }) => Math.ceil((low + high) / 2));
    const tried = { ...spec, sweep: [], lanes: large.map((each, k) => narrowed(each, halves[k])) };
    const { configured } = await background.run({ spec: tried, runs: everyRun(large.length, 1), to: 0 });
    large.forEach((each, k) => {
      if (configured.runs[k].parameters <= goal) each.low = halves[k];
      else if (each.low < each.high) each.high = halves[k] - 1;
    });
  }
  const lanes = [...spec.lanes];
  for (const each of large) lanes[each.i] = narrowed(each, each.low);
  return lanes;
}

/** @param {number} layer */
const unitsOf = (layer) => `network.layers[${layer}].units`;

/** @typedef {ReturnType<typeof createSweeps>} Sweeps */

/** These questions, to this queue. @param {Background} background @param {LaneState[]} states the catalogue's list */
export const createSweeps = (background, states) => ({
  bestRates: (/** @type {Spec} */ spec, /** @type {(done: number, total: number) => void} */ onProgress) => bestRates(background, states, spec, onProgress),
  equalParameters: (/** @type {Spec} */ spec, /** @type {number[]} */ counts) => equalParameters(background, spec, counts),
  survivingRate: (/** @type {Spec} */ spec, /** @type {number} */ lane) => survivingRate(background, states, spec, lane),
});
