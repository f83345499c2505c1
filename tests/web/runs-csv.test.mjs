// Runs as CSV: what is read back is what the lanes hold.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Records } from '../../web/race/records.js';
import { csvField, runsCsv } from '../../web/views/runs-csv.js';

/** Rows of a CSV as RFC 4180 has it. @param {string} text */
function parse(text) {
  const rows = [[]];
  const field = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/gy;
  for (let match = field.exec(text); match; match = field.exec(text)) {
    rows.at(-1).push(match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1]);
    if (match[2] !== ',') rows.push([]);
  }
  assert.deepEqual(rows.pop(), []);
  return rows;
}

const lane = (name, state, stateStep, rows) => {
  const records = new Records();
  const columns = ['step', 'trainLoss', 'testLoss', 'trainScore', 'testScore', 'milliseconds'];
  const frame = Object.fromEntries(columns.map((column, k) => [column, rows.map((row) => row[k] ?? 0)]));
  rows.forEach((_, i) => records.push(frame, i));
  return { name, state, stateStep, records };
};
const model = {
  state: { spec: { seed: 12 } },
  data: { count: 10, trainCount: 8 },
  stepsPerEpoch: 4,
  lanes: [
    lane('plain', 'learned', 8, [[0, 0.7, 0.8, 0.5, 0.4], [4, 1 / 3, 0.25, 0.75, 0.5], [8, 1e-12, 0.1, 1, 1]]),
    lane('=cmd|"/c calc"!A1', 'stuck', -1, [[0, 3.4e38, 0.8, 0.5, 0.4], [8, 0.7, 0.8, 0.5, 0.4]]),
    lane('two,\nlines', 'diverged', 4, [[0, 0.7, 0.8, 0.5, 0.4], [4, Infinity, NaN, 0, 0]]),
  ],
};

test('every record is a row, every number comes back, states hold from their step', () => {
  const [head, ...rows] = parse(runsCsv(model));
  assert.deepEqual(head, ['lane', 'seed', 'step', 'epoch', 'train_loss', 'test_loss', 'train_score', 'test_score', 'state']);
  assert.deepEqual(rows.map((row) => row[0]), ['plain', 'plain', 'plain', '\'=cmd|"/c calc"!A1', '\'=cmd|"/c calc"!A1', 'two,\nlines', 'two,\nlines']);
  assert.deepEqual(rows.map(([, seed, step, epoch]) => [seed, step, epoch].map(Number)), [[12, 0, 0], [12, 4, 1], [12, 8, 2], [12, 0, 0], [12, 8, 2], [12, 0, 0], [12, 4, 1]]);
  assert.deepEqual(rows.map((row) => row.at(-1)), ['running', 'running', 'learned', 'running', 'stuck', 'running', 'diverged']);
  assert.deepEqual(rows[1].slice(4, 8).map((text) => Math.fround(Number(text))), [1 / 3, 0.25, 0.75, 0.5].map(Math.fround));
  assert.equal(Math.fround(Number(rows[3][4])), Math.fround(3.4e38));
  assert.deepEqual(rows[6].slice(4, 6), ['inf', 'nan']);
});

test('without a test set its columns are empty, and with data that change the epoch is', () => {
  const rows = parse(runsCsv({ ...model, data: { count: 8, trainCount: 8 }, state: { spec: { seed: 1, changes: [{ step: 3, set: {} }] } } }));
  for (const row of rows.slice(1)) assert.deepEqual([row[3], row[5], row[7]], ['', '', '']);
});

test('nothing a spreadsheet would run', () => {
  for (const text of ['=1', '+1', '-1', '@a', '\t=1', '\r=1']) assert.match(csvField(text), /^"?'/);
  assert.equal(csvField('a=1'), 'a=1');
  assert.equal(csvField('say "hi"'), '"say ""hi"""');
});
