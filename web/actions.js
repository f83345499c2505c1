/**
 * What the reader can do, as the views, the keys and the lessons' interface call it.
 *
 * @import { Race } from './race/race.js'
 * @import { Inspector } from './inside/inspector.js'
 * @import { PhaseMap } from './race/phase-map.js'
 * @import { Experiment } from './experiment.js'
 * @import { Store } from './state.js'
 * @import { Session } from './model.js'
 * @import { Ask, LogEntry } from './types/views.js'
 */
import { EngineError } from './engine/client.js';
import { LinkError, decodeLink } from './link.js';
import { createMeasured } from './measured.js';
import { readPlayground } from './playground-link.js';
import { referenceOf, sweptLanes } from './race/lanes.js';
import { GAIN, RATE, editsFor, withoutAxes } from './race/sweeps.js';
import { sceneById } from './scenes.js';
import { ATLAS_PAGES } from './state.js';

/** Steps of "300 more". */
const MORE_STEPS = 300;

/** New seeds are drawn below this, so that they can be read aloud. */
const SEEDS = 10000;

/** Steps a second of a Playground link: some ten epochs. */
const PLAYGROUND_PACE = 200;

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
 * @param {Inspector} parts.inspector
 * @param {Experiment} parts.experiment
 * @param {Session} parts.session
 * @param {any} parts.catalogue
 * @param {any[]} parts.usualLanes those of an experiment that names none
 * @param {(activations: any[]) => Promise<number[]>} parts.prices measures what activations cost: nanoseconds a value
 * @param {import('./race/sweeps.js').Sweeps} parts.sweeps
 * @param {PhaseMap} parts.map
 * @param {import('./notes/desk.js').NotesDesk} parts.notes
 * @param {() => void} parts.redraw asks for frames
 * @param {() => void} parts.budgetChanged
 */
