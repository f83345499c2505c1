// The picture of linear regions: of a task with two inputs their map and the folds over it, of one with one input the pieces
// of the fitted curve.

/**
 * @import { Palette } from '../colors.js'
 * @import { ShownData } from '../../types/engine.js'
 * @import { Model } from '../../types/views.js'
 */
import { channels, mix, pixel, pixelRatio } from '../colors.js';
import { bitmap, contextOf, disc, prepare, stroke } from '../canvas.js';
import { fade, namesOf, paint, paintPoints, valueRange } from '../field.js';

/** Lines of the folds of a layer, the last kind for all deeper layers; dashes only where a fold is one line. */
const LINES = [{ width: 1.8, opacity: 1, dash: [] }, { width: 1.2, opacity: 0.75, dash: [6, 3] }, { width: 0.8, opacity: 0.55, dash: [2, 2] }];
export const lineOf = (/** @type {number} */ layer) => LINES[Math.min(layer, LINES.length - 1)];

/** How far the darker of two neighbouring regions is on the way to the ink. */
const DARKER = 0.13;

/** @typedef {{hidden: Set<number>, layer: number, unit: number, thin: boolean}} Shown  layers whose folds are not shown; the unit whose folds stand out; lines of one pixel, many times faster */

/** Pixels of the regions' colours: their mean output as maps show it, every second one darker. @param {any} answer @param {Model} model @param {Palette} colors */
function regionColors({ count, mean, parity, range }, model, colors) {
  const outputs = mean.length / count;
  const ink = channels(colors.css.ink);
  const byte = (/** @type {number} */ x, /** @type {number} */ lo, /** @type {number} */ hi) => Math.round(255 * Math.min(1, Math.max(0, (x - lo) / (hi - lo))));
  return Uint32Array.from({ length: count }, (_, region) => {
    const own = Array.from({ length: outputs }, (_, o) => mean[o * count + region]);
    const best = own.indexOf(Math.max(...own));
    const color = model.data?.kind === 'labels' ? mix(colors.labels, own.slice(0, 4))
      : outputs > 1 ? colors.classes[best % colors.classes.length][byte(own[best], 0, 1)]
      : colors.field[byte(own[0], range[0], range[1])];
    return parity[region] ? pixel([color & 255, (color >> 8) & 255, (color >> 16) & 255], ink, DARKER) : color;
  });
}

/** @param {CanvasRenderingContext2D} context @param {Float32Array} segments @param {number} size @param {number} [first] @param {number} [last] */
function strokeSegments(context, segments, size, first = 0, last = segments.length / 4) {
  context.beginPath();
  for (let i = 4 * first; i < 4 * last; i += 4) {
    context.moveTo(segments[i] * size, segments[i + 1] * size);
    context.lineTo(segments[i + 2] * size, segments[i + 3] * size);
  }
  context.stroke();
}

/**
 * The map of the regions, with the folds, the boundary and the data over it.
 *
 * @param {HTMLCanvasElement} canvas @param {number} size CSS pixels @param {any} answer @param {Model} model @param {Palette} colors @param {Shown} shown @param {string} color of the unit's folds
 */
export function paintRegions(canvas, size, answer, model, colors, { hidden, layer, unit, thin }, color) {
  const context = prepare(canvas, size);
  const n = answer.size;
  const data = /** @type {ShownData} */ (model.data);
  const mask = fade(data, n);
  const tints = regionColors(answer, model, colors);
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap(n, n, (pixels) => {
    for (let i = 0; i < pixels.length; i++) pixels[i] = tints[answer.id[i]] | mask[i];
  }), 0, 0, size, size);
  context.strokeStyle = colors.css.muted;
  answer.layers.forEach((/** @type {any} */ { segments }, /** @type {number} */ l) => {
    if (hidden.has(l)) return;
    context.lineWidth = thin ? 1 / pixelRatio() : lineOf(l).width;
    context.globalAlpha = lineOf(l).opacity;
    strokeSegments(context, segments, size);
  });
  context.globalAlpha = 1;
  context.lineCap = thin ? 'butt' : 'round';
  context.strokeStyle = colors.css.ink;
  context.lineWidth = 3;
  strokeSegments(context, answer.boundary, size);
  const own = answer.layers[layer];
  for (const [width, tint] of own ? /** @type {[number, string][]} */ ([[6, colors.css.paper], [3, color]]) : []) {
    context.strokeStyle = tint;
    context.lineWidth = width;
    strokeSegments(context, own.segments, size, own.first[unit], own.first[unit + 1]);
  }
  paintPoints(context, size, size, data, colors, namesOf(model), data.view.slice(2));
}

