// The training tasks that all competitors get: the same points, targets, starting weights, batches, rate; plain SGD on the
// mean squared error of a linear output. Batches take the points in order, all full, so that no competitor has to shuffle.

/** A small generator of its own (mulberry32), so that the data belong to no competitor. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @typedef {object} Workload
 * @property {string} name
 * @property {number[]} units of all layers, inputs first
 * @property {'tanh' | 'relu'} activation of hidden layers
 * @property {number} batch
 * @property {number} rate of plain SGD on the mean squared error
 * @property {number} updates after which losses are compared
 * @property {number[][]} inputs
 * @property {number[]} targets
 * @property {{W: number[][], b: number[]}[]} start W row by row (one row per unit)
 */

/** @returns {Workload} */
function workload(name, units, activation, batch, count, rate, updates) {
  const random = randomNumbers(7);
  const inputs = Array.from({ length: count }, () => [2 * random() - 1, 2 * random() - 1]);
  const targets = inputs.map(([x, y]) => (x * x + y * y < 0.5 ? 1 : 0));
  const start = units.slice(1).map((n, l) => {
    const range = Math.sqrt((activation === 'relu' ? 6 : 3) / units[l]);
    const W = Array.from({ length: n }, () => Array.from({ length: units[l] }, () => Math.fround(range * (2 * random() - 1))));
    return { W, b: new Array(n).fill(0) };
  });
  return { name, units, activation, batch, rate, updates, inputs, targets, start };
}

export const workloads = [
  workload('2-4-2-1 tanh, batch 10', [2, 4, 2, 1], 'tanh', 10, 500, 0.1, 1000),
  workload('2-8-8-1 tanh, batch 32', [2, 8, 8, 1], 'tanh', 32, 512, 0.1, 500),
  workload('2-32-32-32-1 ReLU, batch 256', [2, 32, 32, 32, 1], 'relu', 256, 512, 0.05, 200),
  workload('2-128-128-1 ReLU, batch 256', [2, 128, 128, 1], 'relu', 256, 512, 0.02, 100),
];

/** The workload as our spec. */
export function specOf({ units, activation, batch, rate, inputs, targets, start }, steps = 10_000_000) {
  return {
    data: { points: { inputs, targets: targets.map((t) => [t]), kind: 'values' } },
    network: { layers: units.slice(1, -1).map((n) => ({ units: n })) },
    head: 'identity',
    loss: 'mse',
    optimizer: { id: 'sgd', rate },
    batch: { size: batch, order: 'fixed' },
    start: Object.fromEntries(start.flatMap(({ W, b }, l) => [[`W${l}`, W], [`b${l}`, b]])),
    stop: { steps },
    lanes: [{ activation }],
  };
}

/** Mean squared error of outputs against the workload's targets. */
export function lossOf({ targets }, outputs) {
  return targets.reduce((sum, t, i) => sum + (outputs[i] - t) ** 2, 0) / targets.length;
}
