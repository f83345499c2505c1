/**
 * The notes, run: trials behind the page, seed by seed, and the engine's verdicts on them. Draws nothing.
 *
 * @import { Background, BackgroundBatch, Result, TrialJob } from '../race/background.js'
 */

/**
 * @typedef {object} Statement a row of the engine's table
 * @property {string} id "C36.1"
 * @property {string[]} trials
 * @property {number} seeds of each trial; 0: nothing is drawn
 * @property {{role: string, quantity: string, threshold: string}[]} checks
 * @property {string} recorded verdict
 * @property {any} contrary a change of the trials with which the verdict is another; null: none
 *
 * @typedef {{id: string, race: boolean, timed: boolean, document: any}} Trial
 *
 * @typedef {object} Judged
 * @property {string} verdict
 * @property {string} hash of all figures
 * @property {{role: string, quantity: string, threshold: string, figure: number, holds: boolean, undecided: boolean, seen: number}[]} checks
 *
 * @typedef {{names: string[], values: Float64Array}} Row what a trial gave for one seed
 */

/** "C36" of "C36.1". @param {string} id */
export const noteOf = (id) => id.split('.')[0];

/**
 * A change of trials is merged into the document of each; one with members "@<trial>" says what is merged into each by itself.
 *
 * @param {string} trial @param {any} change
 */
export function changeOf(trial, change) {
  const apart = change && Object.keys(change).some((key) => key[0] === '@');
  return apart ? (change[`@${trial}`] ?? null) : change;
}

/** A trial or statement as it was changed. @param {string} id @param {any} change */
const keyOf = (id, change) => `${id} ${JSON.stringify(change)}`;

export class Notes {
  #background;
  #ask;
  #onChange;
  /** By trial and change, by seed. @type {Map<string, Row[]>} */ #rows = new Map();
  /** By statement and change. @type {Map<string, Judged>} */ #judged = new Map();
  /** By note. @type {Map<string, {batch: BackgroundBatch, jobs: TrialJob[]}>} */ #running = new Map();
  /** Why the note's last run came to nothing. @type {Map<string, string>} */ #failed = new Map();
  /** @type {{id: string, statements: Statement[]}[]} */ groups;
  /** How many notes of a run of all are done; null: there is none. @type {{done: number, total: number, note: string} | null} */ all = null;
  /** @type {Map<string, Trial>} */ trials;
  /** @type {Map<string, Statement[]>} */ #statements = new Map();
  /** Counts what has changed. */
  version = 0;

  /**
   * @param {object} parts
   * @param {{groups: {id: string, statements: Statement[]}[], trials: Trial[]}} parts.table the engine's
   * @param {Background} parts.background
   * @param {(method: string, ...args: any[]) => Promise<any>} parts.ask the engine
   * @param {() => void} parts.onChange
   */
  constructor({ table, background, ask, onChange }) {
    this.groups = table.groups;
    this.trials = new Map(table.trials.map((trial) => [trial.id, trial]));
    this.#background = background;
    this.#ask = ask;
    this.#onChange = onChange;
    for (const { statements } of this.groups)
      for (const statement of statements) {
        const id = noteOf(statement.id);
        this.#statements.set(id, [...(this.#statements.get(id) ?? []), statement]);
      }
  }

  /** Its statements; none of a note that has no row. @param {string} note */
  statementsOf(note) {
    return this.#statements.get(note) ?? [];
  }

  /** What a trial has given so far, by seed (the first has seed 1); empty places are still to come. @param {string} trial @param {any} change */
  rowsOf(trial, change = null) {
    return this.#rows.get(keyOf(trial, changeOf(trial, change))) ?? [];
  }

  /** @param {string} statement @param {any} change @returns {Judged | null} null: not run yet */
  judged(statement, change = null) {
    return this.#judged.get(keyOf(statement, change)) ?? null;
  }

