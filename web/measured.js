/**
 * Changes of the experiment that have to be measured first, by runs behind the race.
 *
 * @import { Race } from './race/race.js'
 * @import { Experiment } from './experiment.js'
 * @import { Session } from './model.js'
 */
import { Dropped, TooLong } from './race/background.js';
import { RATE, withoutAxes } from './race/sweeps.js';

/**
 * @param {object} parts
 * @param {Race} parts.race
 * @param {Experiment} parts.experiment
 * @param {Session} parts.session
 * @param {import('./race/sweeps.js').Sweeps} parts.sweeps
 * @param {(key: string, params?: Record<string, any>, kind?: 'info' | 'error') => void} parts.say
 * @param {() => void} parts.redraw
 */
export function createMeasured({ race, experiment, session, sweeps, say, redraw }) {
  /** What runs behind the race could not be done. @param {unknown} error @returns {null} */
  const failed = (error) => {
    if (error instanceof TooLong) say('notice.tooLong');
    else if (!(error instanceof Dropped)) say('notice.engine', { message: error instanceof Error ? error.message : String(error) });
    return null;
  };

  /** Changes that have to be measured first; null: none after all. @type {Record<string, () => Promise<[string, any][] | null>>} */
  const measured = {
    /** Each lane at its own best rate. Asked again while it measures, it stops. */
    async rates() {
      if (session.sweep) {
        session.sweep.stop();
        return null;
      }
      const { spec } = experiment;
      const progress = { done: 0, total: 0, stop: () => {} };
      const { stop, rates } = sweeps.bestRates(spec, (done, total) => {
        Object.assign(progress, { done, total });
        redraw();
      });
      progress.stop = stop;
      session.sweep = progress;
      try {
        const [best] = await Promise.all([rates, race.pause()]);
        return [
          ['lanes', spec.lanes.map((/** @type {any} */ lane, /** @type {number} */ i) => ({ ...lane, set: { ...lane.set, [RATE]: best[i] } }))],
          ['sweep', withoutAxes(spec, [RATE])],
        ];
      } finally {
        session.sweep = null;
        redraw();
      }
    },
    /** As many parameters in every lane as most have. */
    async params() {
      await race.pause();
      const { spec } = experiment;
      const points = race.lanes.length / spec.lanes.length;
      const lanes = await sweeps.equalParameters(spec, spec.lanes.map((/** @type {any} */ _, /** @type {number} */ i) => race.lanes[i * points].parameters));
      if (spec !== experiment.spec) return null;
      if (lanes.some((lane, i) => lane !== spec.lanes[i])) return [['lanes', lanes]];
      say('notice.sameParameters', {}, 'info');
      return null;
    },
  };
  return { failed, measured };
}
