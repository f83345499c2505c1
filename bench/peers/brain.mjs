// brain.js: one pattern at a time, the activation on the output too, half the squared error. Its rate is in samples a second.
import { createRequire } from 'node:module';
import { lossOf } from '../workloads.mjs';
import { rateOf, serve } from '../serve.mjs';

const require = createRequire(import.meta.url);
const { NeuralNetwork } = require('brain.js');

let model;
await serve({
  open(workload) {
    const { units, activation, rate, inputs, targets, start } = workload;
    const net = new NeuralNetwork({ hiddenLayers: units.slice(1, -1), activation });
    Object.assign(net.trainOpts, { learningRate: rate, momentum: 0 }); // it refuses to be told a momentum of 0
    net.sizes = units;
    net.initialize();
    start.forEach(({ W, b }, l) => {
      W.forEach((row, u) => row.forEach((w, i) => (net.weights[l + 1][u][i] = w)));
      b.forEach((x, u) => (net.biases[l + 1][u] = x));
    });
    const patterns = inputs.map((x, i) => ({ input: Float32Array.from(x), output: Float32Array.of(targets[i]) }));
    let next = 0;
    const step = () => net.trainPattern(patterns[next++ % patterns.length]);
    model = { workload, net, patterns, step };
    return {};
  },
  updates(n) {
    for (let i = 0; i < n; ++i) model.step();
    return { loss: lossOf(model.workload, model.patterns.map(({ input }) => model.net.runInput(input)[0])) };
  },
  async run(milliseconds) {
    return {
      rate: await rateOf((n) => {
        for (let i = 0; i < n; ++i) model.step();
      }, milliseconds),
    };
  },
});
