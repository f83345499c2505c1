// TensorFlow Playground's training in double precision, written anew from its rules: seedrandom's numbers, its points, its order of
// draws, its loss and update. An independent word on what a link of its means.

/** seedrandom 2.4's generator: RC4 keyed by a text. @param {string} text @returns {() => number} */
export function seedrandom(text) {
  const s = Array.from({ length: 256 }, (_, i) => i);
  const swap = (a, b) => ([s[a], s[b]] = [s[b], s[a]]);
  let i = 0;
  let j = 0;
  for (let k = 0; k < 256; ++k) swap(k, (j = (j + s[k] + (text.charCodeAt(k % text.length) & 255)) & 255));
  j = 0;
  const byte = () => {
    swap((i = (i + 1) & 255), (j = (j + s[i]) & 255));
    return s[(s[i] + s[j]) & 255];
  };
  for (let k = 0; k < 256; ++k) byte();
  return () => {
    let n = 0;
    for (let k = 0; k < 6; ++k) n = 256 * n + byte();
    let scale = 2 ** 48;
    let held = 0;
    for (; n < 2 ** 52; n = 256 * (n + held), scale *= 256, held = byte());
    for (; n >= 2 ** 53; n /= 2, scale /= 2, held >>>= 1);
    return (n + held) / scale;
  };
}

const cones = [[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]];

/** @param {() => number} random @param {string} kind @param {number} noise a share @returns {number[][]} x, y, label */
function points(random, kind, noise) {
  const between = (a, b) => a + (b - a) * random();
  const two = (reach, share = 1) => {
    const x = between(-reach, reach) * share;
    return [x, between(-reach, reach) * share];
  };
  const list = [];
  const halves = (make) => {
    for (let i = 0; i < 500; ++i) make(i < 250, i % 250);
  };
  const normal = (mean, variance) => {
    for (;;) {
      const v = 2 * random() - 1;
      const w = 2 * random() - 1;
      const q = v * v + w * w;
      if (q <= 1) return mean + Math.sqrt(variance) * Math.sqrt((-2 * Math.log(q)) / q) * v;
    }
  };
  if (kind === 'circle') halves((inner) => {
    const r = inner ? between(0, 2.5) : between(3.5, 5);
    const angle = between(0, 2 * Math.PI);
    const [x, y] = [r * Math.sin(angle), r * Math.cos(angle)];
    const [dx, dy] = two(5, noise);
    list.push([x, y, Math.hypot(x + dx, y + dy) < 2.5 ? 1 : -1]);
  });
  else if (kind === 'spiral') halves((first, i) => {
    const angle = ((1.75 * i) / 250) * 2 * Math.PI + (first ? 0 : Math.PI);
    const [dx, dy] = two(1, noise);
    list.push([(i / 50) * Math.sin(angle) + dx, (i / 50) * Math.cos(angle) + dy, first ? 1 : -1]);
  });
  else if (kind === 'gauss') halves((first) => {
    const x = normal(first ? 2 : -2, 0.5 + 7 * noise);
    list.push([x, normal(first ? 2 : -2, 0.5 + 7 * noise), first ? 1 : -1]);
  });
  else if (kind === 'xor') for (let i = 0; i < 500; ++i) {
    const [x, y] = two(5).map((v) => v + (v > 0 ? 0.3 : -0.3));
    const [dx, dy] = two(5, noise);
    list.push([x, y, (x + dx) * (y + dy) >= 0 ? 1 : -1]);
  }
  else for (let i = 0; i < 1200; ++i) {
    const [x, y] = two(6);
    const [dx, dy] = two(6, noise);
    const cone = ([cx, cy, sign]) => sign * Math.max(0, 1 - Math.hypot(x + dx - cx, y + dy - cy) / 2);
    const label = kind === 'reg-plane' ? (x + y + dx + dy) / 10 : cones.map(cone).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    list.push([x, y, label]);
  }
  for (let left = list.length; left > 0; ) {
    const other = Math.floor(random() * left--);
    [list[left], list[other]] = [list[other], list[left]];
  }
  return list;
}

