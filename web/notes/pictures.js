/**
 * The picture of each note: its kind (views/notes/pictures/), and what that shows. A note that is not here shows the race of its
 * first trial, or its figures as bars where it has none.
 *
 * @typedef {{kind: string, [option: string]: any}} Picture
 */

const reached = { kind: 'outcome', quantity: 'accuracy', relation: '>=', level: 0.95 };
const units = { kind: 'units', lanes: ['relu'] };
const bars = { kind: 'bars' };
const lines = { kind: 'lines', lanes: ['sigmoid', 'tanh', 'relu', 'elu', 'sigmoid-small', 'tanh-small', 'relu-small', 'relu-xavier'] };

/** @param {string} id @param {any} [controls] of its options, what the note is about @returns {Picture} */
const room = (id, controls) => ({ kind: 'room', room: id, controls });

/** @param {any[]} curves @param {Record<string, any>} [more] @returns {Picture} */
const curve = (curves, more) => ({ kind: 'curve', curves, ...more });

/** One neuron, three samples of one class: the squared error has two valleys, the cross-entropy one. */
const valley = {
  kind: 'valley',
  spec: {
    data: { points: { kind: 'classes', inputs: [[-0.1], [1.5], [-20.4]], targets: [[1], [1], [1]] } },
    network: { layers: [] },
    head: 'logistic',
    optimizer: { id: 'sgd', rate: 0.1 },
    stop: { steps: 1000 },
    start: { W0: [[0.7]], b0: [0] },
    lanes: [{ name: 'mse', set: { loss: 'mse' } }, { name: 'cross-entropy', set: { loss: 'cross-entropy' } }],
  },
};

/** @type {Record<string, Picture>} */
export const pictures = {
  C01: curve([['sigmoid']], { reach: 10 }),
  C02: curve([['tanh'], ['sigmoid']]),
  C03: curve([['tanh'], ['sigmoid', { outer: 2, inner: 2, shift: -1 }, '2σ(2x) − 1']]),
  C04: curve([['relu']]),
  C06: curve([['leaky-relu', { alpha: 0.1 }], ['relu']], { turn: ['alpha', 0, 2] }),
  C07: curve([['elu', { alpha: 1 }], ['relu']], { turn: ['alpha', 0, 2], moments: true }),
  C08: curve([['softplus'], ['relu']]),
  C09: curve([['swish', { beta: 1 }], ['relu'], ['identity', { outer: 0.5 }, 'x/2']], { turn: ['beta', 0, 10] }),
  C10: curve([['gelu'], ['swish', { beta: 1.702 }], ['gelu-tanh']]),
  C11: curve([['relu'], ['leaky-relu'], ['abs'], ['identity']]),
  C12: room('maxout'),
  C13: { kind: 'bars', figures: ['text.plain', 'text.parameters', 'figure.plain', 'figure.parameters'] },
  C14: { kind: 'bars', quantity: 'sum', trials: ['softmax-example'] },
  C15: { kind: 'bars', figures: ['unshifted-loss', 'gap-loss', 'gap-exact'] },
  C16: { kind: 'diagram', columns: [['x₁', 'x₂', 'x₃', 'x₄'], ['ReLU', 'ReLU', 'ReLU'], ['y₁', 'y₂']] },
  C18: { kind: 'diagram', columns: [['x₁', 'x₂', 'x₃'], ['z = Σwx + b'], ['a = σ(z)']] },
  C21: { kind: 'diagram', columns: [['u', 'v'], ['f(u + v)', 'f(−u − v)', 'f(u − v)', 'f(−u + v)'], ['u·v']] },
  C24: room('folds', { folds: 4, shape: [16, 16] }),
  C32: valley,
  C33: curve([['sigmoid'], ['tanh']], { reach: 10 }),
  C34: room('steps'),
  C35: lines,
  C37: lines,
  C38: lines,
  C40: { kind: 'lines', forward: true, points: [3] },
  C41: { kind: 'outcome', quantity: 'diverged', relation: '<=', level: 0 },
  C42: { kind: 'outcome', quantity: 'steps', relation: '<=', level: 500 },
  C43: reached,
  C46: room('clinic', { wrong: 5 }),
  C48: valley,
  C49: room('zigzag'),
  C50: { kind: 'outcome', quantity: 'steps', relation: '<=', level: 600 },
  C51: { kind: 'bars', quantity: 'mean' },
  C52: { kind: 'bars', quantity: 'mean' },
  C54: bars,
  C55: { kind: 'outcome', quantity: 'steps', relation: '<=', level: 600 },
  C57: { kind: 'units' },
  C59: units,
  C60: units,
  C61: units,
  C62: { kind: 'units', lanes: ['relu', 'leaky-relu', 'elu'] },
  C63: reached,
  C64: { kind: 'outcome', quantity: 'steps', relation: '<=', level: 600 },
  C65: { kind: 'units', lanes: ['softplus', 'relu'] },
  C66: curve([['swish'], ['gelu'], ['sigmoid']]),
  C68: room('forgetting'),
  C71: room('apple'),
  C72: { kind: 'bars', quantity: 'accuracy' },
  C73: room('apple'),
  C74: room('saddle'),
  C75: reached,
  C76: curve([['tanh', { inner: 1.5 }], ['identity']], { reach: 2, turn: ['inner', 0.5, 2] }),
  C77: { kind: 'diagram', grouped: true, columns: [['z₁', 'z₂', 'z₃', 'z₄', 'z₅', 'z₆'], ['max', 'max', 'max']] },
};
