// What a network computes, as a picture: the map of a task with two inputs, the fitted curve of a task with one. One module
// for all sizes. Fade masks, point layers and the scratch pixels are caches: same model, same pixels.

/**
 * @import { Palette } from './colors.js'
 * @import { ShownData } from '../types/engine.js'
 * @import { Model } from '../types/views.js'
 */
import { bitmap, disc, prepare, stroke } from './canvas.js';
import { css, mix, palette } from './colors.js';
import { significant } from './format.js';
import { inputName } from './shown.js';

/** @type {Map<string, {data: any, value: any}>} */
const cache = new Map();

/** The cached value for this key and data set, made anew when the data set is another one. @template T @param {string} key @param {any} data @param {() => T} make @returns {T} */
function cached(key, data, make) {
  const entry = cache.get(key);
  if (entry && entry.data === data) return entry.value;
  if (cache.size > 40) cache.clear();
  const value = make();
  cache.set(key, { data, value });
  return value;
}

/**
 * Draws the data set and, unless `lane` is null, what the lane's network makes of it.
 * @param {HTMLCanvasElement} canvas
 * @param {number} size CSS pixels, width and height
 * @param {Model} model
 * @param {number | null} lane
 * @param {{large?: boolean, height?: number}} [how] large: marks by shape, axes with numbers, test points
 */
export function paint(canvas, size, model, lane, how = {}) {
  const { large = false, height = size } = how;
  const context = prepare(canvas, size, height);
  const { data, fields, fits } = model;
  if (!data) return;
  const colors = palette();
  if (data.inputs === 1) {
    const range = valueRange(data);
    paintPoints(context, size, height, data, colors, large ? namesOf(model) : null, range);
    if (lane !== null && fits && fits.data.length >= (lane + 1) * fits.count) {
      paintFit(context, size, height, data, fits, lane, colors.css[model.lanes[lane]?.family] ?? colors.css.ink, range, large);
    }
    return;
  }
  if (lane !== null && fields && fields.data.length >= (lane + 1) * fields.channels * fields.size ** 2) {
    paintField(context, size, data, fields, lane, colors);
  }
  paintPoints(context, size, height, data, colors, large ? namesOf(model) : null, data.view.slice(2));
}

/** What stands to the right and upward. @param {Model} model */
export function namesOf(model) {
  return /** @type {ShownData} */ (model.data).shown.map((column) => inputName(model, column));
}

/** @param {CanvasRenderingContext2D} context @param {number} size @param {ShownData} data @param {NonNullable<Model['fields']>} fields @param {number} lane @param {Palette} colors */
function paintField(context, size, data, fields, lane, colors) {
  const n = fields.size;
  const cells = n * n;
  const offset = lane * fields.channels * cells;
  const mask = fade(data, n);
  const labels = data.kind === 'labels';
  context.imageSmoothingEnabled = labels || fields.channels === 1;
  context.drawImage(bitmap(n, n, (pixels) => {
    if (labels) {
      for (let i = 0; i < cells; i++) pixels[i] = blend(fields, offset + i, colors) | mask[i];
    } else if (fields.channels === 2) {
      const tables = colors.classes;
      for (let i = 0; i < cells; i++) {
        pixels[i] = tables[fields.data[offset + i] % tables.length][fields.data[offset + cells + i]] | mask[i];
      }
    } else {
      for (let i = 0; i < cells; i++) pixels[i] = colors.field[fields.data[offset + i]] | mask[i];
    }
  }), 0, 0, size, size);
  context.lineWidth = size > 200 ? 1.5 : 1;
  const step = size / n;
  const undecided = (/** @type {number} */ first) => contour(context, fields.data, 127.5, { offset: first, columns: n, rows: n, left: step / 2, top: step / 2, step });
  if (fields.channels === 1 && data.kind === 'classes') {
    context.strokeStyle = colors.css.ink;
    undecided(offset);
  }
  // Each label's own boundary, in its colour: where areas overlap, the fill alone would not say which.
  for (let label = 0; labels && label < fields.channels; label++) {
    context.lineWidth = size > 200 ? 2.5 : 1.5;
    context.strokeStyle = colors.classCss[label];
    undecided(offset + label * cells);
  }
}

