/**
 * The page, put together: the only module that knows both the engine and the views.
 *
 * @import { Spec } from './types/engine.js'
 */
import { createActions } from './actions.js';
import { followAddress } from './address.js';
import { Answers } from './answers.js';
import { createApi } from './api.js';
import { Pool } from './engine/pool.js';
import { createPlatform } from './engine/platform.js';
import { Experiment } from './experiment.js';
import { Inspector } from './inside/inspector.js';
import { listenToKeys } from './keyboard.js';
import { LinkError, decodeLink } from './link.js';
import { Model } from './model.js';
import { Log } from './log.js';
import { NotesDesk } from './notes/desk.js';
import { roomById } from './notes/rooms.js';
import { laneName, sweptLanes } from './race/lanes.js';
import { Background } from './race/background.js';
import { Race } from './race/race.js';
import { Seeds } from './race/seeds.js';
import { PhaseMap } from './race/phase-map.js';
import { createSweeps } from './race/sweeps.js';
import { Store } from './state.js';
import { createTranslator, languageTag } from './text.js';
import { createViews } from './views/index.js';

/** The opening: the start line is seen for so long before the race. */
const HOLD_MS = 1000;

/** Frames go on for so long after the last change, for views that spread their drawing. */
const AFTERGLOW_MS = 600;

/** The seeds start when a spec has stood for so long. */
const SETTLE_MS = 500;

const MOST_LIVE = 8;

/** @typedef {import('./model.js').Session} Session */

const cores = Math.max(1, navigator.hardwareConcurrency || 2);
const calmQuery = matchMedia('(prefers-reduced-motion: reduce)');

/** @type {() => void} */ let resolveReady = () => {};
/** @type {(error: Error) => void} */ let rejectReady = () => {};
/** @type {Promise<void>} */
const ready = new Promise((resolve, reject) => {
  resolveReady = resolve;
  rejectReady = reject;
});
// A page that cannot start says so itself; nobody has to listen here.
ready.catch(() => {});

/** @type {{race: Race | null, experiment: Experiment | null, actions: any}} */
const page = { race: null, experiment: null, actions: null };
/** @type {any} */ (globalThis).nonlin = createApi({
  ready,
  race: () => page.race,
  experiment: () => page.experiment,
  actions: () => page.actions,
});

start().catch((error) => {
  rejectReady(error);
  document.documentElement.dataset.phase = 'error';
  const place = document.querySelector('[data-start-error]') ?? document.body.appendChild(document.createElement('p'));
  place.textContent = createTranslator(Store.forReader().state.lang)('notice.start', { message: error?.message ?? String(error) });
  /** @type {HTMLElement} */ (place).hidden = false;
  throw error;
});

