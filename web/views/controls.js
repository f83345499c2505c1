// The settings of an experiment as form controls: one table, used by the sentence and by the drawer. A control shows the
// spec's value and reports a change; the engine decides whether it is allowed.

/** @import { Actions, Model } from '../types/views.js' */

import { attribute, h, options, value, Words } from '../dom.js';
import { valueAt } from '../spec-edit.js';

/**
 * @typedef {{key: string, path?: string, kind: 'number' | 'select' | 'check' | 'text', lowest?: number, highest?: number, step?: number | 'any',
 *   choices?: (model: Model) => [string, string][], read?: (model: Model) => any, write?: (value: any, model: Model, actions: Actions) => any,
 *   visible?: (model: Model) => boolean}} Field  `path`: where in the spec; or `read` and `write`
 */

/** @param {Model} model */
export const dataRow = (model) => model.catalogue.datasets.find((row) => row.id === model.state.spec.data?.generator);
/** Whether the data are TensorFlow Playground's: noise in per cent, seeded by a text. @param {Model} model */
export const isPlayground = (model) => Boolean(!model.state.spec.data?.points && dataRow(model)?.playground);
/** @param {Model} model */
const optimizerRow = (model) => model.catalogue.optimizers.find((row) => row.id === model.state.spec.optimizer.id);
/** @param {Model} model */
const scheduleRow = (model) => model.catalogue.schedules.find((/** @type {any} */ row) => row.id === model.state.spec.optimizer.schedule.id);

/** Tables whose rows have parameters, and where in the spec those are. @type {Record<'data' | 'optimizer' | 'schedule', {row: (model: Model) => any, path: string}>} */
const rowTables = {
  data: { row: dataRow, path: 'data.parameters' },
  optimizer: { row: optimizerRow, path: 'optimizer' },
  schedule: { row: scheduleRow, path: 'optimizer.schedule' },
};

/** What changes with another optimiser: beside its parameters the decay that was the old one's own. @param {Model} model @param {string} id @returns {[string, any][]} */
function changesForOptimizer(model, id) {
  const own = model.state.spec.regularization.decay === optimizerRow(model)?.decay;
  return [['optimizer.id', id], ...(own ? [/** @type {[string, any]} */ (['regularization.decay', undefined])] : [])];
}

/** @param {string | string[]} rows a table of the catalogue, or ids @param {(id: string) => string} key @returns {(model: Model) => [string, string][]} */
const list = (rows, key) => (model) => (typeof rows === 'string' ? model.catalogue[rows] : rows).map((/** @type {any} */ row) => {
  const id = row.id ?? row;
  return [id, model.t(key(id))];
});

/** @param {any} spec @returns {any[]} */
const layersOf = (spec) => spec.network.layers ?? [];
/** Every hidden layer alike: `depth` layers of `units`. @param {any} spec @param {number} depth @param {number | undefined} units */
function layers(spec, depth, units) {
  const old = layersOf(spec);
  return Array.from({ length: depth }, (_, i) => ({ ...(old[i] ?? old[old.length - 1] ?? { activation: 'lane' }), units: units ?? old[i]?.units ?? old[old.length - 1]?.units ?? 16 }));
}

/** One setting of every hidden layer; shows the first layer's. @param {string} name @returns {Pick<Field, 'read' | 'write' | 'visible'>} */
const ofLayers = (name) => ({
  read: (model) => layersOf(model.state.spec)[0]?.[name],
  write: (value, model, actions) => actions.setSpec('network.layers', layersOf(model.state.spec).map((layer) => ({ ...layer, [name]: value }))),
  visible: (model) => layersOf(model.state.spec).length > 0,
});

/** Batch norm takes biases out again, so they come and go with it. @param {any} layer @param {string} norm */
function withNorm({ bias, ...layer }, norm) {
  return norm === 'batch' || layer.norm === 'batch' ? { ...layer, norm } : { ...layer, norm, bias };
}

