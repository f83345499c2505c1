/**
 * TensorFlow Playground's links, read as it reads them (its state.ts at 02469bd): pairs after the hash, no percent-decoding, a blank
 * value or an unknown word is the default. The experiment made of one runs as there: same points, same starting weights, same
 * batches, same losses. What this page has no equal for is listed, and what Playground would take as NaN is refused.
 */
import { LinkError } from './link.js';

/** Playground trains on without an end, an epoch at each frame; the budget here is so many epochs. */
const EPOCHS = 500;

/** Its inputs in its order, with their names here and whether they are on unless a link says otherwise. @type {[string, string, boolean][]} */
const INPUTS = [
  ['x', 'x', true], ['y', 'y', true], ['xSquared', 'x2', false], ['ySquared', 'y2', false],
  ['xTimesY', 'xy', false], ['sinX', 'sin-x', false], ['sinY', 'sin-y', false],
];

/** @type {Record<string, string>} */
const CLASSES = { circle: 'tfp-circle', xor: 'tfp-xor', gauss: 'tfp-gauss', spiral: 'tfp-spiral' };
/** @type {Record<string, string>} */
const VALUES = { 'reg-plane': 'tfp-plane', 'reg-gauss': 'tfp-gauss-plane' };

/** Keys of which only "on" asks for something this page has not. */
const WITHOUT = ['discretize', 'cosX', 'cosY', 'collectStats'];

const KNOWN = new Set([...INPUTS.map(([key]) => key), ...WITHOUT, 'activation', 'regularization', 'batchSize', 'dataset', 'regDataset', 'learningRate',
  'regularizationRate', 'noise', 'networkShape', 'seed', 'showTestData', 'percTrainData', 'tutorial', 'problem', 'initZero', 'hideText',
  // keys of its forks
  'optimizer', 'weightInit', 'lossFunction']);

/** What NAME_hide hides here: words of the page's field `hide` (state.js). */
const HIDES = new Map(Object.entries({
  playButton: 'play', stepButton: 'step', resetButton: 'reset', learningRate: 'rate', activation: 'lanes', regularization: 'penalty',
  regularizationRate: 'penalty', problem: 'data', dataset: 'data', percTrainData: 'share', noise: 'noise', batchSize: 'batch',
  numHiddenLayers: 'depth', showTestData: 'test',
}));

const MOST_LAYERS = 16;
const MOST_UNITS = 256;

/**
 * @typedef {object} Playground
 * @property {any} spec
 * @property {string[]} ignored what of the link this page does not follow, as "key=value"
 * @property {string[]} hide parts of the page that it hides, as a lesson: words of its field `hide`
 * @property {boolean} drawn it has no seed of its own; one was drawn
 */

/**
 * @param {string} hash with or without the '#'
 * @param {{activations: {id: string}[], optimizers: {id: string}[], initializers: string[]}} rows what the engine has
 * @param {() => number} random
 * @returns {Playground} throws LinkError
 */
