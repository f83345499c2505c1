// A small sketch of each kind of data set, for the picker: its geometry in a few points, not its data.

import { svg } from '../dom.js';

/** @param {number} i @param {number} n */
const turn = (i, n) => (2 * Math.PI * i) / n;
/** @template T @param {number} n @param {(i: number) => T} make */
const range = (n, make) => Array.from({ length: n }, (_, i) => make(i));
/** @param {number} size @param {(x: number, y: number) => number} sign */
const grid = (size, sign) => range(size * size, (i) => {
  const x = -0.84 + (1.68 * (i % size)) / (size - 1);
  const y = -0.84 + (1.68 * Math.floor(i / size)) / (size - 1);
  return [x, y, sign(x, y)];
});
/** @param {number} phase @param {number} kind */
const arm = (phase, kind) => range(11, (i) => {
  const t = 0.15 + i / 10;
  return [0.8 * t * Math.cos(3 * Math.PI * t + phase), 0.8 * t * Math.sin(3 * Math.PI * t + phase), kind];
});
/** @param {(x: number) => number} f */
const curve = (f) => range(31, (i) => [-0.9 + 0.06 * i, f(-0.9 + 0.06 * i)]);

/**
 * [x, y, class] in [-1, 1], or [x, y] along a curve for tasks with one input.
 *
 * @type {Record<string, () => number[][]>}
 */
const sketches = {
  circle: () => [...range(8, (i) => [0.35 * Math.cos(turn(i, 8)), 0.35 * Math.sin(turn(i, 8)), 1]), ...range(14, (i) => [0.85 * Math.cos(turn(i, 14)), 0.85 * Math.sin(turn(i, 14)), 0])],
  xor: () => grid(6, (x, y) => (x * y < 0 ? 1 : 0)),
  blobs: () => [...range(9, (i) => [-0.45 + 0.28 * (i % 3 - 1), -0.45 + 0.28 * (Math.floor(i / 3) - 1), 0]), ...range(9, (i) => [0.45 + 0.28 * (i % 3 - 1), 0.45 + 0.28 * (Math.floor(i / 3) - 1), 1])],
  spiral: () => [...arm(0, 1), ...arm(Math.PI, 0)],
  moons: () => [...range(11, (i) => [-0.3 + 0.6 * Math.cos((Math.PI * i) / 10), -0.15 + 0.7 * Math.sin((Math.PI * i) / 10), 0]), ...range(11, (i) => [0.3 - 0.6 * Math.cos((Math.PI * i) / 10), 0.15 - 0.7 * Math.sin((Math.PI * i) / 10), 1])],
  checkerboard: () => grid(8, (x, y) => ((Math.floor(2 * x + 4) + Math.floor(2 * y + 4)) % 2)),
  plane: () => grid(6, (x, y) => (x + y > 0 ? 1 : 0)),
  'tfp-circle': () => [[0, 0, 1], ...range(8, (i) => [0.3 * Math.cos(turn(i, 8)), 0.3 * Math.sin(turn(i, 8)), 1]), ...[0.7, 0.9].flatMap((r) => range(14, (i) => [r * Math.cos(turn(i + r, 14)), r * Math.sin(turn(i + r, 14)), 0]))],
  'tfp-xor': () => grid(6, (x, y) => (x * y < 0 ? 0 : 1)),
  'tfp-gauss': () => [1, -1].flatMap((side) => range(9, (i) => [side * 0.35 + 0.2 * (i % 3 - 1), side * 0.35 + 0.2 * (Math.floor(i / 3) - 1), side > 0 ? 1 : 0])),
  'tfp-spiral': () => [0, 1].flatMap((kind) => range(16, (i) => [(0.9 * i / 15) * Math.sin(3.5 * Math.PI * i / 15 + Math.PI * (1 - kind)), (0.9 * i / 15) * Math.cos(3.5 * Math.PI * i / 15 + Math.PI * (1 - kind)), kind])),
  'tfp-plane': () => grid(6, (x, y) => (x + y > 0 ? 1 : 0)),
  'tfp-gauss-plane': () => [-1, 0, 1].flatMap((x) => [1, -1].flatMap((y) => range(4, (i) => [0.6 * x + 0.2 * (i % 2) - 0.1, 0.4 * y + 0.2 * Math.floor(i / 2) - 0.1, (x === 0 ? -y : y) > 0 ? 1 : 0]))),
  // Three rings: the lines where the answers change.
  venn: () => [1, 0, 1].flatMap((kind, k) => range(16, (i) => [0.42 * Math.cos(turn(k, 3) + Math.PI / 2) + 0.5 * Math.cos(turn(i, 16)), 0.42 * Math.sin(turn(k, 3) + Math.PI / 2) + 0.5 * Math.sin(turn(i, 16)), kind])),
  halves: () => [...range(9, (i) => [0, -0.88 + 0.22 * i, 0]), ...range(9, (i) => [-0.88 + 0.22 * i, 0, 0]), ...range(18, (i) => [0.6 * Math.cos(turn(i, 18)), 0.6 * Math.sin(turn(i, 18)), 1])],
  sine: () => curve((x) => 0.75 * Math.sin(Math.PI * x)),
  step: () => curve((x) => (x < 0 ? -0.6 : 0.6)),
  abs: () => curve((x) => 1.4 * Math.abs(x) - 0.6),
  'two-tone': () => curve((x) => 0.45 * Math.sin(Math.PI * x) + 0.35 * Math.sin(4 * Math.PI * x)),
  sinc: () => curve((x) => (x === 0 ? 0.8 : (1.1 * Math.sin(12 * x)) / (12 * x)) - 0.15),
};

/** The sketch as SVG; an unknown kind gets an empty frame. @param {string} id */
export function createDataIcon(id) {
  const points = sketches[id]?.() ?? [];
  /** @param {number[]} point */
  const place = ([x, y]) => `${(16 + 14 * x).toFixed(1)} ${(16 - 14 * y).toFixed(1)}`;
  if (points.length && points[0].length === 2) {
    return svg('svg', { viewBox: '0 0 32 32', 'aria-hidden': 'true' }, svg('path', { class: 'target', d: `M${points.map(place).join('L')}` }));
  }
  /** @param {number} kind */
  const dots = (kind) => points.filter((point) => point[2] === kind).map((point) => `M${place(point)}h0`).join('');
  return svg('svg', { viewBox: '0 0 32 32', 'aria-hidden': 'true' }, svg('path', { class: 'negative', d: dots(0) }), svg('path', { class: 'positive', d: dots(1) }));
}
