/**
 * What a race does now and then between slices: thin its records, deal its lanes anew, take snapshots, ask for certificates.
 *
 * @import { Certificate, Spec } from '../types/engine.js'
 * @import { Pool } from '../engine/pool.js'
 * @import { Costs } from './costs.js'
 * @import { Lane } from './lanes.js'
 */
import { MEASURED_STEPS, isUneven } from './costs.js';

/** Records a lane may have before every second goes. */
const MOST_RECORDS = 2048;

/** Milliseconds between snapshots, and parameters of all lanes together up to which they are taken. */
const SAVE_MS = 3000;
const MOST_SAVED = 1_000_000;

/** Milliseconds between two checks of the certificate while running. */
const CERTIFICATE_MS = 2000;

export class Upkeep {
  #pool;
  #costs;
  #every = 1;
  #weights = 0;
  #redealt = false;
  #lastSave = -Infinity;
  #lastCertificate = -Infinity;

  /** @param {Pool} pool @param {Costs} costs learns what lanes cost */
  constructor(pool, costs) {
    this.#pool = pool;
    this.#costs = costs;
  }

  /**
   * A race stands at its start, with a record of every step.
   *
   * @param {number} weights parameters of all lanes together
   * @param {number} now milliseconds
   */
  begin(weights, now) {
    this.#every = 1;
    this.#weights = weights;
    this.#redealt = false;
    this.#lastSave = now;
  }

  /**
   * @param {{spec: Spec, lanes: Lane[], step: number, budget: number}} race
   * @param {number} now milliseconds
   * @returns {Promise<Certificate[] | null>} certificates, when it was time for them
   */
  async after({ spec, lanes, step, budget }, now) {
    if (lanes.some((lane) => lane.records.length >= MOST_RECORDS)) {
      this.#every *= 2;
      for (const lane of lanes) lane.records.thin(this.#every);
      await this.#pool.setEvery(this.#every);
    }
    if (!this.#redealt && step >= MEASURED_STEPS && step < budget && this.#pool.size > 1) {
      this.#redealt = true;
      this.#costs.remember(spec, lanes);
      if (isUneven(this.#pool.deal, lanes)) await this.#pool.redeal(this.#costs.expected(spec));
    }
    if (now - this.#lastSave > SAVE_MS && this.#weights < MOST_SAVED) {
      this.#lastSave = now;
      await this.#pool.save();
    }
    if (now - this.#lastCertificate <= CERTIFICATE_MS || this.#pool.size === 1) return null;
    this.#lastCertificate = now;
    return this.#pool.certificates();
  }
}
