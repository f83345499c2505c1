/**
 * The curve of each lane's activation, wide enough for the stretch of it that its data occupy.
 *
 * @import { Spec } from '../types/engine.js'
 * @import { Lane } from './lanes.js'
 */

/** Half widths a curve is shown with, so that it does not breathe with every step. */
const HALVES = [4, 8, 16, 32, 64, 128];
const POINTS = 161;

/**
 * Asks for the curves that are missing or too narrow.
 *
 * @param {Spec} spec
 * @param {Lane[]} lanes
 * @param {(method: string, ...args: any[]) => Promise<any>} ask the engine
 * @returns {Promise<boolean>} whether some curve changed
 */
export async function refreshCurves(spec, lanes, ask) {
  const asked = lanes.map(async (lane, i) => {
    const reach = Math.max(1, Math.abs(lane.band?.[0] ?? 0), Math.abs(lane.band?.[1] ?? 0));
    const half = HALVES.find((h) => h >= 1.1 * reach) ?? HALVES[HALVES.length - 1];
    if (!lane.activation || lane.curve?.hi === half) return false;
    const { value, slope } = await ask('curve', lane.activation, spec.lanes[i].parameters ?? {}, -half, half, POINTS);
    lane.curve = { lo: -half, hi: half, value, slope };
    return true;
  });
  return (await Promise.all(asked)).some(Boolean);
}
