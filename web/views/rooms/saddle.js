// Ways down: four optimisers past a saddle, or out of the shallower of two valleys.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { h, svg, text, Words } from '../../dom.js';
import { shapes } from '../field.js';
import { integer, significant } from '../format.js';
import { label } from '../inside/draw.js';
import { NumbersTable } from '../inside/table.js';
import { contours } from './contours.js';
import { Graph } from './graph.js';
import { createPlayback } from './playback.js';

/** Patterns of the lines, by optimiser; their marks are the shapes of classes. */
const PATTERNS = [null, '8 4', '2 4', '10 4 2 4'];

/** Of the saddle. */
const LEVELS = Array.from({ length: 16 }, (_, k) => -0.24 + 0.08 * k);

/** @param {Actions} actions */
export function createSaddle(actions) {
  const words = new Words();
  const playback = createPlayback(actions);
  const counts = h('ul', { class: 'room-lanes' });
  const map = new Graph(0.8);
  const values = new Graph(0.8);
  const said = h('p', { class: 'room-said', role: 'status' });
  const legend = h('figcaption', { class: 'hint' });
  const table = new NumbersTable();
  const element = h('figure', {}, counts, h('div', { class: 'room-pair' }, map.element, values.element), playback.element, said, legend, table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer, set }) {
    const { t } = model;
    words.update(model);
    const { options, paths, variables, values: heights } = answer;
    const plane = variables > 1;
    const limit = options.steps;
    /** @type {any[]} */
    const found = paths.map((/** @type {any} */ path, /** @type {number} */ i) => ({
      ...path, name: t(path.optimizer === 'momentum' ? 'saddle.momentum' : `optimizer.${path.optimizer}`), shape: shapes[i % 4], dash: PATTERNS[i % 4],
      end: path.x.length <= limit ? 'diverges' : plane ? (path.steps === null ? 'never' : 'below') : path.crossed ? 'crosses' : 'stays',
    }));
    const all = plane && found.every(({ steps }) => steps !== null);
    const last = all ? Math.ceil(1.1 * Math.max(...found.map(({ steps }) => steps))) : limit;
    const at = playback.update(model, last);
    const place = (/** @type {any} */ path) => Math.min(at, path.x.length - 1);
    const ended = (/** @type {any} */ { end, steps }) => (end === 'below' ? integer(steps) : t(`saddle.${end}`));
    counts.replaceChildren(...found.map((path) => h('li', {}, `${path.shape} ${path.name} `, h('b', {}, ended(path)))));

    const size = heights.length;
    // Where each is now; beside it, of all that are there, the marks.
    const marks = (/** @type {any} */ sx, /** @type {any} */ sy, /** @type {(path: any, k: number) => [number, number]} */ of) => {
      /** @type {{x: number, y: number, shapes: string}[]} */ const groups = [];
      for (const path of found) {
        const at = of(path, place(path));
        const x = sx.at(at[0]), y = sy.at(at[1]);
        const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < 12);
        if (near) near.shapes += path.shape;
        else if (Math.hypot(x, y) < 1e4) groups.push({ x, y, shapes: path.shape });
      }
      return groups.flatMap(({ x, y, shapes: here }) => [svg('circle', { class: 'dot', cx: x.toFixed(1), cy: y.toFixed(1), r: 4.5 }), label(x - 7, y - 6, here, 'end', 'mark')]);
    };
    const [x0, y0] = options.start;
    const wide = 1.4 * Math.max(1, Math.abs(x0), Math.abs(y0) / 0.85), top = paths[0].value[0];
    map.update(plane ? {
      square: true,
      x: { lo: -wide, hi: wide, name: 'x' }, y: { lo: -0.85 * wide, hi: 0.85 * wide, name: 'y' },
      lines: found.map((path) => ({ x: path.x.slice(0, place(path) + 1), y: path.y.slice(0, place(path) + 1), dash: path.dash })),
      under: (sx, sy) => [contours(heights, options.reach, LEVELS, sx, sy)],
      over: (sx, sy) => [
        ...marks(sx, sy, (path, k) => [path.x[k], path.y[k]]),
        svg('rect', { class: 'hit', x: 0, y: 0, width: 4000, height: 4000, onpointerdown: (/** @type {PointerEvent} */ event) => {
          const box = /** @type {SVGElement} */ (event.currentTarget).ownerSVGElement?.getBoundingClientRect();
          if (box) set('start', [sx.back(event.clientX - box.left), sy.back(event.clientY - box.top)].map((v) => Number(v.toFixed(2))));
        } }),
      ],
      said: found.map(({ name, x, y }) => `${name}: ${significant(x[x.length - 1])}, ${significant(y[y.length - 1])}`).join(t('list.semicolon')),
    } : {
      x: { lo: -options.reach, hi: options.reach, name: 'x' }, y: { lo: Math.min(...Array.from(heights)) - 1, hi: Math.max(2, top) * 1.2, name: 'f(x)' },
      lines: [{ x: Array.from(heights, (_, i) => (options.reach * (2 * i + 1 - size)) / size), y: heights, kind: 'beside' }],
      over: (sx, sy) => marks(sx, sy, (path, k) => [path.x[k], path.value[k]]),
      said: found.map(({ name, x }) => `${name}: ${significant(x[x.length - 1])}`).join(t('list.semicolon')),
    });
    const lowest = Math.min(options.level, ...found.flatMap(({ value }) => Array.from(value)));
    values.update({
      x: { lo: 0, hi: last, name: t('room.stepShort') }, y: { lo: lowest - 0.06 * (top - lowest), hi: top + 0.06 * (top - lowest), name: 'f' },
      lines: found.map(({ name, shape, value, dash }) => ({ x: Array.from({ length: Math.min(at, value.length - 1) + 1 }, (_, k) => k), y: value.slice(0, at + 1), name: `${shape} ${name}`, dash })),
      under: plane ? (_, sy) => [svg('path', { class: 'level', d: `M0 ${sy.at(options.level)}H4000` })] : undefined,
      over: (sx, sy) => marks(sx, sy, (path, k) => [k, path.value[k]]),
      said: found.map((path) => `${path.name}: ${ended(path)}`).join(t('list.semicolon')),
    });
    const sentences = plane
      ? [t('saddle.said', { level: significant(options.level), n: integer(limit), list: [...found].sort((a, b) => (a.steps ?? Infinity) - (b.steps ?? Infinity)).map((path) => `${path.name} ${ended(path)}`).join(t('list.comma')) }), y0 === 0 && options.noise === 0 && t('saddle.exact')]
      : ['crosses', 'stays', 'diverges'].map((end) => {
          const list = found.filter((path) => path.end === end).map(({ name }) => name).join(t('list.comma'));
          return list && t(`saddle.${end}Said`, { list });
        });
    text(said, sentences.filter(Boolean).join(t('list.sentence')));
    text(legend, t(plane ? 'saddle.legend' : 'saddle.legendOne'));
    table.update(t, [t('room.stepShort'), ...found.map(({ name }) => `f (${name})`)], () => Array.from({ length: last + 1 }, (_, k) => [String(k), ...found.map(({ value }) => value[k] ?? '')]));
  }
  return { element, update };
}