async function start() {
  const store = Store.forReader();
  dress(store.state);
  /** @type {Session} */
  const session = {
    holding: false,
    asking: false,
    predicted: null,
    change: null,
    sweep: null,
    notice: null,
    prices: null,
    link: '',
    t: createTranslator(store.state.lang),
  };
  const opening = await readAddress(store, session);

  const platform = await createPlatform();
  const pool = new Pool(platform, Math.min(MOST_LIVE, Math.max(1, cores - 1)), {
    onRestart: (_, lanes) => {
      const { race } = page;
      if (!race || lanes.length === 0) return;
      const names = lanes.map((i) => race.lanes[i].name).join(session.t('list.comma'));
      page.actions.say('notice.workerRestarted', { names, step: race.step }, 'info');
    },
  });
  const catalogue = await pool.ask('catalogue');
  const complete = (/** @type {any} */ spec) => pool.ask('complete', spec);
  /** @type {Spec} */
  const defaultSpec = await complete({});

  const frames = createFrames();
  let drawnOnce = false;
  const race = new Race({
    pool,
    catalogue,
    nameOf: (lane, edited) => laneName(lane, session.t, edited),
    onChange: () => {
      staffBackground();
      frames.wake();
    },
    onNotice: ({ key, params, kind }) => actions.say(key, params, kind),
  });
  const background = new Background(platform);
  const seeds = new Seeds(background, {
    states: catalogue.states,
    onResult: () => frames.wake(),
    compare: (steps, lanes) => pool.ask('compareRuns', steps, lanes),
  });
  const map = new PhaseMap(background, catalogue.states, () => frames.wake(), (why) => actions.failed(why));
  const log = new Log((spec) => sweptLanes(spec).map((lane) => laneName(lane, session.t)));
  const inspector = new Inspector({
    platform,
    race,
    onChange: () => frames.wake(),
    onError: (error) => actions.say('notice.engine', { message: error instanceof Error ? error.message : String(error) }),
  });
  const answers = new Answers((method, ...args) => pool.ask(method, ...args), () => frames.wake());
  const notes = new NotesDesk({
    platform, background, states: catalogue.states,
    ask: (method, ...args) => pool.ask(method, ...args),
    onChange: () => frames.wake(),
  });
  const experiment = new Experiment({
    store,
    race,
    complete,
    onBuilt: () => {
      // What was said about the race before is said no more.
      session.notice = null;
      const count = race.lanes.length;
      const raced = new Set(race.lanes.map((lane) => lane.activation));
      const { open, inside, beside, isolated, pinned, reference, mapLane } = store.state;
      store.set({
        open: open < count ? open : null,
        inside: inside < count ? inside : null,
        beside: beside < count ? beside : null,
        isolated: isolated < count ? isolated : null,
        reference: reference < count ? reference : null,
        mapLane: mapLane < count ? mapLane : null,
        pinned: pinned.some((/** @type {number} */ i) => i >= count) ? [] : pinned,
        allRows: catalogue.activations.every((/** @type {{id: string}} */ { id }) => raced.has(id)),
      });
      if (session.predicted !== null && session.predicted < count) race.lanes[session.predicted].prediction = true;
      seedsSoon();
    },
    onRefused: (message, refused) => actions.say(refused ? 'notice.spec' : 'notice.engine', { message }),
  });
  const actions = createActions({
    store, race, inspector, experiment, session, catalogue, usualLanes: defaultSpec.lanes,
    prices: (ids) => pool.ask('prices', ids),
    sweeps: createSweeps(background, catalogue.states),
    map,
    notes,
    redraw: () => frames.wake(),
    budgetChanged: () => seedsSoon(),
  });
  Object.assign(page, { race, experiment, actions });


  /** The runs behind the race may use what it leaves free, and nothing at full speed or while it is dragged. */
  function staffBackground() {
    if (!drawnOnce) return;
    if (race.dragging || (race.playing && race.pace === 'fastest')) background.allow(0);
    else background.allow(race.playing ? Math.max(1, Math.floor(cores / 2)) : cores);
  }
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let seedsTimer;
  function seedsSoon(anew = false) {
    clearTimeout(seedsTimer);
    const share = () => race.lanes.forEach((lane, i) => (lane.seeds = seeds.results[i] ?? []));
    // Seeds run from the start, which a branch does not.
    if (!race.branchOf && !anew && seeds.isOf(experiment.spec)) return share();
    seeds.cancel();
    if (race.branchOf) return share();
    seedsTimer = setTimeout(() => {
      seeds.start(experiment.spec, store.state.seedCount);
      share();
      staffBackground();
    }, SETTLE_MS);
  }

  /** The race rests while another screen is shown, and goes on when it is back. */
  let resting = false;
  /** @param {string} screen */
  function restElsewhere(screen) {
    if (screen !== 'race' && (race.playing || session.holding)) {
      resting = true;
      actions.pause();
    } else if (screen === 'race' && resting) {
      resting = false;
      actions.play();
    }
  }

  store.onLost = () => actions.say('notice.storage', {}, 'info');
  store.subscribe((state, changed) => {
    if (changed.includes('lang')) {
      session.t = createTranslator(state.lang);
      race.rename();
      log.rename();
    }
    if (changed.includes('spec')) map.follow(state.spec);
    if (changed.includes('seedCount') && !seeds.raise(state.seedCount)) seedsSoon(true);
    if (changed.includes('pace')) {
      race.setPace(state.pace);
      staffBackground();
    }
    if (changed.includes('mapX') || changed.includes('mapY')) race.setColumns([state.mapX, state.mapY]);
    if (changed.includes('open')) race.setLarge(state.open !== null);
    if (changed.some((name) => name === 'lang' || name === 'theme' || name === 'stage' || name === 'hide')) dress(state);
    if (changed.includes('screen')) {
      restElsewhere(state.screen);
      if (state.screen !== 'race') notes.open(); // the atlas names them
      if (state.screen !== 'notes') notes.race.close();
    }
    if (state.screen !== 'notes' || !roomById(state.room)?.script) notes.film.close();
    frames.wake();
  });

  const setCalm = () => {
    race.setCalm(calmQuery.matches);
    inspector.calm = calmQuery.matches;
  };
  setCalm();
  calmQuery.addEventListener('change', setCalm);
  race.setHidden(document.hidden);
  document.addEventListener('visibilitychange', () => {
    race.setHidden(document.hidden);
    frames.wake();
  });
  // What nobody expected to fail: the reader is told, and the page goes on.
  addEventListener('unhandledrejection', ({ reason }) => actions.say('notice.engine', { message: reason?.message ?? String(reason) }));
  followAddress({ store, session, experiment, actions, defaultSpec, redraw: () => frames.wake() });

  store.set({ ...opening.page });
  race.setPace(store.state.pace);
  const bare = opening.hash === '';
  if (bare) await experiment.replace({}, { play: false });
  else await actions.loadHash(opening.hash);

  const views = createViews(document, actions);
  const model = new Model({ store, race, seeds, map, log, inspector, experiment, session, catalogue, answers, notes });
  frames.start((now) => {
    views.update(model.update(now));
    if (store.state.screen === 'race') inspector.look();
    if (!drawnOnce) {
      drawnOnce = true;
      staffBackground();
      document.documentElement.dataset.phase = 'ready';
      resolveReady();
      if (bare) open();
    }
    return race.playing || session.holding;
  });
  listenToKeys(document, store, actions);

  /** The opening: once, on a bare address, for eyes that are there and like motion. */
  function open() {
    if (document.hidden || store.state.stage) return;
    if (calmQuery.matches) {
      race.advance(race.budget).then(frames.wake);
      return;
    }
    session.holding = true;
    setTimeout(() => {
      if (!session.holding) return;
      session.holding = false;
      race.play();
      frames.wake();
    }, HOLD_MS);
  }
}