/** A cell of a map of several labels: the mean of their colours, by probability, as areas of a Venn diagram overlap. @param {NonNullable<Model['fields']>} fields @param {number} cell @param {Palette} colors */
function blend(fields, cell, colors) {
  const shares = Array.from({ length: fields.channels }, (_, label) => fields.data[cell + label * fields.size ** 2] / 255);
  return mix(colors.labels, shares);
}

/**
 * Strokes the line on which values pass a level, by marching squares. They are rows x columns, the first at (left, top), each
 * `step` from the next.
 *
 * @param {CanvasRenderingContext2D} context @param {ArrayLike<number>} values from `offset` on @param {number} level
 * @param {{offset?: number, columns: number, rows: number, left: number, top: number, step: number}} grid
 */
export function contour(context, values, level, { offset = 0, columns, rows, left, top, step }) {
  context.beginPath();
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const i = offset + row * columns + column;
      const a = values[i] - level;
      const b = values[i + 1] - level;
      const c = values[i + columns + 1] - level;
      const d = values[i + columns] - level;
      const sides = (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0) + (c > 0 ? 4 : 0) + (d > 0 ? 8 : 0);
      if (sides === 0 || sides === 15) continue;
      const x = left + column * step;
      const y = top + row * step;
      // Crossings on the top, right, bottom and left edge, in this order; two of them make a line.
      let open = false;
      /** @param {number} px @param {number} py */
      const point = (px, py) => {
        if (open) context.lineTo(px, py);
        else context.moveTo(px, py);
        open = !open;
      };
      if (a > 0 !== b > 0) point(x + (step * a) / (a - b), y);
      if (b > 0 !== c > 0) point(x + step, y + (step * b) / (b - c));
      if (c > 0 !== d > 0) point(x + (step * d) / (d - c), y + step);
      if (d > 0 !== a > 0) point(x, y + (step * a) / (a - d));
    }
  }
  context.stroke();
}

/** How far each cell of a map fades, kept while the data stay. @param {ShownData} data @param {number} n @returns {Uint32Array} */
export const fade = (data, n) => cached(`mask ${n}`, data, () => fadeMask(data, n));

/** Opacity of each cell, in the high byte: full near a data point, faint where colour is only extrapolation. @param {ShownData} data @param {number} n */
function fadeMask(data, n) {
  const far = 1e9;
  const distance = new Float32Array(n * n).fill(far);
  for (let i = 0; i < data.count; i++) {
    const [column, row] = place(data, i, n, n, data.view.slice(2)).map(Math.floor);
    if (column >= 0 && column < n && row >= 0 && row < n) distance[row * n + column] = 0;
  }
  // Two passes of a chamfer distance, in cells.
  /** @param {number} i @param {number} j @param {number} step */
  const relax = (i, j, step) => {
    if (distance[j] + step < distance[i]) distance[i] = distance[j] + step;
  };
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const i = row * n + column;
      if (column > 0) relax(i, i - 1, 1);
      if (row > 0) relax(i, i - n, 1);
      if (row > 0 && column > 0) relax(i, i - n - 1, 1.41);
      if (row > 0 && column + 1 < n) relax(i, i - n + 1, 1.41);
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let column = n - 1; column >= 0; column--) {
      const i = row * n + column;
      if (column + 1 < n) relax(i, i + 1, 1);
      if (row + 1 < n) relax(i, i + n, 1);
      if (row + 1 < n && column + 1 < n) relax(i, i + n + 1, 1.41);
      if (row + 1 < n && column > 0) relax(i, i + n - 1, 1.41);
    }
  }
  const mask = new Uint32Array(n * n);
  for (let i = 0; i < mask.length; i++) {
    const share = Math.min(1, Math.max(0, (distance[i] / n - 0.1) / 0.12)); // full within 10 % of the width, faint from 22 %
    mask[i] = (Math.round(255 - 175 * share) << 24) >>> 0;
  }
  return mask;
}

