/**
 * The race of a room, taken from its start to its end at once: pictures at evenly spaced steps, to be gone through. Draws nothing.
 *
 * @import { Platform, ShownData, Spec } from '../types/engine.js'
 */
import { Client, EngineError, WorkerDied } from '../engine/client.js';
import { Latest } from './latest.js';

/** Pictures of a film beside that of the start, at most. */
const PICTURES = 50;

/** Maps and fitted curves: points a side, points. */
const FIELD = 64;
const FIT = 201;

/** A worker looks up from its work so often; a film that takes longer is given up when another one is wanted. */
const SLICE_MS = 100;
const PATIENCE_MS = 1000;

/**
 * @typedef {[question: string, options?: any]} Question
 *
 * @typedef {object} Script
 * @property {Spec} spec
 * @property {Question[]} [questions] asked about each lane at every picture
 * @property {Question[]} [ending] and at the end, until they are done
 *
 * @typedef {object} Picture
 * @property {number} step
 * @property {{state: string, stateStep: number, loss: number, score: number}[]} lanes
 * @property {{size: number, channels: number, data: Uint8Array} | null} fields
 * @property {{count: number, lo: number, hi: number, data: Float32Array} | null} fits
 * @property {any[][]} answers by lane, to the questions
 */

/** What a room was answered: the options it was made from, and what came of them. @typedef {{options: any, spec: Spec, data: ShownData, pictures: Picture[], endings: any[][]}} Film  endings: by lane, to the questions at the end */

/** @extends {Latest<{options: any, script: Script}>} */
export class FilmDesk extends Latest {
  #platform;
  #states;
  /** @type {Client | null} */ #client = null;

  /** @param {{platform: Platform, states: string[], onChange: () => void}} parts */
  constructor({ platform, states, onChange }) {
    super(async (_, { options, script }, wanted) => {
      const film = await this.#take(script, wanted).catch((error) => {
        if (this.#client?.dead) this.#client = null;
        throw error instanceof WorkerDied ? new EngineError(error.message) : error;
      });
      return film && { ...film, options };
    }, onChange);
    this.#platform = platform;
    this.#states = states;
  }

  /** @param {string} id of the room @param {any} options @param {Script} script */
  show(id, options, script) {
    this.want(id, { options, script }, JSON.stringify(script));
  }

  /** Its worker goes, too. */
  close() {
    super.close();
    this.#client?.terminate();
    this.#client = null;
  }

  /** @param {Script} script @param {() => boolean} wanted */
  async #take({ spec: given, questions = [], ending = [] }, wanted) {
    const begin = performance.now();
    const client = (this.#client ??= new Client(this.#platform));
    const spec = await client.call('complete', given);
    const { steps } = spec.stop;
    const every = Math.ceil(steps / PICTURES);
    const { data } = await client.call('configure', spec, spec.lanes.map((/** @type {any} */ _, /** @type {number} */ i) => [i, 0]), every);
    const one = data.inputs === 1;
    const ask = (/** @type {Question[]} */ list) => Promise.all(spec.lanes.map((/** @type {any} */ _, /** @type {number} */ i) => client.call('inspect', i, list.map(([id, options]) => [id, options ?? null]))));
    const pictures = /** @type {Picture[]} */ ([]);
    for (let step = 0; pictures.length === 0 || step < steps + every; step += every) {
      const order = { to: Math.min(step, steps), budgetMs: SLICE_MS, frame: { fields: one ? 0 : FIELD, fits: one ? FIT : 0, columns: one ? null : [0, 1], bands: false, hashes: false, view: null } };
      let frame = null;
      while (!frame) {
        ({ frame } = await client.call('run', order));
        if (!wanted() && performance.now() - begin > PATIENCE_MS) return null;
      }
      const lanes = spec.lanes.map((/** @type {any} */ _, /** @type {number} */ i) => ({ state: this.#states[frame.state[i]], stateStep: frame.stateStep[i], loss: frame.trainLoss[i], score: frame.trainScore[i] }));
      pictures.push({ step: frame.step, lanes, fields: frame.fields, fits: frame.fits, answers: questions.length ? await ask(questions) : [] });
    }
    let endings = await ask(ending);
    while (endings.flat().some(({ done }) => done === false)) endings = await ask(ending);
    return { spec, data: { ...data, shown: [0, 1], view: [...data.ranges.slice(0, 4)] }, pictures, endings };
  }
}
