// The page's state: what it may hold, who hears of changes, what stays on the device.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Store, fields, languageFrom } from '../../web/state.js';

function fakeStorage(entries = {}) {
  const map = new Map(Object.entries(entries));
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value), map };
}

afterEach(() => delete globalThis.localStorage);

test('every initial value is allowed', () => {
  for (const [name, field] of Object.entries(fields)) assert.ok(field.allows(field.initial), name);
});

test('a change makes a new state and is told once', () => {
  const store = new Store();
  const before = store.state;
  const heard = [];
  store.subscribe((state, changed) => heard.push([state.panel, changed]));
  store.set({ panel: 'table', pace: 40 });
  store.set({ panel: 'table' });
  assert.deepEqual(heard, [['table', ['panel']]]);
  assert.notEqual(store.state, before);
  assert.equal(before.panel, 'curves');
  assert.throws(() => (store.state.panel = 'seeds'), TypeError);
});

test('what is not allowed is refused and changes nothing', () => {
  const store = new Store();
  assert.throws(() => store.set({ panel: 'pie' }), /state\.panel: "pie" is not allowed/);
  assert.throws(() => store.set({ pannel: 'table' }), /state\.pannel: no such field/);
  assert.throws(() => store.set({ pace: 30 }), /not allowed/);
  assert.throws(() => store.set({ pinned: [0, 1, 2, 3, 4] }), /not allowed/);
  assert.equal(store.state.panel, 'curves');
});

test('preferences chosen by the reader stay, those of a link do not', () => {
  globalThis.localStorage = fakeStorage();
  const store = new Store({ lang: 'zh' });
  store.set({ lang: 'en', panel: 'table' }, { keep: true });
  store.set({ theme: 'dark' });
  assert.deepEqual([...globalThis.localStorage.map], [['nonlin.lang', '"en"']]);
});

test('a stored preference is taken, a spoilt one is not', () => {
  globalThis.localStorage = fakeStorage({ 'nonlin.lang': '"zh"', 'nonlin.theme': '{', 'nonlin.shortcuts': '"yes"' });
  const { state } = Store.forReader();
  assert.equal(state.lang, 'zh');
  assert.equal(state.theme, 'auto');
  assert.equal(state.shortcuts, true);
});

test('blocked storage does not matter, and is told of once', () => {
  globalThis.localStorage = {
    getItem() {
      throw new Error('blocked');
    },
    setItem() {
      throw new Error('full');
    },
  };
  const store = Store.forReader();
  let told = 0;
  store.onLost = () => ++told;
  for (const theme of ['dark', 'light']) {
    store.set({ theme }, { keep: true });
    assert.equal(store.state.theme, theme);
  }
  assert.equal(told, 1);
});

test('the language is the first known one of the reader', () => {
  assert.equal(languageFrom(['fr-FR', 'zh-TW', 'en']), 'zh');
  assert.equal(languageFrom(['en-GB', 'zh']), 'en');
  assert.equal(languageFrom([]), 'en');
});