/** Whether a head with its loss is for data of this kind. @param {any} row @param {Model['data']} data */
function fits(row, data) {
  if (data?.kind === 'values') return row.forValues;
  if (data?.kind === 'labels') return row.forLabels;
  return row.forClasses && (!row.oneOutput || (data?.classes ?? 2) === 2);
}

/** @type {Record<string, Field>} */
export const fields = {
  generator: { key: 'option.data', path: 'data.generator', kind: 'select', choices: list('datasets', (id) => `data.${id}`), visible: (model) => !model.state.spec.data?.points },
  count: { key: 'option.count', path: 'data.count', kind: 'number', lowest: 2, highest: 20000, step: 1, visible: (model) => !model.state.spec.data?.points },
  noise: { key: 'option.noise', path: 'data.noise', kind: 'number', lowest: 0, step: 0.01, visible: (model) => !model.state.spec.data?.points && !dataRow(model)?.playground },
  noisePercent: { key: 'option.noisePercent', path: 'data.noise', kind: 'number', lowest: 0, highest: 80, step: 1, visible: (model) => isPlayground(model) },
  textSeed: { key: 'option.textSeed', path: 'data.textSeed', kind: 'text', write: (seed, _, actions) => actions.setSpec('data.textSeed', seed || undefined), visible: (model) => isPlayground(model) },
  trainShare: { key: 'option.trainShare', path: 'data.trainShare', kind: 'number', lowest: 0.01, highest: 1, step: 0.05 },
  depth: { key: 'option.depth', kind: 'number', lowest: 0, highest: 16, step: 1, read: (model) => layersOf(model.state.spec).length,
    write: (n, model, actions) => actions.setSpec('network.layers', layers(model.state.spec, n, undefined)) },
  width: { key: 'option.width', kind: 'number', lowest: 1, highest: 256, step: 1, read: (model) => layersOf(model.state.spec)[0]?.units ?? '',
    write: (n, model, actions) => actions.setSpec('network.layers', layers(model.state.spec, layersOf(model.state.spec).length, n)),
    visible: (model) => layersOf(model.state.spec).length > 0 },
  norm: { ...ofLayers('norm'), key: 'option.norm', kind: 'select', choices: list(['none', 'batch', 'layer'], (id) => `norm.${id}`),
    write: (norm, model, actions) => actions.setSpec('network.layers', layersOf(model.state.spec).map((layer) => withNorm(layer, norm))) },
  dropout: { key: 'option.dropout', kind: 'number', lowest: 0, highest: 0.9, step: 'any', ...ofLayers('dropout') },
  layerBias: { ...ofLayers('bias'), key: 'option.layerBias', kind: 'check', visible: (model) => layersOf(model.state.spec).some((layer) => layer.norm !== 'batch'),
    write: (bias, model, actions) => actions.setSpec('network.layers', layersOf(model.state.spec).map((layer) => (layer.norm === 'batch' ? layer : { ...layer, bias }))) },
  outputBias: { key: 'option.outputBias', path: 'network.outputBias', kind: 'check' },
  optimizer: { key: 'option.optimizer', path: 'optimizer.id', kind: 'select', choices: list('optimizers', (id) => `optimizer.${id}`),
    write: (id, model, actions) => actions.setSpecs(changesForOptimizer(model, id)) },
  rate: { key: 'set.optimizer.rate', path: 'optimizer.rate', kind: 'number', lowest: 0, highest: 1000, step: 'any' },
  schedule: { key: 'option.schedule', path: 'optimizer.schedule.id', kind: 'select', choices: list('schedules', (id) => `schedule.${id}`),
    write: (id, model, actions) => actions.setSpec('optimizer.schedule', { id, warmup: model.state.spec.optimizer.schedule.warmup }) },
  warmup: { key: 'option.warmup', path: 'optimizer.schedule.warmup', kind: 'number', lowest: 0, highest: 10000000, step: 1 },
  clip: { key: 'option.clip', path: 'optimizer.clip', kind: 'number', lowest: 0, highest: 1000000, step: 'any' },
  batch: { key: 'option.batch', kind: 'number', lowest: 1, step: 1, read: (model) => (model.state.spec.batch.size === 'all' ? model.data?.trainCount ?? '' : model.state.spec.batch.size),
    write: (n, model, actions) => actions.setSpec('batch.size', n >= (model.data?.trainCount ?? Infinity) ? 'all' : n) },
  fullBatch: { key: 'option.fullBatch', kind: 'check', read: (model) => model.state.spec.batch.size === 'all',
    write: (on, model, actions) => actions.setSpec('batch.size', on ? 'all' : Math.min(32, model.data?.trainCount ?? 32)) },
  order: { key: 'option.order', path: 'batch.order', kind: 'select', choices: list(['shuffled', 'fixed'], (id) => `order.${id}`) },
  leftover: { key: 'option.leftover', path: 'batch.leftover', kind: 'select', choices: list(['short', 'carry'], (id) => `leftover.${id}`) },
  initializer: { key: 'option.initializer', path: 'initializer.id', kind: 'select', choices: list('initializers', (id) => `initializer.${id}`) },
  gain: { key: 'option.gain', path: 'initializer.gain', kind: 'number', lowest: 0, highest: 1000, step: 'any' },
  bias: { key: 'set.initializer.bias', path: 'initializer.bias', kind: 'number', lowest: -1000, highest: 1000, step: 'any' },
  biasSpread: { key: 'option.biasSpread', path: 'initializer.biasSpread', kind: 'number', lowest: 0, highest: 1000, step: 'any' },
  scale: { key: 'set.inputs.scale', path: 'inputs.scale', kind: 'number', step: 'any' },
  shift: { key: 'set.inputs.shift', path: 'inputs.shift', kind: 'number', step: 'any' },
  standardize: { key: 'option.standardize', path: 'inputs.standardize', kind: 'check' },
  l1: { key: 'set.regularization.l1', path: 'regularization.l1', kind: 'number', lowest: 0, highest: 100, step: 'any' },
  l1Zero: { key: 'option.l1Zero', path: 'regularization.l1Zero', kind: 'select', choices: list(['cross', 'stay'], (id) => `zero.${id}`),
    visible: (model) => model.state.spec.regularization.l1 > 0 },
  l2: { key: 'set.regularization.l2', path: 'regularization.l2', kind: 'number', lowest: 0, highest: 100, step: 'any' },
  decay: { key: 'option.decay', path: 'regularization.decay', kind: 'number', lowest: 0, highest: 100, step: 'any' },
  activationPenalty: { key: 'option.activationPenalty', path: 'regularization.activations', kind: 'number', lowest: 0, highest: 100, step: 'any' },
  pairing: { key: 'option.pairing', kind: 'select', read: (model) => `${model.state.spec.head} ${model.state.spec.loss}`,
    choices: (model) => model.catalogue.pairings.filter((row) => fits(row, model.data))
      .map((row) => /** @type {[string, string]} */ ([`${row.head} ${row.loss}`, `${model.t(`head.${row.head}`)} + ${model.t(`loss.${row.loss}`)}`])),
    write: (pair, _, actions) => actions.setSpecs([['head', pair.split(' ')[0]], ['loss', pair.split(' ')[1]]]) },
  steps: { key: 'option.steps', path: 'stop.steps', kind: 'number', lowest: 1, highest: 10000000, step: 1 },
  targetKind: { key: 'option.targetKind', kind: 'select', read: (model) => Object.keys(model.state.spec.stop.target)[0],
    choices: (model) => [['loss', model.t('option.targetLoss')], ['score', model.t(`score.${model.data?.kind === 'values' ? 'r2' : 'accuracy'}`)]],
    write: (kind, _, actions) => actions.setSpec('stop.target', { [kind]: kind === 'loss' ? 0.1 : 0.9 }) },
  target: { key: 'option.target', kind: 'number', step: 'any', read: (model) => Object.values(model.state.spec.stop.target)[0],
    write: (x, model, actions) => actions.setSpec('stop.target', { [Object.keys(model.state.spec.stop.target)[0]]: x }) },
  stopAtTarget: { key: 'option.stopAtTarget', path: 'stop.stopAtTarget', kind: 'check' },
  patience: { key: 'option.patience', path: 'stop.patience', kind: 'number', lowest: 0, highest: 10000000, step: 1 },
  seed: { key: 'option.seed', path: 'seed', kind: 'number', lowest: 0, highest: 4294967295, step: 1, write: (n, _, actions) => actions.setSeed(n) },
};

