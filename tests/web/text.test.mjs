// The words: both languages whole, in step with the engine's tables and with what the page asks for, and nothing besides.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import en from '../../web/text/en.js';
import zh from '../../web/text/zh.js';
import { GROUPS, VERDICTS } from '../../web/notes/list.js';
import { pictures } from '../../web/notes/pictures.js';
import { ROOMS } from '../../web/notes/rooms.js';
import { scenes } from '../../web/scenes.js';
import { createTranslator } from '../../web/text.js';
import { groupsOf, marks } from '../../web/views/lane.js';
import { loadEngine } from './support/engine.mjs';
import { names } from './support/look.js';
import { pseudo } from './support/pseudo.mjs';

const { engine } = await loadEngine('wasm');
const catalogue = engine.catalogue();
const spec = engine.complete({});

const forms = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const placeholders = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const web = new URL('../../web/', import.meta.url);
const sources = readdirSync(web, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.js') && !/\btext(\/notes)?$/.test(entry.parentPath ?? entry.path))
  .map((entry) => readFileSync(`${entry.parentPath ?? entry.path}/${entry.name}`, 'utf8'));
// Strings and comments may hold each other's marks; comments of a whole line go first.
const code = sources.map((text) => text.replace(/^\s*(\/\/|\/?\*).*$/gm, '')).join('\n');
const literals = new Set([...code.matchAll(/'([^'\\\n]*)'/g)].map(([, text]) => text));
const templates = [...code.matchAll(/`([a-z]+\.)\$\{(?:[^`{}]|\{[^}]*\})*\}(\w*)`/g)].map(([, prefix, suffix]) => ({ prefix, suffix }));

test('both languages have the same keys, in the same order', () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  assert.ok(Object.keys(en).length > 300);
});

test('both say the same with the same placeholders, in every plural form', () => {
  for (const key of Object.keys(en)) {
    const wanted = placeholders(forms(en[key]).at(-1));
    for (const text of [...forms(en[key]), ...forms(zh[key])]) assert.deepEqual(placeholders(text), wanted, `${key}: ${text}`);
  }
});

test('plural forms are those of the language', () => {
  for (const [tag, texts] of [['en', en], ['zh-Hans', zh]]) {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    for (const [key, entry] of Object.entries(texts)) {
      if (typeof entry === 'string') continue;
      assert.ok('other' in entry, `${key} in ${tag}`);
      for (const form of Object.keys(entry)) assert.ok(pluralCategories.includes(form), `${key}: ${form} in ${tag}`);
      assert.ok(placeholders(entry.other).includes('n'), `${key} chooses by n`);
    }
  }
});

test('no text is empty or has stray spaces but where it stands between others', () => {
  const joined = ['list.sentence', 'list.comma', 'list.semicolon', 'list.clause', 'sentence', 'sentence.endOne', 'chart.summary', 'own.at', 'result.finish', 'luck.pair', 'luck.against', 'luck.groupSooner', 'luck.groupLater', 'luck.groupSame', 'map.steps', 'map.now'];
  for (const texts of [zh, en]) {
    for (const [key, entry] of Object.entries(texts)) {
      if (joined.includes(key)) continue;
      for (const text of forms(entry)) {
        assert.notEqual(text, '', key);
        assert.equal(text, text.trim(), key);
        assert.ok(!/ {2}/.test(text), key);
      }
    }
  }
});

/** Every id of every table, under the prefix the page puts before it. */
const tables = {
  'name.': catalogue.activations.map(({ id }) => id),
  'family.': catalogue.families,
  'state.': catalogue.states,
  'data.': catalogue.datasets.map(({ id }) => id),
  'optimizer.': catalogue.optimizers.map(({ id }) => id),
  'schedule.': catalogue.schedules.map(({ id }) => id),
  'initializer.': catalogue.initializers,
  'head.': catalogue.heads,
  'loss.': catalogue.losses,
  'feature.': catalogue.features,
  'parameter.': [...catalogue.activations, ...catalogue.optimizers, ...catalogue.schedules, ...catalogue.datasets].flatMap(({ parameters }) => parameters.map(({ id }) => id)),
  'score.': catalogue.pairings.map(({ score }) => score),
  'normed.': ['batch', 'layer'],
  'broke.': ['z', 'a', 'loss', 'delta', 'gradient', 'moment', 'parameter'],
  'verdict.': [...VERDICTS, 'too-few-seeds', 'later'],
  'chapter.': GROUPS.map(({ id }) => id),
  'stat.': ['share', 'most', 'best', 'median', 'mean', 'geomean', 'lowest', 'highest', 'value'],
  'role.': ['always', 'correct'],
  'quantity.': [...readFileSync('src/notes/quantities.cpp', 'utf8').matchAll(/^ {4}\{"([a-z0-9-]+)", (?:true|false)/gm)].map(([, id]) => id),
  'diagram.': Object.keys(pictures).filter((note) => pictures[note].kind === 'diagram'),
  'room.': ROOMS.map(({ id }) => id),
  'lead.': ROOMS.map(({ id }) => id),
  'control.': ROOMS.flatMap(({ controls }) => controls.map(({ at, name }) => name ?? at)),
  'scene.': scenes.map(({ id }) => id),
  'group.': [false, true].flatMap((merged) => groupsOf(catalogue.families.map((family) => ({ family })), merged).map(({ key }) => key.slice(6))),
};

test('every id of every table has its words in both', () => {
  assert.deepEqual(Object.keys(marks).sort(), [...catalogue.states].sort());
  for (const [prefix, ids] of Object.entries(tables)) {
    assert.ok(ids.length > 0, prefix);
    for (const id of ids) {
      for (const texts of [zh, en]) assert.ok(texts[prefix + id], prefix + id);
    }
  }
});

test('the names of activations, data sets, optimisers, initialisers and states differ from each other', () => {
  for (const texts of [zh, en]) {
    for (const prefix of ['name.', 'data.', 'optimizer.', 'schedule.', 'initializer.', 'state.', 'head.', 'loss.', 'feature.']) {
      const names = [...new Set(tables[prefix])].map((id) => texts[prefix + id]);
      assert.equal(new Set(names).size, names.length, `${prefix}: ${names}`);
    }
  }
});

test('every key the page asks for is there', () => {
  const known = new Set(Object.keys(en).map((key) => key.split('.')[0]));
  const whole = { ...spec, data: { ...spec.data, textSeed: 'written where it is given' } };
  const isPath = (text) => text.split(/[.[\]]+/).reduce((node, step) => node?.[step], whole) !== undefined;
  const asked = [...literals].filter((text) => /^[a-z]\w*(\.[\w+-]+)+$/.test(text) && known.has(text.split('.')[0]) && !isPath(text));
  assert.ok(asked.length > 150, `${asked.length} keys found`);
  assert.deepEqual(asked.filter((key) => !(key in en)), []);
  assert.ok(templates.length > 20, `${templates.length} composed keys found`);
  for (const { prefix } of templates.filter((each) => known.has(each.prefix.slice(0, -1)))) {
    assert.ok(Object.keys(en).some((key) => key.startsWith(prefix)), prefix);
  }
});

test('every key is asked for', () => {
  const choices = new Set(ROOMS.flatMap(({ controls }) => controls).flatMap(({ names, values }) => (names ? values.map((value) => `${names}.${value}`) : [])));
  for (const key of choices) assert.ok(key in en, key);
  const ids = new Set([...literals, ...Object.values(tables).flat(), ...Object.keys(marks)]);
  const composed = (key) => templates.some(({ prefix, suffix }) => key.startsWith(prefix) && key.endsWith(suffix) && ids.has(key.slice(prefix.length, key.length - suffix.length)));
  // The keys of objects and the words without quotes of lists are ids, too.
  for (const [, word] of code.matchAll(/\b([a-z]\w*):/g)) ids.add(word);
  assert.deepEqual(Object.keys(en).filter((key) => !literals.has(key) && !composed(key) && !choices.has(key)), []);
});

test('every parameter put into a text has its place, and no text keeps a placeholder', () => {
  const names = new Set([...code.matchAll(/\b(\w+)(?=\s*[:,}])/g)].map(([, name]) => name));
  for (const [key, entry] of Object.entries(en)) for (const name of placeholders(forms(entry)[0])) assert.ok(names.has(name), `${key}: {${name}} is never given`);
  const t = createTranslator('zh');
  assert.equal(t('sentence.lanes', { n: 16 }).includes('16'), true);
  assert.ok(!/[{}]/.test(t('notice.link.value', { name: 'pace', value: '41' })));
});


test('no English is left in the Chinese words, and no Chinese in the English ones', () => {
  for (const [key, entry] of Object.entries(zh)) {
    for (const text of forms(entry)) {
      for (const [word] of text.replace(/\{\w+\}/g, ' ').matchAll(/[A-Za-z]{2,}/g)) assert.ok(names.has(word), `${key}: ${word} in ${text}`);
    }
  }
  for (const [key, entry] of Object.entries(en)) for (const text of forms(entry)) assert.ok(!/[\u2e80-\u9fff\uff00-\uffef]/.test(text), `${key}: ${text}`);
});

test('no medical jokes, no promise of fairness: the terms of the design', () => {
  const all = Object.values(zh).flatMap(forms).join('\n');
  for (const word of ['体检', '尸检', '验尸', '病历', '公平竞']) assert.ok(!all.includes(word), word);
  assert.match(zh['state.stuck'], /停滞/);
  assert.match(zh['state.slow'], /还在学|慢/);
  assert.match(zh['state.diverged'], /发散/);
});

test('the words before the engine is there are those of the Chinese table', () => {
  const html = readFileSync(new URL('index.html', web), 'utf8');
  const texts = [...html.matchAll(/(?:class="(?:tile-name|group-name)"|aria-current="page")>([^<]*)</g)].map(([, text]) => text);
  assert.equal(texts.length, 16 + 4 + 1);
  const known = new Set(Object.values(zh).flatMap(forms));
  for (const text of texts) assert.ok(known.has(text), text);
  assert.ok(html.includes(`<h1>${zh['page.title']}</h1>`));
  assert.deepEqual(texts.filter((text) => tables['name.'].some((id) => zh[`name.${id}`] === text)), spec.lanes.map(({ activation }) => zh[`name.${activation}`]));
});

test('the made-up language is longer by two fifths and keeps its placeholders', () => {
  const long = pseudo(en);
  assert.deepEqual(Object.keys(long), Object.keys(en));
  const length = (texts) => Object.values(texts).flatMap(forms).join('').replace(/\{\w+\}/g, '').length;
  assert.ok(length(long) > 1.4 * length(en));
  for (const key of Object.keys(en)) forms(en[key]).forEach((text, i) => assert.deepEqual(placeholders(forms(long[key])[i]), placeholders(text), key));
});