  /** The share of a run that is done, 0..1; null when the note does not run. @param {string} note */
  progress(note) {
    const running = this.#running.get(note);
    if (!running) return null;
    if (running.jobs.length === 0) return 1;
    return running.jobs.reduce((sum, job) => sum + job.progress, 0) / running.jobs.length;
  }

  /** @param {string} note */
  failure(note) {
    return this.#failed.get(note) ?? null;
  }

  /**
   * Runs what is missing of a note's trials and judges its statements; or those of one statement, and that one.
   *
   * @param {string} note
   * @param {any} change merged into its trials' documents; null: as they are
   * @param {{only?: string}} options only: a statement
   * @returns {Promise<void>} when it is done, stopped or has failed
   */
  async run(note, change = null, { only } = {}) {
    this.stop(note);
    this.#failed.delete(note);
    const statements = this.statementsOf(note).filter(({ id, trials }) => trials.length > 0 && (!only || id === only));
    const jobs = this.#missing(statements, change);
    const batch = this.#background.add(jobs, (result) => this.#take(result), { urgent: true });
    if (jobs.length === 0) batch.close(null);
    const running = { batch, jobs };
    this.#running.set(note, running);
    this.#changed();
    let why = await batch.ended;
    if (!why) {
      try {
        for (const statement of statements) this.#judged.set(keyOf(statement.id, change), await this.#judge(statement, change));
      } catch (error) {
        why = /** @type {Error} */ (error);
      }
    }
    if (this.#running.get(note) !== running) return;
    this.#running.delete(note);
    if (why) this.#failed.set(note, why.message);
    this.#changed();
  }

  /** Runs all notes that have no verdict yet, one after the other. */
  async runAll() {
    const notes = [...this.#statements].filter(([, statements]) => statements.some(({ id, trials }) => trials.length > 0 && !this.judged(id))).map(([note]) => note);
    const all = { done: 0, total: notes.length, note: '' };
    this.all = all;
    for (const note of notes) {
      all.note = note;
      if (this.progress(note) === null) await this.run(note);
      if (this.all !== all) return;
      ++all.done;
    }
    this.all = null;
    this.#changed();
  }

  stopAll() {
    const { all } = this;
    this.all = null;
    if (all) this.stop(all.note);
    this.#changed();
  }

  /** @param {string} note */
  stop(note) {
    const running = this.#running.get(note);
    if (!running) return;
    this.#running.delete(note);
    this.#background.drop(running.batch);
    this.#changed();
  }

  /** @param {Statement[]} statements @param {any} change @returns {TrialJob[]} */
  #missing(statements, change) {
    /** @type {Map<string, number>} */
    const wanted = new Map();
    for (const { trials, seeds } of statements)
      for (const trial of trials) wanted.set(trial, Math.max(wanted.get(trial) ?? 1, seeds));
    return [...wanted].flatMap(([trial, seeds]) => {
      const rows = this.rowsOf(trial, change);
      const own = changeOf(trial, change);
      return Array.from({ length: seeds }, (_, i) => ({ trial, change: own, seed: i + 1, progress: 0 })).filter((_, i) => !rows[i]);
    });
  }

  /** @param {Result} result */
  #take({ job, names, values }) {
    const key = keyOf(job.trial, job.change);
    const rows = this.#rows.get(key) ?? [];
    rows[job.seed - 1] = { names, values };
    this.#rows.set(key, rows);
    job.progress = 1;
    this.#changed();
  }

  /** @param {Statement} statement @param {any} change @returns {Promise<Judged>} */
  #judge({ id, trials, seeds }, change) {
    const rows = trials.map((trial) => this.rowsOf(trial, change).slice(0, Math.max(seeds, 1)));
    return this.#ask('judge', id, rows.map(([first]) => first.names), rows.map((list) => list.map(({ values }) => values)));
  }

  #changed() {
    ++this.version;
    this.#onChange();
  }
}
