/**
 * Editing a completed spec by path. What depended on the old value goes back to its default, which the engine writes out.
 *
 * @import { Spec } from './types/engine.js'
 */

/** 'network.layers[1].units' -> ['network', 'layers', 1, 'units']. @param {string} path */
function stepsOf(path) {
  return path.split(/[.[\]]+/).filter((part) => part !== '').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The value at a path such as 'network.layers[1].units'. @param {any} spec @param {string} path @returns {any} */
export const valueAt = (spec, path) => stepsOf(path).reduce((place, step) => place?.[step], spec);

/** @param {any} spec */
function forgetTask(spec) {
  delete spec.head;
  delete spec.loss;
  if (spec.stop) delete spec.stop.target;
}

/** What else changes with a path, applied to the copy before the value is set. @type {[RegExp, (spec: any, value: any, match: RegExpMatchArray) => void][]} */
const dependents = [
  [/^data(\.generator)?$/, (spec, value) => {
    // Another data set brings its own shape, noise and size, and perhaps another task.
    const share = spec.data?.trainShare;
    spec.data = typeof value === 'string' && share !== undefined ? { trainShare: share } : {};
    forgetTask(spec);
    if (spec.inputs) delete spec.inputs.features;
    delete spec.start;
    forgetTaskInLanes(spec);
  }],
  [/^data\.parameters\.classes$/, forgetTask],
  [/^optimizer\.id$/, (spec) => (spec.optimizer = { rate: spec.optimizer?.rate, schedule: spec.optimizer?.schedule, clip: spec.optimizer?.clip })],
  [/^head$/, (spec) => delete spec.loss],
  [/^network\.layers\[(\d+)\]\.activation$/, (spec, _, [, index]) => {
    const layer = spec.network?.layers?.[Number(index)];
    delete layer?.parameters;
    delete layer?.pieces;
  }],
];

/** @param {any} spec */
function forgetTaskInLanes(spec) {
  for (const lane of spec.lanes ?? []) {
    if (!lane.set) continue;
    for (const path of ['head', 'loss', 'inputs', 'inputs.features']) delete lane.set[path];
  }
}

/**
 * @param {Spec} spec
 * @param {[path: string, value: any][]} edits value undefined: back to the default; a function: of the value there is
 * @returns {Spec} a changed copy, to be completed
 */
export function editSpec(spec, edits) {
  let copy = structuredClone(spec);
  for (const [path, wanted] of edits) {
    const value = typeof wanted === 'function' ? wanted(valueAt(copy, path)) : wanted;
    if (path === '') {
      copy = structuredClone(value);
      continue;
    }
    for (const [pattern, apply] of dependents) {
      const match = path.match(pattern);
      if (match) apply(copy, value, match);
    }
    const steps = stepsOf(path);
    const last = steps.pop();
    let place = copy;
    for (const step of steps) place = place[step] ??= {};
    if (last === undefined) continue;
    if (value === undefined) delete place[last];
    else place[last] = structuredClone(value);
  }
  return copy;
}
