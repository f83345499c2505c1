// The picture of a slice of the loss: colour and contour lines on a log scale, the path over it, axes and a colour bar.

/** @import { Palette } from '../colors.js' */

import { axisNumber, createScale, roundNumbers } from '../axis.js';
import { scaleColor } from '../colors.js';
import { bitmap, disc, prepare, stroke } from '../canvas.js';
import { contour } from '../field.js';
import * as format from '../format.js';

/** Room around the plot, in CSS pixels: for the axes' numbers and names, and for the colour bar. */
const MARGIN = { left: 50, top: 8, right: 70, bottom: 40 };
const BAR = 12;

/** Losses below this are drawn as this. */
const SMALLEST = 1e-9;

/** Contour lines at most; finer steps where there would be fewer than the least. */
const LEVELS = [5, 18];

/** @typedef {{left: number, top: number, width: number, height: number, step: number}} Box  of the plot, in CSS pixels; `step` between two points of the slice */

/** Where the plot is on a canvas of this width. @param {any} slice @param {number} width @returns {Box} */
export function boxOf({ columns, rows }, width) {
  const inner = Math.max(40, width - MARGIN.left - MARGIN.right);
  const step = inner / (columns - 1);
  return { left: MARGIN.left, top: MARGIN.top, width: inner, height: step * (rows - 1), step };
}

/** Height of the canvas. @param {Box} box */
export const heightOf = (box) => Math.ceil(box.height + MARGIN.top + MARGIN.bottom);

/** The losses that slices reach, the same for all of them. @param {any[]} slices @returns {[number, number]} */
export function lossRange(slices) {
  let lo = Infinity;
  let hi = 0;
  for (const { loss } of slices) {
    for (const x of loss) {
      if (!Number.isFinite(x)) continue;
      lo = Math.min(lo, Math.max(SMALLEST, x));
      hi = Math.max(hi, x);
    }
  }
  return lo < hi ? [lo, hi] : lo < Infinity ? [lo / 2, lo * 2] : [0.1, 1];
}

/** Where lines are drawn, round numbers. @param {[number, number]} range */
export function levelsOf([lo, hi]) {
  const all = [];
  for (let e = Math.floor(Math.log10(lo)); 10 ** e <= hi; e++) for (const k of [1, 2, 5]) all.push(k * 10 ** e);
  const within = all.filter((x) => x > lo && x < hi);
  const tens = within.filter((x) => Math.abs(Math.log10(x) - Math.round(Math.log10(x))) < 1e-9);
  if (within.length > LEVELS[1]) return tens;
  return within.length >= LEVELS[0] ? within : roundNumbers(lo, hi, LEVELS[0]).filter((x) => x > lo && x < hi);
}

const levelText = (/** @type {number} */ x) => axisNumber(x, x < 1e-3 || x >= 1e4);

/**
 * @param {HTMLCanvasElement} canvas @param {number} width CSS pixels
 * @param {any} slice the engine's answer
 * @param {{range: [number, number], colors: Palette, names: string[], at: [number, number], lossName: string, font: string}} how range: of the colours;
 *   names: of the axes; at: what stands in the middle of the plane, on the axes
 */