/** The points, kept as a layer, since they change only with the data. @param {CanvasRenderingContext2D} context @param {number} width @param {number} height @param {ShownData} data @param {Palette} colors @param {string[] | null} names of the axes of a large picture @param {number[]} range */
export function paintPoints(context, width, height, data, colors, names, range) {
  const large = names !== null;
  const key = `points ${width} ${height} ${large} ${colors.key}`;
  const layer = cached(key, data, () => {
    const canvas = document.createElement('canvas');
    const target = prepare(canvas, width, height);
    if (names) paintAxes(target, width, height, data, colors, range, names);
    const n = Math.min(data.count, large ? 4000 : 1000);
    const grow = Math.min(2, Math.max(1, width / 120));
    for (let i = 0; i < n; i++) {
      const train = i < data.trainCount;
      if (!train && !large) break;
      const [x, y] = place(data, i, width, height, range);
      if (data.inputs === 1) {
        target.fillStyle = target.strokeStyle = colors.css.muted;
        mark(target, 0, x, y, large ? 2 : grow, train);
        continue;
      }
      const shade = shadeOf(data, i, colors);
      const shape = data.kind === 'classes' ? shapeOf(data.target[i]) : data.kind === 'labels' ? labelsOf(data, i).length % 4 : 1;
      target.fillStyle = colors.css.paper;
      mark(target, large ? shape : 1, x, y, large ? 5 : 1.7 * grow, true);
      target.fillStyle = target.strokeStyle = shade;
      mark(target, large ? shape : 1, x, y, large ? 3.6 : 1.2 * grow, train);
    }
    return canvas;
  });
  context.imageSmoothingEnabled = true;
  context.drawImage(layer, 0, 0, width, height);
}

/** Where a point stands. @param {ShownData} data @param {number} i @param {number} width @param {number} height @param {number[]} range */
export function place(data, i, width, height, range) {
  const [lo, hi] = data.view;
  const { count, shown, x: inputs } = data;
  const x = ((inputs[shown[0] * count + i] - lo) / (hi - lo)) * width;
  const v = data.inputs === 1 ? data.target[i] : inputs[shown[1] * count + i];
  return [x, height - ((v - range[0]) / (range[1] - range[0])) * height];
}

/** @param {ShownData} data @param {number} i @param {Palette} colors */
function shadeOf(data, i, colors) {
  if (data.kind === 'classes') return colors.classCss[data.target[i] % colors.classCss.length];
  if (data.kind === 'labels') {
    const own = labelsOf(data, i);
    return own.length ? css(mix({ ...colors.labels, strongest: 1 }, colors.classCss.map((_, label) => (own.includes(label) ? 1 : 0)))) : colors.css.muted;
  }
  return data.target[i] < 0 ? colors.css.negative : colors.css.positive;
}

/** The labels a point has, of those that are drawn. @param {ShownData} data @param {number} i */
function labelsOf(data, i) {
  const labels = Math.min(4, data.target.length / data.count);
  return Array.from({ length: labels }, (_, label) => label).filter((label) => data.target[label * data.count + i] > 0);
}

/** The marks, as text. */
export const shapes = ['◆', '●', '▲', '■'];

/** The mark of a class: with its colour, which is one of four, no two of the ten are alike. @param {number} kind */
export const shapeOf = (kind) => (kind + (kind >> 2)) % shapes.length;

