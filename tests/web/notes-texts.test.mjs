// The texts of the notes: for every statement of the engine's table, in both languages, short, and with the names its checks need.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readColumn, readMeasure } from '../../web/notes/checks.js';
import { LATER, NOTES, SOURCES, groupOf } from '../../web/notes/list.js';
import { noteOf } from '../../web/notes/notes.js';
import { errors, names, notes, options } from '../../web/text/notes/all.js';
import en from '../../web/text/en.js';
import { loadEngine } from './support/engine.mjs';

const { engine } = await loadEngine('wasm');
const table = engine.notes();
const statements = table.groups.flatMap((group) => group.statements);
const han = /[\u2e80-\u9fff\uff00-\uffef]/;

/** Both languages are there, and each is in its own. */
function isPair(pair, what, { quoted = false } = {}) {
  assert.ok(Array.isArray(pair) && pair.length === 2, what);
  for (const text of pair) assert.ok(text && text === text.trim(), `${what}: '${text}'`);
  if (!quoted) assert.ok(!han.test(pair[1]), `${what}: ${pair[1]}`);
}

test('every note has a title, where it is quoted from, and what it does not show', () => {
  for (const note of NOTES) {
    const texts = notes[note];
    assert.ok(texts, note);
    isPair(texts.title, `${note}.title`);
    assert.ok(texts.quotes.length > 0, note);
    for (const [source, quote, translation] of texts.quotes) {
      for (const each of source.split(/[^0-9]+/)) assert.ok(SOURCES.includes(each), `${note}: ${source}`);
      assert.ok(quote && translation, note);
      assert.ok(!han.test(translation), `${note}: ${translation}`);
    }
    if (!LATER.includes(note)) isPair(texts.beyond, `${note}.beyond`);
  }
  assert.deepEqual(Object.keys(notes).filter((note) => !NOTES.includes(note)), []);
});

test('every statement is made exact, and its verdict has a reason', () => {
  const known = new Set(statements.map(({ id }) => id));
  for (const { id } of statements) {
    const texts = notes[noteOf(id)].statements[id.split('.')[1]];
    assert.ok(texts, id);
    isPair(texts.exact, `${id}.exact`);
    isPair(texts.why, `${id}.why`);
  }
  for (const [note, { statements: own }] of Object.entries(notes)) for (const n of Object.keys(own ?? {})) assert.ok(known.has(`${note}.${n}`), `${note}.${n} is in no table`);
});

test('every lane, figure and choice that a check speaks of has a name in both', () => {
  const catalogue = engine.catalogue();
  const missing = new Set();
  for (const { id, checks } of statements) {
    for (const { quantity } of checks) {
      for (const { column } of readMeasure(quantity).parts) {
        const { trial, lane, quantity: of } = readColumn(column);
        if (names[groupOf(noteOf(id))][trial ? column.slice(trial.length + 1) : column]) continue;
        for (const word of lane ? [lane, of] : [of]) {
          const own = names[groupOf(noteOf(id))][word];
          if (own) isPair(own, `${id}: ${word}`);
          else if (!['name.', 'quantity.', 'optimizer.'].some((prefix) => en[prefix + word]) && !catalogue.activations.some((row) => row.id === word)) missing.add(`${id}: ${word}`);
        }
      }
    }
  }
  assert.deepEqual([...missing], []);
});

test('every option that a card offers has a name in both', () => {
  const named = (word) => options[word] ?? Object.values(names).find((own) => own[word])?.[word] ?? en[`name.${word}`] ?? en[`optimizer.${word}`];
  for (const pair of Object.values(options)) isPair(pair, pair.join());
  const missing = new Set();
  const walk = (id, document) => {
    for (const [key, value] of Object.entries(document)) {
      if (value?.lanes) continue;
      if (!named(key) && key.length > 2) missing.add(`${id}: ${key}`);
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) walk(id, value);
    }
  };
  for (const { id, race, document } of table.trials) if (!race) walk(id, document);
  assert.deepEqual([...missing], []);
});

test('the errors E01 to E31, as written and as it should be, each with its note or none', () => {
  assert.deepEqual(Object.keys(errors), Array.from({ length: 31 }, (_, i) => `E${String(i + 1).padStart(2, '0')}`));
  for (const [id, { source, written, correct, note }] of Object.entries(errors)) {
    isPair(written, `${id}.written`, { quoted: true });
    isPair(correct, `${id}.correct`, { quoted: true });
    assert.ok(source.split(/[^0-9]+/).every((each) => SOURCES.includes(each)), `${id}: ${source}`);
    assert.ok(note === null || NOTES.includes(note), `${id}: ${note}`);
  }
});
