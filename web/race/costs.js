/**
 * What the lanes cost to train, as measured, so that workers can be dealt equal shares, also in the next race.
 *
 * @import { Spec } from '../types/engine.js'
 * @import { Lane } from './lanes.js'
 */
import { laneKey, sweptLanes } from './lanes.js';

/** Steps after which a lane's cost is known well enough. */
export const MEASURED_STEPS = 30;

/** The most loaded worker may have so many times the average before dealing anew pays. */
const IMBALANCE = 1.25;

/** Lanes whose cost is remembered. */
const MOST_KNOWN = 2000;

export class Costs {
  /** Milliseconds a step, by lane and what else decides it. @type {Map<string, number>} */ #known = new Map();

  /** @param {Spec} spec @returns {number[]} relative cost of each lane; the usual one where nothing is known */
  expected(spec) {
    const known = [...this.#known.values()];
    const usual = known.length ? known.reduce((a, b) => a + b, 0) / known.length : 1;
    return sweptLanes(spec).map((/** @type {any} */ lane) => this.#known.get(keyOf(spec, lane)) ?? usual);
  }

  /** @param {Spec} spec @param {Lane[]} lanes of the race as it stands */
  remember(spec, lanes) {
    if (this.#known.size > MOST_KNOWN) this.#known.clear(); // of a very long visit
    sweptLanes(spec).forEach((/** @type {any} */ lane, /** @type {number} */ i) => {
      if (lanes[i].stepOf >= MEASURED_STEPS) this.#known.set(keyOf(spec, lane), measured(lanes[i]));
    });
  }
}

/** @param {Lane} lane */
const measured = (lane) => lane.milliseconds / Math.max(lane.stepOf, 1);

/** @param {Spec} spec @param {any} lane */
const keyOf = (spec, lane) => JSON.stringify([laneKey(lane), spec.network, spec.batch, spec.data.count]);

/**
 * Whether some worker has so much more to do than the others that lanes should move.
 *
 * @param {number[][]} deal lanes of each worker
 * @param {Lane[]} lanes
 */
export function isUneven(deal, lanes) {
  const loads = deal.map((list) => list.reduce((sum, i) => sum + measured(lanes[i]), 0));
  return Math.max(...loads) > (IMBALANCE * loads.reduce((a, b) => a + b, 0)) / loads.length;
}
