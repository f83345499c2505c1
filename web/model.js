/**
 * What the views get: one object, updated in place once a frame.
 *
 * @import { Race } from './race/race.js'
 * @import { Seeds } from './race/seeds.js'
 * @import { PhaseMap } from './race/phase-map.js'
 * @import { Log } from './log.js'
 * @import { Inspector } from './inside/inspector.js'
 * @import { Experiment } from './experiment.js'
 * @import { Answers } from './answers.js'
 * @import { NotesDesk } from './notes/desk.js'
 * @import { Store } from './state.js'
 * @import { Ask, Model as ViewModel } from './types/views.js'
 */
import { referenceOf } from './race/lanes.js';
import { baselinesOf, resultOf } from './race/result.js';
import { equal } from './link.js';

/**
 * What belongs to the visit, and to no link: the question asked, the notice shown ...
 *
 * @typedef {object} Session
 * @property {boolean} holding the pause before the opening race
 * @property {boolean} asking "who will be fastest?" waits for its answer
 * @property {number | null} predicted
 * @property {{done: number, total: number, stop: () => void} | null} sweep the search for each lane's own best rate, while it goes on
 * @property {string | null} change the last "change one thing"
 * @property {{key: string, params?: Record<string, any>, kind: 'info' | 'error', more?: [key: string, params?: Record<string, any>][], others?: boolean} | null} notice `more`: further sentences; `others`: offers the other activations
 * @property {'measuring' | {id: string, ns: number}[] | null} prices what activations cost here, once measured
 * @property {string | null} link null: the experiment is too large for one
 * @property {(key: string, params?: Record<string, any>) => string} t
 */

export class Model {
  #parts;
  /** @type {ViewModel} filled by the first update */ model = /** @type {any} */ ({});

  /** @param {string} method @param {any[]} args */
  #answer = (method, ...args) => this.#parts.answers.get(method, ...args);

  /** @param {{store: Store, race: Race, seeds: Seeds, map: PhaseMap, log: Log, inspector: Inspector, experiment: Experiment, session: Session, catalogue: any, answers: Answers, notes: NotesDesk}} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {number} now @returns {ViewModel} */
  update(now) {
    const { store, race, seeds, map, log, experiment, session, catalogue, notes } = this.#parts;
    const { model } = this;
    model.now = now;
    model.state = store.state;
    model.catalogue = catalogue;
    model.t = session.t;
    model.answer = this.#answer;
    model.notes = notes;
    model.phase = session.holding ? 'hold' : race.phase;
    model.step = race.step;
    model.budget = race.budget;
    model.rewind = { floor: race.floor, top: race.top, moments: race.moments, every: race.momentsEvery, dragging: race.dragging };
    model.stepsPerEpoch = race.stepsPerEpoch;
    model.epoch = race.epoch;
    model.speed = race.speed;
    model.notice = session.notice;
    model.data = race.data;
    model.certificate = race.certificate;
    model.lanes = race.lanes;
    model.fields = race.fields;
    model.fits = race.fits;
    model.raceId = race.id;
    model.seedsDone = seeds.done;
    model.seedsTotal = seeds.total;
    model.seedsEvery = seeds.every;
    model.comparison = seeds.comparison;
    model.reference = referenceOf(race.lanes, store.state.reference);
    model.map = map;
    model.sweep = session.sweep;
    model.asking = session.asking;
    model.predicted = session.predicted;
    model.change = session.change;
    model.prices = session.prices;
    model.canUndo = experiment.canUndo;
    model.inside = this.#inside();
    model.link = session.link;
    model.result = stable(model.result, this.#result());
    model.baselines = stable(model.baselines, race.data && baselinesOf(race.spec, race.data, race.lanes));
    log.follow(model, race.spec);
    model.log = log.entries;
    return model;
  }

  #inside() {
    const { store, race, inspector } = this.#parts;
    const { inside, beside } = store.state;
    const lanes = [inside, beside].filter((lane) => lane !== null && lane < race.lanes.length);
    return { lanes: inside === null ? [] : [...new Set(lanes)], answer: (/** @type {Ask} */ ask) => inspector.answer(ask), version: inspector.version };
  }

  #result() {
    const { race, seeds, session } = this.#parts;
    if (race.phase !== 'finished') return null;
    return resultOf(race.lanes, {
      steps: race.budget,
      extended: race.extended,
      predicted: session.predicted,
      seedsTotal: seeds.total,
    });
  }
}

/** The old object while nothing in it differs, so that views compare by reference. @param {any} old @param {any} fresh */
const stable = (old, fresh) => (old && fresh && equal(old, fresh) ? old : fresh);
