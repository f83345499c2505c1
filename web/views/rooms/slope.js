// The slope of ReLU at 0: a hundred seeds with each of three conventions, seed by seed.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { attribute, h, show, svg, text, Words } from '../../dom.js';
import { integer, percent, significant, wilson } from '../format.js';
import { sized } from '../axis.js';
import { NumbersTable } from '../inside/table.js';
import { label } from '../inside/draw.js';
import { Graph } from './graph.js';

const NOTE = 'C05', STATEMENT = 'C05.3';
const slopes = [0, 0.5, 1];
const SEEDS = 100, COLUMNS = 20, CELL = 15;

/** The quantity of each task's trial, and when a run has learned. @type {Record<string, {trial: string, quantity: string, solved: (x: number) => boolean}>} */
const tasks = {
  corners: { trial: 'relu-at-zero-corners', quantity: 'accuracy', solved: (x) => x >= 1 },
  circle: { trial: 'relu-at-zero-circles', quantity: 'loss', solved: (x) => x <= 0.1 },
};

/** What the options change of the trials. @param {any} options */
function changeOf({ units, bias }) {
  return units === 4 && !bias ? null : { network: { layers: [{ units }] }, initializer: { bias } };
}

/** Chance of at most `few` of n, either way, if both are as likely. @param {number} few @param {number} n */
function signTest(few, n) {
  let term = 0.5 ** n, sum = 0;
  for (let k = 0; k <= few; ++k) {
    sum += term;
    term *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * sum);
}