export function createActions({ store, race, inspector, experiment, session, catalogue, usualLanes, prices, sweeps, map, notes, redraw, budgetChanged }) {
  /** @param {string} key @param {Record<string, any>} params @param {'info' | 'error'} kind @param {{more?: [key: string, params?: Record<string, any>][], others?: boolean}} rest see Session */
  const say = (key, params = {}, kind = 'error', rest = {}) => {
    session.notice = { key, params, kind, ...rest };
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
    session.sweep?.stop();
  };

  /** Another experiment, standing at its start unless `change` says play. @param {any} spec @param {any} change */
  const replace = (spec, change) => {
    forget();
    return experiment.replace(spec, { play: false, ...change });
  };

  const { failed, measured } = createMeasured({ race, experiment, session, sweeps, say, redraw });

  /** An edit by hand. @param {Promise<void>} edit */
  const edited = async (edit) => {
    settle();
    try {
      await edit;
      return null;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      say('notice.spec', { message: error.message });
      return error.message;
    }
  };

  const actions = {
    redraw,
    failed,

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
    /** What every activation costs in this browser, one's own too; a race that runs would disturb it. @param {any} [own] */
    async measurePrices(own) {
      if (session.prices === 'measuring') return;
      session.prices = 'measuring';
      await actions.pause();
      /** @type {string[]} */
      const ids = catalogue.activations.map((/** @type {{id: string}} */ { id }) => id);
      try {
        const measured = await prices(own ? [...ids, own] : ids);
        session.prices = measured.map((ns, i) => ({ id: ids[i] ?? 'own', ns }));
      } catch (error) {
        session.prices = null;
        say('notice.engine', { message: error instanceof Error ? error.message : String(error) });
      }
      redraw();
    },
    newSeed: () => actions.setSeed(Math.floor(Math.random() * SEEDS)),
    /** A text's seed is the first one's only: a number takes its place. @param {number} seed */
    setSeed: (seed) => actions.setSpecs([['seed', seed], ...(experiment.spec.data.textSeed ? [/** @type {[string, any]} */ (['data.textSeed', undefined])] : [])]),
    /** @param {number | 'fastest'} pace */
    setPace: (pace) => actions.set('pace', pace),

    /** @param {number} step @param {boolean} dragging */
    rewind(step, dragging) {
      settle();
      race.rewind(step, { dragging });
    },
    /** @param {number} lane @param {{activation?: string, rate?: number, seed?: boolean}} change */
    async branch(lane, { activation, rate, seed }) {
      await actions.pause();
      const { point: _, ...given } = sweptLanes(race.spec)[lane];
      const parent = { ...given, name: race.lanes[lane].name };
      const twin = structuredClone(parent);
      if (activation && activation !== parent.activation) {
        twin.activation = activation;
        delete twin.parameters;
      }
      if (rate !== undefined) twin.set = { ...twin.set, 'optimizer.rate': rate };
      const changes = [activation && session.t(`name.${activation}`), rate !== undefined && session.t('lane.optimizer.rate', { value: String(rate) }), seed && session.t('branch.otherSeed')];
      twin.name = session.t('branch.name', { name: parent.name, step: race.step, changes: changes.filter(Boolean).join(session.t('list.comma')) });
      const spec = { ...race.spec, lanes: [parent, twin], sweep: [], stop: { ...race.spec.stop, steps: race.budget }, ...(seed && { vary: ['order'] }) };
      return replace(spec, { page: { scene: null, branch: race.step, branchSeed: seed ? 1 : 0 } });
    },

    /** @param {number} lane @param {string} block @param {number} index @param {number} value */
    editParameter: (lane, block, index, value) => edited(race.edit(lane, block, index, value)),
    /** @param {number} lane */
    undoEdit: (lane) => edited(race.undoEdit(lane)),

    /** A field of the page's state. @param {string} name @param {any} given a function: of the value there is */
    set(name, given) {
      const value = typeof given === 'function' ? given(store.state[name]) : given;
      store.set({ [name]: value }, { keep: true });
      if (name === 'allRows') actions.setLanes(value ? allLanes() : undefined);
    },
    /** Another screen, or another page of it. @param {string} screen @param {Record<string, any>} [page] its part of the page's state */
    show: (screen, page) => store.set({ screen, drawer: null, open: null, ...(page?.note !== undefined && { room: '' }), ...(page?.room !== undefined && { controls: '' }), ...page }),
    /** Shows a room with these options. @param {string} id @param {string} controls see the state's field of that name */
    showRoom: (id, controls) => notes.room.show(id, controls),
    /** Shows the race of a room: see FilmDesk. @param {string} id @param {any} options @param {any} script */
    showFilm: (id, options, script) => notes.film.show(id, options, script),
    /** Races a lane beside tanh and ReLU, in the experiment there is. @param {any} lane */
    async raceIt(lane) {
      const others = ['tanh', 'relu'].filter((id) => lane.parameters || lane.activation !== id).map((activation) => ({ activation }));
      forget();
      const refused = await experiment.edit([['lanes', [lane, ...others]]], { play: true });
      if (refused === null) actions.show('race');
      return refused;
    },
    /** @param {string} note @param {any} [change] @param {string} [only] a statement of it */
    runNote: (note, change = null, only) => notes.runner?.run(note, change, { only }),
    /** @param {string} note */
    stopNote: (note) => notes.runner?.stop(note),
    runAllNotes: () => notes.runner?.runAll(),
    stopAllNotes: () => notes.runner?.stopAll(),
    /** The race of a note's picture: see SmallRace. @param {string} key @param {any} spec @param {any} how */
    showPicture: (key, spec, how) => notes.race.show(key, spec, how),
    playPicture: () => (notes.race.playing ? notes.race.pause() : notes.race.play()),
    /** @param {string} statement @param {string} trial */
    async tryTrial(statement, trial) {
      const spec = await notes.specOf(trial);
      const refused = await replace(spec, { page: { scene: null } });
      if (refused !== null) return refused;
      notes.tried = { statement, trial, spec: experiment.spec };
      actions.show('race');
      say('notes.tried', { id: statement.split('.')[0] }, 'info');
      return null;
    },
    /** @param {any} lane that joins the race */
    async addLane(lane) {
      const refused = await actions.setLanes((lanes) => [...lanes, lane]);
      if (refused === null) actions.show('race');
      return refused;
    },
    /** @param {string} path of the spec @param {any} value undefined: back to the default; a function: of the value there is */
    setSpec: (path, value) => actions.setSpecs([[path, value]]),
    /** Several at once, one step to undo. @param {[string, any][]} changes */
    setSpecs(changes) {
      forget();
      const page = changes.some(([path]) => path === '' || path.startsWith('data.generator') || path === 'data') ? { scene: null } : {};
      return experiment.edit(changes, { page });
    },
    /**
     * Points of one's own as the experiment's data. What follows from the task goes back to its default where the task is another.
     *
     * @param {any} points as `data.points` of a spec
     * @param {{series?: string, standardize?: boolean, map?: number[]}} how series: see Experiment; standardize: the inputs, which come
     *   as they are; map: the inputs it shows
     */
    givePoints(points, { series, standardize, map: [mapX, mapY] = [0, 1] } = {}) {
      forget();
      const { data, batch, changes } = experiment.spec;
      /** @param {any} given */
      const task = ({ kind, inputs, targets }) => [kind, inputs[0].length, targets[0].length, kind === 'classes' && targets.reduce((/** @type {number} */ most, /** @type {number[]} */ row) => Math.max(most, row[0]), 1)].join();
      const same = data.points && !data.points.train && task(data.points) === task(points);
      const trainShare = data.trainShare ?? 1;
      /** @type {[string, any][]} */
      const edits = same ? [['data.points', points]] : [['data', { points, trainShare }]];
      // Changes in mid-run of the data that were are none of these.
      const stays = changes.filter((/** @type {any} */ { set }) => !Object.keys(set).some((path) => path.startsWith('data')));
      if (stays.length < changes.length) edits.push(['changes', stays]);
      if (batch.size > Math.max(1, Math.round(trainShare * points.inputs.length))) edits.push(['batch.size', 'all']);
      if (standardize !== undefined) edits.push(['inputs', { standardize }]);
      return experiment.edit(edits, { series, page: same && series ? {} : { scene: null, mapX, mapY, branch: 0, branchSeed: 0 } });
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
      let refused;
      if (id === 'deep') refused = await experiment.replace(scene?.spec, { ghosts: 'take', play: false, page: { scene: id, pace: scene?.pace } });
      else {
        if (id !== 'rates') session.sweep?.stop();
        const made = id in measured ? await measured[id]().catch(failed) : edits[id](experiment.spec);
        if (!made) return;
        // A step of its own to undo, however soon after the one before.
        refused = await experiment.edit(made, { play: false, ...(id in measured && { ghosts: 'take', undoable: true }) });
      }
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
    /** An experiment of the log. @param {LogEntry} entry */
    bringBack: ({ spec, page }) => replace(spec, { page }),
    undo() {
      forget();
      return experiment.undo();
    },

    /** @param {number} lane */
    survivingRate: (lane) => sweeps.survivingRate(experiment.spec, lane),
    /** @param {number} lane @param {number} rate */
    setRate(lane, rate) {
      const { spec } = experiment;
      const own = Math.floor(lane / (sweptLanes(spec).length / spec.lanes.length));
      const lanes = spec.lanes.map((/** @type {any} */ each, /** @type {number} */ i) => (i === own ? { ...each, set: { ...each.set, [RATE]: rate } } : each));
      return actions.setSpecs([['lanes', lanes], ['sweep', withoutAxes(spec, [RATE])]]);
    },

    startMap() {
      const { mapLane, isolated, reference, mapSeeds } = store.state;
      map.start(experiment.spec, mapLane ?? isolated ?? referenceOf(race.lanes, reference), mapSeeds);
    },
    stopMap: () => map.stop(),
    /** Rate and gain of a cell of the map become the lane's. @param {number} cell */
    loadCell(cell) {
      const [rate, gain] = map.valuesOf(cell);
      return actions.setSpecs(editsFor(experiment.spec, map.lane, [[RATE, rate], [GAIN, gain]]));
    },

    /** @param {number | null} lane */
    openLane: (lane) => actions.set('open', lane),
    /** Looks into a lane. @param {number | null} lane @param {string[]} [panels] */
    lookInside(lane, panels) {
      const { beside } = store.state;
      store.set({ inside: lane, beside: lane === null || beside === lane ? null : beside, open: null, ...(panels && { panels: panels.join() }) });
    },
    want: (/** @type {Ask[]} */ asks) => inspector.want(asks),
    /** @param {number} lane @param {string} question @param {any} [options] */
    ask: (lane, question, options) => inspector.ask(lane, question, options),
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
    /** The same data and weights, for the usual activations beside those there are. */
    otherActivations() {
      const missing = (/** @type {any[]} */ lanes) => usualLanes.filter(({ activation }) => !lanes.some((lane) => lane.activation === activation));
      forget();
      return experiment.edit([['lanes', (/** @type {any[]} */ lanes) => [...lanes, ...missing(lanes)]]], { play: true });
    },
    /**
     * A spec (object or JSON text) or a link (whole address, hash or what stands behind it).
     *
     * @param {any} source
     * @returns {Promise<string | null>} what is wrong with it
     */
    load(source) {
      if (typeof source !== 'string') return replace(source, { page: { scene: null } });
      const text = source.trim();
      if (/^[[{]/.test(text)) return actions.loadText(text);
      const at = text.indexOf('#');
      return at >= 0 || text === '' || /^\w+=/.test(text) ? actions.loadHash(text.slice(at + 1)) : actions.loadText(text);
    },
    /** @param {string} hash @returns {Promise<string | null>} what is wrong with it; the experiment there is stays, at first the default one */
    async loadHash(hash) {
      const { spec: before } = experiment;
      const refuse = async (/** @type {string} */ key, /** @type {Record<string, string>} */ params) => {
        if (!before) await replace({}, { page: { scene: 'spiral', pace: 40 } });
        say(key, params, 'error', { more: [[before ? 'notice.link.stays' : 'notice.link.default']] });
      };
      try {
        const { kind, spec, page } = await decodeLink(hash);
        for (const id of [page.of, ...(page.over?.split(',') ?? [])]) if (id && !isOfAtlas(id)) throw new LinkError('notice.link.value', { name: id === page.of ? 'of' : 'over', value: id });
        const playground = kind === 'playground' ? readPlayground(hash, catalogue) : null;
        const scene = page.scene ?? (spec || playground ? null : 'spiral');
        const shown = playground ? { screen: 'race', pace: PLAYGROUND_PACE, hide: playground.hide.join('.'), showTest: !playground.hide.includes('share') } : { screen: 'race', pace: 40, hide: '', ...page };
        const refused = await replace(playground?.spec ?? spec ?? sceneById(scene ?? 'spiral')?.spec, { page: { ...shown, scene } });
        if (refused !== null) await refuse('notice.link.spec', { message: refused });
        else if (playground) tellPlayground(playground);
        return refused;
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        await refuse(error.key, error.params);
        return error.message;
      }
    },
    say,
  };

  /** How a Playground link was taken. @param {import('./playground-link.js').Playground} opened */
  function tellPlayground({ spec, ignored, hide, drawn }) {
    /** @type {[string, Record<string, any>?][]} */
    const more = [];
    if (drawn) more.push(['notice.playground.drawn', { seed: spec.data.textSeed }]);
    // A link may hold anything; a few words of it are enough to see what was left.
    if (ignored.length) more.push(['notice.playground.ignored', { list: ignored.slice(0, 8).join(', ') + (ignored.length > 8 ? ' …' : '') }]);
    if (hide.length) more.push(['notice.playground.hidden']);
    if (spec.lanes[0].activation === 'relu') more.push(['help.playgroundDrift']);
    say('notice.playground', {}, 'info', { more, others: spec.network.layers.length > 0 });
  }
  /** @param {string} id */
  function isOfAtlas(id) {
    return ATLAS_PAGES.includes(id) || catalogue.activations.some((/** @type {{id: string}} */ row) => row.id === id);
  }
  function allLanes() {
    return catalogue.activations.map((/** @type {{id: string}} */ { id }) => ({ activation: id }));
  }
  return actions;
}