/** One control of the table. @param {Field} field @param {Actions} actions @param {Words} words */
export function createControl(field, actions, words = new Words()) {
  /** @type {Model} */
  let model;
  const input = field.kind === 'select'
    ? h('select')
    : h('input', { type: field.kind === 'check' ? 'checkbox' : field.kind, min: field.lowest, max: field.highest, step: field.step, inputmode: field.kind === 'number' ? 'decimal' : null });
  input.addEventListener('change', () => {
    const next = field.kind === 'check' ? input.checked : field.kind === 'select' || field.kind === 'text' ? input.value : Number(input.value);
    if (field.kind === 'number' && (input.value === '' || !Number.isFinite(next))) {
      input.value = String(read());
      return;
    }
    const outcome = field.write ? field.write(next, model, actions) : actions.setSpec(String(field.path), next);
    // What the engine refused does not stay on show.
    Promise.resolve(outcome).then((refused) => refused && show(input));
  });
  const show = (/** @type {any} */ control) => {
    if (field.kind === 'check') control.checked = Boolean(read());
    else control.value = String(read() ?? '');
  };
  const read = () => (field.read ? field.read(model) : valueAt(model.state.spec, String(field.path)));
  const element = words.label(field.key, input);
  if (field.kind === 'check') element.classList.add('check');
  return {
    element,
    input,
    /** @param {Model} next */
    update(next) {
      model = next;
      const visible = !field.visible || field.visible(model);
      element.hidden = !visible;
      if (!visible) return;
      if (field.choices) options(input, field.choices(model));
      const shown = read();
      value(input, field.kind === 'check' ? Boolean(shown) : (shown ?? ''));
    },
  };
}

