// The notes as the page runs them: the real engine in threads.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Client } from '../../web/engine/client.js';
import { Notes, noteOf } from '../../web/notes/notes.js';
import { Background } from '../../web/race/background.js';
import { createPlatform } from './support/platform.mjs';

let desk;
let table;
let background;
before(async () => {
  desk = new Client(createPlatform());
  table = await desk.call('notes');
  background = new Background(createPlatform());
  background.allow(2);
});
after(() => {
  background.close();
  desk.terminate();
});

const notesOn = (onChange = () => {}) => new Notes({ table, background, ask: (...args) => desk.call(...args), onChange });

test('a note runs its trials for every seed, says how far it is, and gets the verdict that is recorded', async () => {
  const seen = [];
  const notes = notesOn(() => seen.push(notes.progress('C20')));
  const statement = notes.statementsOf('C20').find(({ id }) => id === 'C20.1');
  assert.equal(notes.judged('C20.1'), null);
  await notes.run('C20');
  const { verdict, checks } = notes.judged('C20.1');
  assert.equal(verdict, statement.recorded);
  assert.deepEqual(checks.map(({ quantity }) => quantity), statement.checks.map(({ quantity }) => quantity));
  const rows = notes.rowsOf(statement.trials[0]);
  assert.equal(rows.length, statement.seeds);
  assert.ok(rows.every(({ names, values }) => names.length === values.length && names.includes('tanh.accuracy')));
  assert.ok(seen.some((share) => share > 0 && share < 1));
  assert.equal(notes.progress('C20'), null);
});

test('a changed experiment has a verdict of its own, and leaves the other one', async () => {
  const notes = notesOn();
  const [statement] = notes.statementsOf('C20');
  await notes.run('C20');
  const before = notes.judged('C20.1').verdict;
  await notes.run('C20', statement.contrary);
  assert.notEqual(notes.judged('C20.1', statement.contrary).verdict, before);
  assert.equal(notes.judged('C20.1').verdict, before);
});

test('a run that is stopped leaves no verdict and goes on from what it had', async () => {
  const notes = notesOn();
  let stopped = 0;
  const first = new Notes({ table, background, ask: (...args) => desk.call(...args), onChange: () => {
    const [statement] = first.statementsOf('C20');
    if (stopped === 0 && first.rowsOf(statement.trials[0]).filter(Boolean).length === 2) {
      stopped = 1;
      first.stop('C20');
    }
  } });
  await first.run('C20');
  assert.equal(first.judged('C20.1'), null);
  assert.equal(first.failure('C20'), null);
  await first.run('C20');
  await notes.run('C20');
  assert.deepEqual(first.judged('C20.1'), notes.judged('C20.1'));
});

test('a change that is refused is told with its path, and the note can be run again', async () => {
  const notes = notesOn();
  await notes.run('C20', { optimizer: { rate: -1 } });
  assert.match(notes.failure('C20'), /optimizer\.rate: -1 is outside/);
  assert.equal(notes.progress('C20'), null);
  await notes.run('C20');
  assert.equal(notes.failure('C20'), null);
  assert.ok(notes.judged('C20.1'));
});

test('every statement is of a note, and every trial it names is there', () => {
  const ids = table.groups.flatMap(({ statements }) => statements.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  const trials = new Set(table.trials.map(({ id }) => id));
  for (const { statements } of table.groups)
    for (const statement of statements) {
      assert.match(noteOf(statement.id), /^C\d\d$/);
      assert.ok(statement.trials.every((trial) => trials.has(trial)), statement.id);
    }
});

test('the page and the command line measure the same, bit for bit', async () => {
  const notes = notesOn();
  await notes.run('C20');
  const { statements } = JSON.parse(execFileSync('build/native/nonlin', ['notes', 'C20', '--json'], { encoding: 'utf8' }));
  for (const { id, verdict, hash } of statements) {
    const judged = notes.judged(id);
    assert.deepEqual([judged.verdict, judged.hash], [verdict, hash], id);
  }
});
