/**
 * `window.nonlin`: the page for lessons and tests. See the README.
 *
 * @import { Race } from './race/race.js'
 * @import { Experiment } from './experiment.js'
 */

/**
 * @param {object} parts
 * @param {Promise<void>} parts.ready
 * @param {() => Race | null} parts.race
 * @param {() => Experiment | null} parts.experiment
 * @param {() => any} parts.actions
 */
export function createApi({ ready, race, experiment, actions }) {
  /** Changes asked for before, by hand or by call, are made first. */
  const settled = async () => {
    await ready;
    await experiment()?.settled();
  };
  return Object.freeze({
    /** Resolves when the first race stands at its start and is drawn. */
    ready,
    /** The experiment as a spec with every default written out. */
    spec: () => structuredClone(experiment()?.spec ?? null),
    /**
     * Loads a spec (object or JSON text) or a link; rejects with the reason if it is refused.
     *
     * @param {any} specOrLink
     */
    async load(specOrLink) {
      await ready;
      const refused = await actions().load(specOrLink);
      if (refused) throw new Error(refused);
    },
    async play() {
      await settled();
      await actions().play();
    },
    async pause() {
      await settled();
      await actions().pause();
    },
    /**
     * Trains so many steps (at most to the budget) and resolves with the lanes as they stand then.
     *
     * @param {number} n
     */
    async step(n = 1) {
      await settled();
      if (!Number.isInteger(n) || n < 0) throw new Error(`step: ${n} is not a whole number >= 0`);
      await actions().step(n);
      return lanesOf(race());
    },
    /** The lanes now: id, step, losses, accuracy (or R²), state, and the hash of their parameters (null while they run). */
    lanes: () => lanesOf(race()),
  });
}

/** @param {Race | null} race */
function lanesOf(race) {
  return (race?.lanes ?? []).map((lane) => ({
    id: typeof lane.activation === 'string' ? lane.activation : 'own',
    name: lane.name,
    step: lane.stepOf,
    trainLoss: lane.trainLoss,
    testLoss: lane.testLoss,
    accuracy: lane.trainScore,
    testAccuracy: lane.testScore,
    state: lane.state,
    stateStep: lane.stateStep,
    hash: lane.hash,
  }));
}