/** Controls that follow a row of a table: the parameters of the generator, the optimiser, its schedule. Rebuilt when the row changes. @param {keyof typeof rowTables} kind @param {Actions} actions */
export function createRowControls(kind, actions) {
  const element = h('div', { class: 'fields' });
  const { row: rowOf, path } = rowTables[kind];
  /** @type {any} */
  let row = null;
  let words = new Words();
  /** @type {ReturnType<typeof createControl>[]} */
  let controls = [];
  return {
    element,
    /** @param {Model} model */
    update(model) {
      const next = rowOf(model);
      if (next !== row) {
        row = next;
        words = new Words();
        controls = (row?.parameters ?? []).map((/** @type {any} */ { id, lowest, highest, integer, initial }) => {
          const own = `${path}.${id}`;
          const control = createControl({ key: `parameter.${id}`, path: own, kind: 'number', lowest, highest, step: integer ? 1 : 'any',
            read: (/** @type {Model} */ now) => valueAt(now.state.spec, own) ?? initial }, actions, words);
          attribute(control.input, 'aria-description', `${lowest} – ${highest}`);
          return control;
        });
        element.replaceChildren(...controls.map((control) => control.element));
      }
      words.update(model);
      for (const control of controls) control.update(model);
    },
  };
}

/** Several controls of the table, in a block. @param {string[]} names @param {Actions} actions @param {Words} words */
export function createControls(names, actions, words) {
  const controls = names.map((name) => createControl(fields[name], actions, words));
  names.forEach((name, i) => attribute(controls[i].element, 'data-control', name));
  return {
    element: h('div', { class: 'fields' }, ...controls.map((control) => control.element)),
    /** @param {Model} model */
    update: (/** @type {Model} */ model) => controls.forEach((control) => control.update(model)),
  };
}
