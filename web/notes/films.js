/**
 * The races of rooms, each made from the room's options.
 *
 * @import { Script } from './film.js'
 */

/** Units of a hidden layer of the room of silent units. */
export const UNITS = 32;

/** Of a link that asks for more. */
const MOST_STEPS = 5000;

/** @type {Record<string, any>} */
const tasks = {
  circle: { generator: 'circle' },
  sine: { generator: 'sine', parameters: { from: -1, to: 1, frequency: 0.5 }, count: 100, noise: 0 },
};

/** @param {string} task */
const dataOf = (task) => tasks[task] ?? { generator: task };

/** Half-way, one step on nothing but a sample that is far off: its place, or its target. @param {string} task @param {number} size @param {number} step */
function kicked(task, size, step) {
  const bad = task === 'circle' ? { kind: 'classes', inputs: [[size, size], [size, size]], targets: [[1], [1]] } : { kind: 'values', inputs: [[0.5], [0.5]], targets: [[-size], [-size]] };
  return [
    { step, set: { 'data.points': bad } },
    { step: step + 1, set: Object.fromEntries(Object.entries(dataOf(task)).map(([key, value]) => [`data.${key}`, value])) },
  ];
}

/** ReLU beside another activation. @param {any} options @returns {Script} */
export const silentUnits = ({ task, layers, bias, optimizer, rate, kick, steps, against, againstParameters, seed }) => ({
  spec: {
    seed,
    data: dataOf(task),
    network: { layers: Array.from({ length: layers }, (_, i) => ({ units: UNITS, ...(i === 0 && bias !== 0 && { startBias: bias }) })) },
    optimizer: { id: optimizer, rate },
    stop: { steps: Math.min(steps, MOST_STEPS) },
    lanes: [{ activation: 'relu' }, { name: 'against', activation: against, parameters: againstParameters }],
    changes: kick ? kicked(task, kick, Math.floor(Math.min(steps, MOST_STEPS) / 2)) : [],
  },
  ending: [['chronicle'], ['states']],
});

/** A curve fitted with few units, beside the straight line: as in the notes, or quicker. @param {any} options @returns {Script} */
export const fewUnits = ({ activation, parameters, units, recipe, centred, seed }) => ({
  spec: {
    seed,
    data: { generator: 'sine', noise: 0.05, ...(recipe ? { parameters: { from: 0, to: 1, frequency: 1 }, count: 450 } : { parameters: { from: -1, to: 1, frequency: 0.5 }, count: 100 }) },
    inputs: { shift: recipe && centred ? -0.5 : 0 },
    head: 'identity',
    loss: 'half-mse',
    network: { layers: [{ units }] },
    ...(recipe
      ? { initializer: { id: 'xavier-normal' }, optimizer: { id: 'sgd', rate: 0.05 }, batch: { size: 10 }, stop: { steps: 225000 } }
      : { optimizer: { id: 'adam', rate: 0.03 }, stop: { steps: 1000 } }),
    lanes: [{ name: 'units', activation, parameters }, { name: 'line', activation: 'identity' }],
  },
  questions: [['network'], ['units', { size: 201 }]],
});