/** @param {Actions} actions */
export function createSlope(actions) {
  const words = new Words();
  const blocks = slopes.map(() => ({ name: h('h3'), count: h('p', { class: 'room-count' }), place: h('div'), element: /** @type {any} */ (null) }));
  for (const block of blocks) block.element = h('div', { class: 'slope-block', 'data-family': 'hinged' }, block.name, block.count, block.place);
  const graph = new Graph(0.2);
  const said = h('p', { class: 'room-said', role: 'status' });
  const progress = words.attribute(h('progress', { max: 1 }), 'aria-label', 'notes.progress');
  const stop = words.button('notes.stop', () => actions.stopNote(NOTE));
  const run = words.button('notes.run', () => actions.runNote(NOTE, change, STATEMENT));
  const failure = h('p', { class: 'note-failure', role: 'alert' });
  const table = new NumbersTable();
  const element = h('figure', {}, h('div', { class: 'slope-blocks' }, ...blocks.map((block) => block.element)), h('div', { class: 'buttons' }, run, stop, progress), failure, said, graph.element,
    words.text(h('figcaption', { class: 'hint' }), 'slope.legend'), table.element);
  /** @type {any} */ let change = null;
  let asked = '';
  let drawn = '';

  /** @param {Model} model @param {Seen} seen */
  function update(model, { options }) {
    words.update(model);
    const { t, state, notes: { runner } } = model;
    if (!runner) return;
    const { trial, quantity, solved } = tasks[options.task] ?? tasks.corners;
    change = changeOf(options);
    const rows = runner.rowsOf(trial, change).filter(Boolean);
    const key = JSON.stringify(change) + trial;
    if (asked !== key) {
      asked = key;
      if (rows.length < SEEDS) actions.runNote(NOTE, change, STATEMENT);
    }
    const share = runner.progress(NOTE);
    show(run, share === null && rows.length < SEEDS);
    show(stop, share !== null);
    show(progress, share !== null);
    if (share !== null) progress.value = share;
    text(failure, runner.failure(NOTE) ? t('notes.failed', { message: runner.failure(NOTE) }) : '');
    show(failure, Boolean(runner.failure(NOTE)));
    const now = [key, rows.length, share === null, options.slope, state.lang].join();
    if (now === drawn) return;
    drawn = now;

    const seeds = runner.rowsOf(trial, change);
    const results = slopes.map((slope) => Array.from(seeds, (row) => (row ? row.values[row.names.indexOf(`slope-${slope}.${quantity}`)] : NaN)));
    const chosen = Math.max(0, slopes.indexOf(options.slope));
    const counts = results.map((list) => list.filter(solved).length);
    const n = rows.length;
    blocks.forEach(({ name, count, place, element: block }, i) => {
      text(name, `ReLU′(0) = ${slopes[i]}`);
      attribute(block, 'aria-current', i === chosen ? 'true' : null);
      const [low, high] = wilson(counts[i], n);
      count.replaceChildren(h('b', {}, n ? `${counts[i]} / ${n}` : '…'), ' ', h('span', { class: 'hint' }, t('slope.solved', { low: percent(low), high: percent(high) })));
      let dots = '', rings = '', halos = '';
      let other = 0;
      results[i].forEach((value, seed) => {
        if (Number.isNaN(value)) return;
        const x = (seed % COLUMNS) * CELL + CELL / 2, y = Math.floor(seed / COLUMNS) * CELL + CELL / 2;
        const ring = (/** @type {number} */ r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
        if (solved(value)) dots += ring(4);
        else rings += ring(3.5);
        if (value !== results[0][seed]) {
          halos += `M${x - 6.5} ${y - 6.5}h13v13h-13z`;
          ++other;
        }
      });
      const picture = svg('svg', { viewBox: `0 0 ${COLUMNS * CELL} ${(SEEDS / COLUMNS) * CELL}`, role: 'img' }, svg('path', { class: 'alive', d: dots }), svg('path', { class: 'hollow', d: rings }), svg('path', { class: 'halo', d: halos }));
      attribute(picture, 'aria-label', `ReLU′(0) = ${slopes[i]}: ${t('slope.block', { k: counts[i], n, other })}`);
      place.replaceChildren(picture);
    });

    // A pair for each seed: with the chosen slope, and with 0.
    /** @type {Map<number, number>} */ const differences = new Map();
    results[chosen].forEach((value, i) => {
      const x = value - results[0][i];
      if (!Number.isNaN(x)) differences.set(x, (differences.get(x) ?? 0) + 1);
    });
    const differ = n - (differences.get(0) ?? 0);
    const up = results[chosen].filter((value, i) => solved(value) && !solved(results[0][i])).length;
    const down = results[chosen].filter((value, i) => !solved(value) && solved(results[0][i])).length;
    const reach = Math.max(0.5, ...[...differences.keys()].map(Math.abs)) * 1.25;
    show(graph.element, chosen > 0 && n > 0);
    const by = t('slope.by', { slope: options.slope, quantity: t(`quantity.${quantity}`) });
    graph.update({
      x: { lo: -reach, hi: reach, name: by, write: (v) => (quantity === 'accuracy' ? `${significant(100 * v)} %` : significant(v)), at: quantity === 'accuracy' ? [-0.5, -0.25, 0, 0.25, 0.5] : undefined },
      y: { lo: 0, hi: 110, name: t('slope.seeds'), at: [0, 25, 50, 75, 100] },
      lines: [],
      over: (x, y) => [...differences].flatMap(([at, count]) => [svg('path', { class: 'slope-bar', d: `M${x.at(at).toFixed(1)} ${y.at(0)}V${y.at(count).toFixed(1)}` }), label(x.at(at), y.at(count) - 5, integer(count), 'middle', 'strong')]),
      said: `${by}: ${[...differences].map(([x, count]) => `${significant(x)}: ${count}`).join(t('list.comma'))}`,
    });
    const params = { slope: options.slope, n, differ, up, down, k: counts[chosen], zero: counts[0], p: sized(signTest(Math.min(up, down), up + down)) };
    text(said, n === 0 || share !== null ? '' : t(chosen === 0 ? 'slope.base' : differ === 0 ? 'slope.same' : 'slope.said', params));
    table.update(t, [t('control.seed'), ...slopes.map((slope) => `ReLU′(0) = ${slope}: ${t(`quantity.${quantity}`)}`)], () => Array.from(results[0], (_, i) => [String(i + 1), ...results.map((list) => list[i])]));
  }
  return { element, update };
}