/** Class 0 is a diamond, 1 a disc, 2 a triangle, 3 a square, of several labels by how many a point has; hollow for the test set. @param {CanvasRenderingContext2D} context @param {number} shape @param {number} x @param {number} y @param {number} r @param {boolean} filled */
function mark(context, shape, x, y, r, filled) {
  if (shape === 1) {
    disc(context, x, y, r);
  } else {
    context.beginPath();
    const corners = [[[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]], [], [[0, -1.2], [1.15, 0.9], [-1.15, 0.9]],
      [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]][shape];
    corners.forEach(([dx, dy], i) => (i ? context.lineTo(x + r * dx, y + r * dy) : context.moveTo(x + r * dx, y + r * dy)));
    context.closePath();
  }
  context.lineWidth = 1;
  if (filled) context.fill();
  else context.stroke();
}

/** Ends of the axes, as numbers at the edges, inside the picture. @param {CanvasRenderingContext2D} context @param {number} width @param {number} height @param {ShownData} data @param {Palette} colors @param {number[]} range @param {string[]} names */
function paintAxes(context, width, height, data, colors, range, names) {
  const [lo, hi] = data.view;
  /** @param {number} v */
  const number = (v) => significant(v, 2);
  context.globalAlpha = 0.16;
  const x0 = Math.round((-lo / (hi - lo)) * width) + 0.5;
  const y0 = Math.round(height + (range[0] / (range[1] - range[0])) * height) + 0.5;
  stroke(context, colors.css.ink, 1, [[x0, 0], [x0, height]], [[0, y0], [width, y0]]);
  context.globalAlpha = 1;
  context.fillStyle = colors.css.ink;
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'bottom';
  context.fillText(number(lo), 3, height - 2);
  context.textAlign = 'right';
  // A long name is left out where there is no room for it; the numbers stay.
  const [x, y] = names.map((name) => ([...name].length < 3 || width > 240 ? cut(name, 20) : ''));
  context.fillText(`${x} ${number(hi)}`.trim(), width - 3, height - 2);
  // Where upward begins is said where it is not where rightward begins.
  if (range[0] !== lo) context.fillText(`${number(range[0])} ↑`, width - 3, height - 17);
  context.textBaseline = 'top';
  context.fillText(`${y} ${number(range[1])}`.trim(), width - 3, 3);
  context.textAlign = 'left';
}

/** @param {string} text @param {number} most characters */
const cut = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);

/** What the targets of a task with one input reach, with a margin, unless the view says. @param {ShownData} data @returns {number[]} */
export function valueRange(data) {
  if (data.view.length > 2) return data.view.slice(2);
  return cached('range', data, () => {
    let lo = Infinity;
    let hi = -Infinity;
    for (let i = 0; i < data.count; i++) {
      lo = Math.min(lo, data.target[i]);
      hi = Math.max(hi, data.target[i]);
    }
    const margin = 0.15 * (hi - lo || 1);
    return [lo - margin, hi + margin];
  });
}

/** @param {CanvasRenderingContext2D} context @param {number} width @param {number} height @param {ShownData} data @param {NonNullable<Model['fits']>} fits @param {number} lane @param {string} color @param {number[]} range @param {boolean} large */
function paintFit(context, width, height, data, fits, lane, color, range, large) {
  const [lo, hi] = data.view;
  context.strokeStyle = color;
  context.lineWidth = large ? 2.5 : 1.75;
  context.lineJoin = 'round';
  context.beginPath();
  let open = false;
  for (let i = 0; i < fits.count; i++) {
    const v = fits.data[lane * fits.count + i];
    if (!Number.isFinite(v)) {
      open = false;
      continue;
    }
    const x = ((fits.lo + (i / (fits.count - 1)) * (fits.hi - fits.lo) - lo) / (hi - lo)) * width;
    const y = Math.max(-9, Math.min(height + 9, height - ((v - range[0]) / (range[1] - range[0])) * height));
    if (open) context.lineTo(x, y);
    else context.moveTo(x, y);
    open = true;
  }
  context.stroke();
}
