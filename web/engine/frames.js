/**
 * Puts the frames of several workers together, so that the page sees one race whose runs are in their own order.
 *
 * @import { Frame, RecordColumns } from '../types/engine.js'
 */

/** Columns of one number per run. */
const PER_RUN = /** @type {const} */ ([
  'state', 'stateStep', 'stepOf', 'trainLoss', 'testLoss', 'trainScore', 'testScore', 'milliseconds',
]);

/**
 * @param {{runs: number[], frame: Frame}[]} parts each with the race's index of every run of the worker
 * @param {number} total number of runs in the race
 * @returns {Frame}
 */
export function mergeFrames(parts, total) {
  if (parts.length === 1 && parts[0].runs.every((run, i) => run === i)) return parts[0].frame;
  const first = parts[0].frame;
  const { step, phase, epoch, stepsPerEpoch } = parts.map((part) => part.frame).reduce((a, b) => (b.step < a.step ? b : a));
  /** @type {any} */
  const merged = { step, phase, epoch, stepsPerEpoch };
  for (const name of PER_RUN) {
    const column = new /** @type {any} */ (first[name].constructor)(total);
    for (const { runs, frame } of parts) runs.forEach((run, i) => (column[run] = frame[name][i]));
    merged[name] = column;
  }
  merged.records = mergeRecords(parts);
  merged.fields = first.fields && {
    ...first.fields,
    data: scatter(parts, total, first.fields.channels * first.fields.size ** 2, (frame) => frame.fields?.data),
  };
  merged.fits = first.fits && { ...first.fits, data: scatter(parts, total, first.fits.count, (frame) => frame.fits?.data) };
  merged.bands = first.bands && scatter(parts, total, 2, (frame) => frame.bands);
  merged.learned = first.learned && scatter(parts, total, 1, (frame) => frame.learned);
  merged.hashes = null;
  if (first.hashes) {
    merged.hashes = new Array(total).fill('');
    for (const { runs, frame } of parts) runs.forEach((run, i) => (merged.hashes[run] = frame.hashes?.[i] ?? ''));
  }
  return merged;
}

/**
 * Blocks of `length` numbers, one per run, put at the places of their runs.
 *
 * @param {{runs: number[], frame: Frame}[]} parts
 * @param {number} total
 * @param {number} length
 * @param {(frame: Frame) => any} pick
 */
function scatter(parts, total, length, pick) {
  const all = new (pick(parts[0].frame).constructor)(total * length);
  for (const { runs, frame } of parts) {
    const data = pick(frame);
    if (data) runs.forEach((run, i) => all.set(data.subarray(i * length, (i + 1) * length), run * length));
  }
  return all;
}

/**
 * @param {{runs: number[], frame: Frame}[]} parts
 * @returns {RecordColumns}
 */
function mergeRecords(parts) {
  const count = parts.reduce((sum, { frame }) => sum + frame.records.run.length, 0);
  /** @type {any} */
  const merged = {};
  for (const name of /** @type {(keyof RecordColumns)[]} */ (Object.keys(parts[0].frame.records))) {
    merged[name] = new /** @type {any} */ (parts[0].frame.records[name].constructor)(count);
  }
  let at = 0;
  for (const { runs, frame } of parts) {
    const { records } = frame;
    for (let i = 0; i < records.run.length; ++i, ++at) {
      for (const name in merged) merged[name][at] = /** @type {any} */ (records)[name][i];
      merged.run[at] = runs[records.run[i]];
    }
  }
  return merged;
}
