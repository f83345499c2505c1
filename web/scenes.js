/**
 * The scenes: experiments worth opening, as specs that say what differs from the default one. Measured beforehand, see README.
 *
 * @typedef {object} Scene
 * @property {string} id its name is the text `scene.<id>`
 * @property {any} spec
 * @property {number} pace steps a second
 */

const OPENING_LANES = [
  'sigmoid', 'hard-sigmoid', 'tanh', 'hard-tanh',
  'relu', 'leaky-relu', 'prelu', 'maxout',
  'softplus', 'elu', 'swish', 'gelu',
  'identity', 'step', 'sine', 'gaussian',
].map((activation) => ({ activation }));

/** @type {Scene[]} */
export const scenes = [
  { id: 'spiral', spec: {}, pace: 40 },
  {
    id: 'deep',
    spec: {
      data: { generator: 'circle' },
      network: { layers: Array.from({ length: 6 }, () => ({ units: 16 })) },
      optimizer: { id: 'sgd', rate: 0.5 },
      stop: { steps: 250 },
      lanes: [...OPENING_LANES, { activation: 'sigmoid', set: { 'initializer.gain': 4 } }],
    },
    pace: 40,
  },
  {
    id: 'unit',
    spec: {
      data: { generator: 'sine', parameters: { from: -1, to: 1, frequency: 0.5 } },
      network: { layers: [{ units: 1 }] },
      optimizer: { rate: 0.03 },
      stop: { steps: 1000, target: { score: 0.95 } },
    },
    pace: 200,
  },
  {
    // x in [0, 1]: with zero biases every kink of a ReLU sits at the edge of the data.
    id: 'unit-notes',
    spec: {
      data: { generator: 'sine', parameters: { from: 0, to: 1, frequency: 1 }, count: 450 },
      network: { layers: [{ units: 1 }] },
      optimizer: { rate: 0.03 },
      initializer: { id: 'xavier-normal' },
      stop: { steps: 3000, target: { score: 0.85 } },
    },
    pace: 200,
  },
];

/** @param {string} id */
export const sceneById = (id) => scenes.find((scene) => scene.id === id);