/**
 * What the address asks of the page itself; its experiment is read when there is an engine.
 *
 * @param {Store} store
 * @param {Session} session
 */
async function readAddress(store, session) {
  const { hash } = location;
  try {
    const { page } = await decodeLink(hash);
    if (page.lang) {
      store.set({ lang: page.lang });
      session.t = createTranslator(page.lang);
      dress(store.state);
    }
    return { hash, page };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { hash, page: {} };
  }
}

/** What the whole document wears: language, theme, stage, what a lesson hides. @param {Record<string, any>} state */
function dress({ lang, theme, stage, hide }) {
  const root = document.documentElement;
  root.lang = languageTag(lang);
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.toggleAttribute('data-stage', stage);
  root.dataset.hide = hide.replaceAll('.', ' ');
  document.title = createTranslator(lang)('page.title');
}

/** Animation frames while something moves, none at rest and none that nobody sees. */
function createFrames() {
  /** @type {((now: number) => boolean) | null} */ let draw = null;
  let until = 0;
  let asked = false;
  const ask = () => {
    if (asked || !draw || document.hidden) return;
    asked = true;
    requestAnimationFrame(run);
  };
  const run = () => {
    asked = false;
    if (!draw || document.hidden) return;
    const now = performance.now();
    if (draw(now) || now < until) ask();
  };
  return {
    wake() {
      until = performance.now() + AFTERGLOW_MS;
      ask();
    },
    /** @param {(now: number) => boolean} callback returns whether something moves */
    start(callback) {
      draw = callback;
      this.wake();
      // A page opened in a hidden tab is ready all the same.
      if (document.hidden) callback(performance.now());
    },
  };
}
