/**
 * What the reader can do, as the views, the keys and the lessons' interface call it.
 *
 * @import { Race } from './race/race.js'
 * @import { Experiment } from './experiment.js'
 * @import { Store } from './state.js'
 * @import { Session } from './model.js'
 */
import { LinkError, decodeLink } from './link.js';
import { sceneById } from './scenes.js';

/** Steps of "300 more". */
const MORE_STEPS = 300;

/** New seeds are drawn below this, so that they can be read aloud. */
const SEEDS = 10000;

/** The most units a layer of "+1 unit" gets. */
const MOST_UNITS = 256;

/** "Change one thing": the edits of a button; what is not here has its own way. @type {Record<string, (spec: any) => [string, any][]>} */
const edits = {
  inputs4: () => [['inputs.scale', 4]],
  init3: () => [['initializer.gain', 3]],
  unit1: (spec) => [['network.layers[0].units', Math.min(MOST_UNITS, spec.network.layers[0].units + 1)]],
};

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Race} parts.race
 * @param {Experiment} parts.experiment
 * @param {Session} parts.session
 * @param {any} parts.catalogue
 * @param {(ids: string[]) => Promise<number[]>} parts.prices measures what activations cost: nanoseconds a value
 * @param {() => void} parts.redraw asks for frames
 * @param {() => void} parts.budgetChanged
 */