export function readPlayground(hash, rows, random = Math.random) {
  /** @type {Map<string, string>} */
  const given = new Map();
  for (const part of hash.replace(/^#/, '').split('&')) {
    const [key, value = ''] = part.split('=');
    given.set(key, value);
  }
  if (![...given.keys()].some((key) => KNOWN.has(key) || key.endsWith('_hide'))) {
    throw new LinkError('notice.link.key', { name: [...given.keys()][0].slice(0, 40) });
  }
  /** @type {string[]} */
  const ignored = [];
  const ignore = (/** @type {string} */ key) => ignored.push(`${key}=${given.get(key)}`.slice(0, 40));
  const has = (/** @type {string} */ key) => Boolean(given.get(key)?.trim());
  const refuse = (/** @type {string} */ key, /** @type {string} */ allowed) => {
    throw new LinkError('notice.playground.value', { name: key, value: String(given.get(key)).slice(0, 40), allowed });
  };

  const flag = (/** @type {string} */ key, initial = false) => (has(key) ? given.get(key) !== 'false' : initial);
  /** @param {string} key @param {number} initial @param {number} lowest @param {number} highest */
  const number = (key, initial, lowest, highest, allowed = `${lowest}..${highest}`) => {
    const x = has(key) ? Number(given.get(key)) : initial;
    return x >= lowest && x <= highest ? x : refuse(key, allowed);
  };
  /** What a word stands for: one of `words`, or an id of ours, which is how forks name theirs. An unknown one is said. @param {string} key @param {Record<string, any>} words @param {any} initial @param {string[]} ids */
  const word = (key, words, initial, ids = []) => {
    if (!has(key)) return initial;
    const text = String(given.get(key));
    if (Object.hasOwn(words, text)) return words[text];
    const id = text.replaceAll('_', '-');
    if (ids.includes(id)) return id;
    ignore(key);
    return initial;
  };

  const classes = word('problem', { classification: true, regression: false }, true);
  const generator = classes ? word('dataset', CLASSES, 'tfp-circle') : word('regDataset', VALUES, 'tfp-plane');
  const count = classes ? 500 : 1200;
  const train = Math.floor((count * number('percTrainData', 50, 1, 100)) / 100);
  // Beyond its slider: below 0 is 0, above 80 is 50.
  const level = has('noise') ? Number(given.get('noise')) : 0;
  if (Number.isNaN(level)) refuse('noise', '0..80');
  const noise = level < 0 ? 0 : level > 80 ? 50 : level;
  if (noise !== level) ignore('noise');

  const drawn = !has('seed');
  const textSeed = drawn ? random().toFixed(5) : String(given.get('seed'));
  if (!/^[ -~]{1,64}$/.test(textSeed)) refuse('seed', '1..64 ASCII');

  const shape = given.has('networkShape') ? (has('networkShape') ? String(given.get('networkShape')).split(',') : []) : ['4', '2'];
  const layers = shape.map((text) => ({ units: text.trim() === '' ? NaN : Number(text) }));
  if (layers.length > MOST_LAYERS || !layers.every(({ units }) => Number.isInteger(units) && units >= 1 && units <= MOST_UNITS)) {
    refuse('networkShape', `0..${MOST_LAYERS} × 1..${MOST_UNITS}`);
  }
  const features = INPUTS.filter(([key, , initial]) => flag(key, initial) && !flag(`${key}_hide`)).map(([, id]) => id);
  if (features.length === 0) throw new LinkError('notice.playground.inputs');

  const size = number('batchSize', 10, 1, train);
  if (!Number.isInteger(size)) refuse('batchSize', `1..${train}`);
  const penalty = word('regularization', { none: null, L1: 'l1', L2: 'l2' }, null);
  const strength = number('regularizationRate', 0, 0, 100);

  for (const key of WITHOUT) if (flag(key)) ignore(key);
  if (has('tutorial')) ignore('tutorial');

  /** @type {Set<string>} */
  const hide = new Set(flag('hideText') ? ['title'] : []);
  for (const key of given.keys()) {
    const [, name] = /^(.*)_hide$/.exec(key) ?? [];
    if (name === undefined) {
      if (key !== '' && !KNOWN.has(key)) ignore(key);
      continue;
    }
    const what = /^numNodes\d+$/.test(name) ? 'width' : HIDES.get(name);
    if (!flag(key)) continue;
    if (what) hide.add(what);
    else if (!KNOWN.has(name)) ignore(key);
  }

  const spec = {
    data: { generator, noise, trainShare: train / count, textSeed },
    inputs: { features },
    network: { layers },
    head: classes ? 'tanh' : 'identity',
    loss: word('lossFunction', { square: 'half-mse' }, 'half-mse', classes ? ['half-mse'] : ['half-mse', 'mse', 'mae', 'huber']),
    optimizer: { id: word('optimizer', {}, 'sgd', rows.optimizers.map(({ id }) => id)), rate: number('learningRate', 0.03, Number.MIN_VALUE, 1000, '(0, 1000]') },
    // A weight that L1 would carry across zero stays there for good.
    regularization: { l1Zero: 'stay', ...(penalty && { [penalty]: strength }) },
    initializer: flag('initZero') ? { id: 'zeros', bias: 0 } : { id: word('weightInit', {}, 'tfp', rows.initializers), bias: 0.1 },
    // What an epoch leaves over stays in the accumulators and joins the next epoch's first batch.
    batch: { size, order: 'fixed', leftover: 'carry' },
    stop: { steps: EPOCHS * Math.floor(train / size) },
    lanes: [{ activation: word('activation', { linear: 'identity' }, 'tanh', rows.activations.map(({ id }) => id)) }],
  };
  return { spec, ignored, hide: [...hide], drawn };
}
