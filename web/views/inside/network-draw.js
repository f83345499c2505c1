// The picture of a network: links by weight, units as maps (or curves) of what they compute, biases as small squares.

/**
 * @import { Plan } from './network-plan.js'
 * @import { Layer } from './unit-words.js'
 * @import { Palette } from '../colors.js'
 */
import { bitmap, stroke } from '../canvas.js';

/**
 * What the question `units` answers: the network's inputs first.
 * @typedef {{size: number, view: Float64Array, layers: {first: number, scale: Float32Array, maps?: Uint8Array, lines?: Float32Array}[]}} Maps
 * @typedef {{layer: number, unit: number}} Spot  layer: of the plan, the inputs being 0
 */

/** Widths a link can have, in pixels. */
const thinnest = 0.4;
const thickest = 5;
const classes = 10;

/** Links that are drawn at most; of more, only the strongest of each unit. */
const mostLinks = 1600;

/** The largest |weight| of the network. @param {Layer[]} network */
export function largestWeight(network) {
  let largest = 0;
  for (const { W } of network) for (const w of W) if (Math.abs(w) > largest) largest = Math.abs(w);
  return largest;
}

/**
 * @param {CanvasRenderingContext2D} context @param {Plan} plan @param {Layer[]} network @param {number} largest |weight|
 * @param {Palette} colors @param {Spot} pointed @param {{row: number, input: number} | null} edited  a weight of the unit pointed at
 */
