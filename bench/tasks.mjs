// The tasks of src/app/bench_tasks.hpp, timed by a competitor in rounds.
import { median } from './report.mjs';

/**
 * Work per second of all tasks that `test` takes, medians of the rounds.
 *
 * @param {any} competitor
 * @param {(task: {group: string, name: string}) => boolean} test
 * @returns {Promise<Map<string, number>>} by 'group: name'
 */
export async function workPerSecond(competitor, test, { rounds = 5, milliseconds = 15 } = {}) {
  const list = await competitor.ask({ list: true });
  const chosen = list.map((task, index) => ({ ...task, index, seconds: [] })).filter(test);
  for (const { index } of chosen) await competitor.ask({ task: index, milliseconds }); // warms up
  for (let round = 0; round < rounds; ++round)
    for (const { index, seconds } of chosen) seconds.push((await competitor.ask({ task: index, milliseconds })).seconds);
  return new Map(chosen.map(({ group, name, work, seconds }) => [`${group}: ${name}`, work / median(seconds)]));
}