export function createActions({ store, race, experiment, session, catalogue, prices, redraw, budgetChanged }) {
  const say = (/** @type {string} */ key, /** @type {Record<string, any>} */ params = {}, /** @type {'info' | 'error'} */ kind = 'error') => {
    session.notice = { key, params, kind };
    redraw();
  };

  /** Ends the hold and the question, however they end. */
  const settle = () => {
    session.holding = false;
    session.asking = false;
  };

  /** What was said of the experiment before says nothing of another. */
  const forget = () => {
    settle();
    session.predicted = null;
    session.change = null;
  };

  /** Another experiment, standing at its start unless `change` says play. @param {any} spec @param {any} change */
  const replace = (spec, change) => {
    forget();
    return experiment.replace(spec, { play: false, ...change });
  };

  const actions = {
    redraw,

    async play() {
      settle();
      if (race.phase === 'finished') await experiment.restart();
      race.play();
      redraw();
    },
    /** @returns {Promise<void>} when the race stands */
    pause() {
      settle();
      redraw();
      return race.pause();
    },
    toggle() {
      return race.playing || session.holding ? actions.pause() : actions.play();
    },
    /** @param {number} count @returns {Promise<void>} when the steps are done */
    step(count) {
      settle();
      return race.advance(count);
    },
    stepOnce: () => actions.step(1),
    stepEpoch: () => actions.step(race.stepsPerEpoch - (race.step % race.stepsPerEpoch)),
    reset() {
      settle();
      return experiment.restart();
    },
    /** What every activation costs in this browser; a race that runs would disturb it. */
    async measurePrices() {
      if (session.prices === 'measuring') return;
      session.prices = 'measuring';
      await actions.pause();
      /** @type {string[]} */
      const ids = catalogue.activations.map((/** @type {{id: string}} */ { id }) => id);
      try {
        const measured = await prices(ids);
        session.prices = ids.map((id, i) => ({ id, ns: measured[i] }));
      } catch (error) {
        session.prices = null;
        say('notice.engine', { message: error instanceof Error ? error.message : String(error) });
      }
      redraw();
    },
    newSeed: () => actions.setSeed(Math.floor(Math.random() * SEEDS)),
    /** @param {number} seed */
    setSeed: (seed) => actions.setSpec('seed', seed),
    /** @param {number | 'fastest'} pace */
    setPace: (pace) => actions.set('pace', pace),

    /** A field of the page's state. @param {string} name @param {any} value */
    set(name, value) {
      store.set({ [name]: value }, { keep: true });
      if (name === 'allRows') actions.setLanes(value ? allLanes() : undefined);
    },
    /** @param {string} path of the spec @param {any} value undefined: back to the default; a function: of the value there is */
    setSpec: (path, value) => actions.setSpecs([[path, value]]),
    /** Several at once, one step to undo. @param {[string, any][]} changes */
    setSpecs(changes) {
      forget();
      const page = changes.some(([path]) => path === '' || path.startsWith('data.generator') || path === 'data') ? { scene: null } : {};
      return experiment.edit(changes, { page });
    },
    /** @param {any[] | undefined | ((lanes: any[]) => any[])} lanes undefined: the default ones; a function: of the lanes there are */
    setLanes: (lanes) => actions.setSpec('lanes', lanes),

    /** @param {string} id */
    scene(id) {
      const scene = sceneById(id);
      if (!scene) throw new Error(`scene: '${id}' is unknown`);
      return replace(scene.spec, { play: true, page: { scene: id, pace: scene.pace } });
    },
    /** "Change one thing". @param {string} id */
    async change(id) {
      settle();
      if (id === 'extend') return actions.extend();
      const scene = sceneById('deep');
      const refused =
        id === 'deep'
          ? await experiment.replace(scene?.spec, { ghosts: 'take', play: false, page: { scene: id, pace: scene?.pace } })
          : await experiment.edit(edits[id](experiment.spec), { play: false });
      if (refused) return;
      session.change = id;
      session.predicted = null;
      session.asking = true;
      redraw();
    },
    /** The answer to "who will be fastest?". @param {number | null} lane null: none given */
    async predict(lane) {
      session.predicted = lane;
      race.lanes.forEach((each, i) => (each.prediction = i === lane));
      await actions.play();
    },
    /** More steps beyond the budget. */
    async extend(steps = MORE_STEPS) {
      settle();
      session.change = 'extend';
      await race.extend(steps);
      experiment.extended(race.budget);
      budgetChanged();
      race.play();
    },
    undo() {
      forget();
      return experiment.undo();
    },

    /** @param {number | null} lane */
    openLane: (lane) => actions.set('open', lane),
    /** @param {number | null} lane */
    isolate: (lane) => actions.set('isolated', lane),
    dismiss() {
      session.notice = null;
      redraw();
    },

    /** @param {string} text the JSON of a spec */
    loadText(text) {
      let spec;
      try {
        spec = JSON.parse(text);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        say('notice.json', { message });
        return Promise.resolve(message);
      }
      return replace(spec, { page: { scene: null } });
    },
    /**
     * A spec (object or JSON text) or a link (whole address or hash).
     *
     * @param {any} source
     * @returns {Promise<string | null>} what is wrong with it
     */
    load(source) {
      if (typeof source !== 'string') return replace(source, { page: { scene: null } });
      const at = source.indexOf('#');
      if (source.trim().startsWith('{') || (at < 0 && source.trim() !== '')) return actions.loadText(source);
      return actions.loadHash(at < 0 ? '' : source.slice(at));
    },
    /** @param {string} hash @returns {Promise<string | null>} what is wrong with it; the default experiment stands then */
    async loadHash(hash) {
      const standard = () => replace({}, { page: { scene: 'spiral', pace: 40 } });
      try {
        const { kind, spec, page } = await decodeLink(hash);
        if (kind === 'playground') {
          await standard();
          say('notice.playground', {}, 'info');
          return null;
        }
        const scene = page.scene ?? (spec ? null : 'spiral');
        const refused = await replace(spec ?? sceneById(scene ?? 'spiral')?.spec, { page: { pace: 40, ...page, scene } });
        if (refused === null) return null;
        await standard();
        say('notice.link.spec', { message: refused });
        return refused;
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        await standard();
        say(error.key, error.params);
        return error.message;
      }
    },
    say,
  };

  function allLanes() {
    return catalogue.activations.map((/** @type {{id: string}} */ { id }) => ({ activation: id }));
  }
  return actions;
}
