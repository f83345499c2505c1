// What every picture on a canvas needs: its size and pixels, lines and discs.

import { style } from '../dom.js';
import { pixelRatio } from './colors.js';

/** @typedef {[number, number]} Point */

/** @param {HTMLCanvasElement} canvas */
export const contextOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));

/** Gives the canvas `width` x `height` CSS pixels at the screen's resolution and returns its context, scaled, all of it clear. @param {HTMLCanvasElement} canvas @param {number} width @returns {CanvasRenderingContext2D} */
export function prepare(canvas, width, height = width) {
  const scale = pixelRatio();
  const w = Math.round(width * scale);
  const h = Math.round(height * scale);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = contextOf(canvas);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** The same for a canvas whose place on the page is as large, whatever the style sheet says. @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
export function prepareFixed(canvas, width, height) {
  style(canvas, 'width', `${width}px`);
  style(canvas, 'height', `${height}px`);
  return prepare(canvas, width, height);
}

const scratch = document.createElement('canvas');
/** @type {ImageData | null} */
let image = null;

/** A canvas of these pixels, until the next one is asked for. @param {number} columns @param {number} rows @param {(pixels: Uint32Array) => void} fill every one of them, as `pixel` makes them */
export function bitmap(columns, rows, fill) {
  if (!image || image.width !== columns || image.height !== rows) {
    image = new ImageData(columns, rows);
    scratch.width = columns;
    scratch.height = rows;
  }
  fill(new Uint32Array(image.data.buffer));
  contextOf(scratch).putImageData(image, 0, 0);
  return scratch;
}

/** Draws lines through points. @param {CanvasRenderingContext2D} context @param {string} color @param {number} width @param {...Point[]} lines */
export function stroke(context, color, width, ...lines) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  for (const line of lines) line.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
}

/** The path of a disc. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} r */
export function disc(context, x, y, r) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
}