/** The edge of a region of the map, over it. @param {CanvasRenderingContext2D} context @param {number} size @param {any} answer @param {number} region @param {Palette} colors */
export function outline(context, size, { id, size: n }, region, colors) {
  const step = size / n;
  context.beginPath();
  for (let i = 0; i < id.length; i++) {
    if (id[i] !== region) continue;
    const x = (i % n) * step;
    const y = Math.floor(i / n) * step;
    const edge = (/** @type {boolean} */ there, /** @type {number[]} */ [x0, y0, x1, y1]) => {
      if (!there) return;
      context.moveTo(x + x0 * step, y + y0 * step);
      context.lineTo(x + x1 * step, y + y1 * step);
    };
    edge(i % n === 0 || id[i - 1] !== region, [0, 0, 0, 1]);
    edge(i % n === n - 1 || id[i + 1] !== region, [1, 0, 1, 1]);
    edge(id[i - n] !== region, [0, 0, 1, 0]);
    edge(id[i + n] !== region, [0, 1, 1, 1]);
  }
  for (const [width, tint] of /** @type {[number, string][]} */ ([[5, colors.css.paper], [2, colors.css.ink]])) {
    context.strokeStyle = tint;
    context.lineWidth = width;
    context.stroke();
  }
}

/** From the data's coordinates to pixels. @param {any} answer @param {Model} model @param {number} width @param {number} height */
function scales({ view: [lo, hi] }, model, width, height) {
  const [low, high] = valueRange(/** @type {ShownData} */ (model.data));
  return {
    x: (/** @type {number} */ v) => ((v - lo) / (hi - lo)) * width,
    y: (/** @type {number} */ v) => Math.max(-9, Math.min(height + 9, height - ((v - low) / (high - low)) * height)),
  };
}

/** What the network computes at `x`, between the points it was asked at. @param {any} answer @param {number} x */
export function valueAt({ view: [lo, hi], size, value }, x) {
  const place = Math.min(size - 1, Math.max(0, ((x - lo) / (hi - lo)) * (size - 1)));
  const before = Math.min(size - 2, Math.floor(place));
  return value[before] + (place - before) * (value[before + 1] - value[before]);
}

/**
 * The fitted curve with its pieces in turn lighter and darker behind it, its folds marked.
 *
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @param {any} answer @param {Model} model @param {Palette} colors @param {Shown} shown @param {string} color of the curve
 */
export function paintPieces(canvas, width, height, answer, model, colors, { hidden, layer, unit }, color) {
  paint(canvas, width, model, null, { large: true, height });
  const context = contextOf(canvas);
  const { x, y } = scales(answer, model, width, height);
  context.globalCompositeOperation = 'destination-over'; // behind the points
  context.fillStyle = colors.css.grid;
  for (let i = 1; i < answer.count; i += 2) context.fillRect(x(answer.from[i]), 0, x(answer.from[i + 1]) - x(answer.from[i]), height);
  context.globalCompositeOperation = 'source-over';
  answer.foldAt.forEach((/** @type {number} */ at, /** @type {number} */ i) => {
    const l = answer.foldLayer[i];
    if (hidden.has(l)) return;
    const chosen = l === layer && answer.foldUnit[i] === unit;
    context.setLineDash(lineOf(l).dash);
    stroke(context, chosen ? colors.css.ink : colors.css.muted, chosen ? 3 : lineOf(l).width, [[x(at), 0], [x(at), height]]);
  });
  context.setLineDash([]);
  context.lineJoin = 'round';
  stroke(context, color, 2.5, Array.from(answer.value, (v, i) => [(i / (answer.size - 1)) * width, y(v)]));
  context.fillStyle = colors.css.paper;
  context.strokeStyle = colors.css.ink;
  context.lineWidth = 1.5;
  for (const at of answer.from.slice(1, -1)) {
    disc(context, x(at), y(valueAt(answer, at)), 4);
    context.fill();
    context.stroke();
  }
}

/** The unit whose fold passes nearest to a place of the map, within `reach` (a share of its size). @param {any} answer @param {number[]} place @param {number} reach @returns {{layer: number, unit: number} | null} */
export function nearestFold({ layers }, [px, py], reach) {
  let best = reach ** 2;
  let found = null;
  layers.forEach((/** @type {any} */ { segments, first }, /** @type {number} */ layer) => {
    for (let unit = 0; unit + 1 < first.length; unit++) {
      for (let i = 4 * first[unit]; i < 4 * first[unit + 1]; i += 4) {
        const distance = ((segments[i] + segments[i + 2]) / 2 - px) ** 2 + ((segments[i + 1] + segments[i + 3]) / 2 - py) ** 2;
        if (distance >= best) continue;
        best = distance;
        found = { layer, unit };
      }
    }
  });
  return found;
}
