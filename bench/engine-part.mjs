// This engine against itself and the machine: the trainer and its bare kernels, the products and the peak, fields, scale.
import { median } from './report.mjs';
import { workPerSecond } from './tasks.mjs';

const of = (work, group) => [...work].filter(([key]) => key.startsWith(`${group}: `)).map(([key, x]) => [key.slice(group.length + 2), x]);

export async function engine(report, competitors) {
  const [node] = await competitors.node();
  const wasm = await workPerSecond(node, ({ group }) => ['peak', 'forward', 'backward', 'gradient', 'bare', 'trainer'].includes(group));

  const products = report.section("Products of 256 samples in WebAssembly, as a share of the core's own 128-bit multiply-add peak");
  const peak = Math.max(...of(wasm, 'peak').map(([, x]) => x));
  products.add('peak, mul + add without FMA', peak / 1e9, 'GFLOP/s');
  for (const group of ['forward', 'backward', 'gradient'])
    for (const [name, x] of of(wasm, group))
      products.add(`${group} ${name}`, (100 * x) / peak, '%', {
        note: `${(x / 1e9).toFixed(1)} GFLOP/s`,
        goal: 'at least 55 %',
        met: x / peak >= 0.55,
      });

  const steps = report.section('The real trainer (shuffled batches, records) in WebAssembly: its time as a multiple of the bare kernels');
  for (const [name, bare] of of(wasm, 'bare')) {
    const most = name.includes('2-4-2-1') ? 2 : 1.5, ratio = bare / wasm.get(`trainer: ${name}`);
    const note = `${Math.round(bare / ratio)} of ${Math.round(bare)} steps/s`;
    steps.add(name, ratio, 'x', { note, goal: `at most ${most} x`, met: ratio <= most });
  }
  await own(report, node);
  await fields(report, node);
  await scale(report, node);
}

/** Activations typed as a formula, beside the rows of the table. */
async function own(report, node) {
  const work = await workPerSecond(node, ({ group }) => ['value', 'slope', 'own value', 'own slope', 'step', 'own step'].includes(group), { milliseconds: 8 });
  const section = report.section('A formula of one\'s own in WebAssembly, its time as a multiple of the built-in row: step of 2-8-8-1 in batches of 32, function, function with slope');
  for (const [id, step] of of(work, 'own step')) {
    const times = (group) => work.get(`${group}: ${id}`) / work.get(`own ${group}: ${id}`);
    const [steps, value, slope] = ['step', 'value', 'slope'].map(times);
    const plain = id === 'relu'; // nothing dear in it: no goal for the function alone
    section.add(id, steps, 'x', { note: `${Math.round(step)} steps/s; ${value.toFixed(2)} x, ${slope.toFixed(2)} x`, goal: plain ? 'at most 2 x' : 'at most 2 x; 4 x', met: steps <= 2 && (plain || Math.max(value, slope) <= 4) });
  }
}

const base = (units, batch, lanes, activation = 'tanh') => ({
  data: { generator: 'circle', count: Math.max(2 * batch, 256) },
  network: { layers: units.map((n) => ({ units: n })) },
  optimizer: { id: 'sgd', rate: 0.0001 },
  batch: { size: batch },
  stop: { steps: 10_000_000 },
  lanes: Array.from({ length: lanes }, (_, i) => ({ name: `${i}`, activation })),
});

async function rounds(ask, n = 5) {
  const all = [];
  for (let i = 0; i < n; ++i) all.push((await ask()).milliseconds);
  return median(all);
}

async function fields(report, node) {
  const section = report.section('Fields, WebAssembly, one worker');
  const argument = { spec: base([8, 8], 32, 16), size: 100, milliseconds: 100 };
  const value = await rounds(() => node.ask({ ask: 'fieldTime', argument }));
  section.add('16 boundaries of 2-8-8-1 (tanh) at 100 x 100', value, 'ms', { goal: 'at most 6 ms', met: value <= 6 });
}

/** Multiply-adds of a step's three products (the first layer has no backward product), as flops. */
function flops(units, batch) {
  const sizes = [2, ...units, 1];
  let sum = 0;
  for (let l = 1; l < sizes.length; ++l) sum += sizes[l - 1] * sizes[l] * (l === 1 ? 2 : 3);
  return 2 * sum * batch;
}

/** Times of several shapes in turn, so that noise hits them alike. */
async function timesOf(node, shapes) {
  const times = shapes.map(() => []);
  for (let round = 0; round < 5; ++round)
    for (const [i, spec] of shapes.entries())
      times[i].push((await node.ask({ ask: 'stepTime', argument: { spec, milliseconds: 60 } })).milliseconds);
  return times.map(median);
}

async function scale(report, node) {
  const section = report.section('Scale, WebAssembly, SGD: cost against what linear growth would give');
  const judged = (name, ratios, note) => {
    const worst = ratios.reduce((a, b) => (Math.abs(Math.log(a)) > Math.abs(Math.log(b)) ? a : b), 1);
    section.add(name, 100 * (worst - 1), '%', { note, goal: 'within 20 %', met: worst <= 1.2 && worst >= 1 / 1.25 });
  };
  const widths = [32, 64, 128, 256];
  const wide = await timesOf(node, widths.map((n) => base([n, n], 256, 1, 'relu')));
  const speed = widths.map((n, i) => flops([n, n], 256) / wide[i] / 1e6);
  judged('flop/s, 2-W-W-1 ReLU, batch 256, W = 32 .. 256', speed.map((x) => x / median(speed)), `${speed.map((x) => x.toFixed(1)).join(', ')} GFLOP/s`);

  const linear = async (name, amounts, specOfAmount) => {
    const times = await timesOf(node, amounts.map(specOfAmount));
    const each = times.map((t, i) => t / amounts[i]);
    judged(name, each.map((t) => t / median(each)), `${each.map((t) => (1e6 * t).toPrecision(3)).join(', ')} ns each`);
  };
  await linear('batch 64 .. 2 048 of 2-32-32-1 ReLU', [64, 128, 256, 512, 2048], (n) => base([32, 32], n, 1, 'relu'));
  const layers = [2, 4, 8, 16];
  const deep = await timesOf(node, layers.map((n) => base(Array(n).fill(32), 256, 1, 'relu')));
  const each = deep.map((t, i) => t / flops(Array(layers[i]).fill(32), 256));
  judged('2 .. 16 layers of 32, ReLU, batch 256, per flop', each.map((t) => t / median(each)), `${each.map((t) => (1 / t / 1e6).toFixed(1)).join(', ')} GFLOP/s`);
  const lanes = [1, 4, 16, 32];
  const many = await timesOf(node, lanes.map((n) => base([8, 8], 32, n)));
  judged('1 .. 32 lanes of 2-8-8-1, batch 32, per lane', many.map((t, i) => t / lanes[i] / (many[0] / lanes[0])), `${many.map((t, i) => ((1e6 * t) / lanes[i]).toPrecision(3)).join(', ')} ns each`);
}