const curves = {
  relu: [(z) => Math.max(0, z), (z) => (z <= 0 ? 0 : 1)],
  tanh: [Math.tanh, (z) => 1 - Math.tanh(z) ** 2],
  sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (z) => 1 / (1 + Math.exp(-z)) / (1 + Math.exp(z))],
  linear: [(z) => z, () => 1],
};
const features = { x: (x) => x, y: (_, y) => y, xSquared: (x) => x * x, ySquared: (_, y) => y * y, xTimesY: (x, y) => x * y, sinX: (x) => Math.sin(x), sinY: (_, y) => Math.sin(y) };

/**
 * Losses of training and test set after the epochs asked for.
 *
 * @param {Record<string, any>} settings as in its state, what is left out being its default
 * @param {number[]} epochs rising
 * @returns {number[][]}
 */
export function playgroundLosses(settings, epochs) {
  const { seed, dataset = 'circle', noise = 0, percTrainData = 50, inputs = ['x', 'y'], shape = [4, 2], activation = 'tanh', batchSize = 10, rate = 0.03,
    regularization, regularizationRate = 0, initZero = false } = settings;
  const random = seedrandom(seed);
  const all = points(random, dataset, noise / 100).map(([x, y, label]) => ({ a: inputs.map((id) => features[id](x, y)), label }));
  const count = Math.floor((all.length * percTrainData) / 100);
  const [train, test] = [all.slice(0, count), all.slice(count)];
  const sizes = [inputs.length, ...shape, 1];
  const layers = sizes.slice(1).map((units, l) => ({
    curve: l < shape.length ? curves[activation] : dataset.startsWith('reg') ? curves.linear : curves.tanh,
    units: Array.from({ length: units }, () => ({ w: Array.from({ length: sizes[l] }, () => random() - 0.5), b: 0.1, dead: [], dw: new Array(sizes[l]).fill(0), db: 0 })),
  }));
  if (initZero) for (const { units } of layers) for (const unit of units) (unit.w.fill(0), (unit.b = 0));
  const forward = (a) => layers.map(({ curve, units }) => {
    const z = units.map(({ w, b }) => w.reduce((sum, each, k) => sum + each * a[k], b));
    a = z.map(curve[0]);
    return { z, a };
  });
  const loss = (set) => set.reduce((sum, { a, label }) => sum + 0.5 * (forward(a).at(-1).a[0] - label) ** 2, 0) / set.length;
  let gathered = 0;
  const learn = ({ a, label }) => {
    const passed = forward(a);
    let delta = [passed.at(-1).a[0] - label];
    for (let l = layers.length - 1; l >= 0; --l) {
      const { curve, units } = layers[l];
      const from = l ? passed[l - 1].a : a;
      const d = delta.map((each, u) => each * curve[1](passed[l].z[u]));
      delta = from.map((_, k) => units.reduce((sum, { w }, u) => sum + d[u] * w[k], 0));
      units.forEach((unit, u) => {
        unit.db += d[u];
        from.forEach((each, k) => (unit.dw[k] += d[u] * each));
      });
    }
    ++gathered;
  };
  const update = () => {
    for (const { units } of layers) for (const unit of units) {
      unit.b -= (rate / gathered) * unit.db;
      unit.db = 0;
      unit.w.forEach((before, k) => {
        if (unit.dead[k]) return;
        const push = regularization === 'L1' ? Math.sign(before) : regularization === 'L2' ? before : 0;
        const stepped = before - (rate / gathered) * unit.dw[k];
        const pushed = stepped - rate * regularizationRate * push;
        unit.dead[k] = regularization === 'L1' && stepped * pushed < 0;
        unit.w[k] = unit.dead[k] ? 0 : pushed;
        unit.dw[k] = 0;
      });
    }
    gathered = 0;
  };
  let epoch = 0;
  return epochs.map((to) => {
    for (; epoch < to; ++epoch) train.forEach((sample, i) => {
      learn(sample);
      if ((i + 1) % batchSize === 0) update();
    });
    return [loss(train), loss(test)];
  });
}
