// What the page makes of the notes' table: checks taken apart, changes as patches, texts for everything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesOf, columnOf, lanesOf, readColumn, readMeasure, readThreshold } from '../../web/notes/checks.js';
import { GROUPS, LATER, NOTES, SOURCES, START, groupOf } from '../../web/notes/list.js';
import { changeOf, noteOf } from '../../web/notes/notes.js';
import { patchTo } from '../../web/notes/patch.js';
import { pictures } from '../../web/notes/pictures.js';
import { loadEngine } from './support/engine.mjs';

const { engine } = await loadEngine('wasm');
const table = engine.notes();
const statements = table.groups.flatMap((group) => group.statements);
const trials = new Map(table.trials.map((trial) => [trial.id, trial]));

test('there are 78 notes in eight groups, as the engine groups them', () => {
  assert.equal(NOTES.length, 78);
  assert.equal(new Set(NOTES).size, 78);
  for (const { id, statements: own } of table.groups) {
    assert.ok(GROUPS.some((group) => group.id === id), id);
    for (const statement of own) assert.equal(groupOf(noteOf(statement.id)), id, statement.id);
  }
  for (const note of [...START, ...LATER, ...Object.keys(pictures)]) assert.ok(NOTES.includes(note), note);
  assert.equal(START.length, 12);
});

test('a check is taken apart as the engine reads it', () => {
  assert.deepEqual(readMeasure('share(sigmoid.accuracy <= 0.65)'), { operator: '', parts: [{ kind: 'share', column: 'sigmoid.accuracy', relation: '<=', level: '0.65' }] });
  assert.deepEqual(readMeasure('median(tanh.steps) / median(relu.steps)').parts.map(({ kind, column }) => [kind, column]), [['median', 'tanh.steps'], ['median', 'relu.steps']]);
  assert.equal(readMeasure('median(none.loss) - median(five.loss)').operator, '-');
  const apart = readMeasure('highest(none.loss@5 - five.loss@5)');
  assert.equal(apart.operator, '-');
  assert.deepEqual(apart.parts.map(({ kind, column }) => [kind, column]), [['highest', 'none.loss@5'], ['highest', 'five.loss@5']]);
  assert.deepEqual(readMeasure('below(gelu.steps, relu.steps)'), { operator: 'below', parts: ['gelu.steps', 'relu.steps'].map((column) => ({ kind: '', column, relation: '', level: '' })) });
  assert.deepEqual(readThreshold('>= 0.9'), { relation: '>=', bound: 0.9 });
  assert.deepEqual(readThreshold('p < 0.05'), { relation: '<', bound: 0.05 });
  assert.deepEqual(readColumn('six-layers:tanh/0.5/3.rms-10@0'), { trial: 'six-layers', lane: 'tanh', points: ['0.5', '3'], quantity: 'rms', layer: 10, step: 0 });
  assert.deepEqual(readColumn('units-64'), { trial: '', lane: '', points: [], quantity: 'units-64', layer: 0, step: null });
  assert.deepEqual(readColumn('relu.r2'), { trial: '', lane: 'relu', points: [], quantity: 'r2', layer: 0, step: null });
  const figures = new Map([['relu/0.1.steps', [9, 8]], ['relu/1.steps', [4, 9]], ['relu/1.loss', [0, 0]], ['tanh/1.steps', [1, 1]]]);
  assert.equal(columnOf(readMeasure('best(relu.steps)').parts[0], figures), 'relu/1.steps');
  assert.equal(columnOf(readMeasure('most(relu.steps >= 8)').parts[0], figures), 'relu/0.1.steps');
  assert.equal(columnOf(readMeasure('median(tanh/1.steps)').parts[0], figures), 'tanh/1.steps');
});

test('every check of the table speaks of lanes that its trials have', () => {
  for (const statement of statements)
    for (const [id, lanes] of lanesOf(statement)) {
      const trial = trials.get(id);
      if (!trial.race) continue;
      const names = engine.trialSpec(id, null, 1).lanes.map(({ name, activation }) => name ?? activation);
      for (const lane of lanes) assert.ok(names.includes(lane), `${statement.id}: ${lane} is not in ${id}`);
    }
});

test('a change is told leaf by leaf, and leaves out what stays', () => {
  const document = { stop: { steps: 500 }, optimizer: { id: 'sgd', rate: 0.1 } };
  assert.deepEqual(changesOf(document, { stop: { steps: 5 }, optimizer: { id: 'sgd', rate: 1 }, seed: 3 }), [['stop.steps', 500, 5], ['optimizer.rate', 0.1, 1], ['seed', undefined, 3]]);
  assert.deepEqual(changeOf('a', { '@b': { x: 1 } }), null);
  assert.deepEqual(changeOf('b', { '@b': { x: 1 } }), { x: 1 });
  assert.deepEqual(changeOf('b', { x: 1 }), { x: 1 });
});

test('a trial merged with the patch to another experiment is that experiment', () => {
  const merge = (value, patch) => {
    if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
    const merged = { ...value };
    for (const [key, part] of Object.entries(patch)) {
      if (part === null) delete merged[key];
      else merged[key] = merge(merged[key] ?? {}, part);
    }
    return merged;
  };
  const document = { data: { generator: 'circle', noise: 0.05 }, stop: { steps: 5 }, own: 1 };
  const spec = { data: { generator: 'xor' }, stop: { steps: 7, target: 0.1 }, lanes: [{ activation: 'relu' }] };
  assert.deepEqual(merge(document, patchTo(document, spec)), spec);
  assert.deepEqual(patchTo(document, { ...document, stop: { steps: 6 } }), { stop: { steps: 6 } });
  assert.equal(patchTo(document, structuredClone(document)), undefined);
});

test('every trial that is a race opens as an experiment of its own', () => {
  for (const { id, race } of table.trials) {
    const spec = engine.trialSpec(id, null, 1);
    if (race) assert.equal(spec.version, 1, `${id}: ${spec.error}`);
    else assert.match(spec.error, /is no race/);
  }
});

test('where the notes are quoted from is one of the five texts', () => assert.deepEqual(SOURCES, ['000', '001', '002', '003', '004']));
