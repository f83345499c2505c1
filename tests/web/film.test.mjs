// Films of rooms' races: what is wanted last comes, what is refused leaves what there was. The real engine in threads.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FilmDesk } from '../../web/notes/film.js';
import { roomById, ROOMS } from '../../web/notes/rooms.js';
import { createPlatform } from './support/platform.mjs';

let film;
let changed = () => {};
before(() => {
  film = new FilmDesk({ platform: createPlatform(), states: ['running', 'learned', 'slow', 'stuck', 'diverged', 'stopped'], onChange: () => changed() });
});
after(() => film.close());

/** The next answer. */
function next() {
  const { version } = film;
  return new Promise((resolve) => (changed = () => film.version !== version && resolve()));
}
const take = (id, options) => {
  const there = next();
  film.show(id, options, roomById(id).script(options));
  return there;
};

test('a film has the start, the end and evenly spaced pictures between, with what was asked', async () => {
  for (const { id, race, script } of ROOMS.filter((room) => room.script)) {
    await take(id, race);
    assert.equal(film.error, '', id);
    assert.equal(film.id, id);
    const { pictures, spec, endings, options } = film.answer;
    assert.equal(options, race);
    const { questions = [], ending = [] } = script(race);
    const every = Math.ceil(spec.stop.steps / 50);
    assert.deepEqual(pictures.map(({ step }) => step), Array.from({ length: Math.ceil(spec.stop.steps / every) + 1 }, (_, k) => Math.min(k * every, spec.stop.steps)));
    assert.ok(pictures.every(({ lanes, answers }) => lanes.length === spec.lanes.length && (questions.length === 0 || answers.every((list) => list.length === questions.length && list.every(({ error }) => !error)))));
    assert.ok(endings.every((list) => list.length === ending.length && list.every(({ error, done }) => !error && done !== false)));
    assert.ok(pictures.at(-1).lanes[0].loss < pictures[0].lanes[0].loss);
  }
});

test('of several wanted at once the last one comes', async () => {
  const { race, script } = roomById('dying');
  const versions = film.version;
  for (let seed = 1; seed <= 8; ++seed) film.show('dying', { ...race, seed }, script({ ...race, seed }));
  while (film.answer.options.seed !== 8) await next();
  assert.ok(film.version - versions <= 2);
  assert.equal(film.answer.spec.seed, 8);
});

test('what the engine refuses is said, and the film stays', async () => {
  const { race } = roomById('dying');
  await take('dying', { ...race, rate: 3 });
  const { answer } = film;
  await take('dying', { ...race, rate: -1 });
  assert.match(film.error, /optimizer\.rate: -1 /);
  assert.equal(film.answer, answer);
  await take('dying', { ...race, rate: 2 });
  assert.equal(film.error, '');
  assert.equal(film.answer.options.rate, 2);
});

test('a film that was closed begins anew', async () => {
  const { race } = roomById('dying');
  await take('dying', race);
  film.show('dying', { ...race, seed: 3 }, roomById('dying').script({ ...race, seed: 3 }));
  film.close();
  assert.equal(film.id, '');
  await take('dying', { ...race, seed: 3 });
  assert.equal(film.answer.options.seed, 3);
  assert.equal(film.error, '');
});
