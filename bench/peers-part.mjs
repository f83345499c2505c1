// Training, plain SGD, side by side with the peers.
import { figure, median } from './report.mjs';
import { workloads } from './workloads.mjs';

const rounds = 5, milliseconds = 150;

/** Times the peers: of ConvNetJS and of TensorFlow.js's wasm backend. */
const goals = {
  '2-4-2-1 tanh, batch 10': [25, 1000],
  '2-8-8-1 tanh, batch 32': [40, 250],
  '2-32-32-32-1 ReLU, batch 256': [40, 13],
};
const wide = new Set(['2-32-32-32-1 ReLU, batch 256', '2-128-128-1 ReLU, batch 256']);

/** brain.js makes one update a sample, through an activation on its output: another task, whose loss is not compared. */
const onePatternAtATime = (competitor) => competitor.name === 'brain.js';

export async function peers(report, competitors) {
  const all = (
    await Promise.all([competitors.node(), competitors.chromium(), competitors.native(), competitors.javascript(), competitors.others()])
  ).flat();
  for (const workload of workloads) {
    const section = report.section(`Training, plain SGD: ${workload.name} (loss after ${workload.updates} equal updates)`);
    /** @type {Map<any, {loss?: number, rates: number[], failed?: string}>} */
    const results = new Map();
    for (const competitor of all) {
      const result = { rates: [], failed: competitor.skipped };
      results.set(competitor, result);
      if (result.failed) continue;
      try {
        await competitor.ask({ open: workload });
        result.loss = (await competitor.ask({ updates: workload.updates })).loss;
        await competitor.ask({ run: true, milliseconds }); // warms up
      } catch (error) {
        result.failed = error.message;
      }
    }
    for (let round = 0; round < rounds; ++round)
      for (const [competitor, result] of results)
        if (!result.failed) result.rates.push((await competitor.ask({ run: true, milliseconds })).rate);

    const losses = [...results].filter(([c, r]) => r.loss !== undefined && !onePatternAtATime(c)).map(([, r]) => r.loss);
    const middle = median(losses);
    const counts = (competitor, { loss, failed }) => !failed && !onePatternAtATime(competitor) && Math.abs(loss / middle - 1) <= 0.05;
    const rate = (test) => Math.max(...[...results].filter(([c, r]) => counts(c, r) && test(c.name)).map(([, r]) => median(r.rates)));
    for (const [competitor, result] of results) {
      if (result.failed) {
        section.add(competitor.name, null, '', { note: `skipped: ${result.failed}` });
        continue;
      }
      const { loss } = result;
      const spread = `±${figure((50 * (Math.max(...result.rates) - Math.min(...result.rates))) / median(result.rates))} %`;
      const [unit, note] = onePatternAtATime(competitor)
        ? ['samples/s', 'one pattern at a time']
        : ['steps/s', `loss ${loss.toFixed(6)}${counts(competitor, result) ? '' : ', NOT COUNTED: not within 5 % of the others'}`];
      section.add(competitor.name, median(result.rates), unit, { note: `${spread.padEnd(9)} ${note}` });
    }
    const node = rate((name) => name === 'this, WebAssembly, Node');
    const against = (what, value, least) =>
      section.add(what, Number.isFinite(value) ? value : null, 'x', { goal: `at least ${least} x`, met: value >= least });
    const [convnet, tensorflow] = goals[workload.name] ?? [];
    if (convnet) against('WebAssembly / ConvNetJS', node / rate((name) => name === 'ConvNetJS'), convnet);
    if (tensorflow) against('WebAssembly / TensorFlow.js wasm', node / rate((name) => name === 'TensorFlow.js 4.22, wasm'), tensorflow);
    const sse = rate((name) => name.includes('SSE4.2')), avx2 = rate((name) => name.includes('AVX2'));
    against('WebAssembly / native SSE4.2', node / sse, 0.9);
    if (wide.has(workload.name)) against('native AVX2 / native SSE4.2', avx2 / sse, 1.5);
  }
}
