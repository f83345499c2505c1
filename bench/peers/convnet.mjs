// ConvNetJS. Its regression layer takes half the squared error, so its rate is twice ours.
import convnetjs from 'convnetjs';
import { lossOf } from '../workloads.mjs';
import { rateOf, serve } from '../serve.mjs';

let model;
await serve({
  open(workload) {
    const { units, activation, batch, rate, inputs, targets, start } = workload;
    const net = new convnetjs.Net();
    net.makeLayers([
      { type: 'input', out_sx: 1, out_sy: 1, out_depth: units[0] },
      ...units.slice(1, -1).map((n) => ({ type: 'fc', num_neurons: n, activation })),
      { type: 'regression', num_neurons: units.at(-1) },
    ]);
    const dense = net.layers.filter((layer) => layer.layer_type === 'fc');
    start.forEach(({ W, b }, l) => {
      W.forEach((row, u) => row.forEach((w, i) => (dense[l].filters[u].w[i] = w)));
      b.forEach((x, u) => (dense[l].biases.w[u] = x));
    });
    const options = { method: 'sgd', learning_rate: 2 * rate, momentum: 0, batch_size: batch, l1_decay: 0, l2_decay: 0 };
    const trainer = new convnetjs.Trainer(net, options);
    const points = inputs.map((x) => new convnetjs.Vol(x));
    let next = 0;
    const step = () => {
      for (let i = 0; i < batch; ++i, ++next) trainer.train(points[next % points.length], [targets[next % points.length]]);
    };
    model = { workload, net, points, step };
    return {};
  },
  updates(n) {
    for (let i = 0; i < n; ++i) model.step();
    return { loss: lossOf(model.workload, model.points.map((x) => model.net.forward(x).w[0])) };
  },
  async run(milliseconds) {
    return {
      rate: await rateOf((n) => {
        for (let i = 0; i < n; ++i) model.step();
      }, milliseconds),
    };
  },
});
