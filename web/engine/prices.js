/**
 * What each activation costs in this browser: nanoseconds a value, computed with its slope as in training.
 */

/** Every activation is measured so often, one after the other in each round, so that noise hits all alike. */
const ROUNDS = 5;

/** Milliseconds of one measurement: long against a clock that some browsers round to a whole one. */
const MEASURE_MS = 12;

/** Runs of one call, which lasts well below a millisecond: WebAssembly is optimised only between calls. */
const RUNS = 20;

/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * @param {any[]} ids or one's own activations
 * @param {(id: any, runs: number) => number} exercise the engine's: how many values it has computed
 * @param {() => void} beat called now and then
 * @returns {number[]} nanoseconds a value, in the order of `ids`
 */
export function measurePrices(ids, exercise, beat) {
  /** @type {number[][]} */
  const rounds = ids.map(() => []);
  for (let round = 0; round < ROUNDS; ++round) {
    ids.forEach((id, i) => {
      const begin = performance.now();
      let values = 0;
      while (performance.now() - begin < MEASURE_MS) values += exercise(id, RUNS);
      rounds[i].push((1e6 * (performance.now() - begin)) / values);
    });
    beat();
  }
  return rounds.map(median);
}
