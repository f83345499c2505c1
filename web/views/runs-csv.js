// All records of a race as a table for other programs: CSV as in RFC 4180, columns as the command line's.

/** @import { Lane, Model } from '../types/views.js' */

/** A text as one field. What a spreadsheet would take for a formula has an apostrophe before it. @param {string} text */
export function csvField(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Nine digits give a float back exactly. @param {number} x */
const digits = (x) => (Number.isFinite(x) ? String(Number(x.toPrecision(9))) : Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf');

/** What a lane was at its record `i`: the state it ended in holds from the step it was entered. @param {Lane} lane @param {number} i */
function stateAt({ state, stateStep, records }, i) {
  const entered = stateStep >= 0 ? records.step[i] >= stateStep : i === records.length - 1;
  return entered ? state : 'running';
}

/** @param {Pick<Model, 'lanes' | 'data' | 'stepsPerEpoch' | 'state'>} model */
export function runsCsv({ lanes, data, stepsPerEpoch, state: { spec } }) {
  const rows = ['lane,seed,step,epoch,train_loss,test_loss,train_score,test_score,state'];
  const tested = Boolean(data && data.count > data.trainCount);
  // An epoch's length may change with the data.
  const epoch = (/** @type {number} */ step) => (spec.changes?.length ? '' : Math.floor(step / stepsPerEpoch));
  for (const lane of lanes) {
    const { records } = lane;
    const name = csvField(lane.name);
    for (let i = 0; i < records.length; i++) {
      const test = (/** @type {ArrayLike<number>} */ column) => (tested ? digits(column[i]) : '');
      rows.push([name, spec.seed, records.step[i], epoch(records.step[i]), digits(records.trainLoss[i]), test(records.testLoss),
        digits(records.trainScore[i]), test(records.testScore), stateAt(lane, i)].join(','));
    }
  }
  return `${rows.join('\r\n')}\r\n`;
}
