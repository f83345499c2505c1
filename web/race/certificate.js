/**
 * The same start, proved: every worker hashes, for each of its lanes, the buffers it trains on, and the page compares.
 *
 * @import { Certificate, Spec } from '../types/engine.js'
 *
 * @typedef {Certificate & {ok: boolean}} Verdict what the lanes share; ok: they do share it
 */
import { sweptLanes } from './lanes.js';

/** @param {any} lane @param {...string} sections of the spec */
const sets = (lane, ...sections) => Object.keys(lane.set ?? {}).some((path) => sections.some((section) => path.startsWith(section)));

/** Lanes that differ by right; `ended`: the lane stands at an earlier step than the others; `changing`: there are changes in mid-run. @type {Record<keyof Certificate, (lane: any, ended: boolean, changing: boolean) => boolean>} */
const exempt = {
  data: (lane, ended, changing) => (ended && changing) || sets(lane, 'inputs', 'head', 'loss'),
  draws: (lane) => sets(lane, 'inputs', 'network', 'head'),
  order: (_, ended) => ended,
};

/**
 * @param {Spec} spec
 * @param {Certificate[]} certificates one per lane
 * @param {{state: string, stepOf: number}[]} lanes
 * @param {boolean} [otherBatches] the lanes after the first take the batches of another seed
 * @returns {Verdict}
 */
export function compare(spec, certificates, lanes, otherBatches = false) {
  const given = sweptLanes(spec);
  const step = Math.max(...lanes.map((lane) => lane.stepOf));
  const ended = (/** @type {number} */ i) => lanes[i].state === 'diverged' || lanes[i].stepOf < step;
  const verdict = { ...certificates[0], ok: true };
  for (const key of /** @type {(keyof Certificate)[]} */ (Object.keys(exempt))) {
    const hashes = certificates.filter((_, i) => !(otherBatches && key === 'order' && i > 0) && !exempt[key](given[i], ended(i), spec.changes?.length > 0)).map((c) => c[key]);
    if (hashes.length === 0) continue;
    verdict[key] = hashes[0];
    if (hashes.some((hash) => hash !== hashes[0])) verdict.ok = false;
  }
  return verdict;
}
