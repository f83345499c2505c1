// Pictures to keep: what a figure shows, on white, two pixels for one of CSS, under a title and over the settings it was made with.

import { contextOf } from './canvas.js';
import { palette, pixelRatio, print } from './colors.js';

/** @typedef {{image: CanvasImageSource, left: number, top: number, width: number, height: number}} Layer  places in CSS pixels */

const margin = 16;
const narrowest = 480;

/** What an svg takes from the page's style sheets and keeps in a file of its own, and what other elements do. */
const inherited = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'stroke-opacity', 'opacity',
  'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'display', 'visibility', 'paint-order'];
const laidOut = ['display', 'visibility', 'position', 'left', 'top', 'width', 'height', 'box-sizing', 'margin', 'padding', 'border', 'border-radius', 'border-collapse', 'border-spacing',
  'background-color', 'background-image', 'background-position', 'background-size', 'background-repeat', 'box-shadow', 'outline', 'outline-offset', 'clip-path', 'color', 'opacity', 'font-family', 'font-size', 'font-weight', 'line-height', 'text-align',
  'vertical-align', 'white-space', 'overflow', 'flex', 'flex-flow', 'order', 'align-items', 'align-self', 'justify-content', 'gap', 'grid-template-columns', 'grid-template-rows', 'grid-column', 'grid-row', 'list-style',
  'table-layout', 'transform', 'transform-origin', 'appearance'];

/**
 * A PNG of what an element shows: of a canvas or an svg, of those in an element (what else is in it is left out: the title and the
 * settings say what it would), or, `whole`, of all of it but the controls. Everything that depends on the page is done before this
 * returns; the element may then change or go.
 *
 * @param {Element} source a canvas, an svg, or an element that holds some, such as a figure
 * @param {{title: string, settings: string}} words
 * @param {() => void} redraw draws the source for the colours and pixels of now (palette, pixelRatio): an update of its view with
 *   everything due
 * @param {boolean} [whole]
 * @returns {Promise<Blob>}
 */
export async function pictureOf(source, words, redraw, whole = false) {
  const [layers, colors] = print(() => {
    source.toggleAttribute('data-print', whole);
    redraw();
    const layers = layersOf(source);
    if (whole) layers.unshift(frameOf(source));
    source.removeAttribute('data-print');
    return /** @type {const} */ ([layers, palette().css]);
  });
  redraw();
  const canvas = compose(await Promise.all(layers), words, colors, getComputedStyle(document.documentElement).fontFamily);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('PNG'))), 'image/png'));
}

/** The pictures of an element, as they are now. @param {Element} source @returns {(Layer | Promise<Layer>)[]} */
function layersOf(source) {
  const parts = source.matches('canvas, svg') ? [source] : [...source.querySelectorAll('canvas, svg')];
  return parts.filter((node) => !node.isConnected || (node.checkVisibility?.() ?? true)).map((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    if (node instanceof HTMLCanvasElement) {
      const copy = document.createElement('canvas');
      copy.width = Math.max(1, node.width);
      copy.height = Math.max(1, node.height);
      if (node.width && node.height) contextOf(copy).drawImage(node, 0, 0);
      // One that is not on the page has the size it was prepared for.
      return { image: copy, left, top, width: width || node.width / pixelRatio(), height: height || node.height / pixelRatio() };
    }
    return layerOf(standing(node, width, height), node.getBoundingClientRect());
  });
}

/** @param {string} source of an svg @param {DOMRect} place @returns {Promise<Layer>} */
function layerOf(source, { left, top, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  return image.decode().then(() => ({ image, left, top, width, height }));
}

/** What an element holds beside its pictures: words, tables, marks. @param {Element} node */
function frameOf(node) {
  const place = node.getBoundingClientRect();
  const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
  const originals = [node, ...node.querySelectorAll('*')];
  /** @type {HTMLElement[]} */ ([copy, ...copy.querySelectorAll('*')]).forEach((each, i) => {
    const computed = getComputedStyle(originals[i]);
    each.style.cssText = laidOut.map((name) => `${name}:${computed.getPropertyValue(name)}`).join(';');
    if (each.matches('svg')) each.replaceChildren(); // it has a layer of its own
  });
  Object.assign(copy.style, { position: 'static', margin: 0 });
  const { width, height } = place;
  return layerOf(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${new XMLSerializer().serializeToString(copy)}</foreignObject></svg>`, place);
}

/** An svg as a file of its own. @param {Element} node @param {number} width @param {number} height */
function standing(node, width, height) {
  const copy = /** @type {Element} */ (node.cloneNode(true));
  const originals = [node, ...node.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((each, i) => {
    const style = getComputedStyle(originals[i]);
    each.removeAttribute('style');
    for (const name of inherited) each.setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}

/** @param {Layer[]} layers @param {{title: string, settings: string}} words @param {Record<string, string>} colors @param {string} family */
function compose(layers, { title, settings }, colors, family) {
  const left = Math.min(...layers.map((layer) => layer.left));
  const top = Math.min(...layers.map((layer) => layer.top));
  const right = Math.max(...layers.map((layer) => layer.left + layer.width));
  const bottom = Math.max(...layers.map((layer) => layer.top + layer.height));
  const width = Math.max(narrowest, right - left);
  const canvas = document.createElement('canvas');
  const draw = contextOf(canvas);
  const titleFont = `600 16px ${family}`;
  const smallFont = `12px ${family}`;
  draw.font = titleFont;
  const titles = wrap(draw, title, width);
  draw.font = smallFont;
  const lines = wrap(draw, settings, width - 60); // beside the page's name
  const head = 22 * titles.length + 8;
  canvas.width = Math.round(2 * (width + 2 * margin));
  canvas.height = Math.round(2 * (2 * margin + head + (bottom - top) + 10 + 17 * lines.length));
  draw.setTransform(2, 0, 0, 2, 0, 0);
  draw.fillStyle = colors.paper;
  draw.fillRect(0, 0, canvas.width, canvas.height);
  draw.textBaseline = 'top';
  draw.fillStyle = colors.ink;
  draw.font = titleFont;
  titles.forEach((line, i) => draw.fillText(line, margin, margin + 22 * i));
  for (const layer of layers) draw.drawImage(layer.image, margin + layer.left - left, margin + head + layer.top - top, layer.width, layer.height);
  draw.fillStyle = colors.muted;
  draw.font = smallFont;
  const foot = margin + head + (bottom - top) + 10;
  lines.forEach((line, i) => draw.fillText(line, margin, foot + 17 * i));
  draw.textAlign = 'right';
  draw.fillText('Nonlin', margin + width, foot + 17 * (lines.length - 1));
  return canvas;
}

/** Lines of a text that are no wider than `width`; Chinese breaks anywhere. @param {CanvasRenderingContext2D} draw @param {string} text @param {number} width */
function wrap(draw, text, width) {
  const lines = [''];
  for (const word of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    const last = lines.length - 1;
    // A stop stays with its sentence.
    if (lines[last] && !/[，。；：）]/.test(word) && draw.measureText(lines[last] + word.trimEnd()).width > width) lines.push(word.trimStart());
    else lines[last] += word;
  }
  return lines;
}

/** Has the reader keep a file. @param {Blob} blob @param {string} name */
export function keep(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Browsers ask first, or fetch a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