export function drawLinks(context, plan, network, largest, colors, pointed, edited) {
  const { size, columns } = plan;
  const total = network.reduce((sum, { pieces }, l) => sum + columns[l].shown * columns[l + 1].shown * pieces, 0);
  const rows = network.reduce((sum, { pieces }, l) => sum + columns[l + 1].shown * pieces, 0);
  const each = total > mostLinks ? Math.max(2, Math.floor(mostLinks / rows)) : Infinity;
  /** One path for each look: what is lit, sign, width. @type {Map<number, [number, number, number, number][]>} */
  const paths = new Map();
  network.forEach(({ W, inputs, pieces }, l) => {
    const from = columns[l];
    const to = columns[l + 1];
    for (let u = 0; u < to.shown; u++) {
      for (let p = 0; p < pieces; p++) {
        const row = (to.first + u) * pieces + p;
        const w = (/** @type {number} */ i) => W[row * inputs + from.first + i];
        let chosen = Array.from({ length: from.shown }, (_, i) => i);
        if (each < chosen.length) chosen = chosen.sort((i, j) => Math.abs(w(j)) - Math.abs(w(i))).slice(0, each);
        const y = endOf(to.spots[u].y, size, p, pieces);
        for (const i of chosen) {
          const lit = pointed.layer === l + 1 && pointed.unit === to.first + u ? 2 : pointed.layer === l && pointed.unit === from.first + i ? 1 : 0;
          const weight = w(i);
          const look = (lit * 2 + (weight < 0 ? 1 : 0)) * (classes + 1) + Math.ceil((classes * Math.abs(weight)) / (largest || 1));
          if (!paths.has(look)) paths.set(look, []);
          paths.get(look)?.push([from.spots[i].x + size, from.spots[i].y + size / 2, to.spots[u].x, y]);
          if (edited && lit === 2 && edited.row === row && edited.input === from.first + i) paths.set(1e6, [[from.spots[i].x + size, from.spots[i].y + size / 2, to.spots[u].x, y]]);
        }
      }
    }
  });
  for (const [look, lines] of [...paths].sort(([a], [b]) => a - b)) {
    const marked = look === 1e6;
    const width = marked ? 1 : look % (classes + 1);
    const lit = marked ? 2 : Math.floor(look / (2 * (classes + 1)));
    const negative = !marked && Math.floor(look / (classes + 1)) % 2 === 1;
    context.strokeStyle = marked ? colors.css.ink : negative ? colors.css.negative : colors.css.positive;
    context.globalAlpha = lit === 2 ? 1 : lit === 1 ? 0.6 : 0.12 + (0.3 * width) / classes;
    context.lineWidth = marked ? 1.5 : thinnest + ((thickest - thinnest) * width) / classes;
    context.setLineDash(negative ? [5, 3] : []);
    context.beginPath();
    for (const [x0, y0, x1, y1] of lines) {
      if (marked) { // an outline, so that its own colour stays
        for (const d of [-4, 4]) {
          context.moveTo(x0, y0 + d);
          context.lineTo(x1, y1 + d);
        }
      } else {
        context.moveTo(x0, y0);
        context.lineTo(x1, y1);
      }
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context @param {Plan} plan @param {Maps | null} maps @param {Layer[]} network
 * @param {Palette} colors @param {string} color of curves @param {Spot} pointed
 */
export function drawUnits(context, plan, maps, network, colors, color, pointed) {
  const { size, columns } = plan;
  columns.forEach((column, l) => {
    const layer = maps?.layers[l];
    const image = layer?.maps && atlas(layer.maps, maps?.size ?? 0, colors);
    column.spots.forEach(({ x, y }, i) => {
      const unit = column.first + i;
      const place = unit - (layer?.first ?? 0);
      context.fillStyle = colors.css.paper;
      context.fillRect(x, y, size, size);
      const n = maps?.size ?? 0;
      if (image && layer?.maps && (place + 1) * n * n <= layer.maps.length && place >= 0) {
        context.imageSmoothingEnabled = true;
        context.drawImage(image, 0, place * n, n, n, x, y, size, size);
      }
      if (layer?.lines && place >= 0 && (place + 1) * n <= layer.lines.length) curve(context, layer.lines.subarray(place * n, (place + 1) * n), layer.scale, x, y, size, colors, color);
      const chosen = pointed.layer === l && pointed.unit === unit;
      context.strokeStyle = chosen ? colors.css.ink : colors.css.muted;
      context.lineWidth = chosen ? 2.5 : 1;
      context.strokeRect(x, y, size, size);
      const { b, pieces = 1 } = network[l - 1] ?? {};
      if (b) for (let p = 0; p < pieces; p++) square(context, x - 4, pieces > 1 ? endOf(y, size, p, pieces) - 4 : y + size - 5, b[unit * pieces + p], colors);
    });
  });
}

/** Where the links to a piece end. @param {number} top @param {number} size of the unit @param {number} piece @param {number} pieces */
const endOf = (top, size, piece, pieces) => top + size * (0.5 + 0.8 * ((piece + 0.5) / pieces - 0.5));

/** A bias: full and blue where it is positive, hollow and orange where it is negative. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} bias @param {Palette} colors */
function square(context, x, y, bias, colors) {
  context.fillStyle = colors.css.paper;
  context.fillRect(x - 1, y - 1, 10, 10);
  context.fillStyle = context.strokeStyle = bias > 0 ? colors.css.positive : bias < 0 ? colors.css.negative : colors.css.muted;
  context.lineWidth = 2;
  if (bias > 0) context.fillRect(x, y, 8, 8);
  else context.strokeRect(x + 1, y + 1, 6, 6);
}

/** The maps of a layer, one under the other. @param {Uint8Array} maps @param {number} n @param {Palette} colors */
function atlas(maps, n, colors) {
  return bitmap(n, maps.length / n, (pixels) => {
    for (let i = 0; i < pixels.length; i++) pixels[i] = colors.field[maps[i]] | 0xff000000;
  });
}

/** @param {CanvasRenderingContext2D} context @param {Float32Array} values @param {Float32Array} scale @param {number} x @param {number} y @param {number} size @param {Palette} colors @param {string} color */
function curve(context, values, [lo, hi], x, y, size, colors, color) {
  const at = (/** @type {number} */ v) => y + 2 + ((hi - v) / (hi - lo)) * (size - 4);
  context.lineWidth = 1;
  context.strokeStyle = colors.css.rule;
  context.strokeRect(x, at(0), size, 0);
  stroke(context, color, 1.75, Array.from(values, (v, i) => [x + (i / (values.length - 1)) * size, at(Number.isFinite(v) ? v : 0)]));
}
