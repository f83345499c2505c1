// The committed hashes of trained parameters: one race per optimiser, every activation in it. Every build must give them.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../golden/hashes.json', import.meta.url);

/** Learning rates at which most lanes train for all of the steps. */
const rates = { sgd: 0.1, momentum: 0.02, nesterov: 0.02, adagrad: 0.05, rmsprop: 0.003, adam: 0.01, adamw: 0.01 };

/** Activations of one's own beside the table's: together every kernel of formulas, and a drawn one. @type {Record<string, object>} */
const own = {
  'own exp tanh Phi': { formula: 'tanh(x)*Phi(x) + where(x > 0, x, exp(x) - 1)/3' },
  'own log sin softplus': { formula: 'softplus(x) - log(1 + x^2)/2 + sin(2*x)/4 + log1p(abs(x))*sign(x)/8' },
  'own atan expm1 sqrt': { formula: 'atan(x) + expm1(min(x, 1))/4 + sqrt(1 + x^2)*sigmoid(x)/2' },
  'own points': { points: [[-2, -0.2], [-0.5, 0], [0.3, 0.8], [2, 1]] },
};

/**
 * The race of one optimiser.
 *
 * @param {string} optimizer
 * @param {string[]} activations
 */
export function specOf(optimizer, activations) {
  if (!(optimizer in rates)) throw new Error(`tests/builds/hashes.mjs has no rate for the optimiser ${optimizer}`);
  return {
    seed: 3,
    data: { generator: 'moons', count: 200, noise: 0.1, trainShare: 0.8 },
    network: { layers: [{ units: 8 }, { units: 8 }] },
    optimizer: { id: optimizer, rate: rates[optimizer] },
    batch: { size: 32, order: 'shuffled' },
    stop: { steps: 5000 },
    lanes: activations.map((id) => (own[id] ? { name: id, activation: own[id] } : { activation: id })),
  };
}

/** @returns {{optimizers: string[], activations: string[]}} the ids of the tables of a native program, and own activations @param {string} program */
export function tables(program) {
  const ids = (/** @type {string} */ table) => JSON.parse(execFileSync(program, ['list', table, '--json'], { encoding: 'utf8' })).map((/** @type {{id: string}} */ row) => row.id);
  return { optimizers: ids('optimizers'), activations: [...ids('activations'), ...Object.keys(own)] };
}

/**
 * Trained by a native program.
 *
 * @param {string} program
 * @param {string} optimizer
 * @param {string[]} activations
 * @returns {Record<string, string>} hash by activation
 */
export function trained(program, optimizer, activations) {
  const lines = execFileSync(program, ['train', '-', '--every', '5000', '--format', 'jsonl'], { input: JSON.stringify(specOf(optimizer, activations)), encoding: 'utf8' });
  const ends = lines.trim().split('\n').map((line) => JSON.parse(line)).filter((record) => record.hash);
  return Object.fromEntries(ends.map(({ lane, hash }) => [lane, hash]));
}

/** @returns {Record<string, Record<string, string>>} the committed hashes by optimiser and activation */
export const committed = () => JSON.parse(readFileSync(file, 'utf8'));

// node tests/builds/hashes.mjs: writes them anew, after a change of bits that was meant.
if (process.argv[1] && import.meta.url.endsWith(process.argv[1].replace(/^.*\/tests\//, 'tests/'))) {
  const program = 'build/native/nonlin';
  const { optimizers, activations } = tables(program);
  const hashes = Object.fromEntries(optimizers.map((id) => [id, trained(program, id, activations)]));
  writeFileSync(file, `${JSON.stringify(hashes, null, 1)}\n`);
}
