/**
 * The log of the visit: every race that trained, what of the experiment was other than in the one before, and what happened.
 *
 * @import { Spec } from './types/engine.js'
 * @import { LogEntry, Model } from './types/views.js'
 */
import { equal } from './link.js';

/** Entries that are kept. */
const MOST = 100;

/** What is told as a whole. */
const WHOLE = new Set(['data.points', 'lanes', 'network.layers']);

export class Log {
  #namesOf;
  /** The latest last, of the race that is on. @type {LogEntry[]} */ entries = [];

  /** @param {(spec: Spec) => string[]} namesOf what the lanes of a race are called, in the page's language */
  constructor(namesOf) {
    this.#namesOf = namesOf;
  }

  /**
   * Notes where the race stands. One that is taken back has still been where it was.
   *
   * @param {Model} model
   * @param {Spec} spec of the race
   */
  follow({ raceId, step, phase, lanes, result, predicted, change, state: { scene, branch, branchSeed } }, spec) {
    if (step === 0) return;
    let entry = this.entries[this.entries.length - 1];
    if (entry?.id !== raceId) {
      const before = entry;
      entry = /** @type {LogEntry} */ ({
        id: raceId, time: Date.now(), change, page: { scene, branch, branchSeed }, asking: false,
        // Thousands of given points are kept once.
        spec: before && equal(before.spec.data, spec.data) ? { ...spec, data: before.spec.data } : spec,
        opened: before?.page.scene === scene ? null : scene,
        changes: before ? changesOf(before.spec, spec) : null,
        seen: before ? before.lanes.map(({ name }) => name) : [],
      });
      this.entries = [...this.entries, entry].slice(-MOST);
    }
    if (step < entry.step) return;
    Object.assign(entry, { step, phase, result, predicted, lanes: lanes.map(({ index, name, state, stateStep }) => ({ index, name, state, stateStep })) });
  }

  /** In another language. */
  rename() {
    this.entries.forEach((entry, i) => {
      this.#namesOf(entry.spec).forEach((name, lane) => (entry.lanes[lane].name = name));
      entry.seen = i ? this.entries[i - 1].lanes.map(({ name }) => name) : [];
    });
  }
}

/**
 * What differs: path, value before, value after.
 *
 * @param {any} before
 * @param {any} after
 * @param {string} path
 * @returns {[string, any, any][]}
 */
function changesOf(before, after, path = '') {
  if (equal(before, after)) return [];
  const open = [before, after].every((value) => value && typeof value === 'object' && !Array.isArray(value));
  if (!open || WHOLE.has(path)) return [[path, before, after]];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changesOf(before[key], after[key], path ? `${path}.${key}` : key));
}
