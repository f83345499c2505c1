/**
 * The scenes: experiments worth opening, as specs that say what differs from the default one.
 *
 * The seed of each is typical by a rule: the smallest whose every lane ends in its majority state over this seed and the 19
 * that follow and, where it learned, at a step within the 10 to 90 % range.
 *
 * @typedef {object} Scene
 * @property {string} id its name is the text `scene.<id>`
 * @property {any} spec
 * @property {number} pace steps a second
 */

/** Six layers of sixteen units on two rings, plain SGD. */
const deep = {
  data: { generator: 'circle' },
  network: { layers: Array.from({ length: 6 }, () => ({ units: 16 })) },
  optimizer: { id: 'sgd', rate: 0.5 },
};

/** One unit. */
const unit = {
  network: { layers: [{ units: 1 }] },
  optimizer: { rate: 0.03 },
};

/** @type {Scene[]} */
export const scenes = [
  { id: 'spiral', spec: {}, pace: 40 },
  { id: 'deep', spec: { ...deep, stop: { steps: 250 } }, pace: 40 },
  {
    // Sigmoid learns six layers, too: with batch normalisation, weights that start four times as large, or as 4σ(z) - 2.
    id: 'deep-repaired',
    spec: {
      seed: 0,
      ...deep,
      stop: { steps: 500 },
      lanes: [
        { activation: 'sigmoid' },
        { activation: 'sigmoid', set: Object.fromEntries(deep.network.layers.map((_, i) => [`network.layers[${i}].norm`, 'batch'])) },
        { activation: 'sigmoid', set: { 'initializer.gain': 4 } },
        { activation: 'sigmoid', parameters: { outer: 4, shift: -2 } },
        { activation: 'tanh' },
        { activation: 'relu' },
      ],
    },
    pace: 40,
  },
  {
    id: 'unit',
    spec: {
      seed: 5,
      ...unit,
      data: { generator: 'sine', parameters: { from: -1, to: 1, frequency: 0.5 } },
      stop: { steps: 1000, target: { score: 0.95 } },
    },
    pace: 200,
  },
  {
    // x in [0, 1]: with zero biases every kink of a ReLU sits at the edge of the data.
    id: 'unit-notes',
    spec: {
      seed: 0,
      ...unit,
      data: { generator: 'sine', parameters: { from: 0, to: 1, frequency: 1 }, count: 450 },
      initializer: { id: 'xavier-normal' },
      stop: { steps: 3000, target: { score: 0.85 } },
    },
    pace: 200,
  },
];

/** @param {string} id */
export const sceneById = (id) => scenes.find((scene) => scene.id === id);
