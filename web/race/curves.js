/**
 * The curve of each lane's activation, wide enough for the stretch of it that its data occupy, with its learned parameter as it
 * is now.
 *
 * @import { Spec } from '../types/engine.js'
 * @import { Lane } from './lanes.js'
 */
import { EngineError } from '../engine/client.js';
import { sweptLanes } from './lanes.js';

/** Half widths a curve is shown with, so that it does not breathe with every step. */
const HALVES = [4, 8, 16, 32, 64, 128];
const POINTS = 161;

/** A learned parameter bends the curve anew when it has moved by so much. */
const LEAST_MOVE = 0.005;

/**
 * Asks for the curves that are missing or too narrow.
 *
 * @param {Spec} spec
 * @param {Lane[]} lanes
 * @param {(activation: any) => string | undefined} learnableOf the parameter that an activation may learn
 * @param {(method: string, ...args: any[]) => Promise<any>} ask the engine
 * @returns {Promise<boolean>} whether some curve changed
 */
export async function refreshCurves(spec, lanes, learnableOf, ask) {
  const given = sweptLanes(spec);
  const asked = lanes.map(async (lane, i) => {
    const reach = Math.max(1, Math.abs(lane.band?.[0] ?? 0), Math.abs(lane.band?.[1] ?? 0));
    const half = HALVES.find((h) => h >= 1.1 * reach) ?? HALVES[HALVES.length - 1];
    const moved = lane.learned !== null && Math.abs(lane.learned - (lane.curve?.learned ?? Infinity)) > LEAST_MOVE;
    if (!lane.activation || (lane.curve?.hi === half && !moved)) return false;
    const { learned } = lane;
    const parameters = { ...given[i].parameters };
    const id = learned === null ? undefined : learnableOf(lane.activation);
    if (id) parameters[id] = learned;
    try {
      const { value, slope } = await ask('curve', lane.activation, parameters, -half, half, POINTS);
      lane.curve = { lo: -half, hi: half, value, slope, learned };
      return true;
    } catch (error) {
      // Learned beyond what it can be set to, as in a lane about to diverge: the curve stays as it was.
      if (!(error instanceof EngineError)) throw error;
      return false;
    }
  });
  return (await Promise.all(asked)).some(Boolean);
}
