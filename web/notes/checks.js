/**
 * The checks of a statement as the engine writes them (src/notes/judge.hpp), taken apart for words and pictures, and the figures
 * they are about. Judges nothing: that is the engine's.
 *
 * @import { Notes, Statement } from './notes.js'
 *
 * @typedef {object} Statistic
 * @property {string} kind "share", "median" ...; '' in a comparison seed by seed
 * @property {string} column of the figures
 * @property {string} relation of a share: "<="
 * @property {string} level of a share: a number, or another column
 *
 * @typedef {object} Measure
 * @property {'' | '/' | '-' | 'below'} operator between its two parts; '': it has one
 * @property {Statistic[]} parts
 *
 * @typedef {object} Column what a figure is of
 * @property {string} trial '' where the statement has one
 * @property {string} lane '' of trials that are no race
 * @property {string[]} points values of a sweep
 * @property {string} quantity id, or the name of a figure
 * @property {number} layer 0: of none
 * @property {number | null} step null: at the end
 */

/** @param {string} text @returns {Statistic} */
function readStatistic(text) {
  const [, kind = '', inner = text] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  const [column, relation = '', level = ''] = inner.split(' ');
  return { kind, column, relation, level };
}

/** @param {string} quantity of a check @returns {Measure} */
export function readMeasure(quantity) {
  const compared = /^below\((.*), (.*)\)$/.exec(quantity);
  if (compared) return { operator: 'below', parts: compared.slice(1).map(readStatistic) };
  const [, kind, left, sign, right] = /^(\w+)\(([^ )]+) ([-/]) ([^ )]+)\)$/.exec(quantity) ?? [];
  if (kind) return { operator: /** @type {Measure['operator']} */ (sign), parts: [left, right].map((column) => ({ kind, column, relation: '', level: '' })) };
  const [, first = quantity, operator = '', second = ''] = /^(.*\)) ([/-]) (.*\))$/.exec(quantity) ?? [];
  return { operator: /** @type {Measure['operator']} */ (operator), parts: [first, second].filter(Boolean).map(readStatistic) };
}

/** @param {string} threshold ">= 0.9" @returns {{relation: string, bound: number}} */
export function readThreshold(threshold) {
  const [relation, bound] = threshold.replace(/^p /, '').split(' ');
  return { relation, bound: Number(bound) };
}

/** @param {string} name of a figure @returns {Column} */
export function readColumn(name) {
  const [, trial = '', rest] = /** @type {RegExpExecArray} */ (/^(?:([^:]*):)?(.*)$/.exec(name));
  const of = /^(.+)\.([a-z][a-z0-9-]*?)(?:-(\d+))?(?:@(\d+))?$/.exec(rest);
  if (!of) return { trial, lane: '', points: [], quantity: rest, layer: 0, step: null };
  const [lane, ...points] = of[1].split('/');
  return { trial, lane, points, quantity: of[2], layer: Number(of[3] ?? 0), step: of[4] === undefined ? null : Number(of[4]) };
}

/**
 * What a statement's trials have given so far: for every figure its values by seed, named as its checks name them.
 *
 * @param {Notes} notes @param {Statement} statement @param {any} change @returns {Map<string, number[]>}
 */
export function figuresOf(notes, { trials, seeds }, change = null) {
  /** @type {Map<string, number[]>} */
  const figures = new Map();
  for (const trial of trials) {
    const rows = notes.rowsOf(trial, change).slice(0, Math.max(1, seeds)).filter(Boolean);
    for (const { names, values } of rows) {
      names.forEach((name, i) => {
        const key = trials.length > 1 ? `${trial}:${name}` : name;
        const list = figures.get(key);
        if (list) list.push(values[i]);
        else figures.set(key, [values[i]]);
      });
    }
  }
  return figures;
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The figure that a statistic is taken of: of a sweep the point that is best. @param {Statistic} statistic @param {Map<string, number[]>} figures */
export function columnOf({ kind, column, relation, level }, figures) {
  if (kind !== 'best' && kind !== 'most') return column;
  const dot = column.lastIndexOf('.');
  const points = [...figures.keys()].filter((name) => name.startsWith(`${column.slice(0, dot)}/`) && name.endsWith(column.slice(dot)));
  const reached = (/** @type {number} */ v) => (relation[0] === '<' ? v <= Number(level) : v >= Number(level));
  const rank = (/** @type {string} */ name) => {
    const values = figures.get(name) ?? [];
    return kind === 'best' ? median(values) : -values.filter(reached).length;
  };
  return points.reduce((best, name) => (rank(name) < rank(best) ? name : best), points[0] ?? column);
}

/** Names of lanes that a statement's checks speak of, by trial. @param {Statement} statement @returns {Map<string, Set<string>>} */
export function lanesOf({ trials, checks }) {
  /** @type {Map<string, Set<string>>} */
  const lanes = new Map(trials.map((trial) => [trial, new Set()]));
  for (const { quantity } of checks)
    for (const { column, level } of readMeasure(quantity).parts)
      for (const name of [column, level]) {
        const { trial, lane } = readColumn(name);
        if (lane) lanes.get(trial || trials[0])?.add(lane);
      }
  return lanes;
}

/**
 * The leaves in which a change differs from what it is merged into: path, value before, value after.
 *
 * @param {any} document @param {any} change @returns {[path: string, before: any, after: any][]}
 */
export function changesOf(document, change, path = '') {
  if (change === null || typeof change !== 'object' || Array.isArray(change)) {
    return JSON.stringify(document) === JSON.stringify(change) ? [] : [[path, document, change]];
  }
  return Object.entries(change).flatMap(([key, value]) => changesOf(document?.[key], value, path ? `${path}.${key}` : key));
}
