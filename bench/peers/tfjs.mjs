// TensorFlow.js by its core functions, which are leaner than its layers: node bench/peers/tfjs.mjs cpu|wasm
import { createRequire } from 'node:module';
import { lossOf } from '../workloads.mjs';
import { rateOf, serve } from '../serve.mjs';

const require = createRequire(import.meta.url);
const backend = process.argv[2];
console.warn = () => {}; // it advertises its native add-on
console.log = () => {}; // standard output is for answers
const tf = require('@tensorflow/tfjs'); // with its cpu backend
if (backend === 'wasm') require('@tensorflow/tfjs-backend-wasm');
await tf.setBackend(backend);
await tf.ready();

let model;
await serve({
  open(workload) {
    const { units, activation, batch, rate, inputs, targets, start } = workload;
    tf.disposeVariables();
    const layers = start.map(({ W, b }, l) => ({
      W: tf.variable(tf.transpose(tf.tensor2d(W, [units[l + 1], units[l]]))),
      b: tf.variable(tf.tensor1d(b)),
    }));
    const predict = (x) =>
      layers.reduce((a, { W, b }, l) => {
        const z = tf.add(tf.matMul(a, W), b);
        return l === layers.length - 1 ? z : tf[activation](z);
      }, x);
    const batches = [];
    for (let i = 0; i < inputs.length; i += batch)
      batches.push({ x: tf.tensor2d(inputs.slice(i, i + batch)), t: tf.tensor2d(targets.slice(i, i + batch), [batch, 1]) });
    const optimizer = tf.train.sgd(rate);
    let next = 0;
    const step = () => {
      const { x, t } = batches[next++ % batches.length];
      optimizer.minimize(() => tf.losses.meanSquaredError(t, predict(x)));
    };
    model = { workload, predict, step };
    return {};
  },
  updates(n) {
    for (let i = 0; i < n; ++i) model.step();
    const outputs = tf.tidy(() => model.predict(tf.tensor2d(model.workload.inputs)).dataSync());
    return { loss: lossOf(model.workload, outputs) };
  },
  async run(milliseconds) {
    return {
      rate: await rateOf((n) => {
        for (let i = 0; i < n; ++i) model.step();
      }, milliseconds),
    };
  },
});