export function paintSlice(canvas, width, slice, { range, colors, names, at, lossName, font }) {
  const { columns, rows, spacing, loss, path } = slice;
  const box = boxOf(slice, width);
  const height = heightOf(box);
  const context = prepare(canvas, width, height);
  context.font = `12px ${font}`;
  context.lineJoin = 'round';
  const [lo, hi] = range.map(Math.log10);
  const logs = Float64Array.from(loss, (/** @type {number} */ x) => (Number.isFinite(x) ? Math.log10(Math.min(range[1], Math.max(range[0], x))) : hi));
  const { left, top } = box;
  const right = left + box.width;
  const bottom = top + box.height;

  // Each point is the middle of its pixel: half of the outer ones is cut off.
  const picture = bitmap(columns, rows, (pixels) => logs.forEach((x, i) => (pixels[i] = scaleColor((x - lo) / (hi - lo)) | 0xff000000)));
  context.save();
  context.beginPath();
  context.rect(left, top, box.width, box.height);
  context.clip();
  context.imageSmoothingEnabled = true;
  context.drawImage(picture, left - box.step / 2, top - box.step / 2, columns * box.step, rows * box.step);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const levels = levelsOf(range);
  const grid = { columns, rows, left, top, step: box.step };
  context.strokeStyle = 'rgb(255 255 255 / .55)';
  context.lineWidth = 1;
  for (const level of levels) contour(context, logs, Math.log10(level), grid);
  /** Writing that can be read on every colour. @param {string} words @param {number} x @param {number} y */
  const write = (words, x, y) => {
    context.strokeStyle = 'rgb(0 0 0 / .7)';
    context.lineWidth = 3;
    context.strokeText(words, x, y);
    context.fillStyle = '#fff';
    context.fillText(words, x, y);
  };

  // The path, and the steps of a few of its places; the numbers of the lines stand where there is room.
  const px = (/** @type {number} */ x) => left + ((x - slice.left) / spacing) * box.step;
  const py = (/** @type {number} */ y) => top + ((slice.top - y) / spacing) * box.step;
  /** @type {import('../canvas.js').Point[]} */
  const places = Array.from(path.x, (x, i) => [px(x), py(path.y[i])]);
  stroke(context, '#000', 4, places);
  stroke(context, '#fff', 2, places);
  const last = places.length - 1;
  for (const i of last > 0 ? [0, last] : [last]) {
    disc(context, places[i][0], places[i][1], 6);
    context.fillStyle = i === last ? '#000' : '#fff';
    context.strokeStyle = i === last ? '#fff' : '#000';
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  }
  /** @type {number[][]} */
  const named = [];
  for (const i of [last, 0, last >> 1, last >> 2, (3 * last) >> 2]) {
    const x = Math.min(right - 20, Math.max(left + 20, places[i][0]));
    const y = places[i][1] < top + 24 ? places[i][1] + 16 : places[i][1] - 15;
    if (named.some((other) => near(other, [x, y], 40, 18))) continue;
    named.push([x, y]);
    write(format.integer(path.step[i]), x, y);
  }
  for (const [x, y, level] of labelPlaces(logs, levels, grid, named, places)) write(levelText(level), x, y);
  context.restore();

  // Axes and the colour bar.
  context.strokeStyle = colors.css.muted;
  context.fillStyle = colors.css.muted;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, box.width - 1, box.height - 1);
  const ends = (/** @type {number} */ first, /** @type {number} */ count, /** @type {number} */ middle) => [middle + first, middle + first + (count - 1) * spacing];
  const [x0, x1] = ends(slice.left, columns, at[0]);
  const [y0, y1] = ends(slice.top - (rows - 1) * spacing, rows, at[1]);
  const sx = createScale(x0, x1, left, right, false);
  const sy = createScale(y0, y1, bottom, top, false);
  context.textBaseline = 'top';
  for (const x of roundNumbers(x0, x1, box.width / 60)) context.fillText(axisNumber(x, false), sx.at(x), bottom + 4);
  context.fillText(names[0], left + box.width / 2, bottom + 21);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const y of roundNumbers(y0, y1, box.height / 40)) context.fillText(axisNumber(y, false), left - 5, sy.at(y));
  const bar = createScale(range[0], range[1], bottom, top + 18, true);
  for (let y = top + 18; y < bottom; y++) {
    const color = scaleColor((bottom - y) / (bottom - top - 18));
    context.fillStyle = `rgb(${color & 255} ${(color >> 8) & 255} ${(color >> 16) & 255})`;
    context.fillRect(right + 10, y, BAR, 1.5);
  }
  context.fillStyle = colors.css.muted;
  context.textAlign = 'left';
  // Its numbers are those of the lines, where there is room.
  let free = Infinity;
  for (const x of levels) {
    if (bar.at(x) > free) continue;
    free = bar.at(x) - 16;
    context.fillText(levelText(x), right + 14 + BAR, bar.at(x));
  }
  context.fillText(lossName, right + 10, top + 7);
  context.translate(9, top + box.height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  // Without its unit where there is no room for it: the axis across has the same.
  context.fillText(context.measureText(names[1]).width > box.height ? names[1].split(/ ?[(（]/)[0] : names[1], 0, 0);
}

/** @param {number[]} a @param {number[]} b @param {number} across @param {number} up */
const near = (a, b, across, up) => Math.abs(a[0] - b[0]) < across && Math.abs(a[1] - b[1]) < up;

/**
 * A place for the number of each contour line: where it crosses one of a few rows and nothing else is near.
 *
 * @param {ArrayLike<number>} logs @param {number[]} levels @param {{columns: number, rows: number, left: number, top: number, step: number}} grid
 * @param {number[][]} words that stand there @param {number[][]} path
 */
function labelPlaces(logs, levels, { columns, rows, left, top, step }, words, path) {
  /** @type {[number, number, number][]} */
  const found = [];
  const right = left + (columns - 1) * step;
  const free = (/** @type {number[]} */ place) => place[0] > left + 22 && place[0] < right - 22 && ![...words, ...found].some((other) => near(other, place, 44, 18)) && !path.some((other) => near(other, place, 24, 14));
  for (const level of levels) {
    const wanted = Math.log10(level);
    search: for (const share of [0.8, 0.2, 0.65, 0.35, 0.9, 0.1, 0.5]) {
      const row = Math.round(share * (rows - 1));
      for (let column = 0; column + 1 < columns; column++) {
        const [a, b] = [logs[row * columns + column], logs[row * columns + column + 1]];
        if ((a > wanted) === (b > wanted)) continue;
        const x = left + (column + (wanted - a) / (b - a)) * step;
        const y = top + row * step;
        if (!free([x, y])) continue;
        found.push([x, y, level]);
        break search;
      }
    }
  }
  return found;
}
