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

/** A trial as it was changed. @param {string} trial @param {any} change */
const keyOf = (trial, change) => `${trial} ${JSON.stringify(change)}`;

export class Notes {
  #background;
  #ask;
  #onChange;
  /** By trial and change, by seed. @type {Map<string, Row[]>} */ #rows = new Map();
  /** By statement and change. @type {Map<string, Judged>} */ #judged = new Map();
  /** By note. @type {Map<string, {batch: BackgroundBatch, jobs: TrialJob[]}>} */ #running = new Map();
  /** Why the note's last run came to nothing. @type {Map<string, string>} */ #failed = new Map();
  /** @type {{id: string, statements: Statement[]}[]} */ groups;
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
    return this.#rows.get(keyOf(trial, change)) ?? [];
  }

  /** @param {string} statement @param {any} change @returns {Judged | null} null: not run yet */
  judged(statement, change = null) {
    return this.#judged.get(keyOf(statement, change)) ?? null;
  }

  /** The share of a run that is done, 0..1; null when the note does not run. @param {string} note */
  progress(note) {
    const running = this.#running.get(note);
    if (!running) return null;
    return running.jobs.reduce((sum, job) => sum + job.progress, 0) / running.jobs.length;
  }

  /** @param {string} note */
  failure(note) {
    return this.#failed.get(note) ?? null;
  }

  /**
   * Runs what is missing of a note's trials and judges its statements.
   *
   * @param {string} note
   * @param {any} change merged into its trials' documents; null: as they are
   * @param {{urgent?: boolean}} options
   * @returns {Promise<void>} when it is done, stopped or has failed
   */
  async run(note, change = null, { urgent = true } = {}) {
    this.stop(note);
    this.#failed.delete(note);
    const statements = this.statementsOf(note).filter(({ trials }) => trials.length > 0);
    const jobs = this.#missing(statements, change);
    const batch = this.#background.add(jobs, (result) => this.#take(result), { urgent });
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
      return Array.from({ length: seeds }, (_, i) => ({ trial, change, seed: i + 1, progress: 0 })).filter((_, i) => !rows[i]);
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
