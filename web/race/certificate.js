/**
 * The same start, proved: every worker hashes, for each of its lanes, the buffers it trains on, and the page compares.
 *
 * @import { Certificate, Spec } from '../types/engine.js'
 *
 * @typedef {Certificate & {ok: boolean}} Verdict what the lanes share; ok: they do share it
 */

/** @param {any} lane @param {...string} sections of the spec */
const sets = (lane, ...sections) => Object.keys(lane.set ?? {}).some((path) => sections.some((section) => path.startsWith(section)));

/** Lanes that differ by right. @type {Record<keyof Certificate, (lane: any, state: string) => boolean>} */
const exempt = {
  data: (lane) => sets(lane, 'inputs', 'head'),
  draws: (lane) => sets(lane, 'inputs', 'network', 'head'),
  order: (_, state) => state === 'diverged',
};

/**
 * @param {Spec} spec
 * @param {Certificate[]} certificates one per lane
 * @param {{state: string}[]} lanes
 * @returns {Verdict}
 */
export function compare(spec, certificates, lanes) {
  const verdict = { ...certificates[0], ok: true };
  for (const key of /** @type {(keyof Certificate)[]} */ (Object.keys(exempt))) {
    const hashes = certificates.filter((_, i) => !exempt[key](spec.lanes[i], lanes[i].state)).map((c) => c[key]);
    if (hashes.length === 0) continue;
    verdict[key] = hashes[0];
    if (hashes.some((hash) => hash !== hashes[0])) verdict.ok = false;
  }
  return verdict;
}
