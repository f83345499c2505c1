/**
 * What the views get: one object, updated in place once a frame.
 *
 * @import { Race } from './race/race.js'
 * @import { Seeds } from './race/seeds.js'
 * @import { Experiment } from './experiment.js'
 * @import { Store } from './state.js'
 * @import { Model as ViewModel } from './types/views.js'
 */
import { baselinesOf, resultOf } from './race/result.js';
import { equal } from './link.js';

/**
 * What belongs to the visit, and to no link: the question asked, the notice shown ...
 *
 * @typedef {object} Session
 * @property {boolean} holding the pause before the opening race
 * @property {boolean} asking "who will be fastest?" waits for its answer
 * @property {number | null} predicted
 * @property {string | null} change the last "change one thing"
 * @property {{key: string, params?: Record<string, any>, kind: 'info' | 'error'} | null} notice
 * @property {'measuring' | {id: string, ns: number}[] | null} prices what activations cost here, once measured
 * @property {string} link
 * @property {(key: string, params?: Record<string, any>) => string} t
 */

export class Model {
  #parts;
  /** @type {ViewModel} filled by the first update */ model = /** @type {any} */ ({});

  /** @param {{store: Store, race: Race, seeds: Seeds, experiment: Experiment, session: Session, catalogue: any}} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {number} now @returns {ViewModel} */
  update(now) {
    const { store, race, seeds, experiment, session, catalogue } = this.#parts;
    const { model } = this;
    model.now = now;
    model.state = store.state;
    model.catalogue = catalogue;
    model.t = session.t;
    model.phase = session.holding ? 'hold' : race.phase;
    model.step = race.step;
    model.budget = race.budget;
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
    model.asking = session.asking;
    model.predicted = session.predicted;
    model.change = session.change;
    model.prices = session.prices;
    model.canUndo = experiment.canUndo;
    model.link = session.link;
    model.result = stable(model.result, this.#result());
    model.baselines = stable(model.baselines, race.data && baselinesOf(race.spec, race.data, race.lanes));
    return model;
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
